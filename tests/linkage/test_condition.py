import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from izdeu.linkage import edit
from izdeu.linkage.condition import Call, Column, UnreadableCondition, columns, parse
from izdeu.linkage.evaluation import distance_km, evaluator

WORDS = st.text("abcde", min_size=1, max_size=9)
EDITS = {
    "jaro_similarity": edit.jaro,
    "jaro_winkler_similarity": edit.jaro_winkler,
    "levenshtein": edit.levenshtein,
    "damerau_levenshtein": edit.damerau_levenshtein,
}


@pytest.fixture(scope="module")
def database():
    return duckdb.connect()


@pytest.mark.parametrize("name", EDITS)
@settings(deadline=None)
@given(a=WORDS, b=WORDS)
def test_edit_distances_are_those_of_duckdb(database, name, a, b):
    found = database.execute(f"select {name}(?, ?)", [a, b]).fetchone()
    assert EDITS[name](a, b) == pytest.approx(found[0])


def test_distances_are_those_of_the_shipped_macro(database):
    from importlib import resources

    macro = resources.files("izdeu.linkage").joinpath("functions.sql").read_text(encoding="utf-8")
    database.execute(macro)
    found = database.execute("select distance_km(43.25, 76.9, 51.18, 71.44)").fetchone()
    assert found[0] == pytest.approx(distance_km(43.25, 76.9, 51.18, 71.44))
    assert 900 < found[0] < 1100


def test_and_binds_more_than_or():
    node = parse('"a_l" = "a_r" OR "b_l" IS NULL AND "c_r" IS NOT NULL')
    assert isinstance(node, Call)
    assert node.word == "or"
    assert {c.name for c in columns(node)} == {"a", "b", "c"}


def test_a_blocking_side_is_written_before_the_column():
    assert parse('l."town" = r.town') == Call("=", (Column("town", "l"), Column("town", "r")))


def test_nothing_on_one_side_compares_false():
    assert not evaluator('"a_l" = "a_r"')({}, {"a": "x"})
    assert not evaluator('"a_l" <> "a_r"')({}, {"a": "x"})
    assert not evaluator('abs("n_l" - "n_r") <= 3')({"n": 1.0}, {})
    assert evaluator('"a_l" IS NULL OR "a_r" IS NULL')({}, {"a": "x"})
    assert evaluator("ELSE")({}, {})


@pytest.mark.parametrize(
    "sql", ["levenshtein(a_l) < 2", "town = 3", "soundex(a_l) = 1", "a_l ~ 3", "a_l = "]
)
def test_sql_beyond_the_part_understood_is_refused_with_the_condition(sql):
    with pytest.raises(UnreadableCondition, match="the model's condition"):
        parse(sql)
