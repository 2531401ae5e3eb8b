"""Somebody with a browser of their own: keeps the cookie, fills in the forms that the pages hold, follows redirects."""

import re
from html import unescape
from typing import Any

from werkzeug.test import TestResponse

from api import passwords
from tests.api.service.accounts import GOOD
from tests.api.service.world import World

HERE = "http://localhost"


class Person:
    """One browser; ``page`` is the page last seen."""

    def __init__(self, world: World, name: str = "") -> None:
        self.client = world.app.test_client()
        self.page = ""
        self.status = 0
        self.place = ""
        if name:
            give_password(world, name)
            assert self.post("/login", login=name, password=GOOD).status_code == 303

    def get(self, path: str) -> str:
        """The page at an address; redirects are followed."""
        return self._seen(self.client.get(path, follow_redirects=True)).get_data(as_text=True)

    def post(self, path: str, **fields: Any) -> TestResponse:
        """A form sent; what it answers, not followed."""
        return self._seen(self.client.post(path, data=fields, headers={"Origin": HERE}))

    def send(self, path: str, **fields: Any) -> str:
        """A form sent with the hidden fields of the page last seen; the page that follows."""
        key = hidden(self.page, "key")
        sent = {"key": key, **fields}
        answer = self.client.post(path, data=sent, headers={"Origin": HERE}, follow_redirects=True)
        return self._seen(answer).get_data(as_text=True)

    def _seen(self, answer: TestResponse) -> TestResponse:
        self.page, self.status = answer.get_data(as_text=True), answer.status_code
        self.place = answer.request.path
        return answer


def hidden(page: str, name: str) -> str:
    """The value of the first hidden field of this name; "" where there is none."""
    found = re.search(rf'<input type="hidden" name="{re.escape(name)}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


def give_password(world: World, name: str, password: str = GOOD, *, must_change: bool = False) -> None:
    """Somebody of the world may sign in with this password."""

    kept = passwords.hashed(password)
    store = world.open()
    sql = "UPDATE people SET password = :kept, must_change = :must WHERE name = :name"
    store.write(lambda store: store.run(sql, kept=kept, must=int(must_change), name=name))
    store.close()
