"""The steps of a plan's workflow: submitted, recalled, returned, approved, and opened again for a change (调整)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from api.actions import notices
from api.actions.plans import Version, begin, check_name, examined, get, misfits, tell
from api.actions.steps import Tests, meet
from api.auth import Actor
from api.chain import canonical
from api.instants import stamp
from api.problems.faults import FieldError
from api.problems.service import ConditionFailed, NotComplete
from api.store import Row, Store, plans
from api.wording import issue_sentence
from indicators.issues import Severity
from indicators.model import Document
from indicators.workflow import Action, Condition
from scoring.library import Library

Remark = Mapping[str, str]


def take(
    store: Store, actor: Actor, now: datetime, id: int, action: Action, *, version: int, library: Library,
    remarks: Sequence[Remark] = (),
) -> Version:  # fmt: skip
    """The plan submitted, recalled, returned or approved; each condition that does not hold is its own refusal."""

    def work(store: Store) -> Version:
        plan, row, step = begin(store, actor, id, action, version=version)
        found = examined(library, plan, row)
        meet(step, _tests(store, actor, found, remarks=remarks))
        state = step.after.value if step.after else row["state"]
        plans.update_version(store, row["id"], state=state, **_written(actor, stamp(now), action, remarks))
        plans.touch(store, id, at=stamp(now), **(_in_force(store, found) if action is Action.APPROVE else {}))
        before, after = {"state": row["state"]}, {"state": state, "number": row["number"]}
        after |= {"remarks": list(remarks)} if remarks else {}
        tell(store, actor, now, action.value.rstrip("_"), plan, before=before, after=after)
        _notify(store, now, action, plan, row, remarks)
        return examined(library, get(store, actor, id), plans.version(store, row["id"]))

    return store.write(work)


def change(
    store: Store, actor: Actor, now: datetime, id: int, *, version: int, library: Library, reason: str
) -> Version:
    """A further version, a draft that begins as the approved one, which stays in force until this one is approved."""

    def work(store: Store) -> Version:
        plan, row, step = begin(store, actor, id, Action.REOPEN, version=version)
        meet(step, _tests(store, actor, examined(library, plan, row), reason=reason))
        at, number, by = stamp(now), row["number"] + 1, actor.person_id
        made = plans.insert_version(store, id, number, document=row["document"], reason=reason, by=by, at=at)
        plans.touch(store, id, at=at)
        tell(store, actor, now, "change", plan, before={"number": row["number"]}, after={"number": number}, why=reason)
        return examined(library, get(store, actor, id), plans.version(store, made))

    return store.write(work)


def _notify(store: Store, now: datetime, action: Action, plan: Row, row: Row, remarks: Sequence[Remark]) -> None:
    """Whoever must act next, or whose plan was decided on."""
    notices.settle(store, now, plan_id=plan["id"])
    if action is Action.SUBMIT:
        notices.tell_approvers(store, now, plan, row)
    elif action is Action.RETURN:
        why = next(each["text"] for each in remarks if each["text"].strip())
        notices.tell_planner(store, now, plan, row, "plan_returned", notices.named(plan, f"目标表被退回：{why}"))
    elif action is Action.APPROVE:
        notices.tell_planner(store, now, plan, row, "plan_approved", notices.named(plan, "目标表已批复"))


def _written(actor: Actor, at: str, action: Action, remarks: Sequence[Remark]) -> Row:
    """What the version keeps of the step, besides its state."""
    decided = {"decided_by": actor.person_id, "decided_at": at}
    columns: Mapping[Action, Row] = {
        Action.SUBMIT: {"submitted_by": actor.person_id, "submitted_at": at},
        Action.RECALL: {},
        Action.RETURN: {**decided, "remarks": canonical(remarks)},
        Action.APPROVE: {**decided, "remarks": "[]"},
    }
    return columns[action]


def _in_force(store: Store, found: Version) -> Row:
    """The plan's columns once this version is the one in force: only now does a changed name count."""
    plan, name = found.plan, found.document.name
    check_name(store, agency_id=plan["agency_id"], year=plan["year"], name=name, but=plan["id"])
    return {"approved_id": found.row["id"], "name": name}


def _tests(store: Store, actor: Actor, found: Version, *, remarks: Sequence[Remark] = (), reason: str = "") -> Tests:
    """Every condition of the plan's table. Steps are taken on the newest version only, so LATEST always holds."""

    def complete() -> None:
        if errors := _missing(found):
            raise NotComplete(errors)

    def four_eyes() -> None:
        if actor.person_id in plans.submitters(store, found.plan["id"]):
            raise ConditionFailed(Condition.FOUR_EYES, "这张目标表由您提交，须由另一人批复或退回")

    def remarked() -> None:
        if not any(each["text"].strip() for each in remarks):
            raise ConditionFailed(Condition.REMARKS, "退回须写明理由，请至少写一条意见")

    def reasoned() -> None:
        if not reason.strip():
            raise ConditionFailed(Condition.REASON, "调整已批复的目标表须写明理由")

    return {
        Condition.COMPLETE: complete,
        Condition.FOUR_EYES: four_eyes,
        Condition.REMARKS: remarked,
        Condition.REASON: reasoned,
        Condition.LATEST: lambda: None,
    }


def _missing(found: Version) -> list[FieldError]:
    """Every error of the document, each with its place."""
    errors = [
        FieldError(f"document.{issue.where}", issue_sentence(issue, found.document), issue.code)
        for issue in found.issues
        if issue.severity is Severity.ERROR
    ]
    return [*wanting(found.document), *misfits(found.plan, found.document), *errors]


def wanting(document: Document) -> list[FieldError]:
    """What a plan must hold before anybody is asked to approve it, however right the rest is: a line to be scored."""
    if any(document.lines()):
        return []
    return [FieldError("document.objectives", "还没有一行绩效指标，请填写指标、指标值和分值", "no_indicators")]
