"""Backups made while people work; half of one is never taken for a whole one; what is put back is all there."""

import io
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api import backup
from api.actions.auditing import verify as verify_audit
from api.actions.seals import seal
from api.auth import SYSTEM
from api.backup.manifest import DATABASE, EVIDENCE
from api.backup.refusals import BadBackup, InTheWay, NoBackup
from api.blobs import Blobs
from api.instants import stamp
from api.store import Store, audit
from tests.api.service import stories
from tests.api.service.world import World, make_world

NOW = datetime(2026, 3, 1, 18, tzinfo=UTC)
WRITERS = 4


class Site:
    """A service with evidence, and where its backups go."""

    def __init__(self, folder: Path) -> None:
        self.world: World = make_world(folder)
        self.settings = self.world.service.settings
        self.folder, self.blobs = self.settings.backup_folder, Blobs(self.settings.evidence)
        self.store = self.world.open()

    def attach(self, store: Store, content: bytes) -> None:
        """Evidence of evaluation 1 with this content: the row comes once the file is kept."""
        received = self.blobs.receive(io.BytesIO(content), 1000)
        self.blobs.keep(received)
        store.write(lambda store: store.run(
            "INSERT INTO evidence (evaluation_id, place, name, media_type, size, sha256, added_by, added_at)"
            " VALUES (1, '', 'a', 'b', :size, :sha256, 1, '')", size=received.size, sha256=received.sha256,
        ))  # fmt: skip

    def make(self, hours: float = 0) -> backup.Made:
        """A backup, so many hours after the first."""
        return backup.make(self.store, self.settings.evidence, self.folder, NOW + timedelta(hours=hours))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Two pieces of evidence, a few audit rows, all sealed."""
    site = Site(tmp_path / "live")
    stories.opened(site.world)
    site.attach(site.store, b"eins")
    site.attach(site.store, b"zwei")
    seal(site.store, NOW)
    yield site
    site.store.close()


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> None:
    """The folder of the live service."""
    (tmp_path / "live").mkdir()


def test_a_backup_holds_database_and_evidence_and_says_so(site: Site) -> None:
    made = site.make()
    assert made.path.name == "jixiao-20260301T180000.000000Z"
    manifest, wrong = backup.verify(made.path)
    assert (wrong, manifest) == ([], made.manifest)
    assert manifest.counts["evaluations"] == 1
    assert len(manifest.evidence) == 2
    assert manifest.seal is not None
    assert manifest.seal["hash"] == site.store.rows("SELECT hash FROM seals")[0]["hash"]
    assert sorted(path.name for path in made.path.iterdir()) == [DATABASE, EVIDENCE, backup.MANIFEST]


def test_a_second_backup_costs_no_second_copy_of_the_evidence_but_the_first_does(site: Site) -> None:
    one, two = site.make(), site.make(1)
    for sha256 in one.manifest.evidence:
        place = Blobs(one.path / EVIDENCE).path(sha256)
        assert place.samefile(Blobs(two.path / EVIDENCE).path(sha256))
        assert not place.samefile(site.blobs.path(sha256))


def test_evidence_damaged_in_an_earlier_backup_is_copied_anew(site: Site) -> None:
    made = site.make()
    for sha256 in made.manifest.evidence:
        Blobs(made.path / EVIDENCE).path(sha256).write_bytes(b"rotten")
    assert backup.verify(made.path)[1]
    assert backup.verify(site.make(1).path)[1] == []


@pytest.mark.parametrize("spoil", ["missing", "damaged"])
def test_evidence_missing_or_damaged_makes_no_backup(site: Site, spoil: str) -> None:
    place = site.blobs.path(next(site.blobs.hashes()))
    place.unlink() if spoil == "missing" else place.write_bytes(b"rotten")
    with pytest.raises(BadBackup, match="缺少或损坏 1 件"):
        site.make()
    assert list(site.folder.iterdir()) == []


def test_a_tampered_audit_makes_no_backup(site: Site) -> None:
    site.store.write(lambda store: store.run("DROP TRIGGER written_once_audit_update"))
    site.store.write(lambda store: store.run("UPDATE audit SET person = '别人' WHERE id = 1"))
    with pytest.raises(BadBackup, match="审计：链"):
        site.make()


def test_only_the_newest_are_kept(site: Site) -> None:
    for hour in range(4):
        site.make(hour)
    stale = site.folder / ".unfinished-1"
    stale.mkdir()
    fresh = site.folder / ".unfinished-2"
    fresh.mkdir()
    os.utime(stale, ((NOW - timedelta(days=5)).timestamp(),) * 2)
    os.utime(fresh, (NOW.timestamp(),) * 2)
    dropped = backup.keep_newest(site.folder, 2, NOW)
    assert [path.name[7:18] for path in dropped] == ["20260301T18", "20260301T19"]
    assert [path.name[7:18] for path in backup.listed(site.folder)] == ["20260301T20", "20260301T21"]
    assert sorted(path.name for path in site.folder.glob(".*")) == [".unfinished-2"]
    assert backup.age(site.folder, NOW + timedelta(hours=5)) == timedelta(hours=2)


@pytest.mark.parametrize("part", [DATABASE, EVIDENCE, backup.MANIFEST])
def test_half_a_backup_is_not_listed_and_not_put_back(site: Site, tmp_path: Path, part: str) -> None:
    whole = site.make().path
    half = site.folder / ".unfinished-abc"
    shutil.copytree(whole, half)
    assert backup.listed(site.folder) == [whole]
    damaged = whole / part
    shutil.rmtree(damaged) if damaged.is_dir() else damaged.unlink()
    with pytest.raises((NoBackup, BadBackup)):
        backup.restore(whole, tmp_path / "new" / "a.db", tmp_path / "new" / "evidence")
    assert not (tmp_path / "new").exists()


def change(made: Path, name: str, turn: Callable[[bytes], bytes]) -> None:
    """A file of the backup rewritten."""
    path = made / name
    path.write_bytes(turn(path.read_bytes()))


@pytest.mark.parametrize(
    ("name", "turn", "why"),
    [
        (DATABASE, lambda data: data[:-1] + b"x", "与清单所载的校验值不符"),
        (backup.MANIFEST, lambda data: data[:-3], "读不出来"),
        (backup.MANIFEST, lambda data: b"[]", "格式"),
        (backup.MANIFEST, lambda data: data.replace(b'"format": 1', b'"format": 9'), "格式"),
        (backup.MANIFEST, lambda data: data.replace(b'"evaluations": 1', b'"evaluations": 2'), "行数"),
        (backup.MANIFEST, lambda data: data.replace(b": 4\n", b": 5\n", 1), "佐证材料与清单"),
        (backup.MANIFEST, lambda data: data.replace(b'"hash": "', b'"hash": "0', 1), "封存 1"),
    ],
)
def test_a_backup_that_was_changed_is_not_put_back(
    site: Site, tmp_path: Path, name: str, turn: Callable[[bytes], bytes], why: str
) -> None:
    made = site.make().path
    change(made, name, turn)
    with pytest.raises((NoBackup, BadBackup), match=why):
        backup.restore(made, tmp_path / "new.db", tmp_path / "evidence")


def test_nothing_that_is_there_is_overwritten(site: Site, tmp_path: Path) -> None:
    made = site.make().path
    with pytest.raises(InTheWay, match=r"jixiao\.db"):
        backup.restore(made, site.settings.database, tmp_path / "evidence")
    with pytest.raises(InTheWay, match="evidence"):
        backup.restore(made, tmp_path / "new.db", site.settings.evidence)
    (tmp_path / "new.db-wal").write_bytes(b"of another database")
    with pytest.raises(InTheWay, match=r"new\.db-wal"):
        backup.restore(made, tmp_path / "new.db", tmp_path / "evidence")


def test_what_is_put_back_is_what_was_there(site: Site, tmp_path: Path) -> None:
    made = site.make()
    (tmp_path / "evidence").mkdir()
    backup.restore(made.path, tmp_path / "new.db", tmp_path / "evidence")
    back = Store(tmp_path / "new.db")
    assert back.damage() == []
    assert back.shape() == site.store.shape()
    for table in ("people", "agencies", "evaluations", "audit", "seals", "evidence"):
        sql = f"SELECT * FROM {table} ORDER BY id"
        assert back.rows(sql) == site.store.rows(sql)
    back.migrate()
    assert back.settings()["journal_mode"] == "wal"
    back.close()
    assert list(Blobs(tmp_path / "evidence").hashes()) == list(site.blobs.hashes())


def write_on(site: Site, number: int, acknowledged: list[tuple[float, int, int]], ended: threading.Event) -> None:
    """One writer: an audited change after the other, each noted once it was acknowledged."""
    store = site.world.open()
    turn = 0
    while not ended.is_set():
        turn += 1
        store.write(lambda store, turn=turn: audit.record(  # type: ignore[misc]
            store, SYSTEM, NOW, "save", "test", id=turn, after={"turn": str(turn)}, chain=f"writer:{number}",
        ))  # fmt: skip
        if turn % 10 == 0:
            site.attach(store, f"{number}-{turn}".encode())
        acknowledged.append((datetime.now(UTC).timestamp(), number, turn))
    store.close()


def test_a_backup_under_load_holds_every_write_acknowledged_before_it(site: Site, tmp_path: Path) -> None:
    acknowledged: list[tuple[float, int, int]] = []
    ended = threading.Event()
    threads = [threading.Thread(target=write_on, args=[site, n, acknowledged, ended]) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        while len(acknowledged) < 40:
            ended.wait(0.01)
        made = [(datetime.now(UTC).timestamp(), site.make(hour)) for hour in range(3)]
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    for number, (began, each) in enumerate(made):
        database, evidence = tmp_path / f"{number}.db", tmp_path / f"{number}-evidence"
        backup.restore(each.path, database, evidence)
        check(Store(database), Blobs(evidence), {row[1:] for row in acknowledged if row[0] < began})
    assert len(acknowledged) > len({row[1:] for row in acknowledged if row[0] < made[-1][0]}) > 40


def check(store: Store, blobs: Blobs, promised: set[tuple[int, int]]) -> None:
    """Everything promised is there, the chains are whole, and every file that a row names is there."""
    rows: list[dict[str, Any]] = store.rows("SELECT chain, noun_id FROM audit WHERE noun = 'test'")
    assert promised <= {(int(row["chain"].partition(":")[2]), row["noun_id"]) for row in rows}
    assert verify_audit(store).faults == ()
    assert all(blobs.check(row["sha256"]) for row in store.rows("SELECT sha256 FROM evidence"))
    assert store.rows("SELECT COUNT(*) AS n FROM audit WHERE at > :now", now=stamp(datetime.now(UTC)))[0]["n"] == 0
    store.close()
