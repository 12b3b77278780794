"""Words of a text with their places, sentences and quotations, and keys that compare them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from izdeu.documents.text.lexicon import table

WORD = re.compile(
    r"\d+(?:[.:/]\d+)*|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’]s\b"
    r"|[^\W\d_]+(?:[-‑](?=[^\W\d_])[^\W\d_]+|['’ʼ](?!s\b)(?=[^\W\d_])[^\W\d_]+)*['’ʼ]?(?<=[^\W\d_])|\S"
)
KAZAKH = set("әғқңөұүһі")
KAZAKH_LATIN = set("ǵńáúýğñäöūŋ")
OPENING, CLOSING = "«“„", "»”"


LONGEST = 120
"""A sentence of more words is cut: no writer means it, and reading would take for ever."""
WRITING = table("writing")
SIGNS: dict[str, str] = WRITING["signs"]
ABBREVIATED = frozenset(WRITING["abbreviations"].split())
KAZAKH_LATIN_WORDS = frozenset(WRITING["kazakh_words"].split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign: code points of the text from ``start`` to ``end``, and its key."""

    start: int
    end: int
    text: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words from ``first`` up to ``last`` (not included), in a paragraph, in a language."""

    words: tuple[Word, ...]
    paragraph: int
    language: str
    quoted: bool
    """Whether it begins inside a quotation."""

    @property
    def listed(self) -> bool:
        """Whether it is a numbered line of a list, which speaks of one person alone."""
        return len(self.words) > 2 and self.words[0].text.isdigit() and self.words[1].text in ".)"


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A key that is the same for a name or Kazakh word in Cyrillic and in Latin letters."""
    lowered = word.lower()
    if lowered.isascii() or not any("а" <= sign <= "ӿ" for sign in lowered):
        lowered = _plain(lowered)
    spelled = "".join(SIGNS.get(sign, sign) for sign in lowered)
    return re.sub(r"i+", "i", spelled)


def key(word: str, language: str) -> str:
    """The key under which the lexicon of a language knows a word."""
    if language == "kk":
        return sound(word)
    lowered = word.lower().replace("ё", "е").replace("’", "'")
    return "not" if lowered == "n't" else lowered


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; paragraphs end at line breaks."""
    whole = language_of(text) or "en"
    found: list[Sentence] = []
    for number, (start, paragraph) in enumerate(_paragraphs(text)):
        language = (language_of(paragraph) if len(paragraph) > 60 else "") or whole
        quoted = False
        for words in _split(_words(paragraph, start, language)):
            found.append(Sentence(tuple(words), number, language, quoted))
            quoted = _still_quoted(words, quoted)
    return found


def language_of(text: str) -> str:
    """en, ru or kk, by letters and common words; "" where there are too few letters to say."""
    letters = Counter(text.lower())
    cyrillic = sum(count for sign, count in letters.items() if "а" <= sign <= "ӿ")
    latin = sum(count for sign, count in letters.items() if sign.isalpha()) - cyrillic
    if cyrillic + latin < 4:
        return ""
    if cyrillic >= latin:
        kazakh = sum(letters[sign] for sign in KAZAKH)
        return "kk" if kazakh > 0.035 * cyrillic else "ru"
    marks = sum(letters[sign] for sign in KAZAKH_LATIN)
    common = sum(sound(word) in KAZAKH_LATIN_WORDS for word in re.findall(r"\w+", text))
    return "kk" if marks > 0.012 * latin or common >= 2 else "en"


def _plain(word: str) -> str:
    """Latin letters without their marks, and digraphs as one sign."""
    spelled = "".join(SIGNS.get(sign, sign) if not sign.isascii() else sign for sign in word)
    spelled = unicodedata.normalize("NFD", spelled)
    spelled = "".join(sign for sign in spelled if not unicodedata.combining(sign))
    spelled = re.sub(r"['’ʼ`]", "", spelled)
    for pair, sign in WRITING["pairs"]:
        spelled = spelled.replace(pair, sign)
    return spelled


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\n]+", text):
        if match.group().strip():
            yield match.start(), match.group()


def _words(paragraph: str, offset: int, language: str) -> list[Word]:
    return [
        Word(
            offset + match.start(),
            offset + match.end(),
            match.group(),
            key(match.group(), language),
        )
        for match in WORD.finditer(paragraph)
    ]


def _split(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words sentence by sentence: an abbreviation, an initial or a number ends none."""
    sentence: list[Word] = []
    for word, after in pairwise([*words, Word(0, 0, ".", ".")]):
        sentence.append(word)
        if len(sentence) == LONGEST or (word.text in ".!?…" and _ends(sentence, after)):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _ends(sentence: Sequence[Word], after: Word) -> bool:
    touching = after.start == sentence[-1].end
    if after.text in ".!?…»”)]’," or (after.text == '"' and touching):
        return False
    if sentence[-1].text != "." or len(sentence) < 2:
        return after.capital or not after.text[0].isalpha()
    before = sentence[-2]
    initial = len(before.text) == 1 and before.capital
    numbered = len(sentence) == 2 and before.text.isdigit()
    shortened = before.text.lower() in ABBREVIATED and not (
        before.text == "г" and after.text[0].isupper() and len(sentence) > 2
        and sentence[-3].text[0].isdigit()
    )  # fmt: skip
    return not initial and not numbered and not shortened and not after.text[0].islower()


def _still_quoted(words: Sequence[Word], quoted: bool) -> bool:
    for word in words:
        if word.text in OPENING:
            quoted = True
        elif word.text in CLOSING:
            quoted = False
        elif word.text == '"':
            quoted = not quoted
    return quoted
