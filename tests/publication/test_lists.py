from uuid import UUID

from izdeu.publication.lists import list_of, on_lists
from izdeu.terms import SourceKind
from izdeu.tracing.queries import DocumentLine


def document(number, kind, origin, mentions=10):
    return DocumentLine(
        id=UUID(int=number), source="Канарейка", kind=kind, origin=UUID(int=origin), format="csv",
        published="2022-01-10", recorded="2022-01-10", mentions=mentions, set_aside={},
    )  # fmt: skip


def test_documents_of_one_origin_are_one_list_and_no_list_bears_a_name():
    named = list_of([
        document(1, SourceKind.HOSPITAL, 71), document(2, SourceKind.HOSPITAL, 71),
        document(3, SourceKind.HOSPITAL, 72, mentions=50),
    ])  # fmt: skip
    assert named == {UUID(int=1): "hospital-2", UUID(int=2): "hospital-2", UUID(int=3): "hospital"}


def test_families_together_are_a_list():
    named = list_of([document(n, SourceKind.FAMILY, n) for n in range(1, 6)])
    assert set(named.values()) == {"family"}


def test_of_many_lists_the_smallest_are_joined_to_one():
    documents = [document(n, SourceKind.NGO, n, mentions=100 - n) for n in range(1, 8)]
    people = {f"p{n}": [UUID(int=n)] for n in range(1, 8)} | {"p9": [UUID(int=1), UUID(int=7)]}
    lists, on = on_lists(people, list_of(documents))
    assert len(lists) == 4
    assert lists[-1] == "others"
    assert on["p9"] == {lists[0], "others"} or len(on["p9"]) == 2
    assert set().union(*on.values()) == set(lists)
