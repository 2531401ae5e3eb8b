"""The desk (工作台): the pages of people who are signed in, one file per page; each registers itself."""

from api.pages.desk import fill, history, home, signing_in
from api.pages.desk.base import blueprint

PAGES = (signing_in, home, fill, history)

__all__ = ["PAGES", "blueprint"]
