"""Straighten a photographed page: even light, ruled table to a rectangle, skew of unruled text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float32]

#: The longer side to which pictures are brought: at 300 dpi an A4 page has 3,508.
LONG_SIDE = 3_300
#: A ruled table covers at least this share of the picture.
FEWEST_AREA = 0.06
#: Rules are longer than this share of the table's side.
RULE = 0.35


@dataclass(frozen=True, slots=True)
class Straightened:
    """An upright picture, and the way back to the original's pixels."""

    picture: Picture
    """Grey, evenly lit, ink dark on white."""
    back: NDArray[np.float64]
    """Homography from this picture to the original."""

    def polygon(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[tuple[float, float], ...]:
        """The box as a polygon in pixels of the original."""
        corners = np.array(
            [[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float32
        )
        moved = cv2.perspectiveTransform(corners, self.back)[0]
        return tuple((round(float(x), 1), round(float(y), 1)) for x, y in moved)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A straightened table: where its rules run, as heights and positions in the picture."""

    page: Straightened
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def even_light(grey: Picture) -> Picture:
    """Divide by the light that falls on the page, so that paper is white everywhere."""
    size = max(31, (min(grey.shape) // 24) | 1)
    paper = cv2.medianBlur(cv2.dilate(grey, np.ones((9, 9), np.uint8)), min(size, 255))
    return np.asarray(cv2.divide(grey, np.maximum(paper, 1), scale=255), np.uint8)


def find_ruled(grey: Picture) -> Ruled | None:
    """The largest ruled table of a picture, made upright; ``None`` if there is none."""
    corners = _corners(_ink(even_light(grey)), grey.shape)
    if corners is None:
        return None
    first = _warp(grey, corners, margin=0.06)
    # The first corners may sit on a word that crosses the frame: the rules themselves decide.
    frame = _frame(_ink(first.picture))
    if frame is None:
        return None
    page = _warp(grey, cv2.perspectiveTransform(frame[None], first.back)[0], margin=0.02)
    return _with_rules(page)


def _with_rules(page: Straightened) -> Ruled | None:
    ink = _ink(page.picture)
    height, width = ink.shape
    across, down = _rules(ink, across=True), _rules(ink, across=False)
    rows = _places(across.sum(axis=1) / 255, width * RULE, max(6, height // 150))
    columns = _places(down.sum(axis=0) / 255, height * RULE, max(6, width // 150))
    columns = _within(columns, across, rows)
    if len(rows) < 3 or len(columns) < 2:
        return None
    return Ruled(page, tuple(rows), tuple(columns))


def _within(columns: list[int], across: Picture, rows: Sequence[int]) -> list[int]:
    """The columns that the rules across reach: the edge of the sheet is none of them."""
    reached = np.zeros(across.shape[1])
    for y in rows:
        reached += (across[max(0, y - 8) : y + 9] > 0).any(axis=0)
    enough = reached >= 0.5 * len(rows)

    def joined(left: int, right: int) -> bool:
        return float(enough[left:right].mean()) > 0.5 if right > left else True

    while len(columns) > 2 and not joined(columns[0], columns[1]):
        columns = columns[1:]
    while len(columns) > 2 and not joined(columns[-2], columns[-1]):
        columns = columns[:-1]
    return columns


def _ink(light: Picture) -> Picture:
    return np.asarray(
        cv2.adaptiveThreshold(
            cv2.GaussianBlur(light, (3, 3), 0),
            255,
            cv2.ADAPTIVE_THRESH_MEAN_C,
            cv2.THRESH_BINARY_INV,
            25,
            12,
        ),
        np.uint8,
    )


def _corners(ink: Picture, shape: Sequence[int]) -> Points | None:
    """Corners of the largest connected drawing that is as wide and high as a table."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    areas = stats[1:, cv2.CC_STAT_WIDTH].astype(float) * stats[1:, cv2.CC_STAT_HEIGHT]
    inked = np.where(areas >= FEWEST_AREA * shape[0] * shape[1], stats[1:, cv2.CC_STAT_AREA], 0)
    # The edge of the sheet may enclose more than the table, but a table's rules are more ink.
    for label in 1 + np.argsort(-inked)[:3] if count > 1 else ():
        if not inked[label - 1]:
            break
        corners = _extremes(labels == label)
        if _is_grid(ink, corners):
            return corners
    return None


def _extremes(mask: NDArray[np.bool_]) -> Points:
    ys, xs = np.nonzero(mask)
    plus, minus = xs + ys, xs - ys
    places = [plus.argmin(), minus.argmax(), plus.argmax(), minus.argmin()]
    return np.array([[xs[i], ys[i]] for i in places], np.float32)


def _is_grid(ink: Picture, corners: Points) -> bool:
    """Whether several rules cross the quadrilateral."""
    small = _warped(ink, corners, 800, 1000, 0.0)[0]
    across = _places(_rules(small, across=True).sum(axis=1) / 255, 800 * RULE, 6)
    return len(across) >= 3


def _frame(ink: Picture) -> Points | None:
    """Where the outermost rules of a nearly upright table cross, by fitting lines to them."""
    top_bottom = _outer(_rules(ink, across=True), across=True)
    left_right = _outer(_rules(ink, across=False), across=False)
    if top_bottom is None or left_right is None:
        return None
    (top, bottom), (left, right) = top_bottom, left_right
    return np.array(
        [
            _crossing(top, left),
            _crossing(top, right),
            _crossing(bottom, right),
            _crossing(bottom, left),
        ],
        np.float32,
    )


def _rules(ink: Picture, *, across: bool) -> Picture:
    """Only the straight strokes of the ink in one direction."""
    height, width = ink.shape
    thick = cv2.dilate(ink, np.ones((3, 1) if across else (1, 3), np.uint8))
    long = max(20, width // 18) if across else max(20, height // 22)
    return np.asarray(
        cv2.morphologyEx(
            thick, cv2.MORPH_OPEN, np.ones((1, long) if across else (long, 1), np.uint8)
        ),
        np.uint8,
    )


def _outer(
    rules: Picture, *, across: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """The first and last rule as polynomials of the first degree."""
    side = rules.shape[1] if across else rules.shape[0]
    closed = cv2.morphologyEx(
        rules, cv2.MORPH_CLOSE, np.ones((3, side // 12) if across else (side // 12, 3), np.uint8)
    )
    _, labels, stats, middles = cv2.connectedComponentsWithStats(closed, connectivity=8)
    extent = stats[:, cv2.CC_STAT_WIDTH if across else cv2.CC_STAT_HEIGHT]
    long = [i for i in range(1, len(stats)) if extent[i] > 0.55 * side]
    if len(long) < 2:
        return None
    long.sort(key=lambda i: middles[i][1 if across else 0])
    return _fitted(labels == long[0], across), _fitted(labels == long[-1], across)


def _fitted(mask: NDArray[np.bool_], across: bool) -> NDArray[np.float64]:
    ys, xs = np.nonzero(mask)
    return np.polyfit(xs, ys, 1) if across else np.polyfit(ys, xs, 1)


def _crossing(across: NDArray[np.float64], down: NDArray[np.float64]) -> tuple[float, float]:
    """Where y = a x + b meets x = c y + d."""
    (a, b), (c, d) = across, down
    y = (a * d + b) / (1 - a * c)
    return float(c * y + d), float(y)


def _places(profile: NDArray[Any], least: float, near: int) -> list[int]:
    """Middles of the stretches in which a profile exceeds the least."""
    above = np.flatnonzero(profile > least)
    if not len(above):
        return []
    groups = np.split(above, np.flatnonzero(np.diff(above) > near) + 1)
    return [int(np.median(group)) for group in groups]


def _warp(grey: Picture, corners: Points, margin: float) -> Straightened:
    wide = max(_distance(corners[1], corners[0]), _distance(corners[2], corners[3]))
    high = max(_distance(corners[3], corners[0]), _distance(corners[2], corners[1]))
    scale = float(min(4.0, LONG_SIDE / max(wide, high)))
    picture, matrix = _warped(grey, corners, int(wide * scale), int(high * scale), margin)
    return Straightened(even_light(picture), _inverse(matrix))


def _distance(one: Points, other: Points) -> float:
    return float(np.linalg.norm(one - other))


def _inverse(matrix: Any) -> NDArray[np.float64]:
    return np.asarray(np.linalg.inv(matrix), np.float64)


def _warped(
    picture: Picture, corners: Points, width: int, height: int, margin: float
) -> tuple[Picture, NDArray[np.float64]]:
    x, y = width * margin, height * margin
    target = np.array(
        [[x, y], [width - x, y], [width - x, height - y], [x, height - y]], np.float32
    )
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    warped = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, np.uint8), np.asarray(matrix, np.float64)


def rules_of(light: Picture) -> tuple[Picture, Picture]:
    """The rules of an upright picture: those across and those down."""
    ink = _ink(light)
    return _rules(ink, across=True), _rules(ink, across=False)


def without_rules(ruled: Ruled) -> Picture:
    """The table's writing alone: its rules painted white."""
    light = ruled.page.picture
    rules = cv2.bitwise_or(*rules_of(light))
    thick = cv2.dilate(rules, np.ones((3, 3), np.uint8))
    return np.asarray(np.where(thick > 0, 255, light), np.uint8)


def strip_above(grey: Picture, ruled: Ruled, share: float = 0.16) -> Picture:
    """What stands above a ruled table, straightened as the table was."""
    height, width = ruled.page.picture.shape
    tall = int(height * share)
    down = np.array([[1, 0, 0], [0, 1, tall - ruled.rows[0]], [0, 0, 1]], float)
    strip = cv2.warpPerspective(
        grey,
        down @ np.linalg.inv(ruled.page.back),
        (width, max(tall - 10, 1)),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return even_light(np.asarray(strip, np.uint8))


def straighten(grey: Picture) -> Straightened:
    """Turn a page without rules upright by the direction in which its lines run."""
    scale = min(4.0, LONG_SIDE / max(grey.shape))
    bigger = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    light = even_light(np.asarray(bigger, np.uint8))
    angle = _skew(_ink(light))
    height, width = light.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), [0, 0, 1]])
    turned = cv2.warpAffine(
        light, turn[:2], (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    back = _inverse(turn @ np.diag([scale, scale, 1.0]))
    return Straightened(np.asarray(turned, np.uint8), back)


def _skew(ink: Picture) -> float:
    """Degrees by which lines of writing run askew: where their profile is sharpest."""
    small = cv2.resize(ink, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    middle = (width / 2, height / 2)

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D(middle, angle, 1.0)
        profile = cv2.warpAffine(small, turn, (width, height)).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(profile)).sum())

    coarse = max(np.arange(-12, 12.1, 1.0), key=sharpness)
    return float(max(np.arange(coarse - 1, coarse + 1.01, 0.1), key=sharpness))
