from collections.abc import Callable
from pathlib import Path

import pytest

from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.table import read_table

TABLES = Path(__file__).parent / "tables"


@pytest.fixture
def table() -> Callable[[str], Overlaps]:
    """One of the public tables by name."""
    return lambda name: read_table(TABLES / f"{name}.csv")
