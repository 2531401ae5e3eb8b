"""samples/forms holds what the writers give now: made anew and read, the files say the same, place by place."""

import importlib.util
from functools import cache
from pathlib import Path

import pytest

from indicators.forms import opening

FOLDER = Path(__file__).parents[2] / "samples" / "forms"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".md")


@cache
def made() -> dict[str, bytes]:
    """Every file by its name, as the script of the samples makes it."""
    spec = importlib.util.spec_from_file_location("make_forms", FOLDER.parent / "make_forms.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return dict(script.files())


def test_every_sample_is_there_as_xlsx_and_every_family_as_docx_and_pdf() -> None:
    samples = {path.stem for path in FOLDER.parent.glob("*.json")}
    assert {name for name in samples if f"{name}.xlsx" not in NAMES} == set()
    assert sorted(made()) == NAMES, "运行 make forms 重新生成"


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_what_its_writer_says_now(name: str) -> None:
    written, now = (opening.read(data, name) for data in ((FOLDER / name).read_bytes(), made()[name]))
    assert written == now, "运行 make forms 重新生成"


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_small(name: str) -> None:
    assert (FOLDER / name).stat().st_size < 150_000
