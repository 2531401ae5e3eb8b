"""Who is asking: the secret that a request carries, from the Authorization header or the login's cookie."""

import contextlib
from datetime import datetime

from flask import current_app, request

from api import logs
from api.actions.actors import acting, seen
from api.auth import ANONYMOUS, Actor
from api.door.service import Service
from api.problems.refusals_people import PasswordChangeRequired
from api.problems.service import Busy, NotAllowed, NotSignedIn, StorageFull
from api.store import Store

COOKIE = "jixiao"


def asking(service: Service, store: Store, now: datetime, *, public: bool, initial: bool = False) -> Actor:
    """The actor behind this request; NotSignedIn without a valid secret, except where anybody may ask.

    PasswordChangeRequired while the password is an initial one, except where that is no matter (``initial``). A login
    that has ended keeps nobody from what is public: its cookie still comes along when one signs in again.
    """
    given = secret()
    address, request_id = request.remote_addr or "", logs.request_id()
    if public and not given:
        return ANONYMOUS._replace(address=address, request_id=request_id)
    actor = acting(store, service.digest(given), now, service.settings) if given else None
    if actor is None and public and "Authorization" not in request.headers:
        return ANONYMOUS._replace(address=address, request_id=request_id)
    if actor is None:
        raise NotSignedIn("登录已失效或令牌无效" if given else "")
    logs.acting(actor.key)
    if actor.must_change and not (initial or public):
        raise PasswordChangeRequired
    _seen(store, actor, now)
    return actor._replace(address=address, request_id=request_id)


def _seen(store: Store, actor: Actor, now: datetime) -> None:
    """Notes, now and then, that the login or token is in use; where nothing can be written, reading goes on."""
    with contextlib.suppress(Busy, StorageFull):
        seen(store, actor, now)


def signed_in_or_open() -> None:
    """Before a stateless operation: whoever is signed in may use it, anybody only where a setting says so."""
    service: Service = current_app.extensions["jixiao.service"]
    if service.settings.anonymous_scoring:
        return
    store = service.open()
    try:
        asking(service, store, service.clock(), public=False)
    finally:
        store.close()


def secret() -> str:
    """The token or login secret of this request; "" when it carries none.

    A cookie travels by itself, so a change that comes with it must come from our own pages (Origin is Host).
    """
    header = request.headers.get("Authorization", "")
    if header:
        kind, _, value = header.partition(" ")
        return value.strip() if kind.lower() == "bearer" else "?"
    value = request.cookies.get(COOKIE, "")
    if value and request.method not in ("GET", "HEAD", "OPTIONS"):
        origin = request.headers.get("Origin", "")
        if origin.partition("://")[2] != request.host:
            raise NotAllowed("请求来自别的网站（Origin 与本站不符）")
    return value
