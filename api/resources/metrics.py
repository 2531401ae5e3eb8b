"""GET /metrics: the figures that Prometheus reads."""

from flask import Blueprint, Response, current_app, request

from api.door.service import Service
from api.intake import query
from api.metrics import may_read, render
from api.problems.service import NotAllowed
from api.store import jobs

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def metrics() -> Response:
    """运行指标。"""
    query()
    service: Service = current_app.extensions["jixiao.service"]
    if not may_read(service.settings.metrics_token, request.remote_addr, request.headers.get("Authorization", "")):
        raise NotAllowed("只有本机，或出示 metrics_token 者，可以读运行指标")
    store = service.open()
    try:  # from the database, since the jobs may run in a process of their own
        service.metrics.jobs_are(jobs.summary(store))
    finally:
        store.close()
    body, content_type = render(service.metrics.registry)
    return Response(body, content_type=content_type)
