"""The paper that all pictures are drawn on; matplotlib is loaded only when one is drawn."""

import io
import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#1c2333"
FAINT = "#d9dde5"
GREEN = "#1f5f5b"
PALE = "#8fb3b0"
AMBER = "#9a5b12"
WINE = "#7a1f3d"
#: Letters that matter in Kazakh are in all of these; the reader's machine takes the first it has.
FONTS = ["Noto Sans", "DejaVu Sans", "Arial"]


#: Widths in inches: of a page, and of a telephone held upright.
WIDE, NARROW = 7.0, 3.4
_STYLE = re.compile(r' style="([^"]*)"')
_DROPPED = re.compile(
    r"<metadata>.*?</metadata>\s*|<style.*?</style>| id=\"[a-z]+[a-zA-Z.]*\d*_\d+\"", re.DOTALL
)


def blank(width: float, height: float) -> "tuple[Figure, Axes]":
    """A figure of so many inches with one bare set of axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK, length=0)
    return figure, axes


def svg(figure: "Figure", description: str) -> str:
    """The figure as an SVG element that says what it shows; the same input gives the same bytes.

    It carries attributes and no styles, so that it stands on pages that forbid styles of their own.
    """
    from matplotlib import rc_context

    page = io.StringIO()
    with rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": f"{description} {figure.get_size_inches()}",
            "font.family": "sans-serif",
            "font.sans-serif": FONTS,
        }
    ):
        figure.savefig(page, format="svg", metadata={"Date": None, "Title": description})
    text = page.getvalue()
    text = _STYLE.sub(_attributes, _DROPPED.sub("", text[text.index("<svg") :]))
    label = f'role="img" aria-label="{escape(description)}" class="picture" '
    return text.replace("<svg ", f'<svg {label}stroke-linejoin="round" ', 1)


def _attributes(style: re.Match[str]) -> str:
    pairs = (part.split(":", 1) for part in style[1].split(";") if ":" in part)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
