"""What a cell text says by itself, before target, name or columns are looked at."""

from decimal import Decimal
from typing import NamedTuple

from indicators.cells import Kind, Missing, Operator, Question, Reading
from indicators.reading.lexer import Figure


class Cell(NamedTuple):
    """The reading of a text alone; ``code`` is the convention or the doubt, ``bound`` a hedge (about, less, more)."""

    kind: Kind
    operator: Operator = Operator.UNSTATED
    numbers: tuple[Decimal, ...] = ()
    unit: str = ""
    reading: Reading = Reading.CERTAIN
    code: str = ""
    alternatives: tuple[str, ...] = ()
    approx: str = ""
    missing: Missing | None = None
    figures: tuple[Figure, ...] = ()
    text: str = ""
    claimed: bool = False

    @property
    def single(self) -> bool:
        """True for one figure that is an amount or a length of time."""
        return len(self.numbers) == 1 and self.kind in (Kind.QUANTITY, Kind.DURATION)

    def assumed(self, code: str) -> "Cell":
        """The same with a convention named, unless something stronger is already said."""
        return self if self.code else self._replace(reading=Reading.ASSUMED, code=code)

    def asking(self, code: str, *alternatives: str) -> "Cell":
        """The same with a question."""
        return self._replace(reading=Reading.ASK, code=code, alternatives=alternatives)

    def questions(self, about: str) -> tuple[Question, ...]:
        """The question as a tuple; empty when nothing is asked."""
        return (Question(self.code, about, self.alternatives),) if self.reading is Reading.ASK else ()
