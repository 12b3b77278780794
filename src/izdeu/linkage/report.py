"""Say what a linked table gave: one sentence for the terminal, one page to keep."""

import html
from collections.abc import Iterable, Sequence

from izdeu.linkage.batch import Agreement, Outcome
from izdeu.linkage.block import Coverage
from izdeu.linkage.model import Model
from izdeu.linkage.table import PersonTable

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Linked records</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
}} table {{ border-collapse: collapse; margin: 1rem 0; }}
th, td {{ text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #ccc; }}
td.n {{ text-align: right; font-variant-numeric: tabular-nums; }}
.bar {{ display: inline-block; height: .7em; background: #2a6f6b; }}
.bar.against {{ background: #a8552a; }}
</style>
<h1>Linked records</h1>
{body}
</html>
"""
#: Bits of weight to a rem of bar.
BITS_A_REM = 2.0


def summary(outcome: Outcome) -> str:
    """What was found, in a few lines."""
    lines = [
        f"{outcome.records} records, {outcome.pairs} pairs, {outcome.clusters} clusters"
        + (f", {len(outcome.set_aside)} rows set aside" if outcome.set_aside else "")
    ]
    if outcome.agreement:
        for what, found in _found(outcome.agreement):
            precision, recall, f1 = outcome.agreement.scores(found)
            lines.append(f"{what}: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    return "\n".join(lines)


def _found(agreement: Agreement) -> Sequence[tuple[str, tuple[int, int]]]:
    return (("pairs", agreement.pairs), ("clusters", agreement.clusters))


def page(outcome: Outcome, table: PersonTable) -> str:
    """The report as one HTML page that needs nothing else."""
    sections = [
        _overview(outcome, table),
        _truth(outcome.agreement),
        _blocking(outcome.rules, outcome.coverage),
        _weights(outcome.model),
        _aside(outcome.set_aside),
    ]
    return _PAGE.format(body="\n".join(sections))


def _overview(outcome: Outcome, table: PersonTable) -> str:
    roles = [(column, role) for role, column in table.roles.column.items()]
    roles += [(column, "left out") for column in table.roles.left_out]
    return (
        f"<p>{html.escape(summary(outcome).splitlines()[0])}.</p>"
        "<p>A weight is log2 of the odds that two records are one person: 0 is as likely as not, "
        "10 is a thousand to one. Nothing here joins records by itself: people decide.</p>"
        f"<h2>Columns</h2>{_table(('column', 'read as'), roles)}"
    )


def _truth(agreement: Agreement | None) -> str:
    if agreement is None:
        return ""
    rows = []
    for what, found in _found(agreement):
        scores = [f"{score:.4f}" for score in agreement.scores(found)]
        rows.append((what, found[0], found[1], *scores))
    heads = ("what", "right", "told", "precision", "recall", "F1")
    blocked = agreement.blocked / agreement.true_pairs if agreement.true_pairs else 0.0
    return (
        f"<h2>Against the truth in the table</h2>{_table(heads, rows)}"
        f"<p>{agreement.true_pairs} true pairs; blocking reaches {blocked:.4f} of them.</p>"
    )


def _blocking(rules: Sequence[str], coverage: Sequence[Coverage]) -> str:
    rows = [
        (rule, c.pairs, c.compared, c.found, c.largest, c.split, c.left_out)
        for rule, c in zip(rules, coverage, strict=True)
    ]
    heads = (
        "rule",
        "pairs that share it",
        "weighed under it",
        "found",
        "largest block",
        "blocks divided",
        "pairs not weighed under it",
    )
    return (
        f"<h2>Blocking</h2>{_table(heads, rows)}<p>Blocks of too many rows are divided by a second "
        "key. Pairs that agree in none are not weighed under that rule; another rule may.</p>"
    )


def _weights(model: Model) -> str:
    rows = [
        (
            comparison.name,
            level.label,
            f"{level.m:.5f}",
            f"{level.u:.6f}",
            f"{level.weight:+.2f}",
            _Bar(level.weight),
        )
        for comparison in model.comparisons
        for level in comparison.levels
        if not level.is_null
    ]
    heads = ("field", "level", "m: true pairs", "u: other pairs", "weight", "")
    prior = f"<p>Prior: {model.prior:.3g}, a weight of {model.prior_weight:+.2f}.</p>"
    return f"<h2>Weights</h2>{prior}{_table(heads, rows)}<p>Model {model.digest[:12]}.</p>"


class _Bar(float):
    """A weight to be drawn."""


def _aside(rows: Sequence[tuple[int, str]]) -> str:
    if not rows:
        return ""
    return f"<h2>Rows set aside</h2>{_table(('row', 'why'), rows)}"


def _table(heads: Iterable[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f"<th>{html.escape(word)}</th>" for word in heads)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _cell(value: object) -> str:
    if isinstance(value, _Bar):
        side = " against" if value < 0 else ""
        width = min(abs(value) / BITS_A_REM, 16)
        return f'<td><span class="bar{side}" style="width:{width:.2f}rem"></span></td>'
    if isinstance(value, int):
        return f'<td class="n">{value}</td>'
    return f"<td>{html.escape(str(value))}</td>"
