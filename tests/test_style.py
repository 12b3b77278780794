"""The rules of the house that no linter knows."""

import ast
from pathlib import Path

import pytest

import izdeu

PACKAGE = Path(izdeu.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
NOT_A_NOUN = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "base",
    "data",
    "info",
    "misc",
}


def functions(path: Path) -> list[tuple[str, int]]:
    """Name and length of each function, docstrings not counted."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            written = ast.get_docstring(node, clean=False)
            length = (node.end_lineno or 0) - node.lineno + 1
            found.append((node.name, length - (written.count("\n") + 1 if written else 0)))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_one_noun_and_its_functions_are_seen_without_scrolling(path):
    assert path.stem not in NOT_A_NOUN
    assert [name for name, length in functions(path) if length > 60] == []


def test_half_of_the_functions_are_short_and_nine_in_ten_fit_a_glance():
    lengths = sorted(length for path in MODULES for _, length in functions(path))
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25
