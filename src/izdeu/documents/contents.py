"""What the parts of a document say, those of the files inside it too."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from izdeu.documents.formats import opener
from izdeu.documents.kind import format_of
from izdeu.documents.listing import read_grid
from izdeu.documents.locator import Locator
from izdeu.documents.move import moved, noted
from izdeu.documents.part import (
    Grid,
    Member,
    Opened,
    Part,
    Passage,
    Ready,
    Refusal,
    Source,
    UnreadableDocument,
)
from izdeu.documents.passage import read_passage
from izdeu.documents.reading import Column, Found, SetAside

#: Archives in letters in archives: no list is packed deeper.
DEEPEST = 4

Items = Callable[[], Iterator[Found | SetAside]]


@dataclass(slots=True)
class Contents:
    """Columns, items and canonical text of a document, gathered part by part."""

    told: Mapping[str, str]
    title: str = ""
    """What the recorder knows of the whole document, as if it stood above every table."""
    columns: list[Column] = field(default_factory=list)
    items: list[Items] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    length: int = 0

    def take_up(self, opened: Opened, source: Source, depth: int = 0) -> None:
        """Add what a format found in a file; files inside it follow in their place."""
        offset = self.length
        self.texts.append(opened.text)
        self.length += len(opened.text)
        for part in opened.parts:
            if isinstance(part, Member):
                self._take_up_member(part, source, depth)
            else:
                self._take_up_part(part, opened, source, offset)

    def read(self) -> Iterator[Found | SetAside]:
        """Yield what the document says, in its order."""
        nothing = True
        for items in self.items:
            for item in items():
                nothing = False
                yield item
        if nothing:
            # "Nobody is on it" and "nothing was understood" must not look alike: somebody looks.
            yield SetAside(Locator(), "document.names_nobody")

    def text(self) -> str:
        """The canonical text: those of the files inside stand one after another."""
        return self.texts[0] if len(self.texts) == 1 else "".join(self.texts)

    def _take_up_part(self, part: Part, opened: Opened, source: Source, offset: int) -> None:
        items = self._items(part, opened, source)
        if offset or source.member:
            whole = items
            items = lambda: (moved(item, offset, source.member) for item in whole())  # noqa: E731
        self.items.append(items)

    def _items(self, part: Part, opened: Opened, source: Source) -> Items:
        if isinstance(part, Grid):
            day = _day(part.sent, source.published)
            titled = replace(part, title="\n".join(filter(None, (self.title, part.title))))
            listing = read_grid(titled, day, member=source.member, told=self.told)
            self.columns += listing.columns
            if not part.note:
                return listing.items
            return lambda: (noted(item, part.note) for item in listing.items())
        if isinstance(part, Passage):
            return lambda: read_passage(opened.text, part, source.published)
        if isinstance(part, Ready):
            return lambda: iter(part.items)
        if isinstance(part, Refusal):
            return lambda: iter((_refused(part),))
        raise TypeError(type(part).__name__)

    def _take_up_member(self, part: Member, source: Source, depth: int) -> None:
        inside = f"{source.member}/{part.name}" if source.member else part.name
        inner = Source(part.name, part.content, source.published, inside)
        if depth >= DEEPEST:
            self.items.append(lambda: iter((SetAside(Locator(member=inside), "member.too_deep"),)))
            return
        try:
            opened = opener(format_of(inner))(inner)
        except UnreadableDocument:
            self.items.append(
                lambda: iter((SetAside(Locator(member=inside), "member.unreadable"),))
            )
            return
        self.take_up(opened, inner, depth + 1)


def _refused(part: Refusal) -> SetAside:
    where = Locator(
        member=part.member, page=part.page, sheet=part.sheet, row=part.row, polygon=part.polygon
    )
    return SetAside(where, part.reason, part.raw)


def _day(sent: str, published: date) -> date:
    """The day from which a message's dates count: its own, where it has one."""
    try:
        return date.fromisoformat(sent) if sent else published
    except ValueError:
        return published
