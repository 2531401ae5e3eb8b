"""/login, /logout, /password: coming in, going out, and the password of one's own."""

from urllib.parse import quote

from flask import Response, redirect, render_template, request

from api.actions import logins
from api.door.entering import cookie, enter
from api.door.forms import checked
from api.pages.desk.base import REFUSED, Visit, field, local, page, standing
from api.problems.faults import FieldError
from api.problems.service import TooManyAttempts
from api.problems.table import refused
from api.schemas.service.people import PasswordChangeSchema, SignInSchema

KEPT = "kept."  # what another form had sent when the login had ended


@page("/login", public=True, initial=True)
def login(visit: Visit) -> str:
    """The login page."""
    return _login(local(request.args.get("next", "")), [])


def _login(place: str, kept: list[tuple[str, str]], **shown: object) -> str:
    told = {"login": "", "problem": None, "expired": bool(kept)} | shown
    return render_template("desk/login.html", next=place, kept=kept, **told)


@page("/login", "POST", public=True, initial=True)
def sign_in(visit: Visit) -> Response:
    """Signed in, and on to where one wanted; what another form had sent is there to be sent again."""
    place, kept = local(field("next")), _kept()
    given = {"login": field("login"), "password": field("password")}
    try:
        secret, _, person = enter(
            visit.service, visit.store, visit.actor, visit.now, **checked(SignInSchema, given)
        )  # fmt: skip
    except REFUSED as refusal:
        told = refused(refusal)
        response = Response(_login(place, kept, login=given["login"], problem=told), told.kind.status)
        if isinstance(refusal, TooManyAttempts):
            response.headers["Retry-After"] = str(told.wait)
        return response
    response = _onward(visit, place, kept, must_change=bool(person["must_change"]))
    response.headers["Set-Cookie"] = cookie(secret)
    return response


def _kept() -> list[tuple[str, str]]:
    return [(name.removeprefix(KEPT), value) for name, value in request.form.items(multi=True) if name.startswith(KEPT)]


def _onward(visit: Visit, place: str, kept: list[tuple[str, str]], *, must_change: bool) -> Response:
    """On to the place, by way of another password where that comes first; what was kept goes along."""
    page_ = standing(place)
    if kept and must_change:
        return Response(_password(visit, place, kept, first=True))
    if kept:
        return Response(render_template("desk/resume.html", place=place, page=page_, kept=kept))
    return redirect(f"/password?next={quote(page_)}" if must_change else page_, 303)  # type: ignore[return-value]


@page("/logout", "POST", initial=True)
def sign_out(visit: Visit) -> Response:
    """Signed out."""
    logins.sign_out(visit.store, visit.actor, visit.now)
    response: Response = redirect("/login", 303)  # type: ignore[assignment]
    response.headers["Set-Cookie"] = cookie("")
    return response


@page("/password", initial=True)
def password(visit: Visit) -> str:
    """The page on which one's own password is changed."""
    return _password(visit, local(request.args.get("next", "")), [])


def _password(visit: Visit, place: str, kept: list[tuple[str, str]], **shown: object) -> str:
    told = {"problem": None, "at": "", "first": visit.actor.must_change} | shown
    return render_template("desk/password.html", next=place, kept=kept, **told)


@page("/password", "POST", initial=True)
def change_password(visit: Visit) -> Response:
    """Changed; other logins of the person have ended."""
    place, kept, old, new = local(field("next")), _kept(), field("old"), field("new")
    if new != field("again"):
        told_twice = FieldError("again", "两次输入的新密码不一样")
        return Response(_password(visit, place, kept, at="again", problem=told_twice), 422)
    try:
        given = checked(PasswordChangeSchema, {"old": old, "new": new})
        logins.change_password(visit.store, visit.actor, visit.now, visit.service.settings, **given)
    except REFUSED as refusal:
        told = refused(refusal)
        at = {"weak_password": "new", "wrong_password": "old"}.get(told.kind.code, "")
        at = told.errors[0].path if told.errors else at
        message = "原密码不对，请核对后再试" if at == "old" and not told.errors else told.detail
        return Response(_password(visit, place, kept, at=at, problem=FieldError(at, message)), told.kind.status)
    return _onward(visit, place, kept, must_change=False)
