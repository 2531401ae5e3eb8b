"""Coming in and going out (登录): the secret made, its cookie, and wrong passwords counted; for every door alike."""

from datetime import datetime

from flask import request
from werkzeug.http import dump_cookie

from api.actions import logins
from api.actions.people import account_of
from api.auth import Actor
from api.door.service import Service
from api.door.signing import COOKIE
from api.problems.service import TooManyAttempts, WrongPassword
from api.store import Row, Store


def enter(
    service: Service, store: Store, actor: Actor, now: datetime, *, login: str, password: str
) -> tuple[str, Row, Row]:
    """A new login: its secret, its row, its person; WrongPassword, TooManyAttempts."""
    made, digest = service.new_secret()
    stranger = service.digest(account_of(login))
    try:
        row, person = logins.sign_in(
            store, actor, now, service.settings, digest=digest, stranger=stranger, login=login, password=password
        )
    except (WrongPassword, TooManyAttempts):
        service.metrics.login_failed()
        raise
    return made, row, person


def cookie(value: str) -> str:
    """The login as a cookie that no script reads and no other site sends; "" takes it away."""
    age = None if value else 0  # it ends with the browser: many sit at one computer
    return dump_cookie(
        COOKIE, value, max_age=age, path="/", httponly=True, samesite="Strict", secure=request.is_secure
    )  # fmt: skip
