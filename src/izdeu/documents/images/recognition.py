"""Read straightened pictures with Tesseract: words with boxes and confidences."""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache

import cv2

from izdeu.documents.geometry import Word
from izdeu.documents.images.rectification import Picture
from izdeu.documents.part import UnreadableDocument

LANGUAGES = ("kaz", "rus")
#: Models of Latin letters, the better first; English knows none of the letters peculiar to Kazakh.
LATIN = ("script/Latin", "Latin", "tur", "eng")
SECONDS = 180
#: Page layouts by the numbers Tesseract gives them.
BLOCK, COLUMN, SPARSE, LINE = 6, 4, 11, 7


@lru_cache(maxsize=1)
def engine() -> str:
    """Path of the ``tesseract`` program; raises ``UnreadableDocument`` where it is missing."""
    found = shutil.which("tesseract")
    if not found:
        raise UnreadableDocument(
            "photos are read with Tesseract 5, which is not installed; on Debian: "
            "apt install tesseract-ocr tesseract-ocr-kaz tesseract-ocr-rus"
        )
    return found


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    told = subprocess.run(  # noqa: S603 - the program's own path, no words of a document
        [engine(), "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return frozenset(told.stdout.split())


def latin() -> str:
    """The best model of Latin letters that is installed; "" where there is none."""
    return next((word for word in LATIN if word in _installed()), "")


def has_russian() -> bool:
    """Whether the model of Russian is installed."""
    return "rus" in _installed()


def languages() -> str:
    """Kazakh and Russian as far as installed; English only adds Latin look-alikes to names."""
    wanted = [word for word in LANGUAGES if word in _installed()]
    if "kaz" not in wanted:
        raise UnreadableDocument(
            "Tesseract lacks its Kazakh model; on Debian: apt install tesseract-ocr-kaz"
        )
    return "+".join(wanted)


def recognise(
    picture: Picture, *, layout: int = BLOCK, language: str = "", signs: str = ""
) -> list[Word]:
    """The words of a picture, places in its pixels; ``signs`` limits the letters it may use."""
    encoded = cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1].tobytes()
    command = [engine(), "stdin", "stdout", "-l", language or languages(), "--psm", str(layout)]
    command += ["--dpi", "300", "-c", "preserve_interword_spaces=1"]
    if signs:
        command += ["-c", f"tessedit_char_whitelist={signs}"]
    return list(_words(_run([*command, "tsv"], encoded)))


def _run(command: list[str], picture: bytes) -> str:
    """What Tesseract says of a picture; one that it cannot finish is not read as empty."""
    try:
        told = subprocess.run(  # noqa: S603 - the program's own path, no words of a document
            command,
            input=picture,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            "the picture takes too long to read; try again when the machine has less to do"
        ) from error
    except subprocess.CalledProcessError as error:
        raise UnreadableDocument(
            "Tesseract could not read the picture; photograph the page again, closer and straight"
        ) from error
    return told.stdout.decode("utf-8", "replace")


def _words(table: str) -> Iterator[Word]:
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        text = (row.get("text") or "").strip()
        if row.get("level") == "5" and text:
            left, top = float(row["left"]), float(row["top"])
            yield Word(
                text,
                left,
                top,
                left + float(row["width"]),
                top + float(row["height"]),
                max(0.0, float(row["conf"])) / 100,
            )
