"""Rounding (四舍五入): half-up, to the stated number of places, and the arithmetic context of all scoring."""

from decimal import ROUND_HALF_UP, Context, Decimal

# Wide enough that a product of a weight and a figure stays exact and a quotient never rounds onto a half by itself.
EXACT = Context(prec=50)

# A sum of quotients, or a figure brought from one unit into another, may miss a half by its last digits (4.02 × 0.5 ÷
# 0.6666…7): what agrees with a half to 26 digits is one. No form's figures come that close to a half without being it.
_SETTLED = Context(prec=26)

_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(13))


def half_up(value: Decimal, places: int) -> Decimal:
    """The value rounded half-up to ``places`` decimals (0..12); ties go away from zero, as 四舍五入 is taught."""
    settled = _SETTLED.plus(value)
    if settled.adjusted() + places >= EXACT.prec:  # so large that the 26 digits end long before the point
        return settled
    return settled.quantize(_STEPS[places], ROUND_HALF_UP, EXACT)
