"""Invented people and the cells that lists have of them, for the benchmarks of lists."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

SURNAMES = """Абенов Әбілқасымов Бекетов Воронин Дәуренов Есенов Жүнісов Ким Мұсин Өтеуов Сейітқали Тлеубаев
Ли Цой Рахимжанов Иманғали Кузнецов Петренко Гаджиев Шевчук Нұрпейіс Қасымбек Айтмұханбет Оразбек Тұрар
Сағынтай Қожахмет Бейсенбай Алибеков Мырзахметов Юсупов Хан Пак Исмаилов Дюсенов Каримов Белоус Гросс
Ержанов Жаңабай Шәріп Құдайберген Тоқтар Аманжол Серікбай Цурикова-Бек Ибрагимов Төлеген Ысқақ""".split()
GIVEN = """Айдын Болат Виталий Ғалым Еркін Жәнібек Олег Қуаныш Үмбет Данияр Нұрлан Сергей Ерлан Руслан
Мадияр Санжар Ақжол Дінмұхамед Тимур Артём Игорь Әлихан Бауыржан Рустам Павел Мұхтар Ілияс Асқар""".split()
GIVEN_FEMALE = """Айгүл Вера Гүлнар Динара Елена Жанар Қарлығаш Мәдина Наталья Ольга Перизат Сәуле Тоғжан
Ұлпан Шолпан Зарина Алия Света""".split()
FATHERS = """Айдынұлы Болатұлы Витальевич Еркінұлы Олегович Рүстемұлы Серікович Маратович Асқарұлы
Бекжанович Ерланулы Қайратұлы""".split()
FATHERS_FEMALE = """Айдынқызы Болатовна Витальевна Еркінқызы Олеговна Серікқызы Маратовна Ерлановна""".split()
CITIES = """Алматы Тараз Шымкент Актобе Қызылорда Талдыкорган Атырау Семей Жаңаөзен Актау Орал""".split()
FACILITIES = """СИЗО-1;ИВС г. Тараз;полиция бөлімі;УП Алмалинского района;тергеу изоляторы;ГКБ №4;БСНП;
облыстық аурухана;СИЗО ЛА-155/1;ИВС УП;РОВД;СИЗО-18;қалалық аурухана №7;спецприёмник""".replace("\n", "").split(";")
WORDS = """да;нет;есть;жоқ;иә;А(II);Toyota;русский;қазақша;белый;срочно;B;копия;телефон изъят;3 шт.;не нужен;
yes;no;см. файл;қара;второй;ислам;обычный""".replace("\n", "").split(";")
INJURIES = """ЗЧМТ;огнестрельное ранение бедра;перелом ребра;ушиб;жарақат;ожог кисти;сотрясение;оқ тиген;
ЧМТ;закрытый перелом;множественные ушибы;gunshot wound""".replace("\n", "").split(";")
STATUSES = """освобождён;арест 15 суток;под стражей;не числится;босатылды;қамауда;погиб;домашний арест;
разыскивается;выписан;тәулік 10;released;in custody""".replace("\n", "").split(";")
FEATURES = """рост 175, шрам на щеке;тёмная куртка;арық, ұзын бойлы;татуировка на руке;седой;қара күртеше;
джинсы, кроссовки;beard, tall;шрам""".replace("\n", "").split(";")
NOTES = """со слов соседа;уточняется;забрали с работы;мәлімет нақтыланбаған;был с братом;документов не было;
см. выше;шёл домой с работы;күмәнді""".replace("\n", "").split(";")
STREETS = "Абая Сатпаева Гагарина Жібек-жолы Назарбаева Ленина".split()
WORKS = "студент водитель безработный мұғалім сварщик продавец РК казах оператор студент құрылысшы".split()
WARDS = "хирургия травматология реанимация нейрохирургия 3 12 5Б палата-7 ОРИТ".split()
SOURCES = "https://example.org/1 телеграм-канал t.me/example соседи радио сайт-МВД".split()
ARTICLES = ["ст. 272", "272 ч.2", "ст.255 УК РК", "188", "272-бап", "ст. 269 ч. 3", "380"]
TERMS = ["3 года", "5 жыл", "2 года 6 мес.", "условно 1 год", "10 лет", "4 жыл"]
#: How a column writes its days.
DAYS = ("%d.%m.%Y", "%d.%m.%Y", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")
EVENT_DAYS = (*DAYS, "%d.%m", "%d.%m.%Y %H:%M", "%d.%m.%Yг.")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented."""

    surname: str
    given: str
    patronymic: str
    female: bool
    born: date

    @property
    def name(self) -> str:
        """Surname, given name, patronymic."""
        return " ".join(filter(None, (self.surname, self.given, self.patronymic)))


def invent(chance: random.Random) -> Person:
    """A person drawn by lot."""
    female = chance.random() < 0.3
    surname = chance.choice(SURNAMES)
    if female and surname.endswith(("ов", "ев", "ин")):
        surname += "а"
    return Person(
        surname,
        chance.choice(GIVEN_FEMALE if female else GIVEN),
        chance.choice(FATHERS_FEMALE if female else FATHERS) if chance.random() < 0.7 else "",
        female,
        date(1948, 1, 1) + timedelta(days=chance.randrange(20_500)),
    )


def recent(chance: random.Random) -> date:
    """A day of January 2022 before its 14th."""
    return date(2022, 1, chance.randint(2, 13))


def phone(chance: random.Random) -> str:
    """A number of no subscriber, written in one of the ways people write it."""
    middle, last = f"{chance.randint(0, 99):02}", f"{chance.randint(0, 99):02}"
    code = chance.choice(("701", "702", "705", "747", "777"))
    return chance.choice((f"+7 {code} 000 {middle} {last}", f"8{code}000{middle}{last}",
                          f"8 ({code}) 000-{middle}-{last}"))  # fmt: skip


def column_of(meaning: str, people: list[Person], chance: random.Random) -> list[str]:
    """The cells of a column with that meaning, one for each person, all written in one way.

    ``meaning`` is a field of lists, or ``dates``, ``names``, ``numbers``, ``words`` for columns
    that mean nothing lists are read for.
    """
    writer = _WRITERS.get(meaning) or _event(chance)
    filled = 1.0 if meaning in ("name", "surname", "given", "ordinal") else chance.uniform(0.7, 1.0)
    if meaning == "ordinal":
        return [str(number) for number in range(1, len(people) + 1)]
    if meaning in ("birth", "dates"):
        writer = _day(meaning, chance)
    if meaning == "age":
        unit = chance.choice(("", "", " лет", " жас"))
        writer = lambda p, c: f"{2021 - p.born.year}{unit}"  # noqa: E731
    if meaning == "sex":
        letters = chance.choice((("м", "ж"), ("М", "Ж"), ("муж", "жен"), ("ер", "әйел"), ("M", "F")))
        writer = lambda p, c: letters[p.female]  # noqa: E731
    return [writer(p, chance) if chance.random() < filled else "" for p in people]


Writer = Callable[[Person, random.Random], str]


def _day(meaning: str, chance: random.Random) -> Writer:
    if meaning == "birth":
        way = chance.choice((*DAYS, "%Y", "%Y г.р."))
        return lambda p, c: p.born.strftime(way)
    way = chance.choice(EVENT_DAYS)
    return lambda p, c: recent(c).strftime(way)


def _event(chance: random.Random) -> Writer:
    way = chance.choice(EVENT_DAYS)
    return lambda p, c: recent(c).strftime(way)


def _iin(p: Person, c: random.Random) -> str:
    return p.born.strftime("%y%m%d") + f"{c.randint(300_000, 599_999)}"


def _contact(p: Person, c: random.Random) -> str:
    words = ("", "", "мать ", "жена ", "ағасы ", f"{c.choice(GIVEN_FEMALE)} ")
    return c.choice(words) + phone(c)


_WRITERS: dict[str, Writer] = {
    "name": lambda p, c: p.name,
    "surname": lambda p, c: p.surname,
    "given": lambda p, c: p.given,
    "patronymic": lambda p, c: p.patronymic,
    "id_number": _iin,
    "contact": _contact,
    "phone": lambda p, c: phone(c),
    "charged": lambda p, c: c.choice(ARTICLES),
    "convicted": lambda p, c: c.choice(TERMS),
    "injury": lambda p, c: c.choice(INJURIES),
    "facility": lambda p, c: c.choice(FACILITIES),
    "place": lambda p, c: c.choice(CITIES),
    "residence": lambda p, c: f"{c.choice(CITIES)}, {c.choice(STREETS)} {c.randint(1, 99)}",
    "status": lambda p, c: c.choice(STATUSES),
    "features": lambda p, c: c.choice(FEATURES),
    "ward": lambda p, c: c.choice(WARDS),
    "note": lambda p, c: c.choice(NOTES),
    "source": lambda p, c: c.choice(SOURCES),
    "work": lambda p, c: c.choice(WORKS),
    "names": lambda p, c: invent(c).name,
    "numbers": lambda p, c: str(c.randint(1, 9000)),
    "words": lambda p, c: c.choice(WORDS),
}
