"""What reading a document gives: mentions, claims, and what had to be set aside."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from izdeu.documents.locator import Locator
from izdeu.documents.values.number import SEAL, seal
from izdeu.terms import Assertion, Event, Sex, SourceKind

#: Nothing said, of anything.
NONE: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The bytes that were read: their digest, what they are, and when they were published."""

    digest: str
    """SHA-256 of the bytes as received, in hexadecimal."""
    size: int
    format: str
    """The key of the format in ``formats.FORMATS``."""
    published: str
    """ISO date; required, because no year is ever invented."""
    encoding: str = ""
    language: str = ""


class Value(NamedTuple):
    """Words as they stand in the document, and where."""

    raw: str
    locator: Locator
    pieces: tuple["Value", ...] = ()
    """Where the words were put together from several cells: each cell's own words and place."""


@dataclass(frozen=True, slots=True)
class Window:
    """The columns of a row that belong to one table, and those that hold contacts."""

    first: int
    last: int
    """``cells[first:last]``, from 0."""
    sealed: frozenset[int] = frozenset()


class Original(NamedTuple):
    """A row as it stands in its table; contacts are struck out where it is shown.

    This and what follows are named tuples and no dataclasses, as places are: a list of a hundred
    thousand rows has half a million of them.
    """

    cells: Sequence[str]
    """Never printed: contacts may stand in them."""
    window: Window

    def __repr__(self) -> str:
        return f"Original(window={self.window!r})"

    def words(self) -> tuple[str, ...]:
        """The cells of the table in their order, without a contact or number of anybody."""
        first, last, sealed = self.window.first, self.window.last, self.window.sealed
        return tuple(
            SEAL if number in sealed and cell.strip() else seal(cell.strip())
            for number, cell in enumerate(self.cells[first:last], first)
        )


class FoundMention(NamedTuple):
    """One person as this document names or describes them; nothing corrected, nothing dropped."""

    locator: Locator
    """The row, or the first place of the name in a text: the mention's id comes from it."""
    name: Value | None = None
    """As written; ``None`` for an unidentified person who is only described."""
    others: tuple[Value, ...] = ()
    """Further places where the same document names the same person."""
    sex: Sex | None = None
    """Only where the document says it."""
    age: str = ""
    """EDTF-like number or interval as years: "34", "30/35", "~45"."""
    age_said: str = ""
    """EDTF date on which that age was true."""
    birth: str = ""
    """EDTF date of birth: "1990", "1990-05-14", "1990~"."""
    father: str = ""
    role: str = "subject"
    """subject, relative, official, activist, journalist, lawyer, witness."""
    features: Mapping[str, str] = NONE
    """Described features in the one vocabulary for the missing and the found."""
    numbers: tuple[Value, ...] = ()
    """Phones and ID numbers as written, of the person sought; hashed before they are kept."""
    unmapped: Mapping[str, str] = NONE
    """Cells of unknown columns, verbatim, by header; contacts are left out."""
    initials: str = ""
    """Initials as written, where the document gives no full name."""
    said: Mapping[str, Value] = NONE
    """The words behind ``birth``, ``age``, ``sex``, by field."""
    original: Original | None = None
    """The row it was read from; ``None`` for a text or an exchange format."""


class FoundClaim(NamedTuple):
    """What the document says of a mention."""

    event: Event
    assertion: Assertion = Assertion.ASSERTED
    when: str = ""
    """EDTF date, time or interval with the precision the document gives; "" if it gives none."""
    place: str = ""
    facility: str = ""
    """The facility as written."""
    said_by: str = ""
    """Who says it inside the document ("his son", "authority"); "" means the source itself."""
    voice: SourceKind | None = None
    """What kind of source that speaker is; relatives of one person count as one origin."""
    words: str = ""
    """The words the claim rests on, as written."""
    locators: tuple[Locator, ...] = ()
    note: str = ""


class Found(NamedTuple):
    """A mention with what is said of it."""

    mention: FoundMention
    claims: tuple[FoundClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that could not be read: kept with its reason, never dropped."""

    locator: Locator
    reason: str
    """A message id, worded where it is shown."""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a table was taken for, and how surely."""

    header: str
    field: str
    """A field of ``FoundMention`` or an event word; "" if unknown and kept verbatim."""
    confidence: float
    rule: str = ""
    sheet: str = ""
    table: int | None = None
    position: int = 0
    proposal: str = ""
    """What an unsure column most likely is; a person is asked."""
    samples: tuple[str, ...] = ()
    """A few cells to decide by; never of a contact column."""
    member: str = ""
    runner_up: str = ""
    """What else it may be, where another field comes near."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document opened for reading; ``items`` are yielded in the order of the document."""

    document: ReadDocument
    items: Iterator[Found | SetAside]
    columns: tuple[Column, ...] = ()
    text: str = ""
    """The canonical text into which ``start`` and ``end`` point."""
