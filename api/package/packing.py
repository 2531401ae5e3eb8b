"""A package written: the same facts give the same bytes."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from api.package.parts import AUDIT, DIGEST, NAMES, README, RULEBOOK, SNAPSHOT, audit_lines, digests, parts, readable

_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: the time of packing is no fact of the result

_README = """预算绩效自评结果包
==================
{facts}
这个包装有一个已审定、已锁定的自评结果，任何人都可以重新计算，不需要填报系统。

各文件
  snapshot.json   快照：审定时锁定的全部内容；它的 SHA-256 就是快照校验值
  document.json   绩效自评表（含已审定的复核）
  rulebook.json   计分所用的整套评分办法；其中 rules 的规范 JSON 的 SHA-256 就是办法校验值
  sheet.json      计分结果：总分、每一行、偏差、应说明的、问题
  trace.json      计分过程：每个得分一步一步怎样得来
  evidence.json   佐证材料清单：名称、大小、内容的 SHA-256（材料本身不在包内）
  audit.jsonl     审计记录摘录，一行一条，逐条相连
  digest.txt      以上各文件的 SHA-256，第一行是快照校验值

怎样核对
  1. jixiao verify 结果包.zip
     按包内的办法重新计分，与所载的每一行、每一步和总分对照，并查各校验值和审计链。
     手头有佐证材料的，加 --evidence 文件夹，一并按内容核对。
  2. 把快照校验值与公开页面上的对照：包内各处自相符合，只说明它没有改错；
     与公开的校验值相同，才说明它就是审定的那一份。
  3. 不装 jixiao 也可以查：解开后运行 sha256sum -c digest.txt。
     audit.jsonl 每一行的 hash = SHA-256（上一行的 hash、换行符、去掉 prev 和 hash 后的规范 JSON）。
     规范 JSON：键按字母序，不留空格，UTF-8。
"""


def pack(
    snapshot_text: str,
    digest: str,
    rulebook_text: str,
    audit_rows: Iterable[Mapping[str, Any]],
    facts: Mapping[str, str],
) -> bytes:
    """The zip of a locked result. ``audit_rows`` is its chain from the first row, links included.

    ``facts`` are lines of the README (label, value): what it is about, where it was published.
    """
    files = {
        README: _README.format(facts="".join(f"{_line(label)}：{_line(facts[label])}\n" for label in facts)).encode(),
        SNAPSHOT: snapshot_text.encode(),
        RULEBOOK: rulebook_text.encode(),
        AUDIT: audit_lines(audit_rows),
        **{name: readable(value) for name, value in parts(json.loads(snapshot_text)).items()},
    }
    return zipped(files | {DIGEST: digests(files, digest)})


def _line(text: str) -> str:
    return " ".join(text.split())


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip without times and owners, in the package's order."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in NAMES:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name], compresslevel=9)
    return held.getvalue()
