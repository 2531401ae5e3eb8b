"""/system: how the service fares, for its operator and its auditors."""

from datetime import datetime, timedelta

from flask import current_app, render_template

from api.actions import operating
from api.actions.jobruns import Standing
from api.actions.operating import Backup
from api.actions.roots import holds_top
from api.auth import RIGHT_NAMES, Right, reach
from api.instants import SHANGHAI
from api.intake import query
from api.pages.desk.base import Visit, blueprint, page
from api.problems.service import NotAllowed
from api.store import Row

OUTCOMES = {"done": ("ok", "成功"), "failed": ("error", "失败"), "running": ("judged", "正在运行")}
NIGHTLY = timedelta(hours=26)


@page("/system")
def system(visit: Visit) -> str:
    """The state of the service; whoever holds no top agency finds the audit of their own."""
    query()
    if not reach(visit.actor, Right.AUDIT):
        raise NotAllowed(RIGHT_NAMES[Right.AUDIT])
    if not holds_top(visit.store, visit.actor, Right.AUDIT):
        return render_template("desk/system.html", state=None)
    planned = current_app.extensions["jixiao.jobs"](visit.now)
    state = operating.operating(visit.store, visit.actor, visit.now, visit.service.settings, planned)
    return render_template("desk/system.html", state=state, now=visit.now, backup_lamp=_backup_lamp(state.backup))


def _backup_lamp(backup: Backup | None) -> tuple[str, str]:
    """A kind for its colour, and the word."""
    if backup is None:
        return "error", "没有备份"
    if backup.manifest is None:
        return "error", "读不出来"
    return ("warning", "旧了") if backup.age > NIGHTLY else ("ok", "正常")


@blueprint.app_template_filter("job_lamp")
def job_lamp(standing: Standing) -> tuple[str, str]:
    """How a job fares, as a kind and a word."""
    if standing.late:
        return "warning", "误点"
    return OUTCOMES[standing.run["outcome"]] if standing.run else ("", "还没有运行过")


@blueprint.app_template_filter("outcome_lamp")
def outcome_lamp(outcome: str) -> tuple[str, str]:
    """How a run ended, as a kind and a word."""
    return OUTCOMES[outcome]


@blueprint.app_template_filter("bytes")
def bytes_(number: int) -> str:
    """A size as people write it: 512 字节, 3.2 MB, 1.5 GB."""
    for unit, size in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if number >= size:
            return f"{number / size:,.1f} {unit}"
    return f"{number} 字节"


@blueprint.app_template_filter("span")
def span(length: timedelta) -> str:
    """How long something took or is past: 0.3 秒, 19 秒, 5 分钟, 3 小时, 2 天."""
    seconds = length.total_seconds()
    for unit, size in (("天", 86_400), ("小时", 3_600), ("分钟", 60)):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{seconds:.0f} 秒" if seconds >= 10 else f"{seconds:.1f} 秒"


@blueprint.app_template_filter("instant")
def instant_(moment: datetime) -> str:
    """An instant as people write it: 2024年1月31日 23:59."""
    there = moment.astimezone(SHANGHAI)
    return f"{there.year}年{there.month}月{there.day}日 {there:%H:%M}"


@blueprint.app_template_filter("took")
def took(run: Row) -> str:
    """How long a run took; a dash while it runs."""
    if not run["finished_at"]:
        return "—"
    began, ended = (datetime.fromisoformat(run[name]) for name in ("started_at", "finished_at"))
    return span(ended - began)
