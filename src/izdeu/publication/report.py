"""One page that needs nothing else to be read: people, timelines, contradictions, counts."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.template import Context, Engine

from izdeu.protection.reader import Reader
from izdeu.publication import counts
from izdeu.publication.figures import count_view
from izdeu.publication.mask import asks_of, is_masked
from izdeu.publication.moment import date
from izdeu.publication.setting import Setting
from izdeu.publication.view import PersonView, person_view
from izdeu.publication.wording import figure, known, say, term, words
from izdeu.terms import Audience
from izdeu.tracing import queries
from izdeu.tracing.queries import DocumentLine

#: What stands in for a word that a template names and nobody has written.
WORDLESS = "⟪%s⟫"
_ENGINE = Engine(dirs=[str(Path(__file__).parent / "templates")], string_if_invalid=WORDLESS)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Edition:
    """Which page is asked for."""

    language: str
    audience: Audience
    """For whom the page is; the public is given counts alone, whoever asks for them."""
    made: str
    """ISO date on which it is made."""
    person: UUID | None = None
    """One person, by the id of a person, request or mention; all who are sought otherwise."""

    @property
    def public(self) -> bool:
        """Whether anybody may be given it."""
        return self.audience == Audience.PUBLIC


@dataclass(slots=True)
class _Round:
    """One pass over the people: their views one after another, and what is left to ask."""

    reader: Reader
    setting: Setting
    progress: Callable[[int], None]
    unasked: Counter[UUID] = field(default_factory=Counter)

    def views(self, people: Iterable[UUID]) -> Iterator[PersonView]:
        for number, identity in enumerate(people, 1):
            page = queries.person(self.reader, identity)
            self.unasked.update(line.id for line in asks_of(page))
            yield person_view(page, self.setting, f"p{number}")
            self.progress(number)

    def left(self) -> Iterator[tuple[str, str, str]]:
        """Facilities with how many people nobody has asked about there, the most first."""
        language = self.setting.language
        for identity, number in self.unasked.most_common():
            place = self.setting.facilities[identity]
            kind = known(language, "facility_kind", place.kind)
            yield self.setting.name(place), kind, figure(language, number)


def people_of(reader: Reader, edition: Edition) -> list[UUID]:
    """Whose pages stand in a report: nobody's where it is for the public."""
    if edition.public:
        return []
    return [edition.person] if edition.person else queries.sought(reader)


def page(
    reader: Reader, edition: Edition, *, progress: Callable[[int], None] = lambda _: None
) -> str:
    """Write the page as one well-formed HTML document without scripts or outside references.

    ``reader`` is the member of the team who asks for it, and sees in it what they may see.
    Raises ``NotForThisReader`` for anybody else and ``NotFound`` where the person is not here.
    People are laid out one after another: of each, only the finished text is kept.
    """
    language = edition.language
    round_ = _Round(reader, _setting(reader, language), progress)
    people = people_of(reader, edition)
    found = counts.count(reader, as_of=edition.made)
    context = {
        "words": words(language),
        "language": language,
        "public": edition.public,
        "single": edition.person is not None and not edition.public,
        "subtitle": _subtitle(edition),
        "made": say(language, "report.made", date=date(language, edition.made)),
        "warning": words(language)["report"]["warning_public" if edition.public else "warning"],
        "sought": figure(language, len(people)),
        "people": round_.views(people),
        "unasked": round_.left,
        "counts": count_view(found, language, public=edition.public),
        "documents": () if edition.public else _documents(queries.documents(reader), language),
    }
    return printable(_ENGINE.get_template("report.html").render(Context(context)))


def printable(words: str) -> str:
    """The page without the control characters that documents carry and no page may."""
    return _UNPRINTABLE.sub("", words)


def _setting(reader: Reader, language: str) -> Setting:
    waiting: Counter[UUID] = Counter()
    for pair in queries.undecided(reader):
        waiting.update((pair.a, pair.b) if pair.probability > counts.LIKELY else ())
    return Setting(language, {one.id: one for one in queries.facilities(reader)}, waiting)


def unmasked(reader: Reader, edition: Edition) -> Iterator[UUID]:
    """The mentions of which a report shows this reader what it would mask without the reason.

    Each is to be logged as a disclosure before the page is handed over.
    """
    if not reader.reason:
        return
    without = Reader(reader.audience, reader.operator, reader.cases)
    for identity in people_of(reader, edition):
        masked = queries.person(without, identity)
        if is_masked(masked):
            seen = {one.id for one in queries.person(reader, identity).mentions if not one.masked}
            yield from (one.id for one in masked.mentions if one.masked and one.id in seen)


def _subtitle(edition: Edition) -> str:
    if edition.public:
        return say(edition.language, "report.subtitle_public")
    audience = term(edition.language, edition.audience)
    return say(edition.language, "report.subtitle", audience=audience)


def _documents(lines: Iterable[DocumentLine], language: str) -> Iterator[tuple[str, str, str, str]]:
    """Documents by who says it: a single hospital's name would tell where its list came from."""
    read: Counter[str] = Counter()
    mentioned: Counter[str] = Counter()
    aside: dict[str, Counter[str]] = {}
    for line in lines:
        read[line.kind] += 1
        mentioned[line.kind] += line.mentions
        aside.setdefault(line.kind, Counter()).update(line.set_aside)
    for kind, number in read.most_common():
        reasons = [
            f"{known(language, 'set_aside', reason)}: {figure(language, times)}"
            for reason, times in aside[kind].most_common()
        ]
        yield (
            known(language, "source_kind", kind),
            figure(language, number),
            figure(language, mentioned[kind]),
            "; ".join(reasons) or say(language, "report.nothing_aside"),
        )
