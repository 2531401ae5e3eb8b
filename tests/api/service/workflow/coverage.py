"""Which cells of state × action × role were tried and which done, which refusals were met; and the table of it."""

from collections import Counter
from itertools import product

from tests.api.service.workflow.cast import CAST
from tests.api.service.workflow.oracle import DONE, ROLES, STATES, TABLE, Outcome

Cell = tuple[str, str, str]
VERSIONED = TABLE.keys() - {"spot_check"}
# A submitted report is complete and nobody can change it, so an approval finds nothing missing.
NEVER = {("approve", "not_complete")}


class Coverage:
    """Counts attempts."""

    def __init__(self) -> None:
        self.steps = 0
        self.by_http = 0
        self.tried: Counter[Cell] = Counter()
        self.done: Counter[Cell] = Counter()
        self.met: Counter[tuple[str, str]] = Counter()

    def count(self, state: str, action: str, who: str, outcome: Outcome, *, http: bool) -> None:
        """One attempt."""
        self.steps += 1
        self.by_http += http
        for role in CAST[who].roles:
            self.tried[state, action, role] += 1
            if outcome == DONE and role in TABLE[action].roles.split():
                self.done[state, action, role] += 1
        self.met[action, outcome.condition or outcome.code] += 1

    def never_tried(self) -> list[Cell]:
        """Cells of the product that nobody reached."""
        return [cell for cell in product(STATES, TABLE, ROLES) if not self.tried[cell]]

    def never_done(self) -> list[Cell]:
        """Allowed steps that were never taken."""
        return [cell for cell in product(STATES, TABLE, ROLES) if may(cell) and not self.done[cell]]

    def wrongly_done(self) -> list[Cell]:
        """Steps taken by a role that may not, or from a state that does not allow them."""
        return [cell for cell in self.done if not may(cell)]

    def never_met(self) -> list[tuple[str, str]]:
        """Refusals that no attempt met."""
        wanted = {(action, name) for action, rule in TABLE.items() for name in rule.conditions.split()}
        wanted = {(action, "not_complete" if name == "complete" else name) for action, name in wanted} - NEVER
        always = ("wrong_state", "not_allowed", "no_such_thing", "not_signed_in")
        wanted |= {(action, code) for action in TABLE for code in always}
        wanted |= {(action, "version_conflict") for action in VERSIONED}
        return sorted(wanted - self.met.keys())

    def told(self) -> str:
        """The table: for each state and action, how often each role tried, and did."""
        head = "".join(f"{role:>16}" for role in ROLES)
        lines = [f"{self.steps} steps, {self.by_http} over HTTP; tried/done", f"{'state':<11}{'action':<12}{head}"]
        for state, action in product(STATES, TABLE):
            cells = ((self.tried[state, action, role], self.done[state, action, role]) for role in ROLES)
            told = "".join(f"{f'{tried}/{done}' if done else tried:>16}" for tried, done in cells)
            lines.append(f"{state:<11}{action:<12}{told}")
        lines += [
            f"{action}: " + ", ".join(f"{name} {n}" for (of, name), n in sorted(self.met.items()) if of == action)
            for action in TABLE
        ]
        return "\n".join(lines)


def may(cell: Cell) -> bool:
    """Does the table allow it?"""
    state, action, role = cell
    return state in TABLE[action].before.split() and role in TABLE[action].roles.split()
