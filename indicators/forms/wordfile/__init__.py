"""Word documents: docx read as people see them, and written."""

from indicators.forms.wordfile.document import read
from indicators.forms.wordfile.drawn import write

__all__ = ["read", "write"]
