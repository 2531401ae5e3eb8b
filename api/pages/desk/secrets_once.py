"""Forms that end in a secret (初始密码、令牌): shown on the page that answers, once, and kept nowhere."""

from collections.abc import Callable
from typing import TypeVar

from flask import Response, redirect

from api.pages.desk.base import REFUSED, Visit, done, settled
from api.problems.service import NotFound
from api.problems.table import Problem, refused

T = TypeVar("T")


def hand_out(
    visit: Visit, make: Callable[[], T], act: Callable[[T], str], shown: Callable[[T, str], str],
    again: Callable[[Problem], str],
) -> Response:  # fmt: skip
    """The change done once with the secret that ``make`` makes ahead of it; the page that shows the secret.

    ``act`` answers the address that says it was done before: there the same form leads when it is sent again, which
    shows the secret to nobody. Where it is refused, the page that ``again`` lays out.
    """
    if before := done(visit):
        return before
    try:
        made = make()
        place, fresh = settled(visit, lambda: act(made))
    except NotFound:
        raise
    except REFUSED as refusal:
        told = refused(refusal)
        return Response(visit.store.read(lambda _: again(told)), told.kind.status)
    if not fresh:
        return redirect(place, 303)  # type: ignore[return-value]
    return Response(visit.store.read(lambda _: shown(made, place)))
