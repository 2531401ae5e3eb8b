"""After approval: published and withdrawn, reopened as a new revision, spot-checked; nothing approved is changed."""

from datetime import datetime
from decimal import Decimal

from api.actions.evaluations.conditions import take
from api.actions.evaluations.current import Evaluation, check_version
from api.actions.evaluations.saving import begin, refreshed, written
from api.actions.notices import named, tell_reporter
from api.auth import Actor
from api.instants import stamp
from api.problems.faults import FieldError, InvalidDocument
from api.store import Row, Store, deviations, evaluations, evidence, reviewing
from api.store.scaled import text_of
from indicators.workflow import Action, State

CARRIED = (
    "task_id", "plan_id", "plan_version_id", "agency_id", "year", "name", "confidential", "rulebook_digest", "levels",
)  # fmt: skip


def publish(store: Store, actor: Actor, now: datetime, id: int, version: int) -> Evaluation:
    """Open to the public from now on; an earlier revision that was is withdrawn in its favour."""

    def work(store: Store) -> Evaluation:
        current = take(store, actor, now, id, Action.PUBLISH)
        check_version(current, version)
        _withdraw_earlier(store, actor, now, current.row)
        _to(store, actor, now, current.row, "publish", State.PUBLISHED, published_at=stamp(now), withdrawn_at=None)
        return refreshed(store, id)

    return store.write(work)


def _withdraw_earlier(store: Store, actor: Actor, now: datetime, row: Row) -> None:
    earlier = row["previous_id"]
    while earlier:
        old = evaluations.get(store, earlier)
        assert old is not None
        if old["state"] == State.PUBLISHED:
            why = f"由第{row['revision']}次修订代替"
            _to(store, actor, now, old, "withdraw", State.WITHDRAWN, why=why, withdrawn_at=stamp(now))
        earlier = old["previous_id"]


def _to(
    store: Store, actor: Actor, now: datetime, row: Row, action: str, state: State, *, why: str = "",
    **instants: str | None,
) -> None:  # fmt: skip
    evaluations.update(store, row["id"], {"state": state.value, "updated_at": stamp(now), **instants})
    written(store, actor, now, row, action, why=why, before={"state": row["state"]}, after={"state": state.value})


def withdraw(store: Store, actor: Actor, now: datetime, id: int, version: int, *, reason: str) -> Evaluation:
    """No longer public; it stays, marked as withdrawn, with the reason."""

    def work(store: Store) -> Evaluation:
        current = take(store, actor, now, id, Action.WITHDRAW, why=reason)
        check_version(current, version)
        _to(store, actor, now, current.row, "withdraw", State.WITHDRAWN, why=reason, withdrawn_at=stamp(now))
        return refreshed(store, id)

    return store.write(work)


def reopen(store: Store, actor: Actor, now: datetime, id: int, version: int, *, reason: str) -> Evaluation:
    """A new revision to be filled again, linked to this one, which stays as it was approved."""

    def work(store: Store) -> Evaluation:
        current = take(store, actor, now, id, Action.REOPEN, why=reason)
        check_version(current, version)
        row = current.row
        evaluations.update(store, id, {"latest": 0, "updated_at": stamp(now)})
        values = {name: row[name] for name in CARRIED} | {"revision": row["revision"] + 1, "previous_id": id}
        made = begin(store, actor, now, values, current.document)
        evidence.copy(store, id, made.id)
        deviations.keep_authors(store, from_id=id, to_id=made.id)
        written(store, actor, now, row, "reopen", why=reason, after={"revision": made.row["revision"], "id": made.id})
        tell_reporter(store, now, row, "reopened", named(row, f"自评已重开修订：{reason}"))
        return refreshed(store, made.id)

    return store.write(work)


def spot_check(
    store: Store, actor: Actor, now: datetime, id: int, *, where: str, score: Decimal | None, opinion: str
) -> Row:
    """A finance spot check of a line, or of the total (``where`` is ""), beside what was approved."""

    def work(store: Store) -> Row:
        current = take(store, actor, now, id, Action.SPOT_CHECK)
        lines = dict(current.document.lines())
        if where and where not in lines:
            raise InvalidDocument([FieldError("where", f"没有“{where}”这一行", "no_line")])
        weight = lines[where].weight.value if where else Decimal(100)
        if score is not None and weight is not None and score > weight:
            raise InvalidDocument([FieldError("score", f"抽查得分应在 0 至 {text_of(weight)} 之间", "out_of_range")])
        values = {"place": where, "score": text_of(score), "opinion": opinion}
        made = reviewing.spot_check(store, id, values | {"person_id": actor.person_id, "at": stamp(now)})
        written(store, actor, now, current.row, "spot_check", after=values)
        return made

    return store.write(work)
