"""How long what is kept: the table ``[retention]`` of the house rules, in days."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

#: The table's name in ``house.toml``.
TABLE = "retention"


class NotAPolicy(ValueError):
    """A rule is unknown or no number of days; mend the table in house.toml."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Days after which something goes; 0 keeps it until somebody erases it."""

    unvetted: int = 90
    """A request whose family nobody ever reached, from the day it was opened."""
    withdrawn: int = 30
    """A request that its family withdrew, from that day."""
    unreadable: int = 180
    """A file that nobody could read, from the day it came."""
    requests: int = 0
    """Any request, from the day it was opened."""
    documents: int = 0
    """Any other document with all who stand in it, from the day it came."""

    def expires(self, rule: str, since: date) -> date | None:
        """The first day on which something goes by a rule; ``None`` for never."""
        days = getattr(self, rule)
        return since + timedelta(days=days) if days else None


def read(home: Path) -> Policy:
    """The policy of an installation; raise ``NotAPolicy``."""
    path = home / "house.toml"
    told = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return understood(told.get(TABLE, {}))


def understood(told: Mapping[str, object]) -> Policy:
    """The policy that a table says, the defaults where it is silent; raise ``NotAPolicy``."""
    known = {field.name for field in fields(Policy)}
    days: dict[str, int] = {}
    for rule, number in told.items():
        if rule not in known:
            raise NotAPolicy(f"[{TABLE}] {rule}: choose among {', '.join(sorted(known))}")
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise NotAPolicy(f"[{TABLE}] {rule}: give a number of days, 0 for no end")
        days[rule] = number
    return Policy(**days)


def worded(policy: Policy) -> str:
    """The table as it stands in ``house.toml``."""
    lines = [f"{field.name} = {getattr(policy, field.name)}" for field in fields(Policy)]
    return "\n".join([f"\n[{TABLE}] # days; 0 for no end", *lines, ""])
