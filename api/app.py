"""The application: its parts put together, and every failure told in one way."""

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import HTTPException

from api import logs, pages, resources
from api.answers import problem, sealed
from api.door.forms import FormRequest
from api.door.service import Service
from api.door.signing import signed_in_or_open
from api.jobs import Runner, Scheduler, jobs_of, planned
from api.metrics import Metrics
from api.pages.desk.base import standing
from api.pages.problems import problem_page
from api.problems.table import REFUSALS, Problem, failed, refused
from api.samples import load_samples
from api.settings import Settings
from scoring.library import load_library

MACHINES = (
    "/api/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
)  # addresses that programs call; all others are for people


def create_app(settings: Settings) -> Flask:
    """The application for these settings; broken rulebooks and samples are refused here, before anything is served."""
    app = Flask("api")
    app.request_class = FormRequest
    app.config["MAX_CONTENT_LENGTH"] = settings.body_limit
    service = create_service(settings)
    app.extensions["jixiao.service"] = service
    app.extensions["jixiao.library"] = service.library
    app.extensions["jixiao.jobs"] = lambda now: planned(settings, now)
    app.extensions["jixiao.samples"] = load_samples(settings.samples)
    app.before_request(logs.begin)
    app.before_request(_stateless)
    app.after_request(logs.finish)
    app.after_request(service.metrics.count_request)
    for blueprint in (*resources.BLUEPRINTS, *pages.BLUEPRINTS):
        app.register_blueprint(blueprint)
    for refusal in REFUSALS:
        app.register_error_handler(refusal, _refused)
    app.register_error_handler(HTTPException, _failed)
    app.after_request(sealed)
    return app


def create_service(settings: Settings) -> Service:
    """What is behind every door: rulebooks, figures, and the database, brought up to date."""
    service = Service(settings, load_library(settings.rulebooks), Metrics(settings))
    service.prepare()
    return service


def create_scheduler(service: Service) -> Scheduler:
    """The service's jobs, to be run in the background of this process."""
    return Scheduler(Runner(service, service.clock), jobs_of(service.settings))


def job_names(settings: Settings) -> tuple[str, ...]:
    """The jobs that there are under these settings."""
    return tuple(job.name for job in jobs_of(settings))


def run_job(service: Service, name: str) -> str | None:
    """One job at once, whatever its time: what was done (Chinese); None where another process was quicker."""
    (job,) = (each for each in jobs_of(service.settings) if each.name == name)
    return Runner(service, service.clock).run_once(job)


def _stateless() -> None:
    """Scoring and checking store nothing, but work for those only who may use the service."""
    if request.blueprint in {each.name for each in resources.STATELESS}:
        signed_in_or_open()


def _refused(error: Exception) -> Response:
    return _told(refused(error))


def _failed(error: HTTPException) -> HTTPException | Response:
    """A status of the web server's own; a redirect is none of our business.

    The address of a refused form stays in the browser: whoever opens it anew gets the page that the form stands on.
    """
    if error.code is None or error.code < 400:
        return error
    if error.code == 405 and request.method == "GET" and not request.path.startswith(MACHINES):
        return redirect(standing(request.path), 303)  # type: ignore[return-value]
    response = _told(failed(error.code))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _told(told: Problem) -> Response:
    return problem(told) if request.path.startswith(MACHINES) else problem_page(told)
