"""The desk (工作台): what every signed-in page shares — who is there, one view of the store, changes done once."""

import hashlib
import json
import re
import secrets
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Blueprint, Response, current_app, g, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from api.auth import ROLE_NAMES, Actor, Right, reach
from api.door.forms import check_origin
from api.door.parameters import LARGEST_ID
from api.door.service import Service
from api.door.signing import asking
from api.problems.refusals_people import PasswordChangeRequired
from api.problems.service import NotFound, NotSignedIn, VersionRequired
from api.problems.table import REFUSALS, Problem, refused
from api.store import Store, idempotency, notifications

blueprint = Blueprint("desk", __name__)
HOME = "/home"
MOST_FIELDS = 20_000  # of a form of a thousand lines, and some
REFUSED = tuple(REFUSALS)  # what a page catches to show it at its place
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")  # an address of ours: no other site, nothing that splits a header

# What the header offers, to whom: the page's function, its name, the rights of which one is enough (none: anybody
# signed in). A page that is not there is not offered. Others may still be led to a page by a link on another.
NAV: tuple[tuple[str, str, tuple[Right, ...]], ...] = (
    ("home", "工作台", ()),
    ("queue", "待审核", (Right.REVIEW,)),
    ("evaluations", "自评", ()),
    ("dashboard", "总览", ()),
    ("plans", "目标表", ()),
    ("imports", "导入", (Right.REPORT,)),
    ("tasks", "任务", (Right.MANAGE_TASKS, Right.AUDIT)),
    ("agencies", "单位", (Right.MANAGE_AGENCIES,)),
    ("people", "人员", (Right.MANAGE_PEOPLE,)),
    ("system", "系统", (Right.AUDIT,)),
)


class Visit(NamedTuple):
    """One request of a person: the service, a connection, who it is, and when."""

    service: Service
    store: Store
    actor: Actor
    now: datetime


class Visitor(NamedTuple):
    """What the header shows of whoever is signed in."""

    name: str
    roles: str
    unread: int
    nav: tuple[tuple[str, str], ...]  # endpoint and name


View = Callable[..., str | Response]


def page(rule: str, method: str = "GET", *, public: bool = False, initial: bool = False) -> Callable[[View], View]:
    """Serves ``view(visit, **ids)`` at an address; whoever is not signed in is asked to, and loses nothing.

    A GET is read from one view of the store. ``public``: open to anybody; ``initial``: open to whoever has yet to
    change an initial password. Parts of the address that end in ``id`` are numbers.
    """

    def declare(view: View) -> View:
        def served(**ids: str) -> Response:
            service: Service = current_app.extensions["jixiao.service"]
            store, now = service.open(), service.clock()
            try:
                return _served(view, Visit(service, store, _actor(service, store, now, public, initial), now), ids)
            except NotSignedIn:
                return _sign_in(keep=not initial)
            except PasswordChangeRequired:
                return redirect(f"/password?next={quote(standing(_wanted()))}", 303)  # type: ignore[return-value]
            finally:
                store.close()

        blueprint.add_url_rule(rule, view.__name__.rstrip("_"), served, methods=[method])
        return view

    return declare


def _actor(service: Service, store: Store, now: datetime, public: bool, initial: bool) -> Actor:
    if request.method == "POST":
        check_origin()
        request.max_form_parts = MOST_FIELDS
        request.max_form_memory_size = service.settings.body_limit
    return asking(service, store, now, public=public, initial=initial)


def _served(view: View, visit: Visit, ids: Mapping[str, str]) -> Response:
    found = {name: id_of(value) if name.endswith("id") else value for name, value in ids.items()}
    if visit.actor.person_id:
        g.visitor = _visitor(visit)
    if request.method == "POST":
        return current_app.make_response(view(visit, **found))
    return current_app.make_response(visit.store.read(lambda _: view(visit, **found)))


def id_of(value: str) -> int:
    """The number that an address or a field names; NotFound for what is none."""
    if not (value.isascii() and value.isdigit() and len(value) <= 19 and int(value) <= LARGEST_ID):
        raise NotFound("编号")
    return int(value)


def _visitor(visit: Visit) -> Visitor:
    actor = visit.actor
    known = current_app.view_functions
    return Visitor(
        actor.name,
        "、".join(dict.fromkeys(ROLE_NAMES[grant.role] for grant in actor.grants)),
        notifications.unread(visit.store, actor.person_id or 0),
        tuple(
            (f"desk.{name}", title)
            for name, title, rights in NAV
            if f"desk.{name}" in known and not actor.must_change and _may(actor, rights)
        ),
    )


def _may(actor: Actor, rights: Sequence[Right]) -> bool:
    return not rights or any(reach(actor, right) for right in rights)


@blueprint.app_context_processor
def _shown() -> dict[str, Any]:
    """For every template: who is signed in; None on public pages."""
    return {"visitor": g.get("visitor")}


@blueprint.app_template_global()
def new_key() -> str:
    """A key for a form that is done once."""
    return secrets.token_urlsafe(12)


def local(address: str) -> str:
    """The address, if it is one of ours; else the home page: nobody is sent elsewhere."""
    return address if _LOCAL.fullmatch(address) else HOME


def _wanted() -> str:
    """Where the person wanted to go, or a form was to be sent."""
    return request.full_path.rstrip("?")


def standing(address: str) -> str:
    """The page at an address of ours; at one that only takes forms, the page above it, on which such a form stands."""
    known, path = current_app.url_map.bind(""), address.partition("?")[0]
    if known.test(path, "GET"):
        return address
    while not known.test(path, "GET"):
        path = path.rpartition("/")[0] or "/"
    return path


def _sign_in(*, keep: bool) -> Response:
    """Asked to sign in: to the login page; what a form sent stands in it and is sent again afterwards."""
    if request.method == "GET" or not keep:
        return redirect(f"/login?next={quote(standing(_wanted()))}", 303)  # type: ignore[return-value]
    if request.mimetype == "multipart/form-data":
        request.max_content_length = sys.maxsize  # files are not kept, and do not keep the texts from being kept
    kept = sent(())
    if sum(len(value) for _, value in kept) > (current_app.config["MAX_CONTENT_LENGTH"] or 0):
        raise RequestEntityTooLarge
    shown = render_template("desk/login.html", next=_wanted(), kept=kept, login="", problem=None, expired=True)
    return Response(shown, 401)


def sent(skip: Iterable[str] = ("key",)) -> list[tuple[str, str]]:
    """Every field of the form as it was sent."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in skip]


def field(name: str) -> str:
    """A field of the form, its line ends as ours; "" where it was not sent."""
    return request.form.get(name, "").replace("\r\n", "\n")


def version() -> int:
    """The version that the form was made for; VersionRequired for what is none."""
    given = request.form.get("version", "")
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        raise VersionRequired
    return int(given)


def once(visit: Visit, act: Callable[[], str]) -> Response:
    """The form's change, done once however often it is sent; then on to the address that ``act`` answers."""
    return redirect(settled(visit, act)[0], 303)  # type: ignore[return-value]


def settled(visit: Visit, act: Callable[[], str]) -> tuple[str, bool]:
    """The form's change, done once: the address that ``act`` answers, and whether it was done only now.

    All or nothing; kept in the same commit under the form's key and content.
    """
    key = _key(visit)

    def work(store: Store) -> tuple[str, bool]:
        if kept := _kept(visit, key):
            return kept, False
        place = act()
        headers = json.dumps({"Location": place})
        idempotency.keep(store, visit.actor.key, key, visit.now, digest="", status=303, headers=headers, body="")
        return place, True

    return visit.store.write(work)


def attempt(visit: Visit, act: Callable[[], str], again: Callable[[Problem], str]) -> Response:
    """The form's change, done once; where it is refused, the page that ``again`` lays out, with everything typed.

    What is not there, or not to be seen, is told as such.
    """
    try:
        return once(visit, act)
    except NotFound:
        raise
    except REFUSED as refusal:
        told = refused(refusal)
        return Response(visit.store.read(lambda _: again(told)), told.kind.status)


def done(visit: Visit) -> Response | None:
    """Where a form led that was sent before; None for a new one. For what must be asked before anything is done."""
    kept = _kept(visit, _key(visit))
    return redirect(kept, 303) if kept else None  # type: ignore[return-value]


def _kept(visit: Visit, key: str) -> str:
    kept = idempotency.find(visit.store, visit.actor.key, key)
    return str(json.loads(kept["headers"])["Location"]) if kept else ""


def _key(visit: Visit) -> str:
    """The form's key and what it holds, digested with the service's secret: it may hold a password."""
    content = json.dumps([request.path, sent()], ensure_ascii=False).encode(errors="surrogatepass")
    digest = visit.service.digest(hashlib.sha256(content).hexdigest())
    return f"page:{request.form.get('key', '')[:60]}:{digest}"
