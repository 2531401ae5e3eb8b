"""/jobs: what the service does by itself, and every run of it."""

from flask import current_app, render_template

from api.actions import jobruns
from api.door.parameters import choice, text
from api.pages.desk.base import Visit, page
from api.pages.desk.listing import asked
from api.pages.desk.system import OUTCOMES

FILTERS = (text("job", "作业"), choice("outcome", "结果", tuple(OUTCOMES)))


@page("/jobs")
def jobs(visit: Visit) -> str:
    """The jobs with their newest run, and the runs, newest first."""
    wanted = asked(FILTERS, ("started_at",), "-started_at")
    planned = current_app.extensions["jixiao.jobs"](visit.now)
    found = jobruns.listed(visit.store, visit.actor, wanted.page, **wanted.values)
    return render_template(
        "desk/jobs.html", jobs=jobruns.standing(visit.store, visit.actor, visit.now, planned),
        titles={each.name: each.title for each in planned}, rows=found.rows, given=wanted.given,
        outcomes=[(name, word) for name, (_, word) in OUTCOMES.items()], following=wanted.following(found),
        here_only=visit.service.settings.jobs,
    )  # fmt: skip
