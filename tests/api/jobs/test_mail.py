"""Notifications sent by mail: each once, to those who have an address, whatever the server does meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.actions.mailing import Sent, send
from api.actions.notifications import notify
from api.jobs import jobs_of
from api.problems.refusals_jobs import JobFailed
from api.settings import Settings
from tests.api.jobs.conftest import Site
from tests.api.jobs.receiver import Mailbox, receiving

Post = Callable[..., Settings]


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A mail server."""
    with receiving() as box:
        yield box


@pytest.fixture
def settings(site: Site, box: Mailbox) -> Settings:
    """The service's settings, with that server; three people with addresses, each told of something."""
    site.store.write(lambda store: store.run("UPDATE people SET email = 'p' || id || '@example.cn' WHERE id < 4"))
    notify(
        site.store, site.clock(), site.world.people.values(), "x", kind="reminder", text="“年度绩效自评”将于明天截止。"
    )
    return replace(
        site.service.settings, smtp_host="127.0.0.1", smtp_port=box.port, smtp_from="jixiao@example.cn",
        smtp_starttls=False, public_url="https://jixiao.example.cn",
    )  # fmt: skip


def test_each_notification_is_sent_once(site: Site, box: Mailbox, settings: Settings) -> None:
    assert send(site.store, settings, site.clock()) == Sent(3, 0, 0, "")
    assert send(site.store, settings, site.clock()) == Sent(0, 0, 0, "")
    first = box.mails[0]
    assert (first["To"], first["From"], first["Subject"]) == ("p1@example.cn", "jixiao@example.cn", "预算绩效自评提醒")
    assert first["Message-ID"] == "<notification-1@example.cn>"
    body = first.get_content()
    assert "“年度绩效自评”将于明天截止。" in body
    assert "https://jixiao.example.cn" in body


def test_an_address_that_is_refused_is_not_tried_again_and_the_others_are_served(
    site: Site, box: Mailbox, settings: Settings
) -> None:
    box.refused.add("p2@example.cn")
    assert send(site.store, settings, site.clock()) == Sent(2, 1, 0, "")
    assert send(site.store, settings, site.clock()) == Sent(0, 0, 0, "")
    assert [mail["To"] for mail in box.mails] == ["p1@example.cn", "p3@example.cn"]


def test_a_server_that_goes_away_gets_the_rest_later(site: Site, box: Mailbox, settings: Settings) -> None:
    box.breaks_after = 1
    sent = send(site.store, settings, site.clock())
    assert (sent.done, sent.waiting) == (1, 2)
    assert "发信中断" in sent.why
    box.breaks_after = 1000
    assert send(site.store, settings, site.clock()) == Sent(2, 0, 0, "")
    assert [mail["To"] for mail in box.mails] == [f"p{n}@example.cn" for n in (1, 2, 3)]


def test_one_signs_in_where_the_settings_say_so(site: Site, box: Mailbox, settings: Settings) -> None:
    box.password = "good"
    signed = replace(settings, smtp_user="jixiao", smtp_password="good")
    assert send(site.store, signed, site.clock()).done == 3
    assert box.logins == ["jixiao"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"smtp_user": "jixiao", "smtp_password": "bad"}, "不接受加密或登录"),
        ({"smtp_starttls": True}, "不接受加密或登录"),
        ({"smtp_port": 1}, "连不上发信服务器 127.0.0.1:1"),
    ],
)
def test_nothing_is_sent_in_the_clear_or_lost_when_the_server_does_not_do_as_asked(
    site: Site, box: Mailbox, settings: Settings, changed: dict[str, Any], why: str
) -> None:
    sent = send(site.store, replace(settings, **changed), site.clock())
    assert (sent.done, sent.waiting) == (0, 3)
    assert why in sent.why
    assert box.mails == []
    assert send(site.store, settings, site.clock()).done == 3


def test_old_notifications_and_people_who_left_get_no_mail(site: Site, box: Mailbox, settings: Settings) -> None:
    site.store.write(lambda store: store.run("UPDATE people SET disabled_at = '2026-01-01' WHERE id = 1"))
    assert send(site.store, settings, site.clock() + timedelta(days=4)) == Sent(0, 0, 0, "")
    assert send(site.store, settings, site.clock()).done == 2
    assert [mail["To"] for mail in box.mails] == ["p2@example.cn", "p3@example.cn"]


def test_mail_is_a_job_where_there_is_a_server(site: Site, box: Mailbox, settings: Settings) -> None:
    assert "mail" not in {job.name for job in jobs_of(site.service.settings)}
    (job,) = (each for each in jobs_of(settings) if each.name == "mail")
    site.service = replace(site.service, settings=settings)
    box.breaks_after, box.refused = 1, {"p1@example.cn"}
    with pytest.raises(JobFailed, match="发出 1 封，1 封被拒收，1 封待发"):
        site.runner().run_once(job)
    box.breaks_after = 1000
    site.clock.move(seconds=1)
    assert site.runner().run_once(job) == "发出 1 封，1 封被拒收"  # the admin, who was told of the failure, is p1
