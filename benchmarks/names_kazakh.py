"""Generate Kazakh development data: ``python benchmarks/names_kazakh.py FOLDER [--seed 1]``.

Invented people are composed of given names, of surnames on old and composed roots, and of
patronymics, and written in Kazakh, Russian and Latin letters by the tables of ``izdeu.names``.
FOLDER receives ``kk_ru`` and ``kk_en``, each as gallery, queries and noisy queries, and
``pairs_kk.tsv`` with every kind of pair: the same person, with noise, without patronymic, by root
or by suffix; and siblings, father and son, spouses, namesakes with another father.
"""

import argparse
import random
from dataclasses import dataclass, replace
from pathlib import Path

from izdeu.names import kazakh, lexicon, patronymic, table

#: Heads and tails that roots are composed of.
HEADS = """Нұр Бек Ер Жан Тас Бай Ай Қара Сары Тоқ Есен Аман Құдай Тәңір Мырза Сейіт Ахмет Әбді Дос
Сәрсен Жұма Бейсен Дүйсен Жақсы Қой Өмір Темір Тұр Тұрсын Сатып Кенже Көп Алтын Күміс Бөкей Жол
Нияз Оспан Ораз Рыс Сүлей Тілеу Төле Үсен Шал Шоң Ысмағұл Байтұр Қожа Елу Мұс Тайжан"""
TAILS = """бай бек ғали хан жан мұрат тай ғазы мұхамед сұлтан берген ғұл қан дос тас мырза бала
пейіс қожа шал"""
USUAL = 0.75
ENGLISH = {"ов": "ov", "ова": "ova", "ев": "ev", "ева": "eva"}
ENDINGS = (("ов", 0.5), ("", 0.25), ("ұлы", 0.13), ("ев", 0.12))


@dataclass(frozen=True)
class Person:
    """A person as the Kazakh list has them; ``father`` may be empty.

    ``told`` says that the patronymic is written wherever there is one: without it nobody could tell
    a namesake with another father from the person asked for.
    """

    root: str
    ending: str
    given: str
    father: str
    sex: str
    told: bool = False


def main() -> None:
    """Write the data into the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gallery", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=2_000)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(arguments.seed)
    for language in ("ru", "en"):
        retrieval(arguments.folder, language, arguments.gallery, arguments.queries, chance)
    rows = [row for _ in range(700) for row in pairs(person(chance), chance)]
    write(arguments.folder / "pairs_kk.tsv", ("a", "b", "match", "type"), rows)


def retrieval(folder: Path, language: str, size: int, many: int, chance: random.Random) -> None:
    """Write a gallery in one language, and Kazakh queries for some of its people."""
    sought = [person(chance) for _ in range(many)]
    others = [relative for one in sought for relative in relatives(one, chance).values()]
    others += [person(chance) for _ in range(max(0, size - len(others) - many))]
    gallery = [(f"t{at:06}", written(one, language, chance)) for at, one in enumerate(sought)]
    gallery += [(f"d{at:06}", written(one, language, chance)) for at, one in enumerate(others)]
    chance.shuffle(gallery)
    asked = [written(one, "kk", chance) for one in sought]
    queries = [(f"q{at:06}", name, f"t{at:06}") for at, name in enumerate(asked)]
    noisy = [(at, *noise(name, chance), true) for at, name, true in queries]
    write(folder / f"kk_{language}.gallery.tsv", ("id", "name"), gallery)
    write(folder / f"kk_{language}.queries.tsv", ("qid", "query", "true_id"), queries)
    rows = [(at, name, true, kind) for at, name, kind, true in noisy]
    write(folder / f"kk_{language}.noisy.tsv", ("qid", "query", "true_id", "ops"), rows)


def person(chance: random.Random) -> Person:
    """Compose one person."""
    given = chance.choice(lexicon.kazakh_given())
    ending = chance.choices([one for one, _ in ENDINGS], [share for _, share in ENDINGS])[0]
    father = root(chance) if chance.random() < 0.6 else ""
    return Person(root(chance), ending, given.form, father, given.sex)


def root(chance: random.Random) -> str:
    """Draw a name that fathers and families carry: an old given name or a composed one."""
    if chance.random() < 0.4:
        return chance.choice([one.form for one in lexicon.kazakh_given() if one.sex == "m"])
    return chance.choice(HEADS.split()) + chance.choice(TAILS.split())


def another_root(than: str, chance: random.Random) -> str:
    """Draw a root that is not this one."""
    drawn = root(chance)
    return another_root(than, chance) if is_one_name(drawn, than) else drawn


def relatives(one: Person, chance: random.Random) -> dict[str, Person]:
    """Give the people who are easily taken for this one."""
    name = another(one.sex, one.given, chance)
    other_sex = "f" if one.sex == "m" else "m"
    found = {
        "neg_sibling": replace(one, given=name),
        "neg_other_father": replace(one, father=another_root(one.father, chance), told=True),
        "neg_surname": replace(one, root=another_root(one.root, chance)),
        "neg_father_son": Person(
            one.root, one.ending, one.father or root(chance), root(chance), "m"
        ),
        "neg_spouse": replace(
            one, given=another(other_sex, "", chance), father=root(chance), sex=other_sex
        ),
        "neg_given": replace(one, given=name, father=""),
    }
    if not one.father:
        # Whether namesakes are one person cannot be told where one side names no father.
        del found["neg_other_father"]
    return found


def another(sex: str, than: str, chance: random.Random) -> str:
    """Draw a given name of this sex, half the time one that looks alike.

    Two spellings of one name are no two names: those that sound the same are left out.
    """
    names = [one.form for one in lexicon.kazakh_given() if one.sex == sex]
    names = [name for name in names if not is_one_name(name, than)]
    alike = [name for name in names if than and name[:2] == than[:2]]
    return chance.choice(alike if alike and chance.random() < 0.5 else names)


def is_one_name(one: str, other: str) -> bool:
    """Tell whether two given names are written alike but for the letters that practice mixes up."""
    return _plainly(one) == _plainly(other)


def _plainly(name: str) -> str:
    plain = kazakh.russian_forms(name.lower(), 1)[0][0] if name else ""
    return plain.translate(str.maketrans("ыэкхя", "иегга"))


def written(one: Person, language: str, chance: random.Random) -> str:
    """Write a person's name in a language, in one of the usual orders."""
    surname, father = kazakh_surname(one), kazakh_patronymic(one)
    if language != "kk":
        russian = chance.random() < 0.8
        surname, given, father = (
            spelled(word, language, chance)
            for word in (surname, one.given, russian_patronymic(one, chance) if russian else father)
        )
    else:
        given = one.given
    parts = [surname, given, father] if chance.random() < 0.6 else [given, father, surname]
    if language == "en" and not one.told and chance.random() < 0.5:
        parts.remove(father)
    return " ".join(part[:1].upper() + part[1:] for part in parts if part)


def kazakh_surname(one: Person) -> str:
    """Give the surname with the ending of the sex."""
    if one.ending == "ұлы":
        return one.root + ("қызы" if one.sex == "f" else "ұлы")
    return one.root + one.ending + ("а" if one.sex == "f" and one.ending else "")


def kazakh_patronymic(one: Person) -> str:
    """Give the patronymic, or nothing."""
    return patronymic.kazakh(one.father, one.sex) if one.father else ""


def russian_patronymic(one: Person, chance: random.Random) -> str:
    """Give the patronymic as Russian forms have it, in Russian letters."""
    if not one.father:
        return ""
    return patronymic.russian(russian_spelling(one.father.lower(), chance), one.sex)


def spelled(word: str, language: str, chance: random.Random) -> str:
    """Write a Kazakh or Russian word in Russian or Latin letters."""
    lower = word.lower()
    for ending in ("ова", "ева", "ов", "ев"):
        if lower.endswith(ending):
            tail = ending if language == "ru" else ENGLISH[ending]
            return spelled(lower.removesuffix(ending), language, chance) + tail
    if language == "ru":
        return russian_spelling(lower, chance)
    if lower.endswith(("вич", "вна")):
        told = chance.choice(("ru_icao_doc_9303", "ru_wikipedia", "ru_bgn_pcgn_alt"))
        return table.transliterate(lower, table.load(told))
    if chance.random() < 0.5:
        told = table.load(chance.choice(("ru_icao_doc_9303", "ru_wikipedia", "ru_bgn_pcgn_alt")))
        return table.transliterate(russian_spelling(lower, chance), told)
    return kazakh.latin_spelling(lower, chance)


def russian_spelling(word: str, chance: random.Random) -> str:
    """Write a word as the Instruction has it, or, one time in four, as practice may have it."""
    if chance.random() < USUAL:
        return kazakh.russian_forms(word, 1)[0][0]
    return kazakh.russian_spelling(word, chance)


def noise(name: str, chance: random.Random) -> tuple[str, str]:
    """Give a name as a hotline might take it down, and what was done to it."""
    kinds = ("none", "typo", "swap", "upper", "comma", "initial", "nopat", "glue", "russian")
    kind = chance.choices(kinds, (25, 25, 10, 10, 8, 5, 5, 5, 7))[0]
    return NOISES[kind](name, chance), kind


def typo(name: str, chance: random.Random) -> str:
    """Drop, double, swap or replace a letter."""
    places = [at for at, letter in enumerate(name[:-1]) if letter.isalpha() and at]
    at = chance.choice(places)
    letter = chance.choice("абдеийклмнорстуы")
    edits = ("", name[at] * 2, name[at + 1] + name[at], letter)
    way = chance.randrange(4)
    return name[:at] + edits[way] + name[at + 1 + (way == 2) :]


def swap(name: str, _: random.Random) -> str:
    """Put the first part last."""
    first, *rest = name.split()
    return " ".join([*rest, first])


def initials(name: str, _: random.Random) -> str:
    """Shorten all parts but the first to their letter."""
    first, *rest = name.split()
    return " ".join([first, *(part[0] + "." for part in rest)])


def glue(name: str, _: random.Random) -> str:
    """Write the last two parts as one."""
    *first, one, other = name.split()
    return " ".join([*first, one + other])


def without_patronymic(name: str, _: random.Random) -> str:
    """Leave a patronymic out where there is one."""
    parts = name.split()
    kept = [part for part in parts if not part.endswith(("ұлы", "қызы"))]
    return " ".join(kept if len(kept) > 1 else parts)


RUSSIAN_LETTERS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")

NOISES = {
    "none": lambda name, _: name,
    "typo": typo,
    "swap": swap,
    "upper": lambda name, _: name.upper(),
    "comma": lambda name, _: name.replace(" ", ", ", 1),
    "initial": initials,
    "nopat": without_patronymic,
    "glue": glue,
    "russian": lambda name, _: name.translate(RUSSIAN_LETTERS),
}


def pairs(one: Person, chance: random.Random) -> list[tuple[str, str, int, str]]:
    """Give the pairs that one person takes part in."""
    language = chance.choice(("kk", "ru", "en"))
    a = written(one, "kk" if chance.random() < 0.7 else "ru", chance)
    bare = replace(one, father="")
    rooted = replace(one, ending="" if one.ending else "ов")
    told = [
        (a, written(one, language, chance), 1, "same"),
        (a, noise(written(one, language, chance), chance)[0], 1, "same_noisy"),
        (written(one, "kk", chance), written(bare, language, chance), 1, "same_nopat"),
        (a, written(rooted, language, chance), 1, "same_root"),
    ]
    for kind, other in relatives(one, chance).items():
        b = written(other, language, chance)
        if kind != "neg_other_father" or len(b.split()) > 2:
            told.append((a, b, 0, kind))
    return told


def write(path: Path, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Write a table with tabs."""
    lines = ["\t".join(columns), *("\t".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
