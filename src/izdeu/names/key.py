"""Graded phonetic keys: one for a name's sound in any script, coarser ones for blocking."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from izdeu.names import ending, table

if TYPE_CHECKING:
    from izdeu.names.reading import Name, Part


@lru_cache(maxsize=1 << 17)
def fine(word: str) -> str:
    """Give the sound of a folded word in 19 letters, the same in each script."""
    sounds = _sounds()
    found = ""
    for group in _groups().findall(word):
        sound = sounds.get(group, group)
        found += sound if sound[:1] != found[-1:] else sound[1:]
    return found


def coarse(word: str) -> str:
    """Give the consonants of a folded word, those joined that practice mixes up."""
    groups = table.rules("sounds")["coarse"]
    found = ""
    for sound in fine(word):
        group = groups.get(sound, "")
        if group and group != found[-1:]:
            found += group
    return found or fine(word)[:1]


def stem(word: str) -> str:
    """Give the fine key of a folded word without the ending of a surname or patronymic."""
    return fine(word[: ending.of(word).stem])


def keys(name: "Name") -> Sequence[str]:
    """Give a handful of short keys: spellings of one name share at least one, in any script.

    ``p:`` keys join the coarse sounds of two parts, ``s:`` keys are the sound of a part that is no
    given name and no patronymic, ``g:`` keys stand in for a name of one part. Fit for an indexed
    column: at most 40 characters, stable for one version of ``tables/sounds.toml``.
    """
    parts = [part for part in name.parts if part.role.value not in ("initial", "respect")][:4]
    found = {_pair(one, other) for one, other in combinations(parts, 2)}
    found |= {f"s:{_middle(part)}" for part in parts if _stands_alone(part)}
    if len(parts) == 1:
        found.add(f"g:{coarse(_stem(parts[0]))}")
    return sorted(key[:40] for key in found)


def sought(name: "Name") -> Sequence[str]:
    """Give keys for finding a name by some of its words, in any script; the telling ones first.

    ``p:`` keys as of ``keys``, ``w:`` keys the sound of each single word, given names too.
    """
    parts = [part for part in name.parts if part.role.value not in ("initial", "respect")][:4]
    pairs = {_pair(one, other) for one, other in combinations(parts, 2)}
    words = {f"w:{_middle(part)}" for part in parts}
    return [key[:40] for key in (*sorted(pairs), *sorted(words))]


def _pair(one: "Part", other: "Part") -> str:
    return "p:" + "+".join(sorted((coarse(_stem(one)), coarse(_stem(other)))))


def _middle(part: "Part") -> str:
    """Give the coarse sound with the first vowel, which keeps apart what consonants do not."""
    sound = fine(_stem(part))
    vowel = next((letter for letter in sound if letter in "aeiou"), "")
    return coarse(_stem(part)) + {"e": "i", "u": "o"}.get(vowel, vowel)


def _stands_alone(part: "Part") -> bool:
    return part.role.value not in ("given", "patronymic") and len(coarse(_stem(part))) > 1


def _stem(part: "Part") -> str:
    return part.folded[: part.ending.stem] if part.ending.kind != "other" else part.folded


@cache
def _sounds() -> dict[str, str]:
    return dict(table.rules("sounds")["fine"])


@cache
def _groups() -> re.Pattern[str]:
    """The longest group of letters that has a sound of its own, or one letter."""
    groups = sorted((group for group in _sounds() if len(group) > 1), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, groups), "."]), re.DOTALL)
