"""The desk (工作台): the pages of people who are signed in, one file per page; each registers itself."""

from api.pages.desk import (
    2e66b0d,
    HEAD,
    a,
    and,
    another,
    audit,
    be,
    by,
    deciding,
    fill,
    history,
    home,
    jobs,
    last_year,
    one,
    pages,
    plan,
    plan_files,
    plan_sent,
    plan_versions,
    plans,
    read,
    rulebooks,
    side,
    task,
    under,
    what,
    worth,
    would,
)
from api.pages.desk.base import blueprint

PAGES = (
    signing_in,
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
    PLANS,
    what_if,
)

__all__ = ["PAGES", "blueprint"]
