"""A piece of a photographed page, to be shown beside what was read there."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from izdeu.documents.extra import load
from izdeu.documents.part import Source, UnreadableDocument

Polygon = Sequence[tuple[float, float]]
#: Pixels around the piece, and the longest side of what is shown.
MARGIN, MOST_SIDE = 8, 1600
MOST_PIXELS = 60_000_000


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a page to show: the box around some places, and which of them are framed."""

    around: tuple[Polygon, ...]
    """Polygons in pixels of the original picture; none means the whole page."""
    framed: tuple[Polygon, ...] = ()
    shown: tuple[Polygon, ...] = ()
    """Everything outside these is covered; none means that the whole piece is shown."""
    page: int | None = None
    """The page of a scanned PDF, from 1; ``None`` for a photo."""


def cut_out(path: Path, cuts: Sequence[Cut]) -> Iterator[bytes]:
    """Yield each piece as PNG, with nothing of the original's metadata.

    Raises ``UnreadableDocument`` where there is no such picture. To be called in the child process
    that ``crops`` asks: decoding is what a hostile picture attacks.
    """
    source = Source(path.name, path.read_bytes(), date.min)
    page: int | None = None
    grey: Any = None
    for cut in cuts:
        if grey is None or cut.page != page:
            grey, page = _decoded(source, cut.page), cut.page
        yield _framed(grey, cut)


def _decoded(source: Source, page: int | None) -> Any:
    try:
        return _grey(source, page)
    except Exception as error:  # noqa: BLE001 - decoders raise whatever a damaged file makes them
        raise UnreadableDocument(f"{source.name}: there is no picture to show") from error


def _grey(source: Source, page: int | None) -> Any:
    if page is not None and source.content.startswith(b"%PDF"):
        from izdeu.documents.formats.portable import picture_of

        return picture_of(source, page)
    from izdeu.documents.images.snapshot import grey_of

    return grey_of(source.content, MOST_PIXELS)


def _framed(grey: Any, cut: Cut) -> bytes:
    load("PIL.Image", "photos", "picture")
    from PIL import Image, ImageDraw

    height, width = grey.shape[:2]
    left, top, right, bottom = _box(cut.around, width, height)
    piece = Image.fromarray(grey[top:bottom, left:right]).convert("RGB")
    if cut.shown:
        piece = _covered(piece, [_shifted(one, left, top) for one in cut.shown])
    draw = ImageDraw.Draw(piece)
    for polygon in cut.framed:
        points = _shifted(polygon, left, top)
        draw.line([*points, points[0]], fill=(30, 86, 62), width=3)
    piece.thumbnail((MOST_SIDE, MOST_SIDE))
    file = io.BytesIO()
    piece.save(file, "PNG")
    return file.getvalue()


def _covered(piece: Any, shown: Sequence[Polygon]) -> Any:
    """The piece with one grey over all that is not to be seen: no shape or length stays."""
    from PIL import Image, ImageDraw

    seen = Image.new("L", piece.size, 0)
    for polygon in shown:
        ImageDraw.Draw(seen).polygon(list(polygon), fill=255)
    return Image.composite(piece, Image.new("RGB", piece.size, (120, 120, 120)), seen)


def _shifted(polygon: Polygon, left: int, top: int) -> list[tuple[float, float]]:
    return [(x - left, y - top) for x, y in polygon]


def _box(polygons: Sequence[Polygon], width: int, height: int) -> tuple[int, int, int, int]:
    if not polygons:
        return 0, 0, width, height
    xs = [x for polygon in polygons for x, _ in polygon]
    ys = [y for polygon in polygons for _, y in polygon]
    left, top = max(0, int(min(xs)) - MARGIN), max(0, int(min(ys)) - MARGIN)
    right, bottom = min(width, int(max(xs)) + MARGIN), min(height, int(max(ys)) + MARGIN)
    if left >= right or top >= bottom:
        raise UnreadableDocument("the place lies outside the picture")
    return left, top, right, bottom
