"""The desk (工作台): the pages of people who are signed in, one file per page; each registers itself."""

from api.pages.desk import audit, fill, history, home, jobs, signing_in, system
from api.pages.desk.base import blueprint

PAGES = (signing_in, home, fill, history, system, jobs, audit)

__all__ = ["PAGES", "blueprint"]
