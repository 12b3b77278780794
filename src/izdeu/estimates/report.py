"""An estimate as one HTML page that can be printed and passed on without anything else."""

from collections.abc import Sequence
from html import escape

from izdeu.estimates import hierarchy
from izdeu.estimates.estimate import Estimate
from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.pictures.ridge import ridge
from izdeu.estimates.pictures.upset import upset
from izdeu.estimates.summary import sentences, table, worded
from izdeu.estimates.wording import number, say

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ --paper: #fcfaf6; --ink: #1c2333; --line: #d9dde5; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --paper: #1b1e26; --ink: #e9e6df; --line: #444b59; }}
}}
@media print {{ :root {{ --paper: #fff; --ink: #000; }} }}
body {{ background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; }}
th, td {{ border-bottom: 1px solid var(--line); padding: .25rem .75rem .25rem 0; }}
th, td {{ text-align: left; }}
td + td, th + th {{ text-align: right; font-variant-numeric: tabular-nums; }}
figure {{ margin: 1rem 0; background: #fff; padding: .5rem; overflow-x: auto; }}
svg {{ max-width: 100%; min-width: 30rem; height: auto; }}
.wide {{ overflow-x: auto; }}
@media (max-width: 30rem) {{ th, td {{ font-size: .85rem; padding-right: .4rem; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def page(estimate: Estimate, language: str = "en") -> str:
    """The report in one language: sentences, pictures, and a table beside each picture."""
    body = [f"<p>{escape(text)}</p>" for text in _opening(estimate, language)]
    if estimate.refusals:
        body.append(_reasons(estimate, language))
    body += [f"<h2>{_say(language, 'overlaps')}</h2>", _figure(upset(estimate.overlaps, language))]
    body.append(_patterns(estimate.overlaps, language))
    if estimate.close and not estimate.refusals:
        body += _models(estimate, language)
    return PAGE.format(language=language, title=_say(language, "title"), body="\n".join(body))


def _opening(estimate: Estimate, language: str) -> list[str]:
    reasons = {f"{r['why']} {r['mend']}" for r in worded(estimate.refusals, language)}
    return [text for text in sentences(estimate, language) if text not in reasons]


def _reasons(estimate: Estimate, language: str) -> str:
    rows = [(r["why"], r["mend"]) for r in worded(estimate.refusals, language)]
    items = "".join(f"<dt>{escape(why)}</dt><dd>{escape(mend)}</dd>" for why, mend in rows)
    return f"<h2>{_say(language, 'why')}</h2><dl>{items}</dl>"


def _models(estimate: Estimate, language: str) -> list[str]:
    heads = ("model", "estimate", "lower", "upper", "weight")
    return [
        f"<h2>{_say(language, 'models')}</h2>",
        f"<p>{_say(language, 'note')}</p>",
        _figure(ridge(estimate, language)),
        _table([say(language, f"estimate.{head}") for head in heads], table(estimate, language)),
        "<p>"
        + escape(" · ".join(f"{i} = {n}" for i, n in enumerate(estimate.overlaps.lists, 1)))
        + "</p>",
    ]


def _patterns(overlaps: Overlaps, language: str) -> str:
    shown = sorted(
        (p for p, c in enumerate(overlaps.counts) if c), key=lambda p: -overlaps.counts[p]
    )
    heads = [say(language, "estimate.pattern"), say(language, "estimate.value")]
    rows = [
        (hierarchy.words(pattern, overlaps.lists), number(language, overlaps.counts[pattern]))
        for pattern in shown
    ]
    return _table(heads, rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    table = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0">{table}</div>'


def _figure(picture: str) -> str:
    return f"<figure>{picture}</figure>"


def _say(language: str, key: str) -> str:
    return escape(say(language, f"estimate.{key}"))
