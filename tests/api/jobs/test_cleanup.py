"""What expired is dropped; what is in use or told by the audit stays."""

import io
import os
from datetime import UTC, datetime, timedelta
from functools import partial

from api.actions.cleaning import Cleaned, clean
from api.blobs import Blobs
from api.instants import stamp
from api.store import Store, imports, jobs
from tests.api.jobs.conftest import Site


def test_logins_that_cannot_be_used_any_more_are_dropped(site: Site) -> None:
    now = site.clock()
    for name, created, seen, ended in (
        ("good", 1, 0, False), ("idle", 2, 2, False), ("old", 13, 0, False), ("ended", 1, 0, True),
    ):  # fmt: skip
        site.store.write(lambda store, row=(name, created, seen, ended): store.run(  # type: ignore[misc]
            "INSERT INTO logins (person_id, digest, address, created_at, seen_at, ended_at)"
            " VALUES (1, :name, '', :created, :seen, :ended)",
            name=row[0], created=stamp(now - timedelta(hours=row[1])), seen=stamp(now - timedelta(hours=row[2])),
            ended=stamp(now) if row[3] else None,
        ))  # fmt: skip
    assert clean(site.store, site.service.settings, now) == Cleaned(3, 0, 0, 0, 0)
    assert [row["digest"] for row in site.store.rows("SELECT digest FROM logins")] == ["good"]


def test_answers_kept_for_a_week_are_dropped(site: Site) -> None:
    body = {"name": "考试院", "parent_id": site.world.agencies["某市人社局"]}
    site.world.ok("管理员甲", "POST", "agencies", body)
    now = datetime.now(UTC)
    assert clean(site.store, site.service.settings, now).keys == 0
    assert clean(site.store, site.service.settings, now + timedelta(days=8)).keys == 1


def test_old_runs_are_dropped_except_the_newest_of_each_job(site: Site) -> None:
    for day in (1, 2, 3):
        at = stamp(datetime(2025, 1, day, tzinfo=UTC))
        claim = partial(jobs.claim, job="seal", slot=at, holder="甲", at=at, until=at, most=3)
        site.store.write(claim)
    assert clean(site.store, site.service.settings, site.clock()).runs == 2


def test_imports_that_nobody_confirmed_are_dropped_after_thirty_days(site: Site) -> None:
    def begun(store: Store, days: int) -> int:
        at = stamp(site.clock() - timedelta(days=days))
        made = imports.insert(store, person_id=1, name="自评表.xlsx", sha256="00", task_id=None, at=at)
        imports.add_form(store, dict.fromkeys(imports.FORM, "") | {
            "import_id": made["id"], "position": 0, "goal": "none", "goal_id": None, "goal_version": None,
        })  # fmt: skip
        return int(made["id"])

    old, confirmed, new = (site.store.write(partial(begun, days=days)) for days in (31, 31, 29))
    site.store.write(lambda store: imports.confirm(store, confirmed, stamp(site.clock())))
    assert clean(site.store, site.service.settings, site.clock()).previews == 1
    assert imports.get(site.store, old) is None
    assert imports.forms(site.store, old) == []
    assert [len(imports.forms(site.store, id)) for id in (confirmed, new)] == [1, 1]


def test_files_that_nobody_names_are_dropped_after_a_day(site: Site) -> None:
    blobs, now = Blobs(site.service.settings.evidence), datetime.now(UTC)
    kept = blobs.receive(io.BytesIO(b"nobody names this"), 100)
    blobs.keep(kept)
    left = blobs.receive(io.BytesIO(b"half-way"), 100)
    assert clean(site.store, site.service.settings, now).files == 0
    old = (now - timedelta(hours=25)).timestamp()
    os.utime(blobs.path(kept.sha256), (old, old))
    os.utime(left.path, (old, old))
    assert clean(site.store, site.service.settings, now).files == 2
    assert list(blobs.hashes()) == []
