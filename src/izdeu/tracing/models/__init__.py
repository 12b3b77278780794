"""The tables: the ledger, and what is derived from it."""
