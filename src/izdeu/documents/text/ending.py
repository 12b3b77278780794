"""Words without the endings of case, so that inflected names meet."""

from functools import lru_cache

#: Russian case endings, and Kazakh ones, as keys of ``word.sound``; the longest first.
RUSSIAN = ("ogo", "omu", "iami", "ami", "oiu", "eiu", "oi", "ei", "om", "em", "im", "iu", "ia",
           "uiu", "a", "u", "e", "i", "o")  # fmt: skip
KAZAKH = ("nin", "din", "tin", "dagi", "degi", "tagi", "tegi", "dan", "den", "tan", "ten",
          "nan", "nen", "ga", "ge", "ka", "ke", "na", "ne", "ni", "di", "ti", "da", "de", "ta",
          "te", "nda", "nde", "men", "ben", "pen", "lik", "dik", "tik")  # fmt: skip
SHORTEST = 3
"""What is left of a word without its ending has at least so many letters."""


@lru_cache(maxsize=65536)
def bare(sound: str, language: str) -> frozenset[str]:
    """The key itself and what is left of it without each ending it may have."""
    found = {sound}
    endings = {"ru": RUSSIAN, "kk": KAZAKH}.get(language, ())
    for ending in endings:
        if sound.endswith(ending) and len(sound) - len(ending) >= SHORTEST:
            stem = sound.removesuffix(ending)
            found |= {stem, stem + "a", stem + "ia", stem + "i"} if language == "ru" else {stem}
    return frozenset(found)


@lru_cache(maxsize=65536)
def stem(sound: str) -> str:
    """One key for a name in every case and for man and woman of one surname."""
    for ending in ("oiu", "oi", "im", "om", "em", "ei", "iu", "ia", "a", "u", "e", "i"):
        if sound.endswith(ending) and len(sound) - len(ending) >= SHORTEST:
            return sound.removesuffix(ending)
    return sound
