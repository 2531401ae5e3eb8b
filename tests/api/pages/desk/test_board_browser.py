"""The dashboard in Chromium: nothing wrong with a full one, every mark reached by keyboard, printed on A4."""

import re

import pytest

from tests.api.pages.axe import violations
from tests.api.pages.desk import reports
from tests.api.pages.desk.live import chromium, entered, listening
from tests.api.service.world import World

pytestmark = pytest.mark.browser


def test_a_full_dashboard_is_clean_narrow_and_wide_leads_on_by_keyboard_and_prints(world: World) -> None:
    like = reports.model(world)
    store = world.open()
    store.write(lambda store: reports.fill(store, world, like))
    store.close()
    with listening(world) as address, chromium() as browser:
        page = browser.new_page()
        entered(world, page, address, "管理员甲")
        for place in ("/dashboard", "/evaluations?scored=1", "/deviations?losing=1", "/dashboard/not-started"):
            for width in (1366, 390):
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(address + place)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, place
                assert not violations(page), (place, width)
        page.goto(f"{address}/dashboard")
        mark = page.locator("svg.scatter a").last
        number = re.search(r"：(\d+) 份", mark.get_attribute("aria-label") or "")
        mark.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/evaluations?**")
        assert number
        assert page.locator("table.seen tbody tr").count() == min(int(number[1]), 50)
        page.goto(f"{address}/dashboard")
        printed = page.pdf(prefer_css_page_size=True)
        assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 5
        page.emulate_media(media="print")
        for place in ("/dashboard", "/evaluations?scored=1", "/tasks/1", "/plans", "/agencies", "/people"):
            page.goto(address + place)
            assert page.locator("button:visible, a.button:visible, .filters:visible").count() == 0, place
        page.close()
    world.service.close()
