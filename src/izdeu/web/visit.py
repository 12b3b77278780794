"""Who is visiting: their role, their language, and as whom they read."""

from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest

from izdeu.accounts import session
from izdeu.accounts.role import AUDIENCES, Role
from izdeu.protection.reader import Reader
from izdeu.publication import house
from izdeu.publication.wording import LATIN
from izdeu.tracing import queries


@dataclass(frozen=True)
class Visit:
    """One request's visitor."""

    role: Role
    operator: str
    language: str
    case: UUID | None = None

    def reader(self, *, reason: str = "") -> Reader:
        """As whom this visitor reads; the matrix decides beforehand who comes this far."""
        return replace(self._unreasoned, reason=reason) if reason else self._unreasoned

    @cached_property
    def _unreasoned(self) -> Reader:
        """The reader without a reason; which cases they hold is asked once for each request."""
        if self.case is not None:
            return Reader.enquirer(self.case)
        if self.role in AUDIENCES:
            audience = AUDIENCES[self.role]
            return queries.staff_reader(self.operator, audience=audience)
        return Reader.public()


def of(request: HttpRequest) -> Visit:
    """The visitor of this request, worked out once."""
    found = getattr(request, "visit", None)
    if found is None:
        found = _visit(request)
        request.visit = found  # type: ignore[attr-defined]
    return found


def _visit(request: HttpRequest) -> Visit:
    language = language_of(request)
    operator = session.operator_of(request.session)
    if operator is not None:
        return Visit(Role(operator.role), operator.pseudonym, language)
    case = session.case_of(request.session)
    return Visit(Role.ENQUIRER if case else Role.ANON, "", language, case)


def language_of(request: HttpRequest) -> str:
    """The language chosen, else the browser's first that is spoken here, else the house's first."""
    spoken = house.rules().languages
    wanted = [request.COOKIES.get("language", "")]
    for one in request.headers.get("Accept-Language", "").split(","):
        tag = one.partition(";")[0].strip().lower()
        wanted.append(LATIN if tag.startswith(LATIN.lower()) else tag[:2])
    return next((one for one in wanted if one in spoken), spoken[0])
