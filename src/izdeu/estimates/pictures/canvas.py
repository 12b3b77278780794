"""The paper that all pictures are drawn on; matplotlib is loaded only when one is drawn."""

import io
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


def blank(width: float, height: float) -> "tuple[Figure, Axes]":
    """A figure of so many inches with one bare set of axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK, length=0)
    return figure, axes


def svg(figure: "Figure", description: str) -> str:
    """The figure as an SVG element that says what it shows; the same input gives the same bytes."""
    from matplotlib import rc_context

    page = io.StringIO()
    with rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "izdeu",
            "font.family": "sans-serif",
            "font.sans-serif": FONTS,
        }
    ):
        figure.savefig(page, format="svg", metadata={"Date": None, "Title": description})
    text = page.getvalue()
    return text[text.index("<svg") :].replace("<svg", '<svg role="img"', 1)
