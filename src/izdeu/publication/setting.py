"""What every page of a person has in common: language, facilities, addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from izdeu.publication.wording import catalogue
from izdeu.tracing.queries import FacilityLine


@dataclass(frozen=True, slots=True)
class Setting:
    """What every person's view shares."""

    language: str
    facilities: Mapping[UUID, FacilityLine]
    waiting: Mapping[UUID, int] = field(default_factory=dict)
    """How many likely proposals about a person nobody has decided."""
    links: Mapping[UUID, str] = field(default_factory=dict)
    """Addresses of the spots that claims stand at."""

    def name(self, facility: FacilityLine) -> str:
        """A facility's name in the reader's language, as recorded where it has none."""
        return facility.names.get(catalogue(self.language)) or facility.name
