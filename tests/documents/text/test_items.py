import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from izdeu.documents.reading import Found, Value
from izdeu.documents.text import items, spans
from izdeu.terms import Assertion, Event, Sex

PUBLISHED = "2025-10-20"


def read(text, published=PUBLISHED):
    return [one for one in items(text, published=published) if isinstance(one, Found)]


def mention(text, name):
    return next(one for one in read(text) if one.mention.name and name in one.mention.name.raw)


def told(text, name):
    return [(one.event, one.assertion, one.when, one.said_by) for one in mention(text, name).claims]


HAPPENED = """
Sanzhar Kobenov was detained on October 6.|Kobenov|taken|2025-10-06
Two men took Sanzhar Kobenov away yesterday.|Kobenov|taken|2025-10-19
Sanzhar Kobenov, 31, was shot in the leg on 7 October.|Kobenov|wounded|2025-10-07
The body of Sanzhar Kobenov was identified on Monday.|Kobenov|body_received|2025-10-20
Санжар Кобенов был задержан 6 октября.|Кобенов|taken|2025-10-06
Санжара Кобенова увезли из больницы 8 октября.|Кобенов|removed_from_hospital|2025-10-08
Санжар Кобенов скончался в ночь с 6 на 7 октября.|Кобенов|died|2025-10-07
9 октября суд освободил Айнур Кобенову.|Кобенов|released|2025-10-09
Санжар Көбенов 6 қазанда ұсталды.|Көбенов|taken|2025-10-06
Санжар Көбенов 7 қазан күні хабарсыз кетті.|Көбенов|missing|2025-10-07
Санжар Көбенов 8 қазанда ауруханаға түсті.|Көбенов|admitted|2025-10-08
Sanjar Köbenov 8 qazanda aýrýhanaǵa tústi, — deıdi anasy.|Köbenov|admitted|2025-10-08
"""


@pytest.mark.parametrize("line", HAPPENED.strip().splitlines())
def test_a_sentence_says_what_happened_to_whom_and_when(line):
    text, name, event, when = line.split("|")
    assert (event, when) in [(one[0], one[2]) for one in told(text, name)]


def test_a_month_that_has_not_come_yet_was_last_year():
    text = "Sanzhar Kobenov was detained on December 28."
    assert [one[2] for one in told(text, "Kobenov")] == ["2024-12-28"]


def test_the_next_day_counts_from_the_date_named_before():
    text = "Sanzhar Kobenov was detained on October 6. He was released the following day."
    assert (Event.RELEASED, "2025-10-07") in [(one[0], one[2]) for one in told(text, "Kobenov")]


def test_each_date_goes_with_the_verb_it_stands_by():
    text = "Санжар Көбенов 6 қазанда ұсталып, 9 қазанда босатылды."
    assert [(one[0], one[2]) for one in told(text, "Көбенов")] == [
        (Event.TAKEN, "2025-10-06"),
        (Event.RELEASED, "2025-10-09"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sanzhar Kobenov was seized on October 6. Police denied holding Kobenov.", "Kobenov"),
        ("Санжара Кобенова забрали 6 октября. В ДП заявили, что он не задерживался.", "Кобенов"),
        ("Санжар Көбенов 6 қазанда ұсталды. Полиция оның ұсталғанын жоққа шығарды.", "Көбенов"),
    ],
)
def test_a_denial_by_the_authorities_stands_beside_the_claim(text, name):
    found = told(text, name)
    assert (Event.TAKEN, Assertion.ASSERTED, "2025-10-06", "") in found
    denial = [one for one in found if one[1] is Assertion.DENIED]
    assert [one[3] for one in denial] == ["authority"]


def test_a_denial_of_the_accusations_denies_the_last_one():
    text = (
        "Sanzhar Kobenov was beaten in custody, his mother said. Police rejected the accusations."
    )
    assert [(one[0], one[1]) for one in told(text, "Kobenov")][-1] == (
        Event.ILL_TREATED,
        Assertion.DENIED,
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sanzhar Kobenov has not been detained, his mother said.", "Kobenov"),
        ("Санжар Кобенов не был задержан, сообщила мать.", "Кобенов"),
        ("Санжар Көбенов ұсталған жоқ, — дейді анасы.", "Көбенов"),
        ("Санжар Көбенов ұсталмады, — дейді анасы.", "Көбенов"),
    ],
)
def test_a_negated_event_is_not_asserted(text, name):
    assert [(one[0], one[1]) for one in told(text, name)] == [(Event.TAKEN, Assertion.NEGATED)]


@pytest.mark.parametrize(
    ("text", "name", "speaker"),
    [
        ("Sanzhar Kobenov was taken away, his sister Raushan said.", "Kobenov", "Raushan"),
        ("According to her brother Timur, Raushan Kobenova was taken away.", "Kobenova", "Timur"),
        ("Санжар Кобенов был задержан, рассказала его сестра Раушан.", "Кобенов", "Раушан"),
        ("По словам сестры Раушан, Санжара Кобенова увезли.", "Кобенов", "Раушан"),
        ("Санжар Көбенов ұсталды, — дейді апасы Раушан.", "Көбенов", "Раушан"),
        ("Sanzhar Kobenov was taken away, relatives said.", "Kobenov", "relatives"),
    ],
)
def test_who_says_it_is_kept(text, name, speaker):
    assert [one[3] for one in told(text, name)] == [speaker]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Sanzhar Kobenov was taken away, his sister Raushan said.", "family"),
        ("Sanzhar Kobenov was taken away, relatives said.", "family"),
        ("Sanzhar Kobenov was charged with theft, prosecutors said.", "prosecutor"),
        ("Санжар Кобенов был задержан, сообщили в полиции.", "police"),
        ("Санжар Көбенов ұсталды, — деді құқық қорғаушы Раушан Әлиева.", "ngo"),
        ("Санжар Кобенов рассказал, что его избили.", "self"),
        ("Санжар Кобенов был задержан.", None),
    ],
)
def test_the_kind_of_source_that_speaks_is_kept(text, voice):
    assert [claim.voice for claim in read(text)[0].claims] == [voice]


def test_somebody_who_tells_of_themselves_is_the_one_it_happened_to():
    text = "Raushan Kobenova was released on October 9. She said officers beat her for two days."
    assert (Event.ILL_TREATED, "Raushan Kobenova") in [
        (one[0], one[3]) for one in told(text, "Kobenova")
    ]


def test_what_could_not_be_verified_is_hedged():
    text = (
        "Санжара Кобенова избили в отделе полиции, утверждает его брат Тимур. "
        "Независимо проверить это не удалось."
    )
    assert [one[1] for one in told(text, "Кобенов")] == [Assertion.HEDGED]


def test_hearsay_is_kept_apart():
    text = "Eyewitnesses said Sanzhar Kobenov was shot dead on October 6."
    assert [one[1] for one in told(text, "Kobenov")] == [Assertion.HEARSAY]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The prosecutor said Sanzhar Kobenov was not among the detained.", "Kobenov"),
        ("Прокуратура сообщила, что Кобенова Санжара среди задержанных нет.", "Кобенова"),
    ],
)
def test_not_among_the_detained_is_a_denial(text, name):
    assert {one[1] for one in told(text, name)} == {Assertion.DENIED}


def test_what_the_authorities_did_not_confirm_is_hedged():
    text = "Санжар Кобенов пропал. В полиции смерть Санжара Кобенова не подтвердили."
    death = [one for one in told(text, "Кобенов") if one[0] is Event.DIED]
    assert [one[1] for one in death] == [Assertion.HEDGED]


def test_the_date_of_the_telling_is_not_that_of_the_event():
    text = "Relatives were told on October 9 that Sanzhar Kobenov had died."
    assert [(one[0], one[2]) for one in told(text, "Kobenov")] == [(Event.DIED, "")]


def test_people_named_in_one_breath_share_what_happened():
    text = "Полиция 6 октября задержала Санжара Кобенова и Тимура Ханова."
    assert [len(one.claims) for one in read(text)] == [1, 1]


def test_my_husband_is_whom_the_next_sentence_names():
    text = "«Моего мужа увезли 6 октября», — говорит Раушан. Её муж Санжар Кобенов не звонил."
    assert (Event.TAKEN, Assertion.ASSERTED, "2025-10-06", "Раушан") in told(text, "Кобенов")


def test_a_pronoun_of_one_sex_is_not_somebody_of_the_other():
    text = "Раушан Кобенова ищет сына Тимура. По её словам, он ушёл из дома 5 октября."
    seen = [one[3] for one in told(text, "Тимура") if one[0] is Event.LAST_SEEN]
    assert seen == ["Раушан Кобенова"]


def test_the_relative_of_somebody_speaks_for_himself():
    text = "Брат Руслана Кобенова рассказал, что Руслана избили."
    assert [(one[0], one[3]) for one in told(text, "Кобенова")] == [(Event.ILL_TREATED, "Брат")]


def test_a_question_says_nothing():
    assert told("Nobody could say whether Sanzhar Kobenov is dead.", "Kobenov") == []


def test_what_happened_to_people_in_general_is_nobodys():
    text = "Sanzhar Kobenov came to the square. Dozens of people were detained there."
    assert told(text, "Kobenov") == []


@pytest.mark.parametrize(
    ("text", "name", "others"),
    [
        ("Sanzhar Kobenov left. Then Kobenov came.", "Kobenov", ["Kobenov"]),
        ("Ищут Санжара Кобенова. Потом Санжару позвонили.", "Кобенов", ["Санжару"]),
        ("Санжар Көбенов кетті. Кейін Көбеновті көрген жоқ.", "Көбенов", ["Көбеновті"]),
    ],
)
def test_a_part_of_a_name_is_the_person_named_in_full(text, name, others):
    assert [one.raw for one in mention(text, name).mention.others] == others


@pytest.mark.parametrize(
    ("text", "age", "birth"),
    [
        ("Sanzhar Kobenov, 34, is missing.", "34", ""),
        ("Student Sanzhar Kobenov (34) is missing.", "34", ""),
        ("34-летний Санжар Кобенов пропал.", "34", ""),
        ("Санжар Кобенов, 1991 года рождения, пропал.", "", "1991"),
        ("Санжар Көбенов, 34 жаста, хабарсыз кетті.", "34", ""),
        ("1. Санжар Көбенов, туған жылы: 1991, босатылған күні: 09.10.2025", "", "1991"),
    ],
)
def test_ages_and_years_of_birth_stand_with_the_name(text, age, birth):
    found = read(text)[0].mention
    assert (found.age, found.birth) == (age, birth)


def test_relatives_lawyers_and_officials_are_not_taken_for_the_sought():
    text = (
        "Lawyer Dina Hanova said Sanzhar Kobenov was detained. "
        "His brother Timur Kobenov is looking for him. President Askar Tolenov was silent."
    )
    roles = {one.mention.name.raw: one.mention.role for one in read(text)}
    assert roles == {
        "Dina Hanova": "lawyer",
        "Sanzhar Kobenov": "subject",
        "Timur Kobenov": "relative",
        "Askar Tolenov": "official",
    }


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("An unidentified woman was taken to the hospital on October 6.", Sex.FEMALE),
        ("Неизвестный мужчина поступил в больницу 6 октября.", Sex.MALE),
        ("Белгісіз ер адам 6 қазанда ауруханаға түсті.", Sex.MALE),
    ],
)
def test_somebody_without_a_name_is_a_mention_too(text, sex):
    found = read(text)[0]
    assert (found.mention.name, found.mention.sex) == (None, sex)
    assert found.claims[0].event is Event.ADMITTED


def test_lines_of_a_list_do_not_lend_each_other_their_people():
    text = "1. Санжар Көбенов, босатылған күні: 09.10.2025\n2. Ххх, босатылған күні: 10.10.2025"
    assert [one.when for one in mention(text, "Көбенов").claims] == ["2025-10-09"]


@pytest.mark.parametrize(
    "text",
    [
        "The Interior Ministry in Almaty said nothing on Monday.",
        "Улица Абая в Алматы была закрыта. ГКБ и СИЗО молчат.",
        "Қазақстан Республикасының Үкіметі жауап бермеді.",
        "",
        "\x00",
    ],
)
def test_where_nobody_is_named_there_is_nobody(text):
    assert read(text) == []


def test_a_date_of_publication_is_asked_for():
    with pytest.raises(ValueError, match="Invalid isoformat"):
        list(items("Sanzhar Kobenov was detained.", published="yesterday"))


WORDS = st.sampled_from(
    ["Санжар", "Кобенов", "был", "задержан", "5", "октября", "Sanzhar", "Kobenov", "said", "he",
     "his", "ұсталды", "дейді", "анасы", "полиция", "отрицает", "№", "7-го", "31", "2025", "«",
     "»", "—", "“", "”", ".", ",", "\n", "\ud800", "\x00", "Ә", "😀", "из", "больницы"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(WORDS, max_size=60).map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_every_value_stands_where_its_locator_says(text):
    for found in read(text):
        values = [found.mention.name, *found.mention.others]
        values += found.mention.said.values()
        values += [Value(claim.words, claim.locators[0]) for claim in found.claims]
        for value in filter(None, values):
            assert text[value.locator.start : value.locator.end] == value.raw
        for claim in found.claims:
            for place in claim.locators:
                assert 0 <= place.start < place.end <= len(text)
    for span in spans(text, published=PUBLISHED):
        assert 0 <= span.start < span.end <= len(text)
