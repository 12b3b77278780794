"""Documented counts, reconciliation with tallies, and how many no list has named."""
