"""PFIF 1.1 to 1.4: persons and notes, read leniently; authors and their contacts are left out."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from lxml import etree

from izdeu.documents.locator import Locator
from izdeu.documents.part import Canvas, Opened, Ready, Source, UnreadableDocument
from izdeu.documents.reading import Found, FoundClaim, FoundMention, SetAside, Value
from izdeu.documents.values.feature import read_features
from izdeu.documents.values.number import seal
from izdeu.terms import Assertion, Event, Sex

WORDS = tomllib.loads(
    files("izdeu.documents.formats").joinpath("pfif.toml").read_text(encoding="utf-8")
)
NAMESPACE = re.compile(r"\{http://zesty\.ca/pfif/1\.[1-5]\}")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_AGE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


def open_pfif(source: Source) -> Opened:
    """Read every person with their notes; what breaks the standard is set aside as a warning."""
    root = _root(source)
    canvas = Canvas()
    persons = [node for node in root.iter() if _tag(node) == "person"]
    if not persons:
        raise UnreadableDocument(f"{source.name}: no PFIF person in it; ask for a PFIF 1.4 export")
    notes = _notes(root)
    items: list[Found | SetAside] = []
    for number, person in enumerate(persons, start=1):
        record = _fields(person).get("person_record_id", "")
        told = [*notes.pop(person, ()), *(notes.pop(record, ()) if record else ())]
        items += _person(_fields(person), number, told, canvas)
    items += [_aside(note, 0, "note_of_nobody", canvas) for left in notes.values() for note in left]
    return Opened(canvas.text(), (Ready(tuple(items)),))


def _root(source: Source) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False
    )
    try:
        root = etree.fromstring(source.content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(f"{source.name}: damaged XML; ask for the export again") from error
    if root is None:
        raise UnreadableDocument(f"{source.name}: damaged XML; ask for the export again")
    return root


def _tag(node: etree._Element) -> str:
    return NAMESPACE.sub("", node.tag) if isinstance(node.tag, str) else ""


def _fields(node: etree._Element) -> dict[str, str]:
    return {_tag(child): (child.text or "").strip() for child in node if (child.text or "").strip()}


def _notes(root: etree._Element) -> dict[object, list[dict[str, str]]]:
    """Notes by the person in whom they stand, or by the id of the one they are about."""
    notes: dict[object, list[dict[str, str]]] = {}
    for node in root.iter():
        if _tag(node) == "note":
            parent = node.getparent()
            inside = parent is not None and _tag(parent) == "person"
            fields = _fields(node)
            notes.setdefault(parent if inside else fields.get("person_record_id"), []).append(
                fields
            )
    return notes


def _person(
    fields: dict[str, str], number: int, notes: list[dict[str, str]], canvas: Canvas
) -> Iterator[Found | SetAside]:
    where = Locator(row=number, engine="pfif")
    for missing in ("person_record_id", "source_date"):
        if missing not in fields:
            yield SetAside(where, f"pfif.without_{missing}")
    words = _name(fields)
    if not words:
        yield SetAside(where, "row.names_nobody")
        return
    mention = FoundMention(
        locator=where,
        name=_value(words, number, "name", canvas),
        sex=Sex(WORDS["sexes"][fields["sex"]]) if fields.get("sex") in WORDS["sexes"] else None,
        birth=_dated(fields.get("date_of_birth", "")),
        age=_aged(fields.get("age", "")),
        age_said=fields.get("source_date", "")[:10] if _aged(fields.get("age", "")) else "",
        said=_said(fields, number, canvas),
        features=read_features(seal("; ".join(_kept(fields, "described").values()))),
        unmapped=_kept(fields, "kept"),
    )
    yield Found(mention, tuple(_claim(note, number, canvas) for note in notes if _meaning(note)))
    for note in notes:
        if not _meaning(note):
            yield _aside(note, number, "note_without_status", canvas)


def _kept(fields: dict[str, str], which: str) -> dict[str, str]:
    return {word: seal(fields[word]) for word in WORDS["verbatim"][which] if word in fields}


def _aside(note: dict[str, str], number: int, why: str, canvas: Canvas) -> SetAside:
    """A note of which nobody knows what it claims, or of whom: its words are kept."""
    value = _value(seal(note.get("text", "")), number, "note", canvas)
    return SetAside(value.locator._replace(row=number or None), f"pfif.{why}", value.raw)


def _name(fields: dict[str, str]) -> str:
    def first(kind: str) -> str:
        return next((fields[word] for word in WORDS["names"][kind] if word in fields), "")

    return first("full") or " ".join(filter(None, (first("family"), first("given"))))


def _said(fields: dict[str, str], number: int, canvas: Canvas) -> dict[str, Value]:
    told = {"birth": "date_of_birth", "age": "age", "sex": "sex"}
    return {
        ours: _value(fields[theirs], number, ours, canvas)
        for ours, theirs in told.items()
        if theirs in fields
    }


def _value(words: str, number: int, rule: str, canvas: Canvas) -> Value:
    start = canvas.put(words, "\n")
    place = Locator(
        row=number, start=start, end=start + len(words), engine="pfif", rule=f"pfif:{rule}"
    )
    return Value(words, place)


def _dated(words: str) -> str:
    return words[:10] if _DATE.fullmatch(words[:10]) else ""


def _aged(words: str) -> str:
    found = _AGE.fullmatch(words)
    return "/".join(part for part in found.groups() if part) if found else ""


def _meaning(note: dict[str, str]) -> dict[str, str]:
    """What a note believes; "found" of the first versions means that its author reached them."""
    met = any(note.get(word) == "true" for word in WORDS["met"])
    status = note.get("status") or ("is_note_author" if met else "")
    return dict(WORDS["statuses"].get(status, {}))


def _claim(note: dict[str, str], number: int, canvas: Canvas) -> FoundClaim:
    meaning = _meaning(note)
    words = seal(note.get("text", "")) or note.get("status", "")
    value = _value(words, number, "note", canvas)
    return FoundClaim(
        Event(meaning["event"]),
        Assertion(meaning["assertion"]),
        when=_dated(note.get("source_date", "")),
        place=seal(note.get("last_known_location", "")),
        words=words,
        locators=(value.locator,),
    )
