from izdeu import documents

HEAD = "ФИО;Дата рождения;Дата задержания\n"
ROWS = [
    "Ли Вера;01.02.1998;04.01.2022",
    "Кан Олег;03.04.1970;05.01.2022",
    "Сәрсенов Айдын;05.06.1988;05.01.2022",
    "Им Яна;07.08.1991;06.01.2022",
    "Өтеуова Қарлығаш;09.10.1965;06.01.2022",
    "Ғалымов Әнуар;11.12.2001;07.01.2022",
]


def write(rows):
    return HEAD + "\n".join(rows) + "\n"


def test_an_identical_list_adds_changes_and_loses_nothing(listed):
    one, other = listed(write(ROWS)), listed(write(ROWS))
    found = documents.compare(one.items, other.items)
    assert (found.added, found.changed, found.vanished, found.same) == ((), (), (), 6)


def test_a_longer_version_shows_what_it_adds(listed):
    found = documents.compare(listed(write(ROWS[:4])).items, listed(write(ROWS)).items)
    assert [f.mention.name.raw for f in found.added] == ["Өтеуова Қарлығаш", "Ғалымов Әнуар"]
    assert found.vanished == ()


def test_a_vanished_row_is_news_too(listed):
    found = documents.compare(listed(write(ROWS)).items, listed(write(ROWS[1:])).items)
    assert [f.mention.name.raw for f in found.vanished] == ["Ли Вера"]


def test_a_corrected_spelling_is_a_change_and_not_two_people(listed):
    corrected = ["Ли Вероника;01.02.1998;04.01.2022", *ROWS[1:]]
    found = documents.compare(listed(write(ROWS)).items, listed(write(corrected)).items)
    assert [change.fields for change in found.changed] == [("name",)]
    assert (found.added, found.vanished, found.same) == ((), (), 5)


def test_a_later_claim_is_a_change_of_claims(listed):
    moved = ["Ли Вера;01.02.1998;03.01.2022", *ROWS[1:]]
    found = documents.compare(listed(write(ROWS)).items, listed(write(moved)).items)
    assert [change.fields for change in found.changed] == [("claims",)]


def test_a_list_copied_with_its_slips_is_proposed_as_one_origin(listed):
    copied = listed("Имя,Год\n" + "\n".join(f"{r.split(';')[0]},{r[-4:]}" for r in ROWS))
    found = documents.copies(listed(write(ROWS)).items, copied.items)
    assert found.likely
    assert found.reasons == ("same_spellings", "same_order")


def test_two_lists_of_the_same_people_made_apart_are_no_copies(listed):
    apart = [ROWS[i] for i in (5, 1, 3, 0, 2, 4)]
    assert not documents.copies(listed(write(ROWS)).items, listed(write(apart)).items).likely


def test_neighbours_on_two_lists_are_no_copies(listed):
    others = [f"Ким{letter} Ян;01.01.1990;05.01.2022" for letter in "абвгдежз"]
    found = documents.copies(listed(write(ROWS)).items, listed(write(ROWS[:2] + others)).items)
    assert not found.likely
