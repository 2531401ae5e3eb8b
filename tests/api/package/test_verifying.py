"""A package is computed again by anybody, and nothing in it can be changed unseen."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from api.chain import canonical, sha256
from api.package import verify_package
from api.package.packing import zipped
from api.package.parts import AUDIT, DIGEST, NAMES, RULEBOOK, SNAPSHOT
from api.problems.refusals_files import UnreadablePackage
from scoring.portable import rulebook_text
from tests.api.package.build import (
    APPROVAL,
    ENGINE,
    EVIDENCE,
    SAMPLES,
    approved,
    audit,
    forged,
    frozen,
    lines,
    package,
    report,
    sealed,
    sheet,
    unzipped,
    wrong,
)

Change = Callable[[dict[str, Any]], None]


@pytest.mark.parametrize("name", [path.stem for path in sorted(SAMPLES.glob("*.json"))])
def test_every_sample_verifies(name: str) -> None:
    found = report(package(name))
    assert found.ok, [check for check in found.checks if not check.ok]
    assert found.stated == found.recomputed == json.loads(frozen(name).text)["total"]


def test_the_total_is_the_published_one_and_every_check_has_its_name() -> None:
    found = report(package())
    assert (found.stated, found.recomputed) == ("96.3", "96.3")
    assert found.digest == frozen().digest == sha256(frozen().text)
    assert found.evidence == EVIDENCE
    assert [check.name for check in found.checks] == (
        "文件校验值 快照校验值 各文件与快照 评分办法 自评表 逐行得分 计分过程 总分 计分结果的其余内容 "
        "审计链 审计与快照 佐证材料清单"
    ).split()


def test_the_snapshot_says_everything_that_the_result_rests_on() -> None:
    told = json.loads(frozen().text)
    assert told["approved"] == {"by": APPROVAL.by, "at": "2026-11-25T08:00:00.000000Z"}
    assert (told["format"], told["engine_version"], told["total"]) == (1, ENGINE, "96.3")
    assert told["rulebook"]["digest"] == sheet("mohrss-2023-egov").rulebook.digest
    assert frozen().text == canonical(told)


def noticed(data: bytes) -> bool:
    """Is it refused, or does a check disagree?"""
    try:
        return not report(data).ok
    except UnreadablePackage:
        return True


@pytest.mark.parametrize("name", NAMES)
def test_a_single_byte_changed_in_any_file_is_seen(name: str) -> None:
    files = unzipped(package())
    content = files[name]
    for place in {0, len(content) // 3, len(content) // 2, len(content) - 2, len(content) - 1}:
        other = bytes([content[place] ^ 1])
        data = zipped(files | {name: content[:place] + other + content[place + 1 :]})
        assert noticed(data)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("README.txt", DIGEST)])
def test_a_digit_changed_in_any_file_is_seen_even_when_the_digests_fit(name: str) -> None:
    """The README is only words; whoever rewrites it together with digest.txt changes nothing that counts."""
    files = unzipped(package())
    content = files[name]
    digits = [place for place, byte in enumerate(content) if chr(byte) in "12345678"]
    for place in digits[:: max(1, len(digits) // 25)]:
        data = sealed(files | {name: content[:place] + bytes([content[place] + 1]) + content[place + 1 :]})
        assert set(wrong(data)) - {"文件校验值"}, content[max(0, place - 30) : place + 30].decode(errors="replace")


def line(number: int, **values: str | bool) -> Change:
    """A change of a line in the sheet."""
    return lambda snapshot: snapshot["sheet"]["lines"][number].update(values)


def indicator(number: int, **values: object) -> Change:
    """A change of a line in the document."""
    return lambda snapshot: snapshot["document"]["objectives"][0]["indicators"][number].update(values)


def total(snapshot: dict[str, Any]) -> None:
    """A better total, everywhere."""
    snapshot["total"] = snapshot["sheet"]["total"] = snapshot["sheet"]["trace"]["value"] = "99.9"


def rulebook(snapshot: dict[str, Any]) -> None:
    """Another rulebook named."""
    snapshot["rulebook"]["digest"] = snapshot["sheet"]["rulebook_digest"] = "0" * 64


def step(snapshot: dict[str, Any]) -> None:
    """An input of a step."""
    snapshot["sheet"]["execution"]["trace"]["children"][0]["inputs"]["spent"] = "446.00"


def dropped(snapshot: dict[str, Any]) -> None:
    """A line less in the sheet."""
    del snapshot["sheet"]["lines"][-1]


def evidence(**values: object) -> Change:
    """A change of the evidence list."""
    return lambda snapshot: snapshot["evidence"][0].update(values)


FORGERIES: dict[str, tuple[Change, str, str]] = {
    "an actual": (indicator(3, actual={"text": "24次"}), "逐行得分", "第4行"),
    "the points of a line": (line(0, points="8.0"), "逐行得分", "第1行 points：所载 8.0，重算 9.0"),
    "what a line rests on": (line(0, basis="reviewed"), "逐行得分", "第1行 basis"),
    "a target in the sheet only": (line(0, target="≥2次"), "逐行得分", "第1行 target"),
    "a step's input": (step, "计分过程", "spent：所载 446.00，重算 412.85"),
    "the total": (total, "总分", "所载 99.9，重算 96.3"),
    "the total beside the sheet": (lambda each: each.update(total="97.0"), "总分", "快照所载总分：所载 97.0"),
    "the total as a number": (lambda each: each.update(total=96), "总分", "快照所载总分"),
    "a line left out": (dropped, "逐行得分", "（7 项）"),
    "a sheet that is none": (lambda each: each.update(sheet=[]), "计分结果的其余内容", "整体"),
    "lines that are none": (lambda each: each["sheet"].update(lines=7), "逐行得分", "所载 7"),
    "another rulebook": (rulebook, "评分办法", "digest"),
    "an issue": (lambda each: each["sheet"].update(issues=[]), "计分结果的其余内容", "issues"),
    "a field too many in the sheet": (lambda each: each["sheet"].update(more=1), "计分结果的其余内容", "没有这一项"),
    "a document that is none": (lambda each: each.update(document={}), "自评表", "document"),
    "a document with a spare default": (lambda each: each["document"].update(notes=[]), "自评表", "notes"),
    "another format": (lambda each: each.update(format=2), "快照校验值", "格式"),
    "a member too many": (lambda each: each.update(more=1), "快照校验值", "格式"),
    "evidence at no line": (evidence(where="objectives[9].indicators[9]"), "佐证材料清单", "不在表上"),
    "evidence without a hash": (evidence(sha256="x"), "佐证材料清单", "缺项"),
    "evidence with a size that is none": (evidence(size=True), "佐证材料清单", "缺项"),
    "evidence that is a text": (lambda each: each.update(evidence=["x"]), "佐证材料清单", "缺项"),
    "evidence that is no list": (lambda each: each.update(evidence={}), "佐证材料清单", "缺项"),
}


@pytest.mark.parametrize(("change", "name", "why"), FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_with_every_digest_made_to_fit_contradicts_the_recomputation(
    change: Change, name: str, why: str
) -> None:
    found = wrong(forged(change))
    assert why in found[name]
    assert "文件校验值" not in found
    assert "审计链" not in found


def test_what_cannot_be_recomputed_is_said_of_every_score() -> None:
    found = report(forged(lambda each: each.update(document={})))
    assert (found.stated, found.recomputed, found.name) == ("96.3", None, "")
    failing = {check.name for check in found.checks if not check.ok}
    assert {"自评表", "逐行得分", "计分过程", "总分"} <= failing


def test_another_evidence_hash_in_every_copy_is_caught_by_the_audit_chain() -> None:
    """Nothing in the package computes a hash of what is not in it: the chain names the snapshot that was approved."""
    data = forged(evidence(sha256="0" * 64), audited=False)
    assert wrong(data) == {"审计与快照": "审计记录里没有此快照的校验值"}
    assert report(data).digest != frozen().digest


def test_an_evidence_hash_in_one_copy_is_named() -> None:
    files = unzipped(package())
    other = files["evidence.json"].replace(EVIDENCE[0].sha256.encode(), b"0" * 64)
    assert "evidence.json：[0].sha256" in wrong(sealed(files | {"evidence.json": other}))["各文件与快照"]


def test_a_value_of_the_rulebook_is_seen_with_and_without_a_digest_that_fits() -> None:
    text = rulebook_text(sheet("mohrss-2023-egov").rulebook)
    files = unzipped(package())
    clumsy = text.replace('"from":"0.8"', '"from":"0.7"', 1).replace('"to":"0.8"', '"to":"0.7"', 1)
    assert clumsy != text
    assert "digest" in wrong(sealed(files | {RULEBOOK: clumsy.encode()}))["评分办法"]
    rules = json.loads(clumsy)
    rules["digest"] = sha256(canonical(rules["rules"]))
    found = wrong(sealed(files | {RULEBOOK: canonical(rules).encode()}))
    assert "digest" in found["评分办法"]
    assert "第7行" in found["计分过程"]


ROWS = approved(frozen().digest)
BROKEN_CHAINS = {
    "a row changed": (lines([ROWS[0], ROWS[1] | {"person": "填报人乙"}, ROWS[2]]), "第 2 条内容"),
    "a row left out": (lines([ROWS[0], ROWS[2]]), "第 2 条与上一行不相接"),
    "the first row left out": (lines(ROWS[1:]), "第 1 条"),
    "no row": (b"", "空的"),
    "the last line end left out": (lines(ROWS)[:-1], "不完整"),
    "a row with spaces": (lines(ROWS).replace(b'":', b'": ', 1), "第 1 条不是规范写法"),
    "a row that is no object": (b"[]\n", "第 1 条不是规范写法"),
    "a row that is no JSON": (b"{\n", "第 1 条"),
    "a number with a fraction": (lines(audit({"a": "1.5"})).replace(b'"1.5"', b"1.5"), "规范写法"),
}


@pytest.mark.parametrize(("content", "why"), BROKEN_CHAINS.values(), ids=BROKEN_CHAINS)
def test_a_broken_audit_chain_is_seen_although_the_digests_fit(content: bytes, why: str) -> None:
    assert why in wrong(sealed(unzipped(package()) | {AUDIT: content}))["审计链"]


def test_the_approval_cut_from_the_chain_is_seen() -> None:
    assert set(wrong(sealed(unzipped(package()) | {AUDIT: lines(ROWS[:2])}))) == {"审计与快照"}


def test_a_later_version_may_word_differently_but_not_count_differently() -> None:
    def worded(snapshot: dict[str, Any]) -> None:
        snapshot["sheet"]["issues"] = []

    assert verify_package(forged(worded), "9.9").ok
    assert not verify_package(forged(line(0, points="8.0")), "9.9").ok


def test_a_digest_list_with_a_line_more_is_seen() -> None:
    files = unzipped(package())
    assert "本身" in wrong(zipped(files | {DIGEST: files[DIGEST] + b"\n"}))["文件校验值"]


def test_a_snapshot_that_is_not_written_canonically_is_seen() -> None:
    files = unzipped(package())
    spaced = files[SNAPSHOT].replace(b'":', b'": ', 1)
    assert "规范写法" in wrong(sealed(files | {SNAPSHOT: spaced}))["快照校验值"]
