"""Cells of a ruled photo: cut out, read several times, and voted on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean, median

import cv2
import numpy as np

from izdeu.documents.columns.spelling import fold
from izdeu.documents.geometry import Word, lines_of
from izdeu.documents.images.likeness import is_doubtful
from izdeu.documents.images.recognition import has_russian, latin, recognise
from izdeu.documents.images.rectification import Picture, Ruled, rules_of, without_rules

#: Models ("" is Kazakh and Russian at once) and heights, as shares of the straightened picture, at
#: which a column of words is read; readings vote. Of 210 sets of three to five passes this one read
#: most: 240 of 240 names of generated pages in five fonts, and most of their cells surely.
PASSES = (("", 0.3), ("kaz", 0.3), ("kaz", 0.5))
DENOISED_SCALE = 0.55
#: Heights for digits, and for letters that may be Latin.
SCALES = (0.4, 0.55)
#: The model of Kazakh hardly ever reads ё, even beside that of Russian; the Russian one alone
#: read 151 of 160 of them and none in 160 words that had none (generated pages of five fonts).
RUSSIAN, RUSSIAN_SCALE = "rus", 0.5
#: Space that cells are given around them, so that letters do not touch the edge.
PAD = 12
INSET = 6
#: Where readings differ or a word is likelier another, a person looks.
UNSURE = 0.6
#: A number read less surely than this before a word is none.
PLAIN = 0.7
DIGITS = "0123456789.-/:, "
SPECKS = "`'“”‘’|_~°«»=\\"
#: From this share of digits and points on, a column is read again with nothing else allowed.
DIGITAL = 0.75
#: Words of Cyrillic print are read more surely than this; where they are not, the letters may be
#: Latin, and are if the model of Latin is surer by the margin.
CYRILLIC = 0.8
LATIN_MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of the grid, or several merged: its rows and columns, ends not included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says, and how surely (0 to 1)."""

    text: str
    confidence: float
    clear: float = 0.0
    """How sure the engine was of its surest word: print is clear somewhere, handwriting nowhere."""
    words: tuple[float, ...] = ()
    """How surely each word of the text was read, in their order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell of a ruled table says, and where, in pixels of the original."""

    box: Box
    said: Said
    polygon: tuple[tuple[float, float], ...]


#: Readings of a column, each with the words of every cell.
Column = Sequence[list[list[Word]]]


@dataclass(frozen=True, slots=True)
class InScript:
    """The readings of a cell in one script, and whether a person has to check it."""

    readings: list[list[Word]]
    doubtful: bool = False


def read_cells(ruled: Ruled) -> list[Reading]:
    """Read every cell of a straightened table."""
    writing = without_rules(ruled)
    boxes = _boxes(ruled)
    readings: list[Reading] = []
    for column in range(len(ruled.columns) - 1):
        single = [box for box in boxes if box.left == column and box.right == column + 1]
        readings += _read_column(ruled, writing, single)
    for box in boxes:
        if box.right - box.left > 1:
            readings += _read_column(ruled, writing, [box])
    return readings


def _boxes(ruled: Ruled) -> list[Box]:
    """Cells with those joined between which no rule runs."""
    across, down = rules_of(ruled.page.picture)
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for i in range(len(ruled.rows) - 1):
        for j in range(len(ruled.columns) - 1):
            if (i, j) in taken:
                continue
            right, bottom = j + 1, i + 1
            while right < len(ruled.columns) - 1 and not _runs_down(ruled, down, i, right):
                right += 1
            while bottom < len(ruled.rows) - 1 and not _runs_across(
                ruled, across, bottom, j, right
            ):
                bottom += 1
            taken |= {(a, b) for a in range(i, bottom) for b in range(j, right)}
            boxes.append(Box(i, bottom, j, right))
    return boxes


def _runs_down(ruled: Ruled, down: Picture, row: int, column: int) -> bool:
    top, bottom = ruled.rows[row] + INSET, ruled.rows[row + 1] - INSET
    x = ruled.columns[column]
    band = down[top:bottom, max(0, x - 12) : x + 13]
    return band.size == 0 or float((band > 0).any(axis=1).mean()) > 0.4


def _runs_across(ruled: Ruled, across: Picture, row: int, left: int, right: int) -> bool:
    y = ruled.rows[row]
    band = across[
        max(0, y - 12) : y + 13, ruled.columns[left] + INSET : ruled.columns[right] - INSET
    ]
    return band.size == 0 or float((band > 0).any(axis=0).mean()) > 0.4


def _read_column(ruled: Ruled, writing: Picture, boxes: Sequence[Box]) -> Iterator[Reading]:
    """Read cells that stand under one another as one block, which is faster and no worse."""
    if not boxes:
        return
    said = read_crops([_crop(ruled, writing, box) for box in boxes])
    for box, words in zip(boxes, said, strict=True):
        yield Reading(box, words, ruled.page.polygon(*_edges(ruled, box)))


def read_crops(crops: Sequence[Picture]) -> list[Said]:
    """Read the cells of one column; its first may be a header."""
    first, *more = PASSES
    letters = [_pass(crops, first[1], language=first[0])]
    if is_digital(word.text for words in letters[0][1:] for word in words):
        return _of_digits(crops, [*letters, _pass(crops, SCALES[1])])
    letters += [_pass(crops, scale, language=model) for model, scale in more]
    letters.append(_pass([_denoised(crop) for crop in crops], DENOISED_SCALE))
    cells = in_surer_script(letters, _in_latin(crops, letters))
    russian = _pass(crops, RUSSIAN_SCALE, language=RUSSIAN) if has_russian() else [[]] * len(crops)
    return [_said(cell, words) for cell, words in zip(cells, russian, strict=True)]


def _of_digits(crops: Sequence[Picture], letters: list[list[list[Word]]]) -> list[Said]:
    """The model of letters takes one digit for another more often than that of digits."""
    digits = [_pass(crops, scale, signs=DIGITS) for scale in SCALES]
    said = []
    for place, cell in enumerate(in_surer_script(letters, [])):
        first = cell.readings[0]
        if is_digital(word.text for word in first):
            cell = replace(cell, readings=[first, *(words[place] for words in digits)])
        said.append(_said(cell))
    return said


def _said(cell: InScript, russian: Sequence[Word] = ()) -> Said:
    voted, confidence = _vote(cell.readings)
    text = with_yo(voted, [word.text for word in russian])
    if cell.doubtful or any(map(is_doubtful, text.split())):
        confidence = min(confidence, UNSURE)
    clear = max((word.confidence or 0.0 for words in cell.readings for word in words), default=0.0)
    return Said(text, confidence, clear, _sureties(voted, cell.readings))


def with_yo(text: str, russian: Sequence[str]) -> str:
    """The text with ё where the Russian model reads the same word with it: "Артем" as "Артём"."""
    dotted = {fold(word): word for word in russian if "ё" in word.casefold()}
    return " ".join(_dotted(word, dotted.get(fold(word), "")) for word in text.split(" "))


def _dotted(word: str, other: str) -> str:
    if len(word) != len(other):
        return word
    yo = {"е": "ё", "Е": "Ё"}
    return "".join(
        yo.get(a, a) if b.casefold() == "ё" else a for a, b in zip(word, other, strict=True)
    )


def _sureties(text: str, readings: Sequence[Sequence[Word]]) -> tuple[float, ...]:
    """For each word of the text the best confidence with which a reading has it."""
    said = [{word.text: word.confidence or 0.0 for word in words} for words in readings]
    return tuple(
        round(max(words.get(word, 0.0) for words in said), 3) for word in text.split(" ") if word
    )


def _in_latin(
    crops: Sequence[Picture], letters: Sequence[list[list[Word]]]
) -> list[list[list[Word]]]:
    """The cells read as Latin letters, where reading them as Cyrillic came out unsure."""
    sure = [word.confidence or 0.0 for words in letters[0] for word in words]
    if not sure or not latin() or median(sure) >= CYRILLIC:
        return []
    return [_pass(crops, scale, language=latin()) for scale in SCALES]


def in_surer_script(letters: Column, others: Column) -> list[InScript]:
    """Each cell of a column in the script that reads surer; ``others``, if any, read it as Latin.

    In a column that is mostly Latin a cell is Latin unless Cyrillic is plainly surer, and every
    cell is for a person to check: models may know none of the letters peculiar to Kazakh.
    """
    cells = [[words[place] for words in letters] for place in range(len(letters[0]))]
    if not others:
        return [InScript(cell) for cell in cells]
    latins = [[words[place] for words in others] for place in range(len(cells))]
    gains = [_surety(b) - _surety(a) for a, b in zip(cells, latins, strict=True)]
    mostly = sum(gain > LATIN_MARGIN for gain in gains) > len(gains) / 2
    least = -LATIN_MARGIN if mostly else LATIN_MARGIN
    return [
        InScript(b if gain > least else a, mostly or gain > least)
        for a, b, gain in zip(cells, latins, gains, strict=True)
    ]


def _surety(readings: Sequence[Sequence[Word]]) -> float:
    return mean([word.confidence or 0.0 for words in readings for word in words] or [0.0])


def _edges(ruled: Ruled, box: Box) -> tuple[int, int, int, int]:
    return (
        ruled.columns[box.left],
        ruled.rows[box.top],
        ruled.columns[box.right],
        ruled.rows[box.bottom],
    )


def _crop(ruled: Ruled, writing: Picture, box: Box) -> Picture:
    left, top, right, bottom = _edges(ruled, box)
    return writing[top + INSET : bottom - INSET, left + INSET : right - INSET]


def _pass(
    crops: Sequence[Picture], scale: float, signs: str = "", language: str = ""
) -> list[list[Word]]:
    """Read the crops once, stacked; the words of each crop, line by line."""
    padded = [_padded(crop, scale) for crop in crops]
    wide = max(crop.shape[1] for crop in padded)
    stacked = np.vstack([_widened(crop, wide) for crop in padded])
    tops = np.cumsum([0, *(crop.shape[0] for crop in padded)])
    found: list[list[Word]] = [[] for _ in crops]
    language = "eng" if signs else language
    for word in recognise(np.asarray(stacked, np.uint8), signs=signs, language=language):
        place = int(np.searchsorted(tops, word.middle, side="right")) - 1
        if 0 <= place < len(found):
            found[place].append(word)
    return [_without_numbers(list(_in_order(words))) for words in found]


def _without_numbers(words: list[Word]) -> list[Word]:
    """Without unsure numbers before words: what a rule beside a name was read as."""
    for place, word in enumerate(words):
        if any(map(str.isalpha, word.text)):
            return words[place:]
        if (word.confidence or 0.0) >= PLAIN:
            return words
    return words


def _in_order(words: Sequence[Word]) -> Iterator[Word]:
    """Line by line, without the specks that rules leave before and after words."""
    for line in lines_of(words):
        for word in line.words:
            if text := word.text.strip(SPECKS):
                yield replace(word, text=text)


def _denoised(crop: Picture) -> Picture:
    return (
        np.asarray(cv2.fastNlMeansDenoising(crop, None, 10, 5, 11), np.uint8) if crop.size else crop
    )


def _padded(crop: Picture, scale: float) -> Picture:
    small = (
        cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        if crop.size
        else crop
    )
    bordered = cv2.copyMakeBorder(small, PAD, PAD, PAD * 2, PAD * 2, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(bordered, np.uint8)


def _widened(crop: Picture, wide: int) -> Picture:
    missing = wide - crop.shape[1]
    filled = cv2.copyMakeBorder(crop, 0, 0, 0, missing, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(filled, np.uint8)


def is_digital(words: Iterable[str]) -> bool:
    """Whether words are mostly digits and what stands between digits."""
    text = "".join(words)
    return bool(text) and sum(sign in DIGITS for sign in text) / len(text) > DIGITAL


def _vote(readings: Sequence[Sequence[Word]]) -> tuple[str, float]:
    """The text on which most readings agree, the surer where they are even, and how surely."""
    said = [" ".join(word.text for word in words) for words in readings]
    sure = [mean(word.confidence or 0.0 for word in words) if words else 0.0 for words in readings]
    weights: dict[str, float] = defaultdict(float)
    for text, confidence in zip(said, sure, strict=True):
        if text:
            weights[text] += 0.2 + confidence
    if not weights:
        return "", 1.0 if not any(said) else 0.0
    voted = _by_word([words for words in readings if words])
    best = (
        voted
        if voted in weights or len(weights) == len(said)
        else max(weights, key=lambda text: weights[text])
    )
    agreeing = sum(text == best for text in said) / len(said)
    return best, round(agreeing * median(c for t, c in zip(said, sure, strict=True) if t), 3)


def _by_word(readings: Sequence[Sequence[Word]]) -> str:
    """Vote word by word where the readings have equally many words."""
    usual = Counter(len(words) for words in readings).most_common(1)[0][0]
    alike = [words for words in readings if len(words) == usual]
    voted = []
    for place in range(usual):
        weights: dict[str, float] = defaultdict(float)
        for words in alike:
            weights[words[place].text] += 0.2 + (words[place].confidence or 0.0)
        voted.append(max(weights, key=lambda text: weights[text]))
    return " ".join(voted)
