"""What a reminder asks: the tasks that run, who of theirs has not submitted, and until when they may."""

from datetime import datetime

from api.instants import stamp
from api.store.sqlite import Row, Store


def unsubmitted(store: Store, now: datetime, ended: datetime) -> list[Row]:
    """Per task that was opened and agency of it with something left to submit: task, agency, and its deadline.

    Left is a draft, what was returned, an approved plan of the year without evaluation, or everything where an agency
    has nothing at all. The deadline is the latest of the task's own and the extensions to the agency or to all; what
    ended before ``ended`` is past reminding.
    """
    return store.rows(
        "SELECT * FROM (SELECT tasks.id AS task_id, tasks.name AS task, agencies.id AS agency_id,"
        " agencies.name AS agency, COALESCE((SELECT MAX(deadline) FROM extensions WHERE task_id = tasks.id"
        " AND (extensions.agency_id IS NULL OR extensions.agency_id = agencies.id) AND deadline > tasks.deadline),"
        " tasks.deadline) AS deadline FROM tasks"
        " JOIN task_agencies ON task_agencies.task_id = tasks.id"
        " JOIN agencies ON agencies.id = task_agencies.agency_id"
        " WHERE tasks.opens_at <= :now AND agencies.closed_at IS NULL AND ("
        "EXISTS (SELECT 1 FROM evaluations WHERE task_id = tasks.id AND agency_id = agencies.id AND latest = 1"
        " AND state IN ('draft', 'returned'))"
        " OR EXISTS (SELECT 1 FROM plans WHERE agency_id = agencies.id AND year = tasks.year"
        " AND approved_id IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM evaluations WHERE task_id = tasks.id AND plan_id = plans.id))"
        " OR NOT EXISTS (SELECT 1 FROM evaluations WHERE task_id = tasks.id AND agency_id = agencies.id)"
        ")) AS found WHERE deadline > :ended ORDER BY task_id, agency, agency_id",
        now=stamp(now), ended=stamp(ended),
    )  # fmt: skip
