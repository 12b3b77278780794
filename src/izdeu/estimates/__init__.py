"""Documented counts, reconciliation with tallies, and how many no list has named."""

from izdeu.estimates.count import Documented, Figure, documented, over_time
from izdeu.estimates.joining import Record, distinct_events
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
    "distinct_events",
    "documented",
    "over_time",
    "sequence",
]
