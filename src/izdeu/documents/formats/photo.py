"""Photos and scans of lists; handwriting is set aside for transcription, never read."""

from izdeu.documents.extra import load
from izdeu.documents.part import Canvas, Opened, Source, UnreadableDocument

#: A sheet photographed by a good camera; beyond it a picture is a bomb.
MOST_PIXELS = 60_000_000


def open_photo(source: Source) -> Opened:
    """Read a picture of one page; every cell keeps its polygon and confidence."""
    load("cv2", "photos", source.name)
    load("PIL.Image", "photos", source.name)
    from izdeu.documents.images.sheet import read_sheet
    from izdeu.documents.images.snapshot import TooManyPixels, grey_of

    try:
        grey = grey_of(source.content, MOST_PIXELS)
    except TooManyPixels as error:
        raise UnreadableDocument(
            f"{source.name}: more pixels than a photo has; photograph the page again"
        ) from error
    except Exception as error:  # noqa: BLE001 - decoders raise whatever a damaged file makes them
        raise UnreadableDocument(
            f"{source.name}: damaged picture; save it as .png or .jpg and try again"
        ) from error
    canvas = Canvas()
    parts = read_sheet(grey, canvas, page=None)
    return Opened(canvas.text(), parts)
