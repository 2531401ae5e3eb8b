"""Which forms a file holds: of which family each is, how sure that is, and in which tables it stands."""

from decimal import Decimal
from typing import NamedTuple

from indicators.forms.grid import Source
from indicators.forms.reading.families import family_of
from indicators.forms.reading.segments import segments


class Identified(NamedTuple):
    """A form of a file: its family (``other`` when none fits), the certainty from 0 to 1, the names of its tables."""

    family: str
    certainty: Decimal
    grids: tuple[str, ...]


def identify(source: Source) -> list[Identified]:
    """The forms of a file in order."""
    return [Identified(*family_of(segment), segment.grids) for segment in segments(source)]
