"""定时作业的运行: a slot is claimed with a lease, renewed while it runs, taken over when it runs out, done once."""

from typing import Any

from api.store.paging import Page, Query, Slice, page
from api.store.sqlite import Row, Store

SORTS = {"started_at": "job_runs.started_at"}
_DUE = (
    "attempts < :most AND ((outcome = 'running' AND lease_until < :at) OR (outcome = 'failed' AND lease_until < :at))"
)


def claim(store: Store, job: str, slot: str, holder: str, *, at: str, until: str, most: int) -> bool:
    """Is the slot this holder's from now on? Not when it is done, held, waiting to be tried again, or given up."""
    change = "holder = :holder, lease_until = :until, started_at = :at, finished_at = NULL, outcome = 'running'"
    taken = store.run(
        f"UPDATE job_runs SET {change}, attempts = attempts + 1, detail = ''"  # noqa: S608
        f" WHERE job = :job AND slot = :slot AND {_DUE}",
        job=job, slot=slot, holder=holder, at=at, until=until, most=most,
    )  # fmt: skip
    if taken:
        return True
    added = store.run(
        "INSERT INTO job_runs (job, slot, holder, lease_until, attempts, started_at, outcome, detail)"
        " SELECT :job, :slot, :holder, :until, 1, :at, 'running', ''"
        " WHERE NOT EXISTS (SELECT 1 FROM job_runs WHERE job = :job AND slot = :slot)",
        job=job, slot=slot, holder=holder, at=at, until=until,
    )  # fmt: skip
    return added == 1


def renew(store: Store, job: str, slot: str, holder: str, *, until: str) -> bool:
    """The lease lasts until then; False where somebody else holds the slot by now."""
    renewed = store.run(
        "UPDATE job_runs SET lease_until = :until"
        " WHERE job = :job AND slot = :slot AND holder = :holder AND outcome = 'running'",
        job=job, slot=slot, holder=holder, until=until,
    )  # fmt: skip
    return renewed == 1


def finish(
    store: Store, job: str, slot: str, holder: str, *, outcome: str, detail: str, at: str, until: str
) -> bool:  # fmt: skip
    """The run came to its end; a failed one is not tried again before ``until``. False where it is another's by now."""
    finished = store.run(
        "UPDATE job_runs SET outcome = :outcome, detail = :detail, finished_at = :at, lease_until = :until"
        " WHERE job = :job AND slot = :slot AND holder = :holder AND outcome = 'running'",
        job=job, slot=slot, holder=holder, outcome=outcome, detail=detail, at=at, until=until,
    )  # fmt: skip
    return finished == 1


def due(store: Store, job: str, last: str, *, at: str, most: int) -> list[str]:
    """The slots of the job that somebody must do now: left by a holder that died, failed and to be tried again, and the
    last one if nobody began it. Oldest first."""
    rows = store.rows(
        f"SELECT slot FROM job_runs WHERE job = :job AND {_DUE} ORDER BY slot",  # noqa: S608
        job=job, at=at, most=most,
    )  # fmt: skip
    begun = store.rows("SELECT 1 FROM job_runs WHERE job = :job AND slot = :slot", job=job, slot=last)
    return [*(str(row["slot"]) for row in rows), *([] if begun else [last])]


def given_up(store: Store, job: str, *, at: str, most: int) -> list[str]:
    """The slots whose last holder died once too often."""
    rows = store.rows(
        "SELECT slot FROM job_runs"
        " WHERE job = :job AND outcome = 'running' AND lease_until < :at AND attempts >= :most",
        job=job, at=at, most=most,
    )  # fmt: skip
    return [str(row["slot"]) for row in rows]


def give_up(store: Store, job: str, slot: str, *, at: str, detail: str) -> bool:
    """The slot failed for good; False where somebody else said so first."""
    changed = store.run(
        "UPDATE job_runs SET outcome = 'failed', finished_at = :at, detail = :detail"
        " WHERE job = :job AND slot = :slot AND outcome = 'running' AND lease_until < :at",
        job=job, slot=slot, at=at, detail=detail,
    )  # fmt: skip
    return changed == 1


def listed(store: Store, asked: Page, *, job: str | None, outcome: str | None) -> Slice:
    """A page of the runs."""
    given: dict[str, Any] = {name: value for name, value in (("job", job), ("outcome", outcome)) if value is not None}
    where = tuple(f"job_runs.{name} = :{name}" for name in given)
    select = "id, job, slot, holder, attempts, started_at, finished_at, outcome, detail"
    return page(store, Query(select, "job_runs", where, given, SORTS, "job_runs.id"), asked)


def summary(store: Store) -> list[Row]:
    """Per job: how many slots ended how, and when one was last done."""
    return store.rows(
        "SELECT job, outcome, COUNT(*) AS number, MAX(finished_at) AS last FROM job_runs GROUP BY job, outcome"
    )


def forget(store: Store, before: str) -> int:
    """Drops the runs that began before an instant; how many. The newest of each job stays."""
    return store.run(
        "DELETE FROM job_runs WHERE started_at < :before AND slot < ("
        "SELECT MAX(slot) FROM job_runs AS newer WHERE newer.job = job_runs.job)",
        before=before,
    )


def newest(store: Store) -> list[Row]:
    """The newest run of each job."""
    return store.rows(
        "SELECT * FROM job_runs WHERE slot = (SELECT MAX(slot) FROM job_runs AS newer WHERE newer.job = job_runs.job)"
    )


def failing(store: Store) -> list[Row]:
    """The newest run of each job, where it failed."""
    return store.rows(
        "SELECT * FROM job_runs WHERE outcome = 'failed' AND slot = ("
        "SELECT MAX(slot) FROM job_runs AS newer WHERE newer.job = job_runs.job) ORDER BY job"
    )
