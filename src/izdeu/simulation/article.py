"""Articles and posts: prose that names people, with every place of a name known to the truth."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from izdeu.simulation.lexicon import facility, table, word
from izdeu.simulation.naming import Name, given_names, noisy
from izdeu.simulation.person import FIRST, Happening, Person
from izdeu.simulation.sheet import day, ordered, written
from izdeu.terms import Event

NOISE = 0.04
"""How often a newspaper misspells a name."""
PROSE = "{name}", "{short}"
GROWN = 25
"""Younger people are sought by mother or sister alone."""
DENIED = 0.6
"""How often the police deny holding somebody who was seen taken."""
INTRODUCTION = re.compile(r"\{name\}(, \{age\}[^,]*,)?")
SEEN_FROM_CUSTODY = {Event.TAKEN, Event.HELD, Event.ILL_TREATED}


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in an article: paragraph from 0, code points within it, and whose it really is."""

    paragraph: int
    start: int
    end: int
    person: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article or a page of posts, paragraph by paragraph."""

    outlet: Mapping[str, Any]
    file: str
    day: int
    paragraphs: tuple[str, ...]
    namings: tuple[Naming, ...]

    def text(self) -> str:
        """The paragraphs, an empty line between them."""
        return "\n\n".join(self.paragraphs)

    def page(self) -> str:
        """The article as a newspaper's page, with the clutter that surrounds articles."""
        body = "\n".join(f"<p>{html.escape(text)}</p>" for text in self.paragraphs)
        title = html.escape(str(self.outlet["title"]))
        return (
            f'<!DOCTYPE html>\n<html lang="{self.outlet["language"]}"><head>'
            f'<meta charset="utf-8"><title>{title}</title>'
            f"<script>var shown = 1;</script></head>\n<body><nav><a href='#'>Menu</a></nav>\n"
            f"<article><h1>{title}</h1>\n{body}\n</article>\n"
            "<footer>© 2025</footer></body></html>\n"
        )

    def facts(self) -> int:
        """How many sentences name somebody."""
        return len(self.namings)


def articles(people: Sequence[Person], seed: int) -> list[Article]:
    """Every article of ``articles.toml``, one for each outlet and day."""
    return [
        _article(outlet, number, people, seed)
        for outlet in table("articles")["outlet"]
        for number in range(1, len(outlet["days"]) + 1)
    ]


def _article(
    outlet: Mapping[str, Any], number: int, people: Sequence[Person], seed: int
) -> Article:
    file = str(outlet["file"]).format(n=number)
    rng = Random(f"{seed}|{file}")  # noqa: S311 - not a secret
    published = outlet["days"][number - 1]
    paragraphs: list[str] = [outlet["intro"]] if outlet["intro"] else []
    namings: list[Naming] = []
    for person in _chosen(outlet, published, people, rng):
        text, spans = _paragraph(person, outlet, published, rng)
        namings += [Naming(len(paragraphs), *span, person.id) for span in spans]
        paragraphs.append(text)
    closing = (outlet["outro"],) if outlet["outro"] else ()
    return Article(outlet, file, published, (*paragraphs, *closing), tuple(namings))


def _chosen(
    outlet: Mapping[str, Any], published: int, people: Sequence[Person], rng: Random
) -> list[Person]:
    known = [
        person
        for person in people[1:]
        if person.named and not person.unidentified and _known(person, published)
    ]
    drawn = rng.sample(known, min(len(known), max(2, len(people) * outlet["share"] // 100)))
    return ([people[0]] if outlet.get("exemplar") else []) + drawn


def _known(person: Person, published: int) -> list[Happening]:
    return [happening for happening in person.fate if happening.day < published]


def _paragraph(
    person: Person, outlet: Mapping[str, Any], published: int, rng: Random
) -> tuple[str, list[tuple[int, int]]]:
    """What an article says of one person, and where it names them."""
    sentences = table("articles")["sentence"][outlet["language"]]
    known = _known(person, published)
    wanted = [sentences[happening.event] for happening in known]
    first = next((at for at, text in enumerate(wanted) if "{name}" in text), 0)
    told = list(zip(wanted, known, strict=True))[first:]
    words = _words(person, outlet, rng)
    text, spans = "", list[tuple[int, int]]()
    for sentence, happening in told:
        filled = words | _when(happening, outlet["language"], published)
        # Prose gives the full name and the age once, and the surname from then on.
        sentence = INTRODUCTION.sub("{short}", sentence) if text else sentence
        text, spans = _append(text, spans, sentence, filled)
    custody = SEEN_FROM_CUSTODY & {happening.event for happening in known}
    if custody and (person.id == FIRST or rng.random() < DENIED):
        text, spans = _append(text, spans, sentences["denial"], words)
    return text, spans


def _append(
    text: str, spans: list[tuple[int, int]], sentence: str, words: Mapping[str, str]
) -> tuple[str, list[tuple[int, int]]]:
    """The text with one more sentence, and with the place of the name in it."""
    text = f"{text} " if text else ""
    for mark in PROSE:
        if mark in sentence:
            start = len(text) + len(sentence.split(mark)[0].format(**words))
            spans = [*spans, (start, start + len(words[mark.strip("{}")]))]
    return text + sentence.format(**words), spans


def _words(person: Person, outlet: Mapping[str, Any], rng: Random) -> dict[str, str]:
    language, style = outlet["language"], outlet["style"]
    name = noisy(written(person, style), rng, NOISE)
    relative = rng.choice(given_names(person.kazakh, male=False))
    grown = person.age(day(0)) > GROWN
    kin = rng.choice(("mother", "sister", "wife" if person.male else "daughter")[: 2 + grown])
    said = "his" if person.male else "her"
    return {
        "name": ordered(name, "given"),
        "short": name.surname,
        "age": str(person.age(day(0))),
        "year": str(person.birth.year),
        "kin": word("kin", kin, language),
        "relative": Name("", relative).spelled(style).given,
        "place": table("city")["districts"][person.district][language],
        "his": said,
    }


def _when(happening: Happening, language: str, published: int) -> dict[str, str]:
    return {
        "day": _day(happening.day, language),
        "found": _day(max(happening.day + 1, published - 1), language),
        "place_of": facility(happening.facility, language) if happening.facility else "",
    }


def _day(number: int, language: str) -> str:
    on = day(number)
    month = str(table("city")["months"][language]).split()[on.month - 1]
    return f"{month} {on.day}" if language == "en" else f"{on.day} {month}"


def spans_in_text(article: Article) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, words and person of every naming, in code points of ``Article.text``."""
    starts = [0]
    for paragraph in article.paragraphs:
        starts.append(starts[-1] + len(paragraph) + 2)
    for naming in article.namings:
        at = starts[naming.paragraph]
        words = article.paragraphs[naming.paragraph][naming.start : naming.end]
        yield at + naming.start, at + naming.end, words, naming.person
