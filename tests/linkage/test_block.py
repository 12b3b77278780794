"""Blocks: which are divided, and that a column that says nothing new divides none."""

import numpy as np

from izdeu.linkage import block
from izdeu.linkage.block import Coverage, limit, sizes_of, split
from izdeu.linkage.key import whole


def test_a_small_table_divides_only_the_blocks_that_are_too_large_by_themselves():
    sizes = np.zeros(2001, np.int64)
    sizes[2000] = 1
    assert limit(sizes, rows=2000, largest=3000) == 3000


def test_the_pairs_of_a_rule_are_bounded_by_the_rows_of_the_table():
    sizes = np.zeros(401, np.int64)
    sizes[20], sizes[400] = 10_000, 10_000
    rows = int(sizes @ np.arange(401))
    within = limit(sizes, rows, largest=3000)
    assert block.SMALLEST <= within < 400


def test_sizes_count_the_rows_that_share_a_key():
    assert sizes_of(np.array([5, 7, 5, 5, 9], np.uint64)).tolist() == [0, 2, 0, 1]


def test_a_column_made_of_one_that_the_block_agrees_in_does_not_divide_it():
    rows = np.array([[1, 4, n % 2] for n in range(8)], np.int32)
    found = block.blocks(rows, (0,))
    coverage = Coverage()
    parts = list(split(rows, found, ((1, 0), (2, -1)), coverage, 4))
    assert sum(part.pairs for part in parts) == 12
    assert coverage.left_out == 16
    assert all(part.columns in ((0,), (0, 2)) for part in parts)


def test_a_key_an_initial_and_a_year_are_made_of_their_column():
    made = [whole(name) for name in ("given_key", "given_initial", "birth_year", "place")]
    assert made == ["given", "given", "birth", ""]
