"""What stands in the original where a value was read: the row, the words around, the picture."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from izdeu.documents import Cut, crop
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import SourceKind
from izdeu.tracing import ledger, models
from izdeu.tracing.event import meanings
from izdeu.tracing.queries.aside import opens_rows
from izdeu.tracing.queries.mention import ClaimLine, MentionLine, NotFound, mentions
from izdeu.tracing.spool import spooled

#: Signs of a text shown before and after the marked words.
AROUND = 240
#: What the name of a person may stand under.
_NAMES = frozenset({"name", "surname", "given", "patronymic"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the original row under its header."""

    header: str
    words: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the original text; marked where the value stands."""

    words: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Original:
    """The spot of a mention or claim in its document, as far as this reader may see it."""

    mention: UUID
    withheld: bool = False
    """It would tell where somebody is treated, was wounded, or hides."""
    cells: tuple[Cell, ...] = ()
    text: tuple[Stretch, ...] = ()
    picture: bool = False
    """Whether ``picture`` can show the place as photographed."""
    alone: bool = False
    """The words around are withheld: they speak of somebody whose place this reader may not see."""


def originals(
    reader: Reader, lines: Sequence[MentionLine], *, claim: UUID | None = None
) -> dict[UUID, Original]:
    """The original of each mention, in a constant number of queries.

    The name is marked, or what ``claim`` rests on.
    """
    require_staff(reader)
    bodies = _bodies([line.id for line in lines])
    documents = models.Document.objects.in_bulk(list({line.source.document for line in lines}))
    sheets = ledger.bodies([row.entry for row in documents.values()])
    sheltered = _sheltered(reader, {line.person for line in lines})
    covered = _covered(reader, [row.id for row in documents.values() if row.format != "csv"])
    found = {}
    for line in lines:
        if line.person in sheltered:
            named = bool(_polygons(_spots(line, bodies.get(line.id, {}), None)))
            found[line.id] = Original(line.id, withheld=True, picture=named)
            continue
        row = documents.get(line.source.document)
        sheet = sheets.get(row.entry, {}) if row else {}
        places = covered[line.source.document]
        found[line.id] = _original(line, bodies.get(line.id, {}), sheet, claim, places)
    return found


def _sheltered(reader: Reader, people: Collection[UUID]) -> set[UUID]:
    """Those of whom something withheld says where they are treated, were wounded, or hide.

    Of them no original is shown: a remark in one list tells what is masked in another. A hospital's
    "not on the list" alone shelters nobody.
    """
    rows = models.Mention.objects.filter(person__in=people)
    found = set()
    for line in mentions(reader, list(rows.values_list("id", flat=True))):
        listed = line.masked and line.source.kind == SourceKind.HOSPITAL
        if listed or any(one.masked and not one.statement.refuses for one in line.claims):
            found.add(line.person)
    return found


def _covered(reader: Reader, documents: Sequence[UUID]) -> Mapping[UUID, list[tuple[int, int]]]:
    """Where in texts somebody stands whose place of treatment this reader may not see."""
    masked = [event for event, told in meanings().items() if told.masked]
    inside = models.Mention.objects.filter(document__in=documents)
    telling = models.Claim.objects.filter(event__in=masked, mention__in=inside.values("id"))
    lines = mentions(reader, list(telling.values_list("mention", flat=True).distinct()))
    found: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    for line in lines:
        spots = [line.locator, *(spot for one in line.claims for spot in one.locators)]
        if line.masked:
            found[line.source.document] += [(s["start"], s["end"]) for s in spots if "end" in s]
    return found


def _bodies(mentions: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    entries = dict(models.Mention.objects.filter(id__in=mentions).values_list("id", "entry"))
    told = ledger.bodies(list(entries.values()))
    return {mention: told.get(entry, {}) for mention, entry in entries.items()}


def _original(
    line: MentionLine,
    body: Mapping[str, Any],
    sheet: Mapping[str, Any],
    claim: UUID | None,
    covered: Sequence[tuple[int, int]],
) -> Original:
    spots = _spots(line, body, claim)
    text = () if body.get("row") else tuple(_around(str(sheet.get("text", "")), spots))
    alone = bool(text) and _speaks_of_others(spots, covered)
    return Original(
        line.id,
        cells=tuple(_cells(line, body, sheet, spots)),
        text=tuple(one for one in text if one.marked) if alone else text,
        alone=alone,
        picture=any(spot.get("polygon") for spot in spots),
    )


def _spots(
    line: MentionLine, body: Mapping[str, Any], claim: UUID | None
) -> list[Mapping[str, Any]]:
    """Where the claim's words stand, or the name where none is asked for or it has no place."""
    claims: Iterable[ClaimLine] = line.claims
    asked = [spot for one in claims if one.id == claim for spot in one.locators]
    named = dict(body.get("spots", {})).get("name")
    own = [named] if named else [line.locator]
    return [spot for spot in asked or own if spot]


def _cells(
    line: MentionLine,
    body: Mapping[str, Any],
    sheet: Mapping[str, Any],
    spots: Sequence[Mapping[str, Any]],
) -> Iterator[Cell]:
    row = body.get("row")
    if not row:
        return
    columns = {one.get("position", 0): one for one in sheet.get("columns", []) if _near(one, line)}
    marked = {spot.get("column") for spot in spots if spot.get("row") == line.locator.get("row")}
    if not marked - {None} or spots == [line.locator]:
        marked = {place for place, one in columns.items() if one.get("field") in _NAMES}
    for place, words in enumerate(row["cells"], row["first"]):
        header = columns.get(place, {}).get("header", "")
        if words or header:
            yield Cell(header, words, place in marked)


def _near(column: Mapping[str, Any], line: MentionLine) -> bool:
    """Whether a column belongs to the table in which the mention stands."""
    spot = line.locator
    return all(column.get(key) in (None, spot.get(key), "") for key in ("sheet", "table", "member"))


def _around(text: str, spots: Sequence[Mapping[str, Any]]) -> Iterator[Stretch]:
    places = sorted((spot["start"], spot["end"]) for spot in spots if "end" in spot)
    if not text or not places:
        return
    at = _word(text, places[0][0] - AROUND)
    last = min(len(text), places[0][1] + 4 * AROUND)
    for start, end in (place for place in places if place[1] <= last):
        if start > at:
            yield Stretch(text[at:start], marked=False)
        yield Stretch(text[max(at, start) : end], marked=True)
        at = max(at, end)
    yield Stretch(text[at : min(len(text), at + AROUND)], marked=False)


def _speaks_of_others(
    spots: Sequence[Mapping[str, Any]], covered: Sequence[tuple[int, int]]
) -> bool:
    places = [(spot["start"], spot["end"]) for spot in spots if "end" in spot]
    return any(
        start - 6 * AROUND < end_of and start_of < end + 6 * AROUND
        for start, end in places
        for start_of, end_of in covered
    )


def _word(text: str, place: int) -> int:
    """The beginning of the word at a place, so that none is shown by halves."""
    if place <= 0:
        return 0
    space = text.find(" ", place, place + 40)
    return space + 1 if space >= 0 else place


def picture(reader: Reader, line: MentionLine, *, claim: UUID | None = None) -> bytes:
    """The row of a mention as photographed, with the value's cell framed; PNG.

    Other people's rows are covered; of somebody whose place is withheld, all but the name is.
    Raises ``NotFound`` where nothing was photographed, or this reader may not see it, and
    ``UnreadableDocument`` where the picture cannot be opened.
    """
    require_staff(reader)
    body = _bodies([line.id]).get(line.id, {})
    row = models.Document.objects.filter(id=line.source.document).first()
    sheltered = bool(_sheltered(reader, [line.person]))
    framed = _polygons(_spots(line, body, None if sheltered else claim))
    if row is None or not framed:
        raise NotFound("nothing of this was photographed")
    spots = [*dict(body.get("spots", {})).values(), line.locator]
    spots += [spot for one in line.claims for spot in one.locators]
    shown = framed if sheltered else _polygons(spots)
    with spooled(row) as path:
        return crop(path, Cut(shown, framed, shown, line.locator.get("page")))


def _polygons(spots: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(spot["polygon"] for spot in spots if spot.get("polygon"))


def aside_picture(reader: Reader, aside: UUID) -> bytes:
    """The place of what was set aside, as photographed; errors as of ``picture``."""
    require_staff(reader)
    one = models.SetAside.objects.filter(id=aside).first()
    if one is not None and not opens_rows(reader, one.document):
        raise NotFound("nothing of this was photographed")
    row = models.Document.objects.filter(id=one.document).first() if one else None
    if one is None or row is None:
        raise NotFound("nothing of this was photographed")
    with spooled(row) as path:
        return crop(path, Cut(_polygons([one.locator]), page=one.locator.get("page")))
