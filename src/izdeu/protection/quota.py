"""How much one member of the team, and all together, may open in a day."""

#: Sealed contacts opened in 24 hours, by one operator and by everybody.
CONTACTS_BY_ONE = 20
CONTACTS_BY_ALL = 100

#: Requests that appeals from outside hide by themselves in 24 hours; the rest wait for a person.
APPEALS_HIDDEN = 20


class QuotaReached(PermissionError):
    """Too much was opened today; a coordinator looks at the log before anything else is."""


def require_quota(*, by_one: int, by_all: int) -> None:
    """Raise ``QuotaReached`` where one more would be too many, from what was opened already."""
    if by_one >= CONTACTS_BY_ONE:
        raise QuotaReached("you opened as many contacts as one person may in a day")
    if by_all >= CONTACTS_BY_ALL:
        raise QuotaReached("the team opened as many contacts as it may in a day")
