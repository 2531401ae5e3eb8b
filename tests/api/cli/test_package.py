"""jixiao verify package.zip."""

import json
from pathlib import Path

import pytest

from tests.api.cli.conftest import Run
from tests.api.package.build import CONTENT, forged, frozen, package

EGOV = "samples/mohrss-2023-egov.json"


@pytest.fixture
def zipped(tmp_path: Path) -> str:
    """A package on the disk, whatever its name."""
    path = tmp_path / "结果包.bin"
    path.write_bytes(package())
    return str(path)


@pytest.fixture
def tampered(tmp_path: Path) -> str:
    """One whose total somebody made better."""
    path = tmp_path / "改过.zip"
    path.write_bytes(forged(lambda each: each.update(total="99.0")))
    return str(path)


def test_a_package_is_computed_again(run: Run, zipped: str) -> None:
    result = run("verify", zipped)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1] == "总分：所载 96.3，重算 96.3"
    assert result.stdout.splitlines()[0].endswith("：全部相符")
    assert "不符　" not in result.stdout
    assert result.stdout.splitlines()[-1].endswith(frozen().digest)


def test_a_contradiction_is_named_and_exits_with_one(run: Run, tampered: str) -> None:
    result = run("verify", tampered)
    assert result.exit_code == 1
    assert "不符　总分：快照所载总分：所载 99.0，重算 96.3" in result.stdout


def test_json_has_every_check(run: Run, zipped: str, tampered: str) -> None:
    one = json.loads(run("verify", zipped, "--json").stdout)
    assert (one["file"], one["agrees"], one["digest"]) == (zipped, True, frozen().digest)
    assert one["total"] == {"stated": "96.3", "recomputed": "96.3"}
    assert {"name", "ok", "why"} == one["checks"][0].keys()
    several = run("verify", zipped, tampered, "--json")
    assert [each["agrees"] for each in json.loads(several.stdout)] == [True, False]
    assert several.exit_code == 1


def test_evidence_is_found_by_its_content(run: Run, zipped: str, tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    (folder / "下级").mkdir(parents=True)
    missing = run("verify", zipped, "--evidence", str(folder))
    assert missing.exit_code == 1
    assert "不符　佐证材料 验收报告.pdf：文件夹里没有" in missing.stdout
    (folder / "下级" / "改过名.pdf").write_bytes(CONTENT)
    found = run("verify", zipped, "--evidence", str(folder))
    assert found.exit_code == 0
    assert "相符　佐证材料 验收报告.pdf：内容与“下级/改过名.pdf”相同" in found.stdout
    (folder / "下级" / "改过名.pdf").write_bytes(CONTENT.swapcase())
    assert run("verify", zipped, "--evidence", str(folder)).exit_code == 1


def test_what_cannot_be_read_exits_with_two(run: Run, tmp_path: Path, zipped: str) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(package()[:-1])
    no_zip = tmp_path / "named.ZIP"
    no_zip.write_text("{}", encoding="utf-8")
    for arguments, why in (
        ((str(broken),), "不完整"),
        ((str(no_zip),), "不是压缩包"),
        ((str(tmp_path / "none.zip"),), "没有文件"),
        ((zipped, EGOV), "分开核对"),
        ((zipped, "--rulebook", "mohrss-2023"), "自带评分办法"),
        ((zipped, "--evidence", str(tmp_path / "none")), "没有文件夹"),
        ((EGOV, "--evidence", str(tmp_path)), "--evidence"),
    ):
        result = run("verify", *arguments)
        assert result.exit_code == 2, arguments
        assert why in result.stderr, arguments


def test_documents_are_verified_as_before(run: Run) -> None:
    assert run("verify", EGOV).exit_code == 0
