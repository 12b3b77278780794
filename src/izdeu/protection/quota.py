"""How much one member of the team, and all together, may open in a day."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quota:
    """The most within 24 hours, by one member of the team and by everybody."""

    one: int
    all: int


#: By what is opened. Contacts are counted each, masked rows each, the others by the deed.
QUOTAS: Mapping[str, Quota] = {
    "contact": Quota(one=20, all=100),
    "masked": Quota(one=300, all=1500),
    "holding": Quota(one=40, all=200),
    "original": Quota(one=20, all=100),
    "export": Quota(one=50, all=200),
}
#: Exports of more people than this need a second pair of eyes.
ALONE = 50

#: Requests that appeals from outside hide by themselves in 24 hours; the rest wait for a person.
APPEALS_HIDDEN = 20


class QuotaReached(PermissionError):
    """Too much was opened today; a coordinator looks at the log before anything else is."""

    def __init__(self, what: str, *, by_all: bool) -> None:
        super().__init__(_BY_ALL if by_all else _BY_ONE)
        self.what = what


_BY_ONE = "you opened as much of this as one person may in a day; a coordinator sees the alarm"
_BY_ALL = "the team opened as much of this as it may in a day; a coordinator sees the alarm"


def require_quota(what: str, *, by_one: int, by_all: int) -> None:
    """Raise ``QuotaReached`` where one more would be too many, from what was opened already."""
    quota = QUOTAS[what]
    if by_one >= quota.one:
        raise QuotaReached(what, by_all=False)
    if by_all >= quota.all:
        raise QuotaReached(what, by_all=True)


def needs_second(people: int, *, coordinators: int) -> bool:
    """Whether an export needs a coordinator's agreement: many people, and two who could agree.

    A laptop with fewer than two coordinators has nobody else to ask; there an alarm stays.
    """
    return people > ALONE and coordinators >= 2
