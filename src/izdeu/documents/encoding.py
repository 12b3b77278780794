"""Tell how a text file is encoded, among the encodings that lists from Kazakhstan come in."""

import codecs

import chardet

#: Byte order marks and what they announce; the longer ones first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Single-byte encodings in use, from which the one whose letters make words is chosen.
SINGLE = ("kz1048", "cp1251", "koi8-r", "cp866", "mac-cyrillic")
SAMPLE = 200_000
KAZAKH = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
LETTERS = {chr(c) for c in range(0x410, 0x450)} | set("ёЁ") | KAZAKH
VOWELS = set("аәеёиоөуұүыіэюя")


def decode(content: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; never fails.

    A mark decides, then strict UTF-8, then zero bytes (UTF-16 without a mark), then chardet's
    statistics, checked against how word-like each single-byte reading is.
    """
    encoding = detect(content)
    return content.decode(encoding, errors="replace"), encoding


def detect(content: bytes) -> str:
    """Name the encoding of the bytes."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    if _is_utf8(content):
        return "utf-8"
    return _wide(content[:SAMPLE]) or _single(content[:SAMPLE])


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut off in the middle of its last letter is still UTF-8.
        return error.start >= len(content) - 3 and error.start > 0
    return b"\0" not in content[:SAMPLE]


def _wide(content: bytes) -> str:
    zeros_even, zeros_odd = content[0::2].count(0), content[1::2].count(0)
    high_even, high_odd = content[0::2].count(4), content[1::2].count(4)
    half = max(1, len(content) // 2)
    if (zeros_odd + high_odd) / half > 0.7:
        return "utf-16-le"
    if (zeros_even + high_even) / half > 0.7:
        return "utf-16-be"
    return ""


def _single(content: bytes) -> str:
    scores = {encoding: _wordlike(content, encoding) for encoding in SINGLE}
    guess = _known(chardet.detect(content)["encoding"] or "")
    if guess in scores:
        scores[guess] += 0.02
    elif guess and max(scores.values()) < 0.5:
        return guess
    # max() keeps the first of equals: kz1048 differs from cp1251 only where Kazakh letters stand.
    return max(scores, key=lambda encoding: scores[encoding])


def _known(name: str) -> str:
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return ""
    return {"cp1251": "cp1251", "kz1048": "kz1048"}.get(name, name)


def _wordlike(content: bytes, encoding: str) -> float:
    """How much of the letters beyond ASCII make plausible Cyrillic words, from 0 to 1."""
    high = bytes(b if b > 127 or b in b" \n" else 32 for b in content)
    words = high.decode(encoding, errors="replace").split()
    signs = sum(map(len, words)) or 1
    return sum(len(word) * _plausible(word) for word in words) / signs


def _plausible(word: str) -> float:
    if not all(sign in LETTERS for sign in word):
        return 0.0
    if len(word) == 1:
        return 0.5
    case = word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())
    voiced = any(sign in VOWELS for sign in word.lower())
    return (0.7 if case else 0.1) + (0.3 if voiced else 0.0)
