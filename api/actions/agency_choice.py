"""哪个单位: an agency as people name it, among those at which they hold a right."""

import re

from api.auth import Actor, Right, reach
from api.problems.faults import FieldError, InvalidDocument
from api.store import Row, Store, agencies, people

OFFERED = 300  # names offered to choose from; any other is typed
_BENEATH = re.compile(r"(.+)（(.+)）")


def offered(store: Store, actor: Actor, right: Right) -> list[str]:
    """The open agencies at which the actor holds the right, each in words of its own."""
    rows = agencies.open_beneath(store, reach(actor, right), OFFERED)
    names = [row["name"] for row in rows]
    return [words(row) if names.count(row["name"]) > 1 else row["name"] for row in rows]


def words(row: Row) -> str:
    """An agency with the one above it: 信息中心（某市人社局）."""
    return f"{row['name']}（{row['parent']}）" if row["parent"] else str(row["name"])


def meant(store: Store, actor: Actor, right: Right, text: str, field: str = "agency") -> int:
    """The number of the agency that a name or code, or a name with the one above, means; InvalidDocument."""
    text, roots = text.strip(), reach(actor, right)
    if not text:
        raise InvalidDocument([FieldError(field, "请写明单位的名称或代码", "required")])
    found = people.agencies_called(store, roots, text)
    if not found and (match := _BENEATH.fullmatch(text)):
        found = [row for row in agencies.open_beneath(store, roots, name=match[1]) if row["parent"] == match[2]]
    if not found:
        raise InvalidDocument(
            [FieldError(field, f"没有名称或代码为“{text}”的单位，或不在您的权限范围内", "no_such_thing")]
        )
    if len(found) > 1:
        alike = [words(row) for row in agencies.open_beneath(store, roots, name=text)][:3]
        why = f"有 {len(found)} 个单位叫“{text}”，请连上级单位一起写，如 {'、'.join(alike)}；或者写代码"
        raise InvalidDocument([FieldError(field, why, "ambiguous")])
    return int(found[0]["id"])
