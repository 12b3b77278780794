"""How well photographed lists are read: ``python benchmarks/photos.py [--pages N] [--kinds ...]``.

Invented lists are printed in several fonts, bent, blurred and made noisy as by a telephone, and
read. Counted: names that are exact, and cells accepted without a person that are right. Fonts that
draw Kazakh letters as boxes are left out. Reading uses one core at a time.
"""

import argparse
import os
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from invention import column_of, invent
from izdeu import documents
from izdeu.documents.reading import Found, SetAside

PUBLISHED = "2022-01-14"
FONTS = Path("/usr/share/fonts/truetype")
FACES = (
    "dejavu/DejaVuSans.ttf",
    "dejavu/DejaVuSerif.ttf",
    "liberation/LiberationSans-Regular.ttf",
    "liberation/LiberationSerif-Regular.ttf",
    "freefont/FreeSerif.ttf",
    "noto/NotoSans-Regular.ttf",
    "noto/NotoSerif-Regular.ttf",
)
KINDS = ("clean", "moderate", "strong", "unruled", "scan", "latin", "typed")
HEADERS = {"ordinal": "№", "name": "Аты-жөні", "birth": "Туған күні", "taken": "Ұсталған күні"}
#: The Latin alphabet of 2021, and the same as it is typed without its marks.
LATIN = str.maketrans(
    dict(
        zip(
            "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦШЫІЭаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцшыіэ",
            "AÄBVGĞDEEJZIIKQLMNÑOÖPRSTUŪÜFHHSŞYIEaäbvgğdeejziikqlmnñoöprstuūüfhhsşyıe",
            strict=True,
        )
    )
    | {"Щ": "Ş", "щ": "ş", "Ч": "Ş", "ч": "ş", "Я": "Ia", "я": "ia", "Ю": "Iu", "ю": "iu",
       "Ь": "", "ь": "", "Ъ": "", "ъ": ""}
)  # fmt: skip
TYPED = str.maketrans("ÄĞÑÖŞŪÜäğñöşūüı", "AGNOSUUagnosuui")
WIDTHS = (90, 760, 300, 330)
LINE, TOP, LEFT = 62, 170, 110


@dataclass(frozen=True, slots=True)
class Page:
    """What was printed: the cells of its rows."""

    rows: list[list[str]]


def main() -> None:
    """Print, photograph, read, count."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3, help="pages of each kind")
    parser.add_argument("--rows", type=int, default=16)
    parser.add_argument("--first", type=int, default=0, help="other pages: number of the first")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--keep", type=Path, help="keep the pictures in a folder")
    parser.add_argument("--show", action="store_true")
    told = parser.parse_args()
    faces = [FONTS / face for face in FACES if has_kazakh(FONTS / face)]
    print("fonts:", ", ".join(face.stem for face in faces))
    with tempfile.TemporaryDirectory() as place:
        for kind in told.kinds:
            counts: Counter[str] = Counter()
            for number in range(told.first, told.first + told.pages):
                chance = random.Random(f"{kind} {number}")
                face = faces[number % len(faces)]
                page = compose(told.rows, chance, script=kind)
                picture = photograph(draw(page, face, ruled=kind != "unruled"), kind, chance)
                path = save(picture, told.keep or Path(place), kind, number)
                tally(path, page, counts, show=told.show)
            report(kind, counts, told.pages)


def has_kazakh(face: Path) -> bool:
    """Whether the font is there and draws Kazakh letters as anything but a box."""
    if not face.exists():
        return False
    font = ImageFont.truetype(str(face), 30)
    box = bytes(font.getmask("\ue123"))
    return all(bytes(font.getmask(letter)) != box for letter in "ӘҒҚҢӨҰҮҺІәғқңөұүһі")


def compose(rows: int, chance: random.Random, *, script: str) -> Page:
    """The cells of an invented list."""
    people = [invent(chance) for _ in range(rows)]
    columns = [column_of(word, people, chance) for word in ("ordinal", "name", "birth", "taken")]
    columns[2] = [p.born.strftime("%d.%m.%Y") for p in people]
    columns[3] = [f"{chance.randint(3, 12):02}.01.2022" for _ in people]
    if script in ("latin", "typed"):
        columns[1] = [p.name.translate(LATIN) for p in people]
    if script == "typed":
        columns[1] = [name.translate(TYPED) for name in columns[1]]
    return Page([list(row) for row in zip(*columns, strict=True)])


def draw(page: Page, face: Path, *, ruled: bool) -> np.ndarray:
    """The page as printed, at about 200 dots an inch."""
    font = ImageFont.truetype(str(face), 30)
    image = Image.new("L", (sum(WIDTHS) + 2 * LEFT, TOP + LINE * (len(page.rows) + 1) + 120), 250)
    pen = ImageDraw.Draw(image)
    pen.text((LEFT, 70), "Ұсталғандар тізімі, Алматы қаласы", fill=20, font=font)
    for i, row in enumerate([list(HEADERS.values()), *page.rows]):
        x, y = LEFT, TOP + i * LINE
        for width, words in zip(WIDTHS, row, strict=True):
            pen.text((x + 12, y + 12), words, fill=20, font=font)
            if ruled:
                pen.rectangle((x, y, x + width, y + LINE), outline=40, width=2)
            x += width
    return np.asarray(image)


def photograph(picture: np.ndarray, kind: str, chance: random.Random) -> np.ndarray:
    """The page as a telephone or a scanner gives it."""
    if kind == "clean":
        return picture
    strength = {
        "moderate": 1.0,
        "strong": 2.2,
        "unruled": 0.5,
        "scan": 0.3,
        "latin": 0.5,
        "typed": 0.5,
    }[kind]
    height, width = picture.shape
    edge = 80
    framed = cv2.copyMakeBorder(picture, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=130)
    if kind == "scan":
        framed = cv2.copyMakeBorder(picture, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=250)
        edge = 20
    corners = np.float32([[edge, edge], [width + edge, edge], [width + edge, height + edge],
                          [edge, height + edge]])  # fmt: skip
    far = 28 * strength
    moved = np.float32(
        [[x + chance.uniform(-far, far), y + chance.uniform(-far, far)] for x, y in corners]
    )
    way = cv2.getPerspectiveTransform(corners, moved)
    bent = cv2.warpPerspective(
        framed, way, framed.shape[::-1], borderValue=130 if edge > 20 else 250
    )
    blurred = cv2.GaussianBlur(bent, (0, 0), 0.5 + 0.35 * strength)
    noise = np.random.default_rng(chance.randrange(1 << 30)).normal(0, 6 * strength, bent.shape)
    light = np.linspace(1.0, 1.0 - 0.12 * strength, bent.shape[1])[None, :]
    return np.clip(blurred * light + noise, 0, 255).astype(np.uint8)


def save(picture: np.ndarray, place: Path, kind: str, number: int) -> Path:
    """As photo, or as a pdf that holds nothing but the picture."""
    place.mkdir(parents=True, exist_ok=True)
    if kind == "scan":
        path = place / f"{kind}{number}.pdf"
        Image.fromarray(picture).save(path, resolution=200)
        return path
    path = place / f"{kind}{number}.{'png' if kind == 'clean' else 'jpg'}"
    Image.fromarray(picture).save(path, **({} if kind == "clean" else {"quality": 78}))
    return path


def tally(path: Path, page: Page, counts: Counter[str], *, show: bool) -> None:
    """Read a page and add how it went."""
    reading = documents.read(path, published=PUBLISHED)
    items = list(reading.items)
    unsure = {(i.locator.row, i.locator.column) for i in items
              if isinstance(i, SetAside) and i.reason == "cell.unsure"}  # fmt: skip
    names = Counter(row[1] for row in page.rows)
    said = Counter(i.mention.name.raw for i in items if isinstance(i, Found) and i.mention.name)
    counts["names"] += len(page.rows)
    counts["exact"] += sum((said & names).values())
    for item in items:
        if isinstance(item, Found) and item.mention.name:
            accept(item, page, unsure, counts, show=show)
    if show:
        print(path.name, list(names - said)[:6], "<>", list(said - names)[:6])
        if not said:
            print("   ", Counter(i.reason for i in items if isinstance(i, SetAside)))


def accept(item: Found, page: Page, unsure: set[tuple[int | None, int | None]],
           counts: Counter[str], *, show: bool) -> None:  # fmt: skip
    """Count the cells of a row that nobody is asked to look at."""
    name = item.mention.name
    values = [name, item.mention.said.get("birth")] if name else []
    truth = {row[1] for row in page.rows} | {row[2] for row in page.rows}
    for value in values:
        if value is None:
            continue
        if (value.locator.row, value.locator.column) in unsure:
            counts["unsure"] += 1
            continue
        counts["accepted"] += 1
        counts["accepted right"] += value.raw in truth
        if show and value.raw not in truth:
            print("   accepted wrongly:", value.raw, value.locator.confidence)


def report(kind: str, counts: Counter[str], pages: int) -> None:
    """One line a kind."""
    accepted = counts["accepted"]
    print(f"{kind}: names exact {counts['exact']}/{counts['names']} = "
          f"{counts['exact'] / max(1, counts['names']):.1%}; accepted cells right "
          f"{counts['accepted right']}/{accepted} = "
          f"{counts['accepted right'] / max(1, accepted):.2%}, to be checked {counts['unsure']}"
          f" ({pages} pages)", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
