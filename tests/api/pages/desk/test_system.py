"""The state of the service and its jobs: lamps with words, for who looks after the whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from api.app import run_job
from api.door.service import Service
from api.instants import stamp
from api.pages.desk.system import bytes_, span
from tests.api.pages.desk.person import Person
from tests.api.service import stories
from tests.api.service.world import World


def told(page: str) -> str:
    """The page's text between its tags, in one line."""
    return " ".join(page.split())


def finished(world: World, job: str, outcome: str, detail: str, *, hours: int = 0) -> None:
    """A run of a job that ended so many hours ago."""
    at = stamp(world.service.clock() - timedelta(hours=hours))
    store = world.open()
    store.write(
        lambda store: store.run(
            "INSERT INTO job_runs (job, slot, holder, lease_until, attempts, started_at, finished_at, outcome, detail)"
            " VALUES (:job, :at, 'x', :at, 2, :at, :at, :outcome, :detail)",
            job=job, at=at, outcome=outcome, detail=detail,
        )
    )  # fmt: skip
    store.close()


def mailing(world: World) -> Service:
    """The world with a server for mail."""
    settings = replace(world.service.settings, smtp_host="mail.example", smtp_from="a@example.org")
    world.service = replace(world.service, settings=settings)
    world.app.extensions["jixiao.service"] = world.service
    return world.service


def test_a_service_that_never_backed_up_says_so_and_what_to_do(world: World) -> None:
    page = Person(world, "管理员甲").get("/system")
    assert '<span class="chip error">没有备份</span>' in page
    assert "运行 jixiao backup" in page
    assert "还没有封存" in page
    assert "没有设发信服务器" in page


def test_after_a_backup_and_a_seal_both_are_told_with_what_they_cover(world: World) -> None:
    stories.submitted(world)
    for job in ("seal", "backup", "reminders", "recompute", "cleanup"):
        run_job(world.service, job)
    page = told(Person(world, "审计员甲").get("/system"))
    assert '<span class="chip ok">正常</span>' in page
    assert "自评 1 份" in page
    assert "（到封存 1，" in page
    assert "1 份" in page
    assert "各项正常" in page or "件事要留意" in page
    assert "其后 1 行等下一次封存" in page  # the sign-in of who looks


def test_an_old_backup_and_one_that_cannot_be_read_have_their_own_lamps(world: World) -> None:
    run_job(world.service, "backup")
    person = Person(world, "管理员甲")
    world.at(world.service.clock() + timedelta(hours=30))
    person = Person(world, "管理员甲")
    assert '<span class="chip warning">旧了</span>' in person.get("/system")
    for path in world.service.settings.backup_folder.glob("*/manifest.json"):
        path.write_text("{", encoding="utf-8")
    assert '<span class="chip error">读不出来</span>' in person.get("/system")


def test_a_job_that_nobody_runs_is_late_and_named(world: World) -> None:
    page = Person(world, "管理员甲").get("/system")
    assert "定时作业“备份”到点没有运行" in page
    assert '<span class="chip warning">误点</span>' in page


def test_a_failed_job_shows_why(world: World) -> None:
    finished(world, "backup", "failed", '磁盘<script>alert(1)</script>" onmouseover="x')
    page = Person(world, "管理员甲").get("/system")
    assert '<span class="chip error">失败</span>' in page
    assert "磁盘&lt;script&gt;alert(1)&lt;/script&gt;&#34; onmouseover=&#34;x" in page


def test_mail_that_waits_is_counted_and_its_last_run_is_told(world: World) -> None:
    mailing(world)
    person = Person(world, "管理员甲")
    assert "还没有发送过" in person.get("/system")
    finished(world, "mail", "failed", "发出 0 封，2 封待发：连不上发信服务器")
    page = told(person.get("/system"))
    assert "<b>0</b> 封" in page
    assert "2 封待发：连不上发信服务器" in page
    assert "/jobs?job=mail&amp;outcome=failed" in page


def test_who_audits_a_part_finds_only_the_audit_of_that_part(world: World) -> None:
    world.grant("单位审核人甲", "auditor", "信息中心")
    person = Person(world, "单位审核人甲")
    page = person.get("/system")
    assert person.status == 200
    assert "本单位范围的审计记录" in page
    assert "jixiao doctor" not in page
    person.get("/jobs")
    assert person.status == 403


@pytest.mark.parametrize("path", ["/system", "/jobs", "/audit", "/audit/verification"])
def test_who_does_not_audit_sees_neither_the_page_nor_a_way_to_it(world: World, path: str) -> None:
    person = Person(world, "填报人甲")
    person.get(path)
    assert person.status == 403
    assert 'href="/system"' not in person.get("/home")


def test_the_runs_are_listed_with_their_length_filtered_and_paged(world: World) -> None:
    for hours in range(60):
        finished(world, "seal", "done", f"封存 {hours}", hours=hours + 1)
    finished(world, "backup", "failed", "磁盘满了")
    finished(world, "gone", "running", "")
    person = Person(world, "管理员甲")
    page = person.get("/jobs?outcome=failed")
    assert "磁盘满了" in page
    assert "封存 1" not in page.split('id="runs"')[1]
    assert "第 2 次" in page
    page = person.get("/jobs?job=seal")
    assert "0.0 秒" in page
    assert "封存 59" not in page
    following = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "封存 59" in person.get(following)
    assert "没有这样的运行记录" in person.get("/jobs?job=seal&outcome=failed")
    assert "<option selected>gone</option>" in person.get("/jobs?job=gone")
    person.get("/jobs?nothing=1")
    assert person.status == 422


def test_no_run_yet_is_said_so(world: World) -> None:
    assert "还没有运行过" in Person(world, "管理员甲").get("/jobs")


@pytest.mark.parametrize(
    ("number", "words"), [(5, "5 字节"), (2048, "2.0 KB"), (3 * 1024**2, "3.0 MB"), (5 * 1024**3, "5.0 GB")]
)
def test_sizes_are_written_as_people_write_them(number: int, words: str) -> None:
    assert bytes_(number) == words


@pytest.mark.parametrize(("length", "words"), [
    (timedelta(seconds=1.25), "1.2 秒"), (timedelta(seconds=19.2), "19 秒"),
    (timedelta(minutes=5), "5 分钟"), (timedelta(hours=25), "1 天"),
    (timedelta(hours=3), "3 小时"),
])  # fmt: skip
def test_lengths_are_written_as_people_write_them(length: timedelta, words: str) -> None:
    assert span(length) == words
