"""What nobody needs any more (过期数据)."""

from api.store.sqlite import Store


def forget_logins(store: Store, *, idle: str, created: str) -> int:
    """Drops the logins that ended, were idle since ``idle`` or are older than ``created``; how many."""
    return store.run(
        "DELETE FROM logins WHERE ended_at IS NOT NULL OR seen_at < :idle OR created_at < :created",
        idle=idle, created=created,
    )  # fmt: skip
