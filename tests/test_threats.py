"""The threat model names the test that holds each line, and these tests exist."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "threat-model.md").read_text("utf-8")
NAMED = re.compile(r"\[([\w/]+\.py)::(\w+)\]")


def test_every_test_that_the_threat_model_names_exists():
    named = NAMED.findall(PAGE)
    assert len(named) > 20
    for path, name in named:
        assert re.search(rf"^def {name}\(", (TESTS / path).read_text("utf-8"), re.MULTILINE), name


def test_every_line_of_its_tables_names_a_test():
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    headers = [line for line in rows if line.endswith("held by |")]
    rows = [line for line in rows if line not in headers and not line.startswith("| ---")]
    assert len(headers) == 3
    assert [row for row in rows if not NAMED.search(row)] == []
