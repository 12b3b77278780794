"""What facilities were asked about a person, and what nobody has asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from izdeu.publication import timeline
from izdeu.publication.claimrow import cut
from izdeu.publication.mask import asks_of, treats
from izdeu.publication.moment import date
from izdeu.publication.setting import Setting
from izdeu.publication.wording import known, say, term
from izdeu.tracing.queries import InquiryLine, PersonPage


@dataclass(frozen=True, slots=True)
class Question:
    """A facility was asked; ``letter`` stands for it in the drawing."""

    letter: str
    told: str
    words: str


def asked(inquiries: Sequence[InquiryLine], language: str) -> str:
    """How often facilities were asked, and when last."""
    if not inquiries:
        return say(language, "report.asked_none")
    times = say(language, "plural.times", n=len(inquiries))
    last = date(language, inquiries[-1].asked)
    return say(language, "report.asked_summary", times=times, date=last)


def questions(page: PersonPage, setting: Setting, sheltered: bool) -> Iterator[Question]:
    """Each question with its answer; on a ``sheltered`` page no place of treatment is named."""
    language = setting.language
    for number, line in enumerate(page.inquiries):
        place = setting.facilities.get(line.facility)
        telling = sheltered and treats(place)
        name = setting.name(place) if place else line.name
        told = say(
            language,
            "report.asked_row",
            date=date(language, line.asked),
            facility=say(language, "report.withheld") if telling else name,
            spelling=line.spelling,
            answer=term(language, line.answer),
        )
        yield Question(timeline.letter(number), told, "" if sheltered else cut(line.words))


def unasked(page: PersonPage, setting: Setting) -> Iterator[tuple[str, str]]:
    """Facilities nobody has asked, by kind."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for line in asks_of(page):
        kinds[line.kind].append(setting.name(line))
    for kind, names in kinds.items():
        yield known(setting.language, "facility_kind", kind), ", ".join(names)
