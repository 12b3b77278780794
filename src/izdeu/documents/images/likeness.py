"""Words that a reader of pictures takes for others: letters alike in print, and what tells them."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

#: Letters that Tesseract's Kazakh model takes for one another in print, seen on generated pages.
ALIKE = {
    "ө": "е", "е": "өё", "ё": "е", "э": "ә", "ә": "эа", "у": "ұү", "ұ": "у", "ү": "у", "к": "қ",
    "қ": "к", "г": "ғ", "ғ": "гп", "п": "цғқн", "ц": "п", "н": "ң", "ң": "н", "и": "й", "ж": "і",
    "і": "ұүөж", "т": "г",
}  # fmt: skip
#: The shortest name of which a surname or patronymic is known to be made.
SHORTEST_ROOT = 5
#: Kazakh has ө in the first syllable of a word only, so that later it is mostly another letter.
_LATE = re.compile(r"[аәеёиоөуұүыіэюя]\w*?[^\Wаәеёиоуұүыіэюя]+ө|[аәеёиоуұүыіэюя]ө", re.IGNORECASE)
#: A letter that grew out of a row's number or a speck: "ШДәуренов".
_GROWN = re.compile(r"[^\W\d_][А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+")


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Given names as they are spelt, in small letters."""
    path = files("izdeu.documents.text").joinpath("given.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = (words for words in table.values() if isinstance(words, str))
    return frozenset(word for words in lists for word in words.casefold().split())


@lru_cache(maxsize=8_192)
def is_doubtful(word: str) -> bool:
    """Whether the word is likelier a misreading of another: a person should compare it."""
    if _GROWN.fullmatch(word) or _LATE.search(word):
        return True
    small = word.casefold()
    if word[:1].islower() and len(small) > 3 and _is_known(small):
        # A name with a small letter: "ілияс" for "Ілияс".
        return True
    return len(small) > 3 and not _is_known(small) and any(map(_is_known, _alike(small)))


def _alike(word: str) -> Iterator[str]:
    """The word with each letter that may be another replaced, one at a time."""
    for place, letter in enumerate(word):
        for other in ALIKE.get(letter, ""):
            yield word[:place] + other + word[place + 1 :]


def _is_known(word: str) -> bool:
    """Whether the word is a given name or is made of one: "Серікқызы", "Еркінов"."""
    return word in names() or any(
        word[:size] in names() for size in range(SHORTEST_ROOT, len(word))
    )
