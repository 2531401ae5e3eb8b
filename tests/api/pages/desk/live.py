"""A world behind a real port, and Debian's Chromium to look at it with."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.api.pages.desk.person import give_password
from tests.api.service.accounts import GOOD
from tests.api.service.world import World


@contextmanager
def listening(world: World) -> Iterator[str]:
    """The world's application on a free port; its address."""
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, that asks nobody outside."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


def entered(world: World, page: Page, address: str, name: str, place: str = "/home") -> None:
    """Signs somebody in, by the login page."""
    give_password(world, name)
    page.goto(f"{address}/login?next={place}")
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(GOOD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(f"{address}{place}")
