"""Which tier (档次) a quality line lies in: chosen by a person, or named by the words of the form."""

from indicators.model import Indicator
from indicators.numbers import fold
from scoring.rulebook import Rulebook
from scoring.rules import TierBand

# 效果显著, 作用显著, … name the same tier as 显著 alone.
_SUBJECTS = ("效果", "作用", "成效", "影响", "效益")
_ENDS = "。．.，,；; \n"


def tier_of(indicator: Indicator, book: Rulebook) -> TierBand | None:
    """The tier chosen, else the one whose word the actual is, else the best where the actual repeats the target."""
    bands = book.tiers.bands
    if indicator.tier:
        return next(band for band in bands if band.tier is indicator.tier)
    text = fold(indicator.actual.text).strip(_ENDS)
    bare = text[2:] if text.startswith(_SUBJECTS) else text
    for band in bands:
        if text in band.words or bare in band.words:
            return band
    return bands[0] if text == fold(indicator.target.text).strip(_ENDS) else None
