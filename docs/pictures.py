"""The pictures of README and the user guide (截图): the demonstration's pages as Chromium shows them; ``make pictures``."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from api.actions.demo import demo
from api.app import create_app
from api.samples import load_samples
from api.settings import as_demo, from_environment

IMAGES = Path(__file__).parent / "images"


class Picture(NamedTuple):
    """A picture: its name, whose page it is, the address, and how wide and high the window is."""

    name: str
    login: str
    place: str
    width: int = 1366
    height: int = 860


PICTURES = (
    Picture("fill", "shebao", "/evaluations/3"),
    Picture("review", "jiushen", "/evaluations/6/review"),
    Picture("dashboard", "guanli", "/dashboard?year=2023", height=1150),
    Picture("fill-narrow", "shebao", "/evaluations/3", 390, 780),
    Picture("review-narrow", "jiushen", "/evaluations/6/review", 390, 780),
    Picture("dashboard-narrow", "guanli", "/dashboard?year=2023", 390, 780),
)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The demonstration behind a free port of this machine; its address, and the passwords by account."""
    settings = as_demo(from_environment({"JIXIAO_DATABASE": str(folder / "demo.db")}))
    app = create_app(settings)
    service = app.extensions["jixiao.service"]
    store = service.open()
    accounts = demo(store, service, datetime.now(UTC), load_samples(settings.samples).values())
    store.close()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", {each.login: each.password for each in accounts}
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        service.close()


def entered(browser: Browser, address: str, login: str, password: str) -> Page:
    """A window of its own in which somebody has signed in."""
    page = browser.new_page(device_scale_factor=1)
    page.goto(f"{address}/login")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(f"{address}/home")
    return page


def main() -> None:
    """Every picture, into docs/images."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (address, passwords), sync_playwright() as it:
        browser = it.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        pages = {each.login: entered(browser, address, each.login, passwords[each.login]) for each in PICTURES}
        for each in PICTURES:
            page = pages[each.login]
            page.set_viewport_size({"width": each.width, "height": each.height})
            page.goto(address + each.place)
            page.screenshot(path=IMAGES / f"{each.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
