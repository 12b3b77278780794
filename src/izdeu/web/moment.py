"""The time of the place: what local lists and laws count by."""

from datetime import datetime
from zoneinfo import ZoneInfo

from izdeu.web import house

#: The zone of each region's clocks; Kazakhstan has had one since March 2024.
ZONES = {"kz": "Asia/Almaty"}


def now() -> datetime:
    """Local wall-clock time of the place, without a zone, as documents give it."""
    zone = ZoneInfo(ZONES.get(house.rules().region, "UTC"))
    return datetime.now(zone).replace(tzinfo=None, microsecond=0)
