"""Records as JSON values: what command line and HTTP print, built in one place; exact decimals as strings."""
