"""The case record: an append-only ledger and everything derived from it."""
