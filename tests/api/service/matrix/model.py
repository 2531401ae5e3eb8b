"""What each request of the matrix must answer: the rows of rows.toml and the few rules that they follow.

Nothing here knows how the service decides.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROWS = Path(__file__).with_name("rows.toml")
EVERYBODY = "manager supervisor admin integrator auditor finance chief"
WORDS: Mapping[str, str] = {
    "all": EVERYBODY,
    "reporters": "manager integrator",
    "reviewers": "supervisor finance",
    "admins": "admin chief",
    "publishers": "supervisor admin finance chief",
    "watchers": "admin auditor chief",
}
TOP = ("finance", "chief")  # every agency is beneath theirs
SIGNED_OUT, FORBIDDEN, UNSEEN, CONFLICT = 401, 403, 404, 409


def askers(words: str) -> frozenset[str]:
    """The askers that the words name."""
    return frozenset(name for word in words.split() for name in WORDS.get(word, word).split())


@dataclass(frozen=True)
class Row:
    """A row of the table."""

    operation: str
    thing: str = ""
    knock: str = "all"
    may: str = "all"
    states: str = ""
    ok: int = 200
    hidden: bool = False
    public: bool = False
    blind: bool = False
    personal: bool = False
    special: Mapping[str, int] | None = None

    def expected(self, asker: str, relation: str, state: str) -> int:
        """The status for somebody who is signed in."""
        return self._special(asker, relation, state) or self._ruled(asker, relation, state)

    def _special(self, asker: str, relation: str, state: str) -> int | None:
        for pattern, status in (self.special or {}).items():
            named = zip(pattern.split("/"), (asker, relation, state), strict=True)
            if all(word in ("*", value) for word, value in named):
                return status
        return None

    def _ruled(self, asker: str, relation: str, state: str) -> int:
        if self.public:
            return self.anonymous(state)
        if asker not in askers(self.knock):
            return FORBIDDEN
        if self.thing and relation == "other" and asker not in TOP:
            return UNSEEN
        if asker not in askers(self.may):
            return UNSEEN if self.hidden else FORBIDDEN
        return self.ok if self._allows(state) else CONFLICT

    def anonymous(self, state: str) -> int:
        """The status for whoever is not signed in."""
        if not self.public:
            return SIGNED_OUT
        return self.ok if self._allows(state) else UNSEEN

    def revoked(self) -> int:
        """The status for a token that is no longer valid: nobody becomes anonymous by losing it."""
        return self.ok if self.blind else SIGNED_OUT

    def stripped(self, asker: str, relation: str, state: str) -> int:
        """The status for somebody whose roles have ended: what is one's own stays."""
        if self.public:
            return self.anonymous(state)
        if self.personal:
            return self.expected(asker, relation, state)
        special = self._special("nobody", "other", state)
        if special:
            return special
        if self.knock != "all":
            return FORBIDDEN
        return UNSEEN if self.thing else self.ok

    def _allows(self, state: str) -> bool:
        return not self.states or state in self.states.split()


@cache
def rows() -> Mapping[str, Row]:
    """The rows by operation, as METHOD and path."""
    told = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    return {name: Row(name, **values) for name, values in told.items()}
