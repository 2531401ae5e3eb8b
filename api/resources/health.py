"""GET /healthz: does the process live? GET /readyz: can it do its work?"""

import os
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Response, current_app

from api.answers import answer
from api.door.service import Service
from api.intake import library, query
from api.metrics import disk_free
from api.store import unreadable

LEAST_FREE = 64 * 1024 * 1024  # bytes on the disk of database and evidence below which writing is about to fail
blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """服务是否可用。"""
    query()
    return answer({"status": "ok", "rulebooks": len(library().rulebooks)})


@blueprint.get("/readyz")
def ready() -> Response:
    """服务能否工作；503 时说明哪一项不行。"""
    query()
    checks = _checks(current_app.extensions["jixiao.service"])
    fine = all(each == "ok" for each in checks.values())
    return answer({"status": "ready" if fine else "not_ready", "checks": checks}, 200 if fine else 503)


def _checks(service: Service) -> Mapping[str, str]:
    """What was looked at: ok, or what is wrong (Chinese)."""
    settings = service.settings
    return {
        "database": _database(service),
        "evidence": "ok" if _writable(settings.evidence) else "存放佐证材料的文件夹不可写",
        "disk": "ok" if min(map(disk_free, (settings.database, settings.evidence))) >= LEAST_FREE else "磁盘空间不足",
    }


def _database(service: Service) -> str:
    """Readable, and of the schema that this program knows."""
    if not service.settings.database.is_file():
        return "没有数据库文件"
    if damaged := unreadable(service.settings.database):
        return damaged
    store = service.open()
    try:
        return "数据库版本与程序不符，请重启服务" if store.pending() else "ok"
    finally:
        store.close()


def _writable(folder: Path) -> bool:
    """Can files be put into the folder, or the folder be made?"""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
