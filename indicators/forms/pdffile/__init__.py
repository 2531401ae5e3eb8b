"""PDF: ruled tables read by their lines, and forms written by typst."""

from indicators.forms.pdffile.document import read
from indicators.forms.pdffile.drawn import write

__all__ = ["read", "write"]
