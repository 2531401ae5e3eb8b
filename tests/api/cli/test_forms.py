"""jixiao read, write, annex; and every command that takes forms in files as it takes JSON."""

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest

from api.cli.files import progress
from tests.api.cli.conftest import ROOT, Run

JINBAO, EGOV, PLAN = (f"samples/mohrss-{name}.json" for name in ("2023-jinbao", "2023-egov", "2025-jinbao"))
KINDS = ("xlsx", "docx", "pdf", "csv")
PLACE = ("--place", "中央", "--rulebook", "mohrss-2023")


def drawn(run: Run, target: Path, *files: str) -> Path:
    """Documents written to a file."""
    result = run("write", *(files or (EGOV,)), "--to", str(target))
    assert result.exit_code == 0, result.stderr
    return target


def zipped(target: Path, content: Mapping[str, bytes]) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return target


def as_gbk(path: Path, name: str) -> None:
    """The name in the archive as Chinese systems write it: GBK, and not said to be UTF-8."""
    standing = "".join("x" for _ in name.encode("gbk")).encode()
    assert path.read_bytes().count(standing) == 2
    path.write_bytes(path.read_bytes().replace(standing, name.encode("gbk")))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read_with_its_family_and_saved_as_the_same_document(
    run: Run, tmp_path: Path, kind: str
) -> None:
    path = drawn(run, tmp_path / f"自评表.{kind}")
    result = run("read", str(path), *PLACE, "--to", str(tmp_path / "读出"))
    assert result.exit_code == 0, result.stdout + result.stderr
    assert "中央部门项目支出绩效自评表（把握 100%）" in result.stdout
    (made,) = (tmp_path / "读出").iterdir()
    value, wanted = (json.loads(text.read_text(encoding="utf-8")) for text in (made, ROOT / EGOV))
    assert made.name == f"自评表.{kind}.json"
    assert value["objectives"][0]["indicators"][1]["actual"] == wanted["objectives"][0]["indicators"][1]["actual"]
    assert (value["place"], value["rulebook"]) == ("中央", "mohrss-2023")


@pytest.mark.parametrize("kind", KINDS)
def test_score_check_and_verify_take_a_form_as_they_take_its_json(run: Run, tmp_path: Path, kind: str) -> None:
    path = str(drawn(run, tmp_path / f"自评表.{kind}"))
    assert run("score", path, *PLACE).stdout.splitlines()[0] == "总分 96.3"
    verified = run("verify", path, *PLACE)
    assert verified.exit_code == 0, verified.stdout
    assert "没有不符之处" in verified.stdout
    assert run("check", path, *PLACE).exit_code == 0


def test_forms_read_are_told_as_json_with_the_place_of_each_value(run: Run, tmp_path: Path) -> None:
    path = drawn(run, tmp_path / "自评表.xlsx")
    (form,) = json.loads(run("read", str(path), "--json").stdout)
    assert (form["file"], form["family"], form["certainty"]) == (str(path), "central", "1.00")
    assert form["places"]["objectives[0].indicators[0].name"].startswith("工作表")
    assert form["document"]["place"] == "（未注明）"


def test_json_is_read_as_the_document_that_it_is(run: Run) -> None:
    result = run("read", EGOV)
    assert (result.exit_code, result.stdout.splitlines()[1][:11]) == (0, "文档（JSON）（把握")


def test_several_forms_of_a_file_are_named_by_their_number(run: Run, tmp_path: Path) -> None:
    path = drawn(run, tmp_path / "两张.xlsx", JINBAO, EGOV)
    told = run("read", str(path), *PLACE, "--to", str(tmp_path / "读出")).stdout
    assert f"{path} 第1张" in told
    assert f"{path} 第2张" in told
    assert sorted(each.name for each in (tmp_path / "读出").iterdir()) == [
        "两张.xlsx-第1张.json",
        "两张.xlsx-第2张.json",
    ]
    totals = [each["total"] for each in json.loads(run("score", str(path), *PLACE, "--json").stdout)]
    assert totals == ["97.0", "96.3"]


def test_a_folder_holds_forms_of_every_kind_and_what_programs_leave_beside_them(run: Run, tmp_path: Path) -> None:
    for kind in KINDS:
        drawn(run, tmp_path / f"自评表.{kind}")
    (tmp_path / "~$自评表.xlsx").write_bytes(b"lock")
    (tmp_path / "说明.txt").write_text("不是表", encoding="utf-8")
    shutil.copy(ROOT / EGOV, tmp_path)
    totals = json.loads(run("score", str(tmp_path), *PLACE, "--json").stdout)
    assert [each["total"] for each in totals] == ["96.3"] * 5


def test_a_folder_of_nothing_but_leavings_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "~$自评表.xlsx").write_bytes(b"lock")
    result = run("read", str(tmp_path))
    assert (result.exit_code, "没有 .json 文档" in result.stderr) == (2, True)


def test_a_zip_is_opened_and_names_in_gbk_are_read(run: Run, tmp_path: Path) -> None:
    content = drawn(run, tmp_path / "自评表.xlsx").read_bytes()
    inside = {"xxxxxxxxxxx.xlsx": content, "__MACOSX/._a.xlsx": b"", "说明.txt": b"", "单位/表.xlsx": content}
    path = zipped(tmp_path / "全部.zip", inside)
    as_gbk(path, "二处自评表x")
    told = run("read", str(path), *PLACE)
    assert told.exit_code == 0, told.stderr
    assert f"{path}:二处自评表x.xlsx" in told.stdout
    assert f"{path}:单位/表.xlsx" in told.stdout
    totals = json.loads(run("score", str(path), *PLACE, "--json").stdout)
    assert [each["total"] for each in totals] == ["96.3", "96.3"]
    assert run("verify", str(path), *PLACE).exit_code == 0


def test_names_in_a_zip_that_are_no_text_at_all_are_kept(run: Run, tmp_path: Path) -> None:
    content = drawn(run, tmp_path / "自评表.xlsx").read_bytes()
    path = zipped(tmp_path / "全部.zip", {"xxx.xlsx": content})
    path.write_bytes(path.read_bytes().replace(b"xxx.xlsx", b"\xff\xffx.xlsx"))
    assert f"{path}:\u00a0\u00a0x.xlsx" in run("read", str(path), *PLACE).stdout


def test_a_zip_that_is_broken_inside_is_named_and_does_not_keep_the_others(run: Run, tmp_path: Path) -> None:
    content = drawn(run, tmp_path / "自评表.xlsx").read_bytes()
    path = zipped(tmp_path / "坏.zip", {"表.csv": "三级指标,指标值\n".encode() * 50})
    data = bytearray(path.read_bytes())
    data[45:60] = bytes(15)
    path.write_bytes(data)
    (tmp_path / "cut.zip").write_bytes(path.read_bytes()[:80])
    result = run("read", str(tmp_path))
    assert result.exit_code == 1
    assert f"{path}：压缩包已损坏" in result.stderr
    assert str(tmp_path / "cut.zip") in result.stderr
    assert "把握 100%" in result.stdout
    assert content


BROKEN = {
    "程序.xlsx": (b"MZ\x90\x00" * 100, "不是"),
    "旧.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为"),
    "空.csv": (b"", "空"),
    "无表.csv": ("甲,乙\n1,2\n".encode(), "没有找到绩效目标表或绩效自评表"),
    "坏.json": (b"{", "JSON"),
    "列表.json": (b"[]", "应为 JSON 对象"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_holds_no_form_is_named_with_what_is_wrong(run: Run, tmp_path: Path, name: str) -> None:
    content, words = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(content)
    result = run("read", str(path))
    assert result.exit_code == 1
    assert result.stdout == "没有读出表样文件\n"
    assert result.stderr.startswith(f"{path}")
    assert words in result.stderr
    refused = run("score", str(path))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert words in refused.stderr


def test_what_must_be_filled_in_first_is_said_in_the_words_of_the_reader(run: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(drawn(run, tmp_path / "自评表.xlsx"))
    sheet = book.worksheets[0]
    sheet["A2"] = ""  # the year
    book.save(tmp_path / "自评表.xlsx")
    result = run("read", str(tmp_path / "自评表.xlsx"), *PLACE, "--to", str(tmp_path / "读出"))
    assert result.exit_code == 1
    assert "没有写明预算年度" in result.stdout + result.stderr
    assert not (tmp_path / "读出").exists()
    assert "请填写预算年度" in run("score", str(tmp_path / "自评表.xlsx"), *PLACE).stderr


def test_what_is_doubtful_is_asked_and_the_exit_says_so(run: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(drawn(run, tmp_path / "自评表.xlsx"))
    book.worksheets[0].row_dimensions[14].hidden = True
    book.save(tmp_path / "自评表.xlsx")
    result = run("read", str(tmp_path / "自评表.xlsx"), *PLACE)
    assert (result.exit_code, "隐藏的行" in result.stdout) == (1, True)
    scored = run("score", str(tmp_path / "自评表.xlsx"), *PLACE)
    assert (scored.exit_code, "隐藏的行" in scored.stderr) == (0, True)


def test_what_a_family_cannot_carry_is_told(run: Run, tmp_path: Path) -> None:
    result = run("write", EGOV, "--family", "jilin", "--to", str(tmp_path / "新的/表.docx"))
    assert result.exit_code == 0
    assert "没有写进去：表样没有分值" in result.stderr
    assert (tmp_path / "新的/表.docx").is_file()


def test_a_plan_becomes_the_form_to_fill_in(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "待填.xlsx"
    assert run("write", PLAN, "--family", "central", "--to", str(path)).exit_code == 0
    texts = [cell.value for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert "实际完成值" in texts


def test_files_that_cannot_be_written_are_refused_with_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    for arguments, words in (
        ((EGOV, "--to", str(tmp_path / "表.exe")), "扩展名应为 xlsx、docx、pdf、csv 之一"),
        ((EGOV, "--to", str(tmp_path / "文件/表.xlsx")), "不是文件夹"),
        ((EGOV, "--family", "central_plan", "--to", str(tmp_path / "表.xlsx")), "不是自评表的表样"),
    ):
        result = run("write", *arguments)
        assert result.exit_code == 2
        assert words in result.stderr
    assert not (tmp_path / "表.xlsx").exists()


def annexed(run: Run, target: Path, *files: str) -> str:
    """What the command said on the standard error while it wrote an annex."""
    result = run("annex", *files, "--to", str(target))
    assert result.exit_code == 0, result.stderr
    return result.stderr


def test_an_annex_is_prose_in_the_units_own_words_and_every_form(run: Run, tmp_path: Path) -> None:
    left_out = annexed(run, tmp_path / "附件.docx", JINBAO, EGOV)
    document = docx.Document(str(tmp_path / "附件.docx"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    own = json.loads((ROOT / JINBAO).read_text(encoding="utf-8"))
    assert texts[:2] == ["2023年度预算绩效情况说明", "一、绩效管理工作开展情况"]
    assert texts[2] == own["yearly_summary"]["text"]
    assert texts[4] == "（一）" + own["narrative"]["text"]
    assert "绩效自评表共2张，附后。" in texts
    assert len(document.tables) == 2
    assert "综述" not in left_out
    assert "年度自评情况概述" not in left_out


def test_an_annex_of_forms_without_prose_is_drafted(run: Run, tmp_path: Path) -> None:
    bare = json.loads((ROOT / EGOV).read_text(encoding="utf-8"))
    del bare["narrative"], bare["yearly_summary"]
    (tmp_path / "表.json").write_text(json.dumps(bare), encoding="utf-8")
    annexed(run, tmp_path / "附件.pdf", str(tmp_path / "表.json"))
    with pdfplumber.open(tmp_path / "附件.pdf") as pdf:
        text = "".join((pdf.pages[0].extract_text() or "").split())
    assert "共涉及资金446.00万元" in text
    assert "绩效自评综述：根据年初设定的绩效目标，项目自评得分96.3分" in text
    assert "（一）" not in text


def test_an_annex_of_a_whole_agency_has_no_sentence_over_projects(run: Run, tmp_path: Path) -> None:
    whole = json.loads((ROOT / "samples/huangpi-2023-whole.json").read_text(encoding="utf-8"))
    whole.pop("yearly_summary", None)
    (tmp_path / "整体.json").write_text(json.dumps(whole), encoding="utf-8")
    annexed(run, tmp_path / "附件.docx", str(tmp_path / "整体.json"))
    texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / "附件.docx")).paragraphs]
    assert texts[1] == "一、绩效自评结果"


def test_an_annex_is_refused_for_other_kinds_plans_alone_and_too_many_forms(run: Run, tmp_path: Path) -> None:
    for arguments, words in (
        ((EGOV, "--to", str(tmp_path / "附件.xlsx")), "docx、pdf"),
        ((PLAN, "--to", str(tmp_path / "附件.docx")), "目标表"),
        ((*[EGOV] * 100, "--to", str(tmp_path / "附件.docx")), "至多 99 张表"),
    ):
        result = run("annex", *arguments)
        assert result.exit_code == 2
        assert words in result.stderr


def test_a_bar_is_shown_on_a_terminal_when_there_are_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert list(progress(range(9))) == list(range(9))
    assert terminal.getvalue() == ""
    assert list(progress(range(10))) == list(range(10))
    assert "读取" in terminal.getvalue()
