"""The four versions of PFIF, and files that break its rules."""

import pytest

OLD = """<?xml version="1.0"?><pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.1"><pfif:person>
<pfif:person_record_id>a.example/1</pfif:person_record_id>
<pfif:entry_date>2022-01-09T10:00:00Z</pfif:entry_date>
<pfif:author_name>Сапар Гүлнар</pfif:author_name>
<pfif:author_phone>+7 701 000 11 22</pfif:author_phone>
<pfif:source_date>2022-01-09T00:00:00Z</pfif:source_date>
<pfif:first_name>Вера</pfif:first_name><pfif:last_name>Ли</pfif:last_name>
<pfif:home_city>Тараз</pfif:home_city>
<pfif:other>description: шрам на щеке, синяя куртка</pfif:other>
<pfif:note><pfif:note_record_id>a.example/2</pfif:note_record_id>
<pfif:source_date>2022-01-10T00:00:00Z</pfif:source_date>
<pfif:found>true</pfif:found><pfif:text>дозвонились, она дома</pfif:text></pfif:note>
</pfif:person></pfif:pfif>"""
NEW = """<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.{v}">
<pfif:person><pfif:person_record_id>a.example/1</pfif:person_record_id>
<pfif:source_date>2022-01-09T00:00:00Z</pfif:source_date>{name}
<pfif:sex>female</pfif:sex><pfif:date_of_birth>1998-02</pfif:date_of_birth><pfif:age>20-25</pfif:age>
</pfif:person>
<pfif:note><pfif:note_record_id>a.example/2</pfif:note_record_id>
<pfif:person_record_id>a.example/1</pfif:person_record_id>
<pfif:author_name>Сапар Гүлнар</pfif:author_name>
<pfif:source_date>2022-01-10T00:00:00Z</pfif:source_date>
<pfif:status>believed_missing</pfif:status><pfif:last_known_location>Алматы</pfif:last_known_location>
<pfif:text>не отвечает, +7 701 000 11 22</pfif:text></pfif:note></pfif:pfif>"""
NAMED = {
    "2": "<pfif:first_name>Вера</pfif:first_name><pfif:last_name>Ли</pfif:last_name>",
    "3": "<pfif:full_name>Ли Вера</pfif:full_name><pfif:first_name>Вера</pfif:first_name>",
    "4": "<pfif:full_name>Ли Вера</pfif:full_name><pfif:given_name>Вера</pfif:given_name>",
}


def test_the_first_version_is_read_with_its_own_names_for_fields(listed):
    read = listed(OLD, "people.xml")
    assert read.names == ["Ли Вера"]
    mention = read.found[0].mention
    assert "шрам на щеке" in " ".join(mention.features.values())
    assert mention.unmapped["home_city"] == "Тараз"
    claim = read.claims(0)["contacted"]
    assert (claim.when, claim.words) == ("2022-01-10", "дозвонились, она дома")
    assert "Сапар" not in repr(read.items) and "701" not in repr(read.items)


@pytest.mark.parametrize("version", NAMED)
def test_later_versions_give_sex_birth_age_and_beliefs(listed, version):
    read = listed(NEW.format(v=version, name=NAMED[version]), "people.xml")
    mention = read.found[0].mention
    assert (mention.name.raw, mention.birth, mention.age) == ("Ли Вера", "1998-02", "20/25")
    assert mention.age_said == "2022-01-09"
    claim = read.claims(0)["missing"]
    assert (claim.assertion, claim.when, claim.place) == ("hedged", "2022-01-10", "Алматы")
    assert "Сапар" not in repr(read.items) and "701" not in repr(read.items)


def test_a_note_whose_status_is_unknown_is_set_aside_and_not_lost(listed):
    xml = NEW.format(v="4", name=NAMED["4"]).replace("believed_missing", "believed_held")
    read = listed(xml, "people.xml")
    assert ("pfif.note_without_status", "не отвечает, •••") in {
        (aside.reason, aside.raw) for aside in read.aside
    }


def test_what_the_standard_asks_for_and_is_missing_is_a_warning(listed):
    xml = "<pfif><person><full_name>Ли Вера</full_name></person></pfif>"
    read = listed(xml, "people.xml")
    assert read.names == ["Ли Вера"]
    assert {aside.reason for aside in read.aside} == {
        "pfif.without_person_record_id",
        "pfif.without_source_date",
    }


def test_a_note_about_nobody_in_the_file_is_kept_with_its_words(listed):
    xml = NEW.format(v="4", name=NAMED["4"]).replace(
        "<pfif:person_record_id>a.example/1</pfif:person_record_id>\n<pfif:author_name>",
        "<pfif:person_record_id>a.example/9</pfif:person_record_id>\n<pfif:author_name>",
    )
    read = listed(xml, "people.xml")
    assert read.found[0].claims == ()
    assert [aside.reason for aside in read.aside] == ["pfif.note_of_nobody"]


def test_notes_within_people_without_ids_stay_with_their_own_person(listed):
    person = "<person><full_name>{}</full_name><note><status>{}</status></note></person>"
    both = person.format("Ли Вера", "believed_dead") + person.format("Кан Олег", "believed_alive")
    xml = f"<pfif>{both}</pfif>"
    read = listed(xml, "people.xml")
    assert [[claim.event for claim in found.claims] for found in read.found] == [
        ["died"],
        ["seen_well"],
    ]
