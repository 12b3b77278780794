"""How often a Kazakh letter is written as which Russian or Latin one, from the tables."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from izdeu.names import lexicon, table
from izdeu.names.script import fold

#: The share of Latin spellings that pass through the Russian spelling (passports, news).
BY_WAY_OF_RUSSIAN = 0.5
_READABLE = 5.0
#: Longer groups of letters are not read as one.
LONGEST = 4
#: So many Russian spellings of a name are known again.
_SPELLED = 6

Shares = dict[tuple[str, str], float]


def russian_shares() -> Shares:
    """Give the share of each (Kazakh letters, Russian letters) among all letters of names."""
    return _weighted(_forms())


def latin_shares(russian_latin: Mapping[tuple[str, str], float]) -> Shares:
    """Give the share of each (Kazakh letters, Latin letters), by tables and by way of Russian."""
    direct: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    tables, weights = _tables()
    for told, weight in zip(tables, weights, strict=True):
        for letter, forms in told.letters.items():
            for form in forms:
                direct[letter][fold(form)] += weight / len(forms)
    shares = Counter(_scaled(_weighted(direct), 1 - BY_WAY_OF_RUSSIAN))
    shares.update(_scaled(_weighted(_through(russian_latin)), BY_WAY_OF_RUSSIAN))
    return dict(shares)


def alphabet_shares() -> Iterator[Shares]:
    """Yield for each Latin alphabet the share of each (Kazakh letter, form) among all letters."""
    for told in _tables()[0]:
        yield _weighted({letter: _evenly(forms) for letter, forms in told.letters.items()})


def _evenly(forms: Sequence[str]) -> dict[str, float]:
    return {fold(form): 1 / len(forms) for form in forms}


def russian_spelling(token: str, chance: random.Random) -> str:
    """Draw one way to write a Kazakh token in Russian letters."""
    forms = _forms()
    written, at = "", 0
    while at < len(token):
        size = next((n for n in (3, 2) if token[at : at + n] in forms), 1)
        group = token[at : at + size]
        told = forms.get(group, {group: 1.0})
        written += chance.choices(list(told), list(told.values()))[0]
        at += size
    return written


def latin_spelling(token: str, chance: random.Random) -> str:
    """Draw one way to write a Kazakh token in Latin letters: by a table, or by way of Russian."""
    if chance.random() < BY_WAY_OF_RUSSIAN:
        told = table.load(chance.choice(("ru_icao_doc_9303", "ru_bgn_pcgn_alt", "ru_wikipedia")))
        return table.transliterate(russian_spelling(token, chance), told)
    tables, weights = _tables()
    chosen = chance.choices(tables, weights)[0]
    return "".join(chance.choice(list(chosen.letters.get(c, [c]))) for c in token)


@cache
def _forms() -> dict[str, dict[str, float]]:
    told = table.rules("kazakh_russian")
    groups = {**told["letters"], **told["sequences"]}
    return {group: {form: float(share) for form, share in forms} for group, forms in groups.items()}


@cache
def _tables() -> tuple[list[table.Table], list[float]]:
    tables = [one for one in map(table.load, table.names()) if one.source == "kk"]
    return tables, [one.weight for one in tables]


@cache
def _frequency() -> Mapping[str, float]:
    """How often each letter group comes up in Kazakh given names, of all letters."""
    text = " ".join(given.form.lower() for given in lexicon.kazakh_given())
    groups = {*text, *_forms()} - {" "}
    return {group: max(text.count(group), 1) / len(text) for group in groups}


def _weighted(forms: Mapping[str, Mapping[str, float]]) -> Shares:
    often = _frequency()
    rest = {letter: {letter: 1.0} for letter in often if len(letter) == 1 and letter not in forms}
    found: Shares = {}
    for letter, told in {**rest, **forms}.items():
        whole = sum(told.values())
        for form, share in told.items():
            found[letter, form] = often.get(letter, 0.0001) * share / whole
    return found


def _through(russian_latin: Mapping[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    latin: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), cost in russian_latin.items():
        if cost < _READABLE:
            latin[other][one] = 2.0**-cost
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for letter, told in _forms().items():
        for russian, share in told.items():
            for form, chance in _latin_of(russian, latin).items():
                found[letter][form] += share * chance
    return found


def _latin_of(russian: str, latin: Mapping[str, Mapping[str, float]]) -> Mapping[str, float]:
    """Give the Latin forms of Russian letters: those of the group, or of each letter in turn."""
    if russian in latin or len(russian) < 2:
        return latin.get(russian, {})
    found = {"": 1.0}
    for letter in russian:
        likely = sorted(latin.get(letter, {}).items(), key=lambda one: -one[1])[:2]
        found = {text + form: p * q for text, p in found.items() for form, q in likely}
    return {form: chance for form, chance in found.items() if len(form) <= LONGEST}


def _scaled(shares: Shares, by: float) -> Shares:
    return {pair: share * by for pair, share in shares.items()}


def russian_forms(token: str, most: int) -> list[tuple[str, float]]:
    """Give the likeliest ways to write a Kazakh token in Russian letters, with their shares."""
    forms = _forms()
    beam, at = [("", 1.0)], 0
    while at < len(token):
        size = next((n for n in (3, 2) if token[at : at + n] in forms), 1)
        told = forms.get(token[at : at + size], {token[at : at + size]: 1.0})
        beam = [(text + form, p * share) for text, p in beam for form, share in told.items()]
        beam = sorted(beam, key=lambda one: -one[1])[: max(most, 8)]
        at += size
    return beam[:most]


def original(russian: str) -> str:
    """Give the Kazakh given name that a folded Russian word is likeliest to spell; "" for none.

    >>> original("нурлан")
    'нұрлан'
    """
    return _originals().get(russian, ("", 0.0))[0]


@cache
def _originals() -> Mapping[str, tuple[str, float]]:
    """By Russian spelling, the Kazakh given name it stands for, and the share of that spelling."""
    found: dict[str, tuple[str, float]] = {}
    for given in lexicon.kazakh_given():
        form = fold(given.form)
        for russian, share in russian_forms(form, _SPELLED):
            if share > found.get(russian, ("", 0.0))[1]:
                found[russian] = (form, share)
    return found
