"""Small figures are not given away: with so few, somebody could be recognised.

Primary and complementary cell suppression as statistical offices do it (Hundepool et al.,
Statistical Disclosure Control, 2012, ch. 4), for one table whose total is published.
"""

from collections.abc import Mapping

from izdeu.publication.range import Range

#: Figures from 1 up to but not including this are withheld.
LEAST = 5


def small(figure: Range) -> bool:
    """Whether either end of a figure would show fewer than five people, but not none."""
    return 0 < figure.low < LEAST or 0 < figure.high < LEAST


def withheld(cells: Mapping[str, Range], whole: Range) -> frozenset[str]:
    """The cells of a table not to be shown beside its total.

    Where the withheld cells could be worked out from the total, because they are one or sum up
    to fewer than five, the next smallest goes too. Of a small total, nothing is shown but zeros.
    """
    sizes = {key: cell.high for key, cell in cells.items() if cell.high}
    if small(whole):
        return frozenset(sizes)
    hidden = {key for key in sizes if small(cells[key])}
    rest = sorted(sizes.keys() - hidden, key=lambda key: (sizes[key], key))
    while hidden and rest and (len(hidden) < 2 or sum(sizes[key] for key in hidden) < LEAST):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


def share_withheld(part: int, whole: Range) -> bool:
    """Whether a part, or what is left beside it, is too small to be shown beside its whole."""
    return small(Range(part, part)) or small(Range(whole.high - part, whole.high - part))
