"""等级 (优良中差): closed lower ends."""

from decimal import Decimal

from scoring.rulebook import Rulebook


def grade(total: Decimal | None, book: Rulebook) -> str | None:
    """The best grade whose lower end the total reaches; None without a total or without grades."""
    if total is None:
        return None
    return next((level.name for level in book.grades.levels if total >= level.from_), None)
