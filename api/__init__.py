"""The outside world: command line, HTTP, pages; everything that reads files, speaks JSON or knows a port."""
