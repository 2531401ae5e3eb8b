"""Files of strangers, read in child processes that may take so much memory and time and no more."""

from api.parsing.pool import Pool

__all__ = ["Pool"]
