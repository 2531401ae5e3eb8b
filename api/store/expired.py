"""What nobody needs any more (过期数据)."""

from api.store.sqlite import Store


def forget_logins(store: Store, *, idle: str, created: str) -> int:
    """Drops the logins that ended, were idle since ``idle`` or are older than ``created``; how many."""
    return store.run(
        "DELETE FROM logins WHERE ended_at IS NOT NULL OR seen_at < :idle OR created_at < :created",
        idle=idle, created=created,
    )  # fmt: skip


def forget_previews(store: Store, before: str) -> int:
    """Drops the imports begun before then and never confirmed; how many. The audit keeps that they were begun."""
    old = "SELECT id FROM imports WHERE state = 'preview' AND created_at < :before"
    store.run(f"DELETE FROM import_forms WHERE import_id IN ({old})", before=before)  # noqa: S608 - a text of our own
    return store.run("DELETE FROM imports WHERE state = 'preview' AND created_at < :before", before=before)
