"""Lists on pages (一览): what an address asks for, read as strictly as the API reads it, and the next page."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import request

from api.door.parameters import Parameter, asked_page, next_link, paging
from api.intake import query
from api.store.paging import Page, Slice


class Asked(NamedTuple):
    """What the address of a list asks for: its filters as read (None where not given), its page, and what it says."""

    values: Mapping[str, Any]
    page: Page
    given: Mapping[str, str]

    def following(self, found: Slice) -> str | None:
        """The address of the next page; None on the last."""
        sort = f"{'-' if self.page.descending else ''}{self.page.sort}"
        return next_link(request.path, self.given, sort, found.after)


def asked(filters: Sequence[Parameter], sorts: Sequence[str], default: str, *, limit: int = 50) -> Asked:
    """What is asked of a list with these filters and sorts; BadParameter for what cannot be.

    A filter that a form sends empty is none.
    """
    known = (*filters, *(each for each in paging(sorts, default) if each.name in ("sort", "after")))
    query("done", *(each.name for each in known))
    said = {each.name: request.args[each.name] for each in known if request.args.get(each.name)}
    read = {each.name: each.read(each.name, said[each.name]) if each.name in said else each.default for each in known}
    given = {name: text for name, text in said.items() if name != "after"}
    return Asked({each.name: read[each.name] for each in filters}, asked_page({**read, "limit": limit}), given)
