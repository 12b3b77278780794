"""The time of the place: what local lists and laws count by."""

from datetime import datetime
from zoneinfo import ZoneInfo

from izdeu.publication import house


def now() -> datetime:
    """Local wall-clock time of the place, without a zone, as documents give it."""
    zone = ZoneInfo(house.ZONES[house.rules().region])
    return datetime.now(zone).replace(tzinfo=None, microsecond=0)
