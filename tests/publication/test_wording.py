import ast
import inspect
import re
import tomllib
from datetime import timedelta
from enum import StrEnum
from importlib import resources
from pathlib import Path

import pytest

import izdeu
from izdeu import terms
from izdeu.linkage import Model
from izdeu.publication import moment, wording

ENUMS = [
    kind
    for _, kind in inspect.getmembers(terms, inspect.isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
]
GIVES_REASONS = ("SetAside", "Refusal")
VALUE = re.compile(r"\{(\w+)\}")
TRANSLATION = Path(__file__).parents[2] / "docs" / "translation.md"


def flat(table, path=()):
    for key, value in table.items():
        if isinstance(value, dict) and not set(value) <= {"one", "few", "many", "other"}:
            yield from flat(value, (*path, key))
        else:
            yield ".".join((*path, key)), value


def forms(value):
    return list(value.values()) if isinstance(value, dict) else [value]


ENTRIES = {language: dict(flat(wording.words(language))) for language in wording.LANGUAGES}


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_member_of_every_enum_has_a_word(language, kind):
    assert all(wording.term(language, member) for member in kind)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_reason_for_a_weight_has_a_word(language):
    labels = [level.label for one in Model.default().comparisons for level in one.levels]
    assert [
        one for one in [*labels, "prior", "capped"] if f"reason.{one}" not in ENTRIES[language]
    ] == []


def reasons_given():
    """Message ids that readers give for what they set aside, as they stand in the code."""
    for path in (Path(izdeu.__file__).parent / "documents").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in GIVES_REASONS:
                for one in (*call.args, *(word.value for word in call.keywords)):
                    told = one.value if isinstance(one, ast.Constant) else ""
                    if isinstance(told, str) and re.fullmatch(r"[a-z]+\.[a-z_]+", told):
                        yield told


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_reason_for_setting_aside_has_a_word(language):
    given = set(reasons_given()) | {"file.unreadable"}
    assert len(given) > 10
    assert [one for one in sorted(given) if f"set_aside.{one}" not in ENTRIES[language]] == []


def test_all_languages_word_the_same_ids_with_the_same_values():
    assert ENTRIES["kk"].keys() == ENTRIES["ru"].keys() == ENTRIES["en"].keys()
    for identity, english in ENTRIES["en"].items():
        wanted = set(VALUE.findall(forms(english)[-1]))
        for language in wording.LANGUAGES:
            for form in forms(ENTRIES[language][identity]):
                assert set(VALUE.findall(form)) == wanted, (language, identity)


AVOIDED = re.findall(r"^\| (kk|ru|en) \| `([^`]+)`", TRANSLATION.read_text("utf-8"), re.MULTILINE)
PACKAGE = Path(izdeu.__file__).parent


def told(language):
    """Whatever a reader can meet in a language, wherever it is worded."""
    yield from (form for value in ENTRIES[language].values() for form in forms(value))
    folders = [PACKAGE / "web" / "words" / language, PACKAGE / "estimates" / "wording"]
    for path in (path for folder in folders for path in folder.glob("*.toml")):
        if path.parent.name == language or path.stem == language:
            table = tomllib.loads(path.read_text("utf-8"))
            yield from (str(form) for _, value in flat(table) for form in forms(value))
    alerts = tomllib.loads((PACKAGE / "alerts" / "texts.toml").read_text("utf-8"))
    yield from alerts[language].values()


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_no_word_is_empty_shouts_or_is_one_to_avoid(language):
    avoided = [words for where, words in AVOIDED if where == language]
    assert len(avoided) >= 3
    for form in told(language):
        assert form and "!" not in form
        assert [words for words in avoided if re.search(rf"\b{words}", form.lower())] == [], form


#: Forms of files go by the same names in every language.
NAMES = re.compile(r"\b(CSV|Word|PDF|e-mail|PFIF|Telegram|ZIP)\b")


def test_kazakh_is_written_in_kazakh_cyrillic():
    latin = {
        identity: value
        for identity, value in ENTRIES["kk"].items()
        if re.search(r"[A-Za-z]", NAMES.sub("", VALUE.sub("", " ".join(forms(value)))))
    }
    assert set(latin) <= {"report.nobody_sought"}


def test_what_a_native_speaker_should_check_names_ids_that_exist():
    named = re.findall(r"^\| `([\w.\-]+)`", TRANSLATION.read_text("utf-8"), re.MULTILINE)
    assert named
    assert [identity for identity in named if identity not in ENTRIES["kk"]] == []


@pytest.mark.parametrize(
    ("number", "russian"),
    [(1, "1 человек"), (2, "2 человека"), (5, "5 человек"), (11, "11 человек"),
     (21, "21 человек"), (22, "22 человека"), (112, "112 человек"), (0, "0 человек")],
)  # fmt: skip
def test_russian_takes_the_form_its_number_asks_for(number, russian):
    assert wording.say("ru", "plural.people", n=number) == russian


def test_numbers_take_the_form_of_their_language():
    assert wording.say("en", "plural.claims", n=1) == "1 claim"
    assert wording.say("en", "plural.claims", n=2341) == "2,341 claims"
    assert wording.say("kk", "plural.claims", n=7) == "7 мәлімет"
    assert wording.say("kk", "plural.claims", n=2341) == "2\u202f341 мәлімет"


DATES = """
2022-01-05 | 2022 ж. 5 қаңтар | 5 января 2022 | 5 January 2022
2022-01 | 2022 ж. қаңтар | январь 2022 | January 2022
2022 | 2022 | 2022 | 2022
2022-01-05T21:30 | 2022 ж. 5 қаңтар, 21:30 | 5 января 2022, 21:30 | 5 January 2022, 21:30
2022-01-05T23 | 2022 ж. 5 қаңтар, 23:00–0:00|5 января 2022, 23:00–0:00|5 January 2022, 23:00–0:00
2022-01-05~ | шамамен 2022 ж. 5 қаңтар | примерно 5 января 2022 | about 5 January 2022
2022-01? | 2022 ж. қаңтар (күмәнді) | январь 2022 (под вопросом) | January 2022 (uncertain)
2022-01-05/2022-01-07 | 2022 ж. 5–7 қаңтар | 5–7 января 2022 | 5–7 January 2022
2021-12/2022 | 2021 ж. желтоқсан – 2022 | декабрь 2021 – 2022 | December 2021 – 2022
2022-01-05/.. | басталуы: 2022 ж. 5 қаңтар | с 5 января 2022 | from 5 January 2022
../2022-01-05 | аяқталуы: 2022 ж. 5 қаңтар | до 5 января 2022 | until 5 January 2022
2022-01/.. | басталуы: 2022 ж. қаңтар | с января 2022 | from January 2022
../2022-01 | аяқталуы: 2022 ж. қаңтар | до января 2022 | until January 2022
202X | 202X | 202X | 202X
 | күні айтылмаған | дата не указана | date not given
""".strip("\n").splitlines()


@pytest.mark.parametrize("line", DATES)
def test_a_date_is_worded_with_the_precision_it_has(line):
    edtf, *worded = (part.strip() for part in line.split("|"))
    assert [moment.date(language, edtf) for language in wording.LANGUAGES] == worded


def test_a_stretch_of_time_is_worded_in_hours_or_days():
    assert moment.duration("en", timedelta(hours=19)) == "19 hours"
    assert moment.duration("ru", timedelta(days=8, hours=3)) == "9 дней"


def test_a_spot_in_a_document_is_worded_as_a_reader_would_look_for_it():
    assert wording.locator("en", {"sheet": "Тізім", "row": 7, "column": 2}) == (
        "sheet “Тізім”, row 7, column 2"
    )
    assert wording.locator("kk", {"row": 7}) == "7-жол"
    assert wording.locator("ru", {"start": 0, "end": 14}) == "знаки 0–14"
    assert wording.locator("en", {}) == "the document as a whole"


def test_what_nobody_foresaw_is_given_as_it_was_written():
    assert wording.known("kk", "metric", "lost_in_flood") == "lost in flood"
    assert wording.known("kk", "metric", "dead") == "қаза тапқандар"


@pytest.mark.parametrize(
    "ask", [lambda: wording.say("en", "event.flown"), lambda: wording.say("de", "event.taken")]
)
def test_a_word_that_is_not_there_is_an_error_and_never_silence(ask):
    with pytest.raises(wording.NoSuchWord):
        ask()


def test_the_words_travel_with_the_package():
    folder = resources.files("izdeu.publication") / "words"
    assert {file.name for file in folder.iterdir()} == {
        "en.toml", "kk.toml", "kk-Latn.toml", "ru.toml"
    }  # fmt: skip


def test_kazakh_in_latin_letters_has_every_word_and_gap_and_no_cyrillic_letter():
    latin = dict(flat(wording.words(wording.LATIN)))
    assert latin.keys() == ENTRIES["kk"].keys()
    for identity, kazakh in ENTRIES["kk"].items():
        for form, written in zip(forms(kazakh), forms(latin[identity]), strict=True):
            assert VALUE.findall(form) == VALUE.findall(written)
            assert not re.search("[\u0400-\u04ff]", written), identity
    assert wording.say("kk-Latn", "plural.claims", n=2341) == "2\u202f341 mälımet"


def test_a_reviewed_word_stands_in_place_of_what_the_table_writes():
    told = wording.latin({"a": {"b": "сөз", "c": "сөз"}}, {"a": {"b": "another"}})
    assert told == {"a": {"b": "another", "c": "söz"}}
