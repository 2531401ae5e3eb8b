"""jixiao backup, restore and doctor, as an administrator uses them."""

import io
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from api.auth import SYSTEM
from api.blobs import Blobs
from api.instants import stamp
from api.store import audit
from tests.api.cli.conftest import Run
from tests.api.service import stories
from tests.api.service.world import SECRET, World, make_world


class Place:
    """A service, and the commands about it."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder, self._run = folder, run
        (folder / "data").mkdir()
        self.world: World = make_world(folder / "data")
        stories.opened(self.world)
        self.config = folder / "jixiao.toml"
        self.settings(f'database = "data/jixiao.db"\nsecret = "{SECRET}"\n')

    def settings(self, text: str) -> None:
        """The settings file."""
        self.config.write_text(text, "utf-8")

    def __call__(self, command: str, *arguments: str) -> Result:
        return self._run(command, *arguments, *(() if command == "restore" else ("--config", str(self.config))))

    def sql(self, *statements: str) -> None:
        """Somebody at the database file."""
        with sqlite3.connect(self.folder / "data" / "jixiao.db") as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()


@pytest.fixture
def place(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A small service; no settings from outside."""
    for name in ("JIXIAO_DATABASE", "JIXIAO_SECRET", "JIXIAO_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return Place(tmp_path, run)


def test_a_backup_is_made_verified_and_restored_to_a_working_service(place: Place, tmp_path: Path) -> None:
    told = place("backup")
    assert told.exit_code == 0, told.stderr
    (made,) = (tmp_path / "data" / "jixiao-backups").glob("jixiao-*")
    assert f"已备份并核对：{made}" in told.stdout
    assert "自评 1 份" in told.stdout
    assert "备份完好" in place("backup", "--verify", str(made)).stdout
    told = place("restore", str(made), "--to", str(tmp_path / "new" / "jixiao.db"))
    assert told.exit_code == 0, told.stderr
    assert (tmp_path / "new" / "jixiao-evidence").is_dir()
    place.settings(f'database = "new/jixiao.db"\nbackup_folder = "data/jixiao-backups"\nsecret = "{SECRET}"\n')
    told = place("doctor")
    assert told.exit_code == 0, told.stdout
    assert "不在 WAL 方式" in told.stdout
    assert "没有问题，1 条提示" in told.stdout
    again = place("restore", str(made), "--to", str(tmp_path / "new" / "jixiao.db"))
    assert (again.exit_code, "不覆盖" in again.stderr) == (2, True)


def test_the_manifest_of_a_backup_proves_later_that_no_seal_was_rewritten(place: Place, tmp_path: Path) -> None:
    place("backup", str(tmp_path / "elsewhere"))
    (made,) = (tmp_path / "elsewhere").iterdir()
    assert place("audit", "verify", "--anchor", str(made)).exit_code == 0
    place.sql("DROP TRIGGER written_once_seals_update", f"UPDATE seals SET hash = '{'0' * 64}'")
    told = place("audit", "verify", "--anchor", str(made))
    assert told.exit_code == 1
    assert "与库外留存的不同" in told.stdout


def test_only_the_backups_of_the_settings_folder_are_dropped(place: Place, tmp_path: Path) -> None:
    place.settings(f'database = "data/jixiao.db"\nsecret = "{SECRET}"\nbackup_keep = 1\n')
    assert "已删去" not in place("backup").stdout
    assert "已删去旧备份 1 份，保留最近 1 份" in place("backup").stdout
    for _ in range(2):
        place("backup", str(tmp_path / "elsewhere"))
    assert len(list((tmp_path / "elsewhere").iterdir())) == 2


def test_a_damaged_backup_is_told_and_not_restored(place: Place, tmp_path: Path) -> None:
    place("backup", str(tmp_path / "b"))
    (made,) = (tmp_path / "b").iterdir()
    (made / "database.db").write_bytes(b"")
    told = place("backup", "--verify", str(made))
    assert (told.exit_code, "备份有问题" in told.stdout) == (1, True)
    told = place("restore", str(made), "--to", str(tmp_path / "new.db"))
    assert (told.exit_code, "核对不过" in told.stderr) == (2, True)
    assert place("restore", str(tmp_path), "--to", str(tmp_path / "new.db")).exit_code == 2


def test_a_healthy_service_is_healthy(place: Place) -> None:
    place("backup")
    told = place("doctor")
    assert told.exit_code == 0
    assert "没有问题" in told.stdout
    assert "问题：" not in told.stdout


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP TRIGGER written_once_audit_update", "缺少 trigger written_once_audit_update"),
        ("DROP INDEX evaluations_by_total", "缺少 index evaluations_by_total"),
        ("CREATE TABLE mine (a INTEGER)", "多出 table mine"),
        ("DELETE FROM _sqlite_migrations WHERE name LIKE '0007%'", "数据库版本与程序不符：0007"),
        ("INSERT INTO task_agencies VALUES (99, 99)", "foreign key"),
        ("UPDATE job_runs SET outcome = 'failed', detail = '磁带没有放进去'", "磁带没有放进去"),
        ("DELETE FROM seals", "审计记录尚未封存"),
    ],
)
def test_what_is_wrong_with_the_database_is_told(place: Place, statement: str, told: str) -> None:
    place("jobs", "--once", "backup")
    place.sql("DROP TRIGGER written_once_seals_delete", statement)
    found = place("doctor")
    assert told in found.stdout
    assert found.exit_code == 1  # the trigger that had to go for it is missing, too
    assert "  → " in found.stdout


def test_evidence_that_is_missing_damaged_or_nobodys_is_told(place: Place, tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "data" / "jixiao-evidence")
    kept = [blobs.receive(io.BytesIO(text), 100) for text in (b"eins", b"zwei", b"drei")]
    for received in kept:
        blobs.keep(received)
    for received in kept[:2]:
        place.sql(
            "INSERT INTO evidence (evaluation_id, place, name, media_type, size, sha256, added_by, added_at)"
            f" VALUES (1, '', 'a', 'b', 4, '{received.sha256}', 1, '')"
        )
    blobs.path(kept[0].sha256).unlink()
    blobs.path(kept[1].sha256).write_bytes(b"rotten")
    told = place("doctor")
    assert told.exit_code == 1
    assert f"佐证材料缺少 1 件：{kept[0].sha256}" in told.stdout
    assert f"佐证材料损坏 1 件：{kept[1].sha256}" in told.stdout
    assert "有 1 件文件没有记录指向它" in told.stdout


def test_a_clock_that_was_turned_back_is_told(place: Place) -> None:
    store = place.world.open()
    ahead = datetime.now(UTC) + timedelta(days=2)
    store.write(lambda store: audit.record(store, SYSTEM, ahead, "save", "test", id=1))
    store.close()
    assert f"在将来（{stamp(ahead)}）" in place("doctor").stdout


def test_settings_that_cannot_be_meant_are_told(place: Place) -> None:
    place.settings(
        'database = "data/jixiao.db"\ndemo = true\nsmtp_host = "mail.example.cn"\nsmtp_from = "a@example.cn"\n'
    )
    told = place("doctor").stdout
    assert "demo 打开着" in told
    assert "没有设置 public_url" in told
    place.settings('database = "data/jixiao.db"\n')
    assert "没有设置 secret" in place("doctor").stdout


def test_a_database_that_is_none_or_missing_is_a_sentence(place: Place, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_bytes(b"no database at all " * 100)
    place.settings(f'database = "b.db"\nsecret = "{SECRET}"\n')
    told = place("doctor")
    assert (told.exit_code, "数据库读不出来" in told.stdout) == (1, True)
    told = place("backup")
    assert (told.exit_code, "请运行 jixiao doctor" in told.stderr) == (2, True)
    place.settings(f'database = "c.db"\nsecret = "{SECRET}"\n')
    for command in ("doctor", "backup"):
        told = place(command)
        assert (told.exit_code, "没有数据库" in told.stderr) == (2, True)


def test_an_old_backup_and_an_unknown_job_are_told(place: Place, tmp_path: Path) -> None:
    assert "还没有备份" in place("doctor").stdout
    place("backup")
    (made,) = (tmp_path / "data" / "jixiao-backups").iterdir()
    made.rename(made.with_name("jixiao-20260101T000000.000000Z"))
    assert "最近的备份是" in place("doctor").stdout
    told = place("jobs", "--once", "nothing")
    assert (told.exit_code, "有：seal、reminders" in told.stderr) == (2, True)
