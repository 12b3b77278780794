"""The shape of a person's name in a cell; its meaning belongs to ``izdeu.names``."""

import re
from functools import lru_cache

_UPPER = "A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІİŞĞŪŌĀÄŃŊ"
_LETTER = r"[^\W\d_]"
_PART = rf"{_LETTER}+(?:['’ʼ`\-]{_LETTER}+)*"
_INITIAL = rf"(?:[{_UPPER}]|Дж|Ю|Sh|Zh|Ch)\."
_TOKEN = re.compile(rf"(?:{_INITIAL}|{_PART}\.?)")
_INITIALS = re.compile(rf"(?<!\w)(?:{_INITIAL}\s*-?\s*){{1,3}}|(?<=\s)[{_UPPER}]{{1,2}}$")
_PATRONYMIC = re.compile(
    r"(?:вич|вна|ична|инична|ұлы|улы|қызы|кызы|uly|ūly|ulı|qyzy|kyzy|kizi|vich|vna|оглы|уулу|тегі|евич|ович)$",
    re.IGNORECASE,
)
_SURNAME = re.compile(
    r"(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ский|ская|цкий|цкая|енко|ук|юк|ян|дзе|швили|баев|баева"
    r"|ov|ev|ova|eva|in|ina|sky|skaya|enko|uk|yan|yev|yeva)$",
    re.IGNORECASE,
)
_NUMBERING = re.compile(
    r"^\s*(?:№\s*)?\d{1,4}\s*[.)\]:–-]?\s+(?=\D)|^\s*\d{1,4}[.)]\s*|^\s*[-–—•*·►▪]\s*"
)
#: Words that stand in name-like cells without being names.
_NO_NAMES = (
    "итого", "всего", "барлығы", "жиыны", "жалпы", "total", "список", "тізім", "list", "отделение",
    "бөлім", "больница", "аурухана", "хирург", "травматолог", "реанимац", "терапи", "улица",
    "область", "район", "город", "полици", "прокур", "управлени", "департамент",
)  # fmt: skip
_NOT_NAMES = re.compile(rf"(?<!\w)(?:{'|'.join(_NO_NAMES)})", re.IGNORECASE)
#: No word of a name begins so; looked at before the pattern, which costs more.
_BEGINNINGS = frozenset(word[:4] for word in _NO_NAMES)


def is_name(words: str) -> bool:
    """Whether a cell has the shape of one person's name: one to five name-like words."""
    # Words of letters alone, each with one capital: nearly every name of a list.
    if (
        words.istitle()
        and words.replace(" ", "").isalpha()
        and 2 * words.count(" ") + 1 < len(words) < 60
    ):
        beginnings = {word[:4] for word in words.casefold().split(" ")}
        return _BEGINNINGS.isdisjoint(beginnings) or not _NOT_NAMES.search(words)
    return _is_name(words)


@lru_cache(maxsize=4_096)
def _is_name(words: str) -> bool:
    tokens = words.replace(",", " ").split()
    if not 1 <= len(tokens) <= 6 or len(words) > 90 or _NOT_NAMES.search(words):
        return False
    if not all(all(map(_TOKEN.fullmatch, _split(token))) for token in tokens):
        return False
    capital = sum(token[0].isupper() for token in tokens)
    return capital * 2 > len(tokens) and max(map(len, tokens)) > 1


def _split(token: str) -> list[str]:
    """Initials written without a space: "А.Б." and "Ахметов.А"."""
    return re.findall(rf"{_INITIAL}|[^.]+\.?", token) or [token]


def is_patronymic(word: str) -> bool:
    """Whether the word ends as a patronymic does."""
    return bool(_PATRONYMIC.search(word.strip()))


def is_surname(word: str) -> bool:
    """Whether the word ends as a surname does."""
    return bool(_SURNAME.search(word.strip())) and not is_patronymic(word)


def initials_of(words: str) -> str:
    """The initials in a name as written, without spaces: "Ахметов А. Б." gives "А.Б."."""
    match = _INITIALS.search(words)
    if not match or len(words.split()) < 2 and "." not in words:
        return ""
    return re.sub(r"\s", "", match.group())


def without_number(words: str) -> str:
    """The words without the number or bullet of a list before them."""
    return _NUMBERING.sub("", words, count=1)


@lru_cache(maxsize=4_096)
def name_end(words: str) -> int:
    """How far the name reaches that begins the words: it ends at a digit, bracket or dash."""
    end = 0
    for match in re.finditer(rf"\s*({_INITIAL}|{_PART})(?=[\s,.;:(–—-]|$|{_INITIAL})", words):
        word = match.group(1)
        if match.start() != end or not word[0].isupper() or _NOT_NAMES.match(word):
            break
        end = match.end()
    return end
