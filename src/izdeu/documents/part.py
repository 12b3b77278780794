"""What a format finds in a file: the canonical text, and the grids and passages that lie in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from izdeu.documents.reading import Found, SetAside


class UnreadableDocument(ValueError):
    """The file cannot be read; the message names the file and what to do next."""


#: A cell of a picture that was read at least this surely may stand until somebody looks.
ACCEPTED = 0.9


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one document or of one member of an archive, before anything is read."""

    name: str
    """The file name, which helps to tell the format; never a path."""
    content: bytes
    published: date
    member: str = ""
    """Path inside the archive or letter; "" for the document itself."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell stands in a picture or on a page, and how surely it was read there."""

    polygon: tuple[tuple[float, float], ...] = ()
    confidence: float | None = None
    words: tuple[float, ...] = ()
    """How surely each word was read, in their order."""


@dataclass(slots=True)
class Row:
    """One line of a grid: the words of its cells and where each begins in the canonical text."""

    number: int
    """Counts from 1, as a reader of the file counts."""
    cells: list[str]
    starts: list[int]
    spots: tuple[Spot, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Rows that are in memory already."""

    rows: list[Row]

    def __call__(self) -> list[Row]:
        """The rows, from the first."""
        return self.rows


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or a sheet that may hold several."""

    rows: Callable[[], Iterable[Row]]
    """Begins anew at each call, so that a long file need not be held in memory."""
    engine: str
    long: bool = False
    """Whether the rows are too many to be looked at twice."""
    sheet: str = ""
    page: int | None = None
    table: int | None = None
    title: str = ""
    """Words outside the grid that say what it lists."""
    serials: bool = False
    """Whether bare numbers in date columns are a spreadsheet's day counts."""
    photo: bool = False
    message: str = ""
    sent: str = ""
    """ISO date of the message that holds the grid."""
    note: str = ""
    """What holds for all that the grid says: whence a message was forwarded."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text: ``text[start:end]`` of the canonical text."""

    start: int
    end: int
    page: int | None = None
    message: str = ""
    sent: str = ""
    """ISO date on which a message was sent, if it is one; ages and days count from it."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something the format could not read, with its reason."""

    reason: str
    page: int | None = None
    sheet: str = ""
    raw: str = ""
    row: int | None = None
    polygon: tuple[tuple[float, float], ...] = ()
    member: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside this one, to be read by its own format."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ready:
    """What an exchange format says field by field, with nothing left to work out."""

    items: tuple[Found | SetAside, ...]


Part = Grid | Passage | Refusal | Member | Ready


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that a format has understood."""

    text: str
    parts: tuple[Part, ...]
    encoding: str = ""
    language: str = ""


@dataclass(slots=True)
class Canvas:
    """Builds the canonical text of a file that has none of its own, and remembers the places."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def put(self, words: str, after: str = "\t") -> int:
        """Add the words and what separates them from the next; return where they begin."""
        start = self.length
        self.pieces.append(words + after)
        self.length += len(words) + len(after)
        return start

    def text(self) -> str:
        """Everything that was put, in order."""
        return "".join(self.pieces)

    def row(self, number: int, cells: list[str], **more: object) -> Row:
        """Put a whole row and return it with its places."""
        last = len(cells) - 1
        starts = [self.put(c, "\n" if i == last else "\t") for i, c in enumerate(cells)]
        return Row(number, cells, starts, **more)  # type: ignore[arg-type]
