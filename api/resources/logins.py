"""登录: /api/v1/logins, /api/v1/me."""

from typing import Any

from api.actions import logins, people
from api.actions.actors import expires_at
from api.door.entering import cookie, enter
from api.door.operation import Access, Answer, Call, Operations
from api.instants import stamp
from api.schemas.service.people import EndedSchema, LoginAnswerSchema, MeSchema, PasswordChangeSchema, SignInSchema
from api.store import Row

operations = Operations("登录")


def _until(call: Call, login: Row) -> dict[str, Any]:
    settings = call.service.settings
    return {"expires_at": stamp(expires_at(login, settings)), "idle_minutes": settings.login_idle_minutes}


@operations("POST", "/logins", "登录", Access.PUBLIC, body=SignInSchema, answer=LoginAnswerSchema, status=201,
            keyed=False, initial=True, refusals=(429,))  # fmt: skip
def sign_in(call: Call) -> Answer:
    """A new login; its secret is shown once. Without an idempotency key: a secret is never kept to be shown again."""
    made, login, person = enter(call.service, call.store, call.actor, call.now, **call.body)
    told = {"secret": made, "person_id": person["id"], "name": person["name"]}
    told |= {"must_change": bool(person["must_change"]), **_until(call, login)}
    return Answer(told, status=201, headers={"Set-Cookie": cookie(made)})


@operations("DELETE", "/logins/current", "退出登录", Access.SIGNED_IN, status=204, initial=True)
def sign_out(call: Call) -> Answer:
    """The login of this request ended."""
    logins.sign_out(call.store, call.actor, call.now)
    return Answer(status=204, headers={"Set-Cookie": cookie("")})


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
