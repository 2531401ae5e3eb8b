"""The jobs of the service: what each does, and when."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from api import backup
from api.actions import cleaning, mailing, recomputing, reminders, seals
from api.actions.jobruns import Planned
from api.door.service import Service
from api.jobs.job import Daily, Every, Job
from api.problems.refusals_jobs import JobFailed
from api.settings import Settings
from api.store import Store
from api.version import engine_version


def jobs_of(settings: Settings) -> tuple[Job, ...]:
    """Every job under these settings; mail only where there is a server for it."""
    mailed = (Job("mail", "发送邮件", Every(timedelta(minutes=5)), _mail),) if settings.smtp_host else ()
    return (
        Job("seal", "封存审计链头", Every(timedelta(minutes=settings.seal_minutes)), _with_store(_seal)),
        Job("reminders", "截止提醒", Daily(8), _with_store(_remind)),
        Job("backup", "备份", Daily(2), _with_store(_back_up)),
        Job("recompute", "重新计算", Daily(3), _with_store(_recompute)),
        Job("cleanup", "清理", Daily(4), _with_store(_clean)),
        *mailed,
    )


def planned(settings: Settings, now: datetime) -> tuple[Planned, ...]:
    """Every job with the slot that came last and the one that comes next."""
    return tuple(
        Planned(each.name, each.title, each.schedule.last(now), each.schedule.next(now)) for each in jobs_of(settings)
    )


@contextmanager
def _opened(service: Service) -> Iterator[Store]:
    store = service.open()
    try:
        yield store
    finally:
        store.close()


def _with_store(work: Callable[[Store, Settings, datetime], str]) -> Callable[[Service, datetime], str]:
    def worked(service: Service, now: datetime) -> str:
        with _opened(service) as store:
            return work(store, service.settings, now)

    return worked


def _seal(store: Store, settings: Settings, now: datetime) -> str:
    made = seals.seal(store, now)
    return f"封存 {made['id']}，共 {made['count']} 行" if made else "没有新的审计记录"


def _remind(store: Store, settings: Settings, now: datetime) -> str:
    return f"新提醒 {reminders.remind(store, now, settings.reminder_days)} 条"


def _back_up(store: Store, settings: Settings, now: datetime) -> str:
    """The backup, sealed first, so that its manifest keeps a seal over everything in it."""
    seals.seal(store, now)
    made = backup.make(store, settings.evidence, settings.backup_folder, now)
    dropped = backup.keep_newest(settings.backup_folder, settings.backup_keep, now)
    return f"{made.path.name}，佐证材料 {len(made.manifest.evidence)} 件；删去旧备份 {len(dropped)} 份"


def _recompute(store: Store, settings: Settings, now: datetime) -> str:
    found = recomputing.recompute(store, engine_version())
    if found.differing:
        raise JobFailed(f"{found.results} 个已审定结果中有 {found.differing} 个与快照不符：{'；'.join(found.wrong)}")
    return f"{found.results} 个已审定结果，全部与快照相符"


def _clean(store: Store, settings: Settings, now: datetime) -> str:
    done = cleaning.clean(store, settings, now)
    return f"登录 {done.logins}、幂等键 {done.keys}、作业记录 {done.runs}、未确认的导入 {done.previews}、无主文件 {done.files}"


def _mail(service: Service, now: datetime) -> str:
    with _opened(service) as store:
        sent = mailing.send(store, service.settings, now)
    refused = f"，{sent.refused} 封被拒收" if sent.refused else ""
    if sent.waiting:
        raise JobFailed(f"发出 {sent.done} 封{refused}，{sent.waiting} 封待发：{sent.why}")
    return f"发出 {sent.done} 封{refused}"
