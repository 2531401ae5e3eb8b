"""Doors open one way: indicators <- scoring <- api, and inside api in the order below."""

import sys
from pathlib import Path

from tests.guards.source import PRODUCT, files, imports

# A room of api imports from rooms of a lower or the same rank. A room not named here stands in the middle.
RANKS = {
    "settings": 0,
    "problems": 0,
    "wire": 0,
    "schemas": 1,
    "resources": 3,
    "pages": 3,
    "jobs": 3,
    "app": 4,
    "cli": 5,
}
MIDDLE = 2
DOORS = {"resources", "pages", "jobs", "cli"}

# The only places that may import each third-party library; one that is not named is imported nowhere.
LIBRARIES = {
    "flask": ("api/",),
    "werkzeug": ("api/",),
    "marshmallow": ("api/schemas/", "api/wire", "api/problems", "api/openapi", "api/door"),
    "sqlite_utils": ("api/store/sqlite", "api/store/migrations"),
    "apispec": ("api/schemas/", "api/openapi"),
    "argon2": ("api/passwords",),
    "flask_swagger_ui": ("api/app", "api/openapi"),
    "apscheduler": ("api/jobs/",),
    "click": ("api/cli",),
    "waitress": ("api/cli",),
    "prometheus_client": ("api/metrics",),
    "openpyxl": ("indicators/forms/workbook",),
    "xlrd": ("indicators/forms/workbook",),
    "lxml": ("indicators/forms/workbook",),
    "docx": ("indicators/forms/wordfile",),
    "pdfplumber": ("indicators/forms/pdffile",),
    "typst": ("indicators/forms/pdffile",),
    "pylopdf_fonts_zh_cn": ("indicators/forms/pdffile",),
}


def room(path: Path) -> str:
    """The room of api that a file belongs to: api/cli/serve.py and api/cli.py are both cli."""
    return path.parts[1].removesuffix(".py")


def allowed(mine: str, other: str) -> bool:
    """May one room of api import from the other?"""
    if mine == other:
        return True
    return not {mine, other} <= DOORS and RANKS.get(other, MIDDLE) <= RANKS.get(mine, MIDDLE)


def test_no_room_imports_from_a_room_in_front_of_it() -> None:
    wrong = [
        f"{place} imports {name}"
        for number, folder in enumerate(PRODUCT)
        for path in files(folder)
        for place, name in imports(path)
        if name.split(".")[0] in (*PRODUCT[number + 1 :], "tests", "bench")
    ]
    assert not wrong, wrong


def test_inside_api_the_doors_never_open_into_one_another() -> None:
    wrong = [
        f"{place} imports {name}"
        for path in files("api")
        for place, name in imports(path)
        if name.startswith("api.") and not allowed(room(path), name.split(".")[1])
    ]
    assert not wrong, wrong


def test_each_third_party_library_lives_in_the_places_named_for_it() -> None:
    wrong = [
        f"{place} imports {name}"
        for path in files(*PRODUCT)
        for place, name in imports(path)
        if (top := name.split(".")[0]) not in (*PRODUCT, *sys.stdlib_module_names)
        and not path.as_posix().startswith(LIBRARIES.get(top, ()))
    ]
    assert not wrong, wrong
