"""The kernels that are called from outside, and what they take.

``int32**`` is an array of two dimensions, row by row without gaps; parentheses are a tuple.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from izdeu.linkage.kernels import machine

_PLAIN = {"int64": int, "float64": float}


@dataclass(frozen=True)
class Entry:
    """A function of a kernel module, called through its machine code; it gives an integer."""

    module: str
    name: str
    takes: str

    @cached_property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """The type and the dimensions (0 for a number) of each argument, tuples laid out flat."""
        words = self.takes.replace("(", " ").replace(")", " ").split()
        return tuple((word.rstrip("*"), word.count("*")) for word in words)

    def __call__(self, *arguments: Any) -> int:
        """Run it.

        Raises TypeError where an array is of another type or has gaps: the machine code would read
        or write beside it.
        """
        flat: list[int | float] = []
        for value, (kind, dimensions) in zip(_flat(arguments), self.kinds, strict=True):
            if dimensions:
                flat += _array(value, kind, dimensions)
            else:
                flat.append(_PLAIN[kind](value))
        return machine.function(self)(*flat)


def _flat(values: Sequence[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from _flat(value)
        else:
            yield value


def _array(value: Any, kind: str, dimensions: int) -> tuple[int, ...]:
    if value.dtype != kind or value.ndim != dimensions or not value.flags.c_contiguous:
        raise TypeError(f"a kernel takes {kind} of {dimensions} dimensions without gaps")
    return (value.ctypes.data, *value.shape)


components = Entry("component", "components", "int32* int32* int32*")
fill_kinds = Entry("text", "fill_kinds", "int64* uint8* uint64*")
pairs_of_blocks = Entry(
    "pairing",
    "pairs_of_blocks",
    "int32** int64* int32** int64* int64* int64** int64* int32* int32*",
)
enrol = Entry("vocabulary", "enrol", "int64* uint8* int64* uint8* uint64* int32* int64 int32*")
reseat = Entry("vocabulary", "reseat", "uint64* int32*")
unpack = Entry("packing", "unpack", "uint8* int64* bool* int32** int64* uint8* uint64* int32*")

_CAPS = "(float64** int64** int64** bool** bool** bool* bool*) float64*"
_MODEL = "(int32** float64** int32**)"
_TESTS = "(int32** float64* int32**)"
_POOL = "(int64* uint8* uint64*)"
_MEANS = f"({_MODEL} {_TESTS} float64* {_POOL} float32**)"
_ROOM = "(int8** float32** float64* int32* int32* int32*)"
_FOUND = "int64* float64* int8** float32**"

weigh_pairs = Entry(
    "weighing",
    "weigh_pairs",
    f"int32** int32* int32* float64 float64 {_MEANS} {_CAPS} {_ROOM} {_FOUND}",
)
cap_all = Entry("weighing", "cap_all", f"float64* int8** float32** {_CAPS} float64*")

ENTRIES = (
    cap_all,
    components,
    enrol,
    fill_kinds,
    pairs_of_blocks,
    reseat,
    unpack,
    weigh_pairs,
)
