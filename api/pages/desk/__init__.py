"""The desk (工作台): the pages of people who are signed in, one file per page; each registers itself."""

from api.pages.desk import (
    agencies,
    audit,
    board,
    bulk,
    deciding,
    exports,
    fill,
    front,
    history,
    home,
    import_view,
    imports,
    jobs,
    last_year,
    lists,
    people,
    person,
    plan,
    plan_files,
    plan_sent,
    plan_versions,
    plans,
    queue,
    review,
    signing_in,
    system,
    task_form,
    tasks,
    tokens,
    what_if,
)
from api.pages.desk.base import blueprint

PLANS = (plans, plan, plan_sent, plan_versions, plan_files)
PAGES = (
    signing_in,
    front,
    home,
    fill,
    history,
    system,
    jobs,
    audit,
    queue,
    review,
    deciding,
    last_year,
    *PLANS,
    what_if,
    board,
    lists,
    *(agencies, people, person, bulk, tokens, tasks, task_form, imports, import_view, exports),
)

__all__ = ["PAGES", "blueprint"]
