"""办法原文: a rulebook as it was when it was chosen, kept once under its digest and never changed."""

from functools import lru_cache

from api.store.sqlite import Store
from scoring.portable import rulebook_from, rulebook_text
from scoring.rulebook import Rulebook


def keep(store: Store, book: Rulebook) -> None:
    """Keeps the rulebook unless its digest is there already. Inside a write only."""
    store.run(
        "INSERT INTO rulebooks (digest, name, text) SELECT :digest, :name, :text"
        " WHERE NOT EXISTS (SELECT 1 FROM rulebooks WHERE digest = :digest)",
        digest=book.digest, name=book.id, text=rulebook_text(book),
    )  # fmt: skip


def text(store: Store, digest: str) -> str:
    """The rulebook of that digest as one portable text; KeyError where it was never kept."""
    rows = store.rows("SELECT text FROM rulebooks WHERE digest = :digest", digest=digest)
    if not rows:
        raise KeyError(digest)
    return str(rows[0]["text"])


def get(store: Store, digest: str) -> Rulebook:
    """The rulebook of that digest; built once per process, since the row never changes."""
    return _built(text(store, digest))


@lru_cache(maxsize=64)
def _built(text: str) -> Rulebook:
    return rulebook_from(text)
