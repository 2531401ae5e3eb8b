"""The application: its parts put together, and every failure told in one way."""

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from api import logs, pages, resources
from api.answers import problem, sealed
from api.door.service import Service
from api.door.signing import signed_in_or_open
from api.metrics import Metrics
from api.pages.problems import problem_page
from api.pages.samples import load_samples
from api.problems.table import REFUSALS, Problem, failed, refused
from api.settings import Settings
from scoring.library import load_library

MACHINES = ("/api/", "/healthz", "/openapi.json")  # addresses that programs call; all others are for people


def create_app(settings: Settings) -> Flask:
    """The application for these settings; broken rulebooks and samples are refused here, before anything is served."""
    app = Flask("api")
    app.config["MAX_CONTENT_LENGTH"] = settings.body_limit
    library = load_library(settings.rulebooks)
    figures = Metrics(settings)
    service = Service(settings, library, figures)
    service.prepare()
    app.extensions["jixiao.service"] = service
    app.extensions["jixiao.library"] = library
    app.extensions["jixiao.samples"] = load_samples(settings.samples)
    app.before_request(logs.begin)
    app.before_request(_stateless)
    app.after_request(logs.finish)
    app.after_request(figures.count_request)
    for blueprint in (*resources.BLUEPRINTS, *pages.BLUEPRINTS):
        app.register_blueprint(blueprint)
    for refusal in REFUSALS:
        app.register_error_handler(refusal, _refused)
    app.register_error_handler(HTTPException, _failed)
    app.after_request(sealed)
    return app


def _stateless() -> None:
    """Scoring and checking store nothing, but work for those only who may use the service."""
    if request.blueprint in {each.name for each in resources.STATELESS}:
        signed_in_or_open()


def _refused(error: Exception) -> Response:
    return _told(refused(error))


def _failed(error: HTTPException) -> HTTPException | Response:
    """A status of the web server's own; a redirect is none of our business."""
    if error.code is None or error.code < 400:
        return error
    response = _told(failed(error.code))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _told(told: Problem) -> Response:
    return problem(told) if request.path.startswith(MACHINES) else problem_page(told)
