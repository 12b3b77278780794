from uuid import UUID

import pytest

from izdeu.estimates.official import january_2022
from izdeu.publication.counts import Material, counted
from izdeu.publication.figures import count_view
from izdeu.terms import SourceKind, Standing, Status
from izdeu.tracing.queries import CountedPerson, DocumentLine, TallyLine


def tallies():
    return [
        TallyLine(
            UUID(int=number), one.metric, one.value, one.unit, one.scope, one.day,
            one.claimant, one.standing,
        )
        for number, one in enumerate(january_2022())
    ]  # fmt: skip


def document(number, published):
    return DocumentLine(
        id=UUID(int=number), source="", kind=SourceKind.NGO, origin=UUID(int=number), format="csv",
        published=published, recorded=published, mentions=1, set_aside={},
    )  # fmt: skip


DOCUMENTS = [document(901, "2022-01-10"), document(902, "2022-06-01"), document(903, "2022-07-01")]


def person(number, source, place="Алматы"):
    return CountedPerson(
        id=UUID(int=number), status=Status.DEAD, standing=Standing.CLAIMED, day="2022-01-05",
        place=place, sex="", age="", named=True, sought=False,
        documents=frozenset({UUID(int=source)}), excluded="",
    )  # fmt: skip


def view(people, language="en", public=False):
    material = Material(people, tallies=tallies(), documents=DOCUMENTS)
    return count_view(counted(material, as_of="2023-01-06"), language, public=public)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_official_figures_of_january_2022_stand_in_table_and_picture(language):
    found = view([], language)
    shown = {(line.value, line.gone) for line in found.tallies}
    figures = ("164", "225", "227", "230", "232")
    assert shown >= {(value, True) for value in figures} | {("241", False), ("238", False)}
    (dead,) = [p for p in found.pictures if "(164)" in p.wide]
    for value in ("225", "227", "230", "232", "241", "238"):
        assert f">{value}<" in dead.wide
        assert f">{value}<" in dead.narrow
        assert value in {row[1] for row in dead.rows}
    assert len(found.tallies) == len(january_2022())


def test_named_people_stand_in_the_picture_by_the_day_of_their_first_document():
    people = [person(n, 901) for n in range(1, 7)] + [person(n, 902) for n in range(7, 9)]
    rows = next(p for p in view(people).pictures if "(164)" in p.wide).rows
    named = [(day, value) for day, value, who in rows if who == "named here by then"]
    assert named == [("10 January 2022", "6"), ("1 June 2022", "8")]


def test_the_public_is_told_of_no_step_of_fewer_than_five():
    people = [person(n, 901) for n in range(1, 7)]
    people += [person(n, 902) for n in range(7, 9)] + [person(n, 903) for n in range(9, 12)]
    found = view(people, public=True)
    rows = next(p for p in found.pictures if "(164)" in p.wide).rows
    assert [value for _, value, who in rows if who == "named here by then"] == ["6", "11"]


def test_small_regions_are_neither_in_the_table_nor_on_the_map_of_the_public():
    people = [person(n, 901) for n in range(1, 21)]
    people += [person(n, 901, "Тараз") for n in range(21, 24)]
    found = view([*people, *(person(n, 901, "Ақтөбе") for n in range(31, 38))], public=True)
    (table,) = [t for t in found.tables if t.heading == "By region"]
    assert {name: value for value, name in table.rows} == {
        "Almaty": "20", "Aktobe Region": "not shown", "Zhambyl Region": "fewer than 5",
    }  # fmt: skip
    chart = found.pictures[-1]
    assert ">3<" not in chart.wide
    assert ">7<" not in chart.wide
    assert ">20<" in chart.wide
    assert {t.heading for t in found.tables}.isdisjoint({"By day", "By place, as written"})
