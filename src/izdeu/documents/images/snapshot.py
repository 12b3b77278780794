"""Decode a picture safely: its size is known before its pixels are unpacked."""

import io

import numpy as np
from PIL import Image, ImageOps

from izdeu.documents.images.rectification import Picture


class TooManyPixels(ValueError):
    """The picture would unpack to more pixels than allowed; photograph the page again."""


def grey_of(content: bytes, most: int) -> Picture:
    """The picture in shades of grey, upright as the camera was held."""
    try:
        opened = Image.open(io.BytesIO(content))
    except Image.DecompressionBombError as error:
        raise TooManyPixels("more than any camera takes") from error
    with opened as picture:
        if picture.width * picture.height > most:
            raise TooManyPixels(f"{picture.width} by {picture.height} pixels")
        upright = ImageOps.exif_transpose(picture)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            upright = upright.convert("RGBA")
            paper = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(paper, upright)
        return np.asarray(upright.convert("L"), np.uint8)
