"""/docs: the interface described, offline; Swagger UI's files come from the installed package."""

from importlib.resources import files

from flask import Blueprint, Response, render_template, send_from_directory

blueprint = Blueprint("docs", __name__, url_prefix="/docs")
_ASSETS = str(files("flask_swagger_ui") / "dist")


@blueprint.get("")
def page() -> str:
    """The interface, to read and to try."""
    return render_template("docs.html")


@blueprint.get("/<name>")
def asset(name: str) -> Response:
    """A file of Swagger UI."""
    return send_from_directory(_ASSETS, name, max_age=86400)
