"""What a page costs the server beside an empty page of the same application; and its weight without cache."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from flask import render_template
from jinja2 import ChoiceLoader, DictLoader

from api.pages.desk.base import Visit, page
from bench.common import FORM, evaluations
from tests.api.pages.desk.person import Person
from tests.api.pages.desk.test_large import large
from tests.api.pages.weight import LIMIT, fetching, parts
from tests.api.service import stories
from tests.api.service.world import World, make_world

ROUNDS, CALLS, MANY = 7, 3, 1000
EMPTY = {"empty.html": '{% extends "base.html" %}{% block title %}空{% endblock %}{% block main %}{% endblock %}'}
NUMBERS = "WITH RECURSIVE numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < :count)"
# What is different in each copy of an evaluation, by its number.
COPIED = {
    "id": "NULL",
    "revision": "revision + value",
    "state": "CASE value % 3 WHEN 0 THEN 'draft' ELSE 'submitted' END",
    "submitted_at": "updated_at",
    "submitted_by": "created_by",
    "total_scaled": "total_scaled + value",
    "name": "printf('项目%04d', value)",
}


@page("/bench/empty")
def bench_empty(_visit: Visit) -> str:
    """Nothing but what every page has."""
    return render_template("empty.html")


class Measured(NamedTuple):
    """A page to measure: its name, its function, who looks at it, and where."""

    name: str
    endpoint: str
    who: str
    path: str


class Things(NamedTuple):
    """The numbers of what there is to look at: a form of 12 lines, one of 300, one published, one to be reviewed."""

    small: int
    large: int
    published: int
    sent: int


def filled(world: World) -> Things:
    """A world with a thousand evaluations."""
    (small,) = evaluations(world, 1)
    long, shown = large(world), stories.published(world, FORM)
    store = world.open()
    columns = [row["name"] for row in store.rows("SELECT name FROM pragma_table_info('evaluations')")]
    copied = ", ".join(COPIED.get(name, name) for name in columns)
    sql = f"{NUMBERS} INSERT INTO evaluations SELECT {copied} FROM evaluations, numbers WHERE evaluations.id = :model"
    store.write(lambda store: store.run(sql, count=MANY, model=small))
    sent = store.rows("SELECT MIN(id) AS id FROM evaluations WHERE state = 'submitted'")[0]["id"]
    store.close()
    return Things(small, long, int(shown["id"]), int(sent))


def measured(found: Things) -> Iterator[Measured]:
    """Every page that is measured; one that is not there is named."""
    form = f"/evaluations/{found.small}"
    yield Measured("登录", "login", "", "/login")
    yield Measured("工作台（填报人）", "home", "填报人甲", "/home")
    yield Measured("工作台（审核人）", "home", "主管审核人甲", "/home")
    yield Measured("填报，12 行", "evaluation", "填报人甲", form)
    yield Measured("填报，300 行", "evaluation", "填报人甲", f"/evaluations/{found.large}")
    yield Measured("填报时的一行", "live", "填报人甲", f"{form}/live?lines=1")
    yield Measured("办理经过", "evaluation_history", "填报人甲", f"{form}/history")
    yield Measured("公开的结果", "published_one", "", f"/published/{found.published}")
    yield Measured("已公开一览", "published", "", "/published")
    yield Measured("评分办法", "rulebook", "", "/rulebooks/jilin-2023")
    yield Measured("待审核", "queue", "财政审核人甲", "/queue")
    yield Measured("审核一份", "review", "财政审核人甲", f"/evaluations/{found.sent}/review")
    yield Measured(f"自评一览，{MANY:,} 份", "evaluations", "管理员甲", "/evaluations")
    yield Measured(f"总览，{MANY:,} 份", "dashboard", "管理员甲", "/dashboard")
    yield Measured("目标表一览", "plans", "填报人甲", "/plans")
    yield Measured("任务", "tasks", "管理员甲", "/tasks")
    yield Measured("单位", "agencies", "管理员甲", "/agencies")
    yield Measured("人员", "people", "管理员甲", "/people")
    yield Measured("系统", "system", "管理员甲", "/system")
    yield Measured("审计记录", "audit", "管理员甲", "/audit")
    yield Measured(
        "另一套办法，1 份", "what_if", "填报人甲", f"/what-if?evaluation={found.small}&rulebook=central-2021"
    )


class Browsers:
    """One per person, signed in once."""

    def __init__(self, world: World) -> None:
        self.world, self._known = world, dict[str, Callable[[str], bytes]]()

    def getting(self, who: str) -> Callable[[str], bytes]:
        """What an address answers to somebody; "" is anybody."""
        if who not in self._known:
            self._known[who] = fetching(Person(self.world, who).client)
        return self._known[who]


def spent(get: Callable[[str], bytes], path: str) -> float:
    """Milliseconds of CPU of one look at a page."""
    began = time.process_time()
    for _ in range(CALLS):
        get(path)
    return (time.process_time() - began) / CALLS * 1000


def compared(browsers: Browsers, each: Measured) -> tuple[float, float]:
    """The page and the empty page in turn, so that both meet the machine in the same mood: the medians."""
    get, plain = browsers.getting(each.who), browsers.getting("管理员甲")
    assert get(each.path)
    pairs = [(spent(get, each.path), spent(plain, "/bench/empty")) for _ in range(ROUNDS)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def require_page(world: World, browsers: Browsers, each: Measured) -> bool:
    """Is the page there, and does it answer? One that is there must."""
    if f"desk.{each.endpoint}" not in world.app.view_functions:
        return False
    person = Person(world, each.who)
    person.get(each.path)
    assert person.status == 200, (each, person.status)
    return True


def weigh(browsers: Browsers, found: Things) -> None:
    """The weight of the pages that people open first."""
    pages = {
        "登录": ("", "/login"),
        "工作台（填报人，满 200 份）": ("填报人甲", "/home"),
        "填报，12 行": ("填报人甲", f"/evaluations/{found.small}"),
    }
    for name, (who, path) in pages.items():
        held = parts(browsers.getting(who), path)
        told = "，".join(f"{part.rpartition('/')[2]} {size / 1000:.1f}" for part, size in held.items())
        print(f"首次打开 {name}：共 {sum(held.values()) / 1000:.1f} kB（应不超过 {LIMIT / 1000:.0f}）：{told}")


def main() -> None:
    """Print every page beside the empty one."""
    with tempfile.TemporaryDirectory() as folder:
        world = make_world(Path(folder))
        world.app.jinja_loader = ChoiceLoader([DictLoader(EMPTY), world.app.jinja_loader])  # type: ignore[list-item]
        world.app.jinja_env.loader = world.app.jinja_loader
        found, browsers, missing = filled(world), Browsers(world), list[str]()
        for each in measured(found):
            if not require_page(world, browsers, each):
                missing.append(f"{each.name}（{each.endpoint}）")
                continue
            cost, empty = compared(browsers, each)
            print(f"{each.name}：{cost:.2f} 毫秒，空白页 {empty:.2f} 毫秒，比值 {cost / empty:.1f}")
        print(f"还没有的页面：{'、'.join(missing) or '无'}")
        weigh(browsers, found)
        world.service.close()


if __name__ == "__main__":
    main()
