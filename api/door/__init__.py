"""The doorway of every stored request: an operation declared once is served, authorised, documented and tested."""
