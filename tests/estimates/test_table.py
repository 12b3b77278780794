import pytest

from izdeu.estimates.overlaps import UnreadableTable
from izdeu.estimates.table import parse_table, read_table

GOOD = "A,B,C,count\n1,0,0,4\n0,1,0,3\n1,1,0,2\n0,1,1,1\n"


def test_absent_patterns_count_nothing():
    overlaps = parse_table(GOOD.encode())
    assert overlaps.lists == ("A", "B", "C")
    assert overlaps.counts == (0, 4, 3, 2, 0, 0, 1, 0)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_ends_make_no_difference(separator, encoding, ending):
    content = GOOD.replace(",", separator).replace("\n", ending).encode(encoding)
    assert parse_table(content) == parse_table(GOOD.encode())


def test_the_count_may_stand_anywhere_and_lists_may_have_any_letters():
    overlaps = parse_table("Count,Аурухана,Отбасы\n7,1,0\n2,1,1\n".encode())
    assert overlaps.lists == ("Аурухана", "Отбасы")
    assert overlaps.counts == (0, 7, 0, 2)


def test_the_column_of_counts_may_have_another_name():
    assert parse_table(b"n,A,B\n7,1,0\n", count_column="n").documented == 7


def test_blank_lines_and_quotes_do_not_matter():
    assert parse_table(b'\n"A","B","count"\n\n"1","0","4"\n1,1,2.0\n\n').documented == 6


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        (b"", 1, "empty"),
        (b"  \n\n", 1, "empty"),
        (b"A,B\n1,0\n", 1, "count"),
        (b"A,B,count,count\n1,0,1,1\n", 1, "more than one"),
        (b"A,count\n1,3\n", 1, "2 to 10"),
        (b"a,b,c,d,e,f,g,h,i,j,k,count\n", 1, "2 to 10"),
        (b"A,A,count\n1,0,3\n", 1, "rename"),
        (b"A,,count\n1,0,3\n", 1, "without a name"),
        (b"A,B,count\n1,0,-3\n", 2, "whole number"),
        (b"A,B,count\n1,0,3\n0,1,2.5\n", 3, "whole number"),
        (b"A,B,count\n1,0,NA\n", 2, "whole number"),
        (b"A,B,count\n1,0,1e3\n", 2, "whole number"),
        (b"A,B,count\n1,0,\n", 2, "empty count"),
        (b"A,B,count\n1,0,3\n1,0,4\n", 3, "line 2"),
        (b"A,B,count\n1,2,3\n", 2, "0 or 1"),
        (b"A,B,count\nyes,0,3\n", 2, "0 or 1"),
        (b"A,B,count\n,0,3\n", 2, "0 or 1"),
        (b"A,B,count\n1,0\n", 2, "cells"),
        (b"A,B,count\n0,0,3\n", 2, "no list"),
        (b"A,B,count\n1,0,0\n", 1, "nobody"),
        (b"A,B,count\n", 1, "nobody"),
        ("A,Б,count\n1,0,3\n".encode("cp1251"), 1, "UTF-8"),
        (b"A,B,count\n1,0,3\n0,1,\xff\n", 3, "UTF-8"),
        (b"A,B,count\n1,0,\x003\n", 2, "not text"),
    ],
)
def test_a_bad_table_is_refused_naming_file_and_line(tmp_path, content, line, word):
    path = tmp_path / "overlaps.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableTable) as problem:
        read_table(path)
    assert f"overlaps.csv, line {line}:" in str(problem.value)
    assert word in str(problem.value)


def test_a_pattern_of_nobody_on_no_list_is_harmless():
    assert parse_table(b"A,B,count\n0,0,0\n1,0,3\n").documented == 3
