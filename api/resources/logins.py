"""登录: /api/v1/logins, /api/v1/me."""

from typing import Any

from flask import request
from werkzeug.http import dump_cookie

from api.actions import logins, people
from api.actions.actors import expires_at
from api.actions.people import account_of
from api.door.operation import Access, Answer, Call, Operations
from api.door.signing import COOKIE
from api.instants import stamp
from api.problems.service import TooManyAttempts, WrongPassword
from api.schemas.service.people import EndedSchema, LoginAnswerSchema, MeSchema, PasswordChangeSchema, SignInSchema
from api.store import Row

operations = Operations("登录")


def _cookie(value: str) -> dict[str, str]:
    """The login as a cookie that no script reads and no other site sends; "" takes it away."""
    age = None if value else 0  # it ends with the browser: many sit at one computer
    made = dump_cookie(
        COOKIE, value, max_age=age, path="/", httponly=True, samesite="Strict", secure=request.is_secure
    )  # fmt: skip
    return {"Set-Cookie": made}


def _until(call: Call, login: Row) -> dict[str, Any]:
    settings = call.service.settings
    return {"expires_at": stamp(expires_at(login, settings)), "idle_minutes": settings.login_idle_minutes}


@operations("POST", "/logins", "登录", Access.PUBLIC, body=SignInSchema, answer=LoginAnswerSchema, status=201,
            keyed=False, initial=True, refusals=(429,))  # fmt: skip
def sign_in(call: Call) -> Answer:
    """A new login; its secret is shown once. Without an idempotency key: a secret is never kept to be shown again."""
    made, digest = call.service.new_secret()
    stranger = call.service.digest(account_of(call.body["login"]))
    try:
        login, person = logins.sign_in(
            call.store, call.actor, call.now, call.service.settings, digest=digest, stranger=stranger, **call.body
        )
    except (WrongPassword, TooManyAttempts):
        call.service.metrics.login_failed()
        raise
    told = {"secret": made, "person_id": person["id"], "name": person["name"]}
    told |= {"must_change": bool(person["must_change"]), **_until(call, login)}
    return Answer(told, status=201, headers=_cookie(made))


@operations("DELETE", "/logins/current", "退出登录", Access.SIGNED_IN, status=204, initial=True)
def sign_out(call: Call) -> Answer:
    """The login of this request ended."""
    logins.sign_out(call.store, call.actor, call.now)
    return Answer(status=204, headers=_cookie(""))


@operations("DELETE", "/people/{id}/logins", "结束某人的全部登录", Access.SIGNED_IN, answer=EndedSchema)
def end_logins(call: Call) -> Answer:
    """Every login of a person ended: one's own, or those of somebody whom one manages."""
    return Answer({"ended": people.end_logins(call.store, call.actor, call.now, call.id)})


@operations("GET", "/me", "我是谁", Access.SIGNED_IN, answer=MeSchema, initial=True)
def get_me(call: Call) -> Answer:
    """Who is signed in, and what they may do where."""
    found = logins.me(call.store, call.actor)
    person, login = found["person"], found["login"]
    told = {name: person[name] for name in ("id", "login", "name", "email")}
    told |= {"must_change": call.actor.must_change, "by": "login" if login else "token"}
    until = _until(call, login) if login else {"expires_at": None, "idle_minutes": None}
    return Answer({**told, **until, "agencies": found["agencies"]})


@operations("POST", "/me/password", "更改自己的密码", Access.SIGNED_IN, body=PasswordChangeSchema, status=204,
            keyed=False, initial=True, refusals=(429,))  # fmt: skip
def change_password(call: Call) -> Answer:
    """One's own password changed; every other login of oneself ends. Without a key: a second time the old is wrong."""
    logins.change_password(call.store, call.actor, call.now, call.service.settings, **call.body)
    return Answer(status=204)
