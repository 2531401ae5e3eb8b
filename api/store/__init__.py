"""What is kept: verbs on a connection, the SQL of each noun in a file of its own, in the subset PostgreSQL shares."""

from api.store.sqlite import Row, Store, unreadable

__all__ = ["Row", "Store", "unreadable"]
