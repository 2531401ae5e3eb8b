"""Review (复核): line by line beside the self score, then returned or approved; approval freezes the result."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from api.actions.evaluations.conditions import take
from api.actions.evaluations.current import Evaluation, check_version
from api.actions.evaluations.figures import deviation_rows, figures
from api.actions.evaluations.saving import refreshed, written
from api.actions.notices import named, tell_reporter, tell_reviewers
from api.auth import SYSTEM, Actor
from api.changes import changes, halves
from api.instants import stamp
from api.package import Approval, EvidenceFile, freeze
from api.problems.faults import FieldError, InvalidDocument
from api.store import Row, Store, deviations, evaluations, evidence, reviewing
from api.version import engine_version
from indicators.numbers import plain
from indicators.workflow import Action, State

KEPT = ("value", "score", "opinion", "ground", "clause")


class LineReview(NamedTuple):
    """What a reviewer says of a line: own value, own score (0 to the weight), opinion, ground and clause."""

    where: str
    value: str = ""
    score: Decimal | None = None
    opinion: str = ""
    ground: str = ""
    clause: str = ""


def review(
    store: Store, actor: Actor, now: datetime, id: int, version: int, lines: Sequence[LineReview],
    dropped: Sequence[str] = (),
) -> Evaluation:  # fmt: skip
    """The lines reviewed at the level whose turn it is; ``dropped`` are lines whose review is taken back.

    What is said again word for word stays with whoever said it first.
    """

    def work(store: Store) -> Evaluation:
        current = take(store, actor, now, id, Action.REVIEW)
        check_version(current, version)
        _check_lines(current, lines, dropped)
        level = current.row["level"] + 1
        before = {row["place"]: _kept(row) for row in current.reviews if row["level"] == level}
        said = before | {line.where: _said(line) for line in lines}
        after = {place: kept for place, kept in said.items() if place not in dropped}
        if after == before:
            return current
        for place in before.keys() - after.keys():
            reviewing.drop_review(store, id, level, place)
        for place, kept in after.items():
            if before.get(place) != kept:
                values = kept | {"person_id": actor.person_id, "at": stamp(now)}
                reviewing.review(store, id, level, place, values)
        return _rescored(store, actor, now, id, changes(before, after), level)

    return store.write(work)


def _kept(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in KEPT}


def _said(line: LineReview) -> dict[str, Any]:
    told = line._asdict() | {"score": None if line.score is None else plain(line.score)}
    return {name: told[name] for name in KEPT}


def _check_lines(current: Evaluation, lines: Sequence[LineReview], dropped: Sequence[str]) -> None:
    """InvalidDocument for a line that is not there, and for a score outside 0 to the line's weight, or without one."""
    known = dict(current.document.lines())
    wrong = [FieldError("lines", f"没有“{where}”这一行", "no_line")
             for where in (*(line.where for line in lines), *dropped) if where not in known]  # fmt: skip
    for line in lines:
        if line.score is not None and line.where in known:
            wrong += _score_errors(f"{line.where}.review.score", line.score, known[line.where].weight.value)
    if wrong:
        raise InvalidDocument(wrong)


def _score_errors(path: str, score: Decimal, weight: Decimal | None) -> Iterator[FieldError]:
    if weight is None:  # it could never count, and would leave the approved result without a total
        yield FieldError(path, "表上没有印这一行的分值，不能给复核得分；请写复核意见", "no_weight")
    elif not 0 <= score <= weight:
        yield FieldError(path, f"复核得分应在 0 至 {plain(weight)} 之间", "out_of_range")


def _rescored(store: Store, actor: Actor, now: datetime, id: int, found: Sequence[Any], level: int) -> Evaluation:
    before, after = halves(list(found))
    made = refreshed(store, id)
    evaluations.update(store, id, {"updated_at": stamp(now), **figures(made.sheet)})
    written(store, actor, now, made.row, "review", before=before, after={"level": level, **after})
    return refreshed(store, id)


def return_(
    store: Store, actor: Actor, now: datetime, id: int, version: int, *, opinion: str,
    remarks: Sequence[Mapping[str, str]] = (),
) -> Evaluation:  # fmt: skip
    """The report given back to whoever filled it, with reasons for the whole or for single lines."""

    def work(store: Store) -> Evaluation:
        current = take(store, actor, now, id, Action.RETURN, why=opinion, remarks=remarks)
        check_version(current, version)
        known = {"", "funding", "explanation", *(where for where, _ in current.document.lines())}
        if wrong := [each["where"] for each in remarks if each["where"] not in known]:
            raise InvalidDocument([FieldError("remarks", f"没有“{where}”这一行", "no_line") for where in wrong])
        row, at = current.row, stamp(now)
        values = {"round": row["round"], "level": row["level"] + 1, "opinion": opinion}
        reviewing.decide(store, id, "return_", values | {"person_id": actor.person_id, "at": at}, remarks)
        evaluations.update(store, id, {"state": State.RETURNED.value, "level": 0, "updated_at": at})
        _keep_figures(store, actor, now, refreshed(store, id))
        written(
            store, actor, now, row, "return_", why=opinion,
            before={"state": row["state"], "level": row["level"]},
            after={"state": State.RETURNED.value, "remarks": [dict(each) for each in remarks]},
        )  # fmt: skip
        tell_reporter(store, now, row, "returned", named(row, f"自评被退回：{opinion or remarks[0]['text']}"))
        return refreshed(store, id)

    return store.write(work)


def approve(store: Store, actor: Actor, now: datetime, id: int, version: int, *, opinion: str = "") -> Evaluation:
    """Approved at the level whose turn it is; at the last one the result is frozen with its snapshot and digest."""

    def work(store: Store) -> Evaluation:
        current = take(store, actor, now, id, Action.APPROVE)
        check_version(current, version)
        row, level, at = current.row, current.row["level"] + 1, stamp(now)
        last = level == row["levels"]
        values = {"round": row["round"], "level": level, "opinion": opinion}
        reviewing.decide(store, id, "approve", values | {"person_id": actor.person_id, "at": at}, ())
        evaluations.update(store, id, {"level": level, "updated_at": at})
        counted = refreshed(store, id)
        _keep_figures(store, actor, now, counted)
        state = State.APPROVED.value if last else State.SUBMITTED.value
        written(
            store, actor, now, row, "approve", why=opinion,
            before={"state": row["state"], "level": row["level"]}, after={"state": state, "level": level},
        )  # fmt: skip
        if last:
            # A row of the service's own, so that the public can be shown the digest and nobody's name and address.
            written(store, SYSTEM, now, row, "freeze", after={"digest": _freeze(store, actor, now, counted)})
            evaluations.update(store, id, {"state": state, "approved_at": at})
            tell_reporter(store, now, row, "approved", named(row, "自评已审定"))
        else:
            tell_reviewers(store, now, row, level=level + 1, round=row["round"])
        return refreshed(store, id)

    return store.write(work)


def _keep_figures(store: Store, actor: Actor, now: datetime, counted: Evaluation) -> None:
    """The review scores of the levels that have approved count, no others: totals and points lost follow them."""
    rows = deviation_rows(counted.sheet, counted.row, deviations.authors(store, counted.id), actor, now)
    deviations.replace(store, counted.id, rows)
    evaluations.update(store, counted.id, figures(counted.sheet))


def _freeze(store: Store, actor: Actor, now: datetime, counted: Evaluation) -> str:
    files = [
        EvidenceFile(row["place"], row["name"], row["sha256"], row["size"], row["media_type"])
        for row in evidence.of(store, counted.id)
    ]
    frozen = freeze(counted.sheet, files, Approval(actor.name, now), engine_version())
    reviewing.freeze(
        store, counted.id, text=frozen.text, digest=frozen.digest, person_id=actor.person_id or 0, at=stamp(now)
    )
    return frozen.digest
