"""Databases: the nearest replica to read from, the primary to write to."""

from kit.db.session import Reader, Transaction, Writer

__all__ = ["Reader", "Transaction", "Writer"]
