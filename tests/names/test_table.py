import pytest

from izdeu.names import table


@pytest.mark.parametrize("name", table.names())
def test_a_table_holds_its_examples_and_says_where_it_is_from(name):
    told = table.load(name)
    assert told.provenance
    assert told.examples
    for written, becomes in told.examples:
        assert table.transliterate(written, told) == becomes


@pytest.mark.parametrize("name", [name for name in table.names() if table.load(name).reversible])
def test_a_reversible_table_gives_the_letters_back(name):
    told = table.load(name)
    back = {forms[0]: letter for letter, forms in told.letters.items()}
    for letter, forms in told.letters.items():
        assert back[forms[0]] == letter


def test_doubtful_tables_stay_marked():
    assert table.load("kk_latin_2019_draft").doubtful
    assert not table.load("kk_latin_2018").doubtful


def test_an_unknown_table_is_named():
    with pytest.raises(KeyError, match="klingon"):
        table.load("klingon")
