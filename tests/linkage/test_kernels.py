"""The kernels' machine code: it runs without numba, and compares texts as the reference does."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from izdeu.linkage import edit
from izdeu.linkage.kernels import entry, text

WORDS = st.text("abcd", max_size=14)


def pool(*words):
    letters = np.frombuffer("".join(words).encode() or b" ", np.uint8)
    ends = np.cumsum([0, *map(len, words)])
    kinds = np.zeros(len(words), np.uint64)
    entry.fill_kinds(ends, letters, kinds)
    return ends, letters, kinds


@given(WORDS, WORDS, st.integers(0, 6), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_distance_within_a_bound_is_that_of_the_reference(a, b, most, swaps):
    distance = (edit.damerau_levenshtein if swaps else edit.levenshtein)(a, b)
    assert text._within(*pool(a, b), 0, 1, float(most), swaps) == (distance <= most)


@given(st.text("abc", min_size=60, max_size=80), st.text("abc", min_size=60, max_size=80))
@settings(max_examples=30, deadline=None)
def test_long_texts_are_as_alike_as_the_reference_says(a, b):
    least = edit.jaro_winkler(a, b)
    assert text._alike(*pool(a, b), 0, 1, least - 1e-9, True)
    assert not text._alike(*pool(a, b), 0, 1, least + 1e-9, True)


def test_an_array_of_another_type_or_with_gaps_is_refused():
    with pytest.raises(TypeError, match="int32"):
        entry.components(np.zeros(1), np.zeros(1, np.int32), np.zeros(2, np.int32))
    with pytest.raises(TypeError, match="gaps"):
        gaps = np.zeros(4, np.int32)[::2]
        entry.components(gaps, gaps, np.zeros(2, np.int32))


def test_linking_a_table_needs_neither_numba_nor_pandas(tmp_path):
    # The machine code is on the disk once any kernel ran.
    pool("a")
    (tmp_path / "people.csv").write_text(
        "id,name,dob\n1,Dana Kuzenova,1990-01-02\n2,Dana Kuzenova,1990-01-02\n", encoding="utf-8"
    )
    asked = ["link", str(tmp_path / "people.csv"), "--out", str(tmp_path / "out")]
    code = (
        "import sys; from izdeu.cli import main; "
        f"assert main({asked!r}) == 0; assert not {{'numba', 'pandas'}} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_machine_code_from_the_disk_leaves_that_of_numba_as_it_is():
    code = (
        "from izdeu.linkage.kernels import entry, machine; machine.function(entry.components); "
        "from izdeu.linkage import Pair, draws; "
        "ring = [Pair('a', 'b', 0.5), Pair('b', 'c', 0.5), Pair('a', 'c', 0.5)]; "
        "assert len(list(draws(20, 1, ring))) == 20"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
