"""Documented counts, reconciliation with tallies, and how many no list has named."""

from izdeu.estimates.count import Documented, Figure, Record, documented
from izdeu.estimates.reconciliation import Audit, Bounds, Series, Tally, audit, bounds, sequence

__all__ = [
    "Audit",
    "Bounds",
    "Documented",
    "Figure",
    "Record",
    "Series",
    "Tally",
    "audit",
    "bounds",
    "documented",
    "sequence",
]
