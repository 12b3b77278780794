"""The kernels that are called from outside, and what they take.

``int32**`` is an array of two dimensions, row by row without gaps; parentheses are a tuple.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
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
    def kinds(self) -> "Kinds":
        """The type and the dimensions (0 for a number) of each argument, tuples laid out flat."""
        words = self.takes.replace("(", " ").replace(")", " ").split()
        return tuple((word.rstrip("*"), word.count("*")) for word in words)

    @cached_property
    def _function(self) -> Callable[..., int]:
        return machine.function(self)

    def __call__(self, *arguments: Any) -> int:
        """Run it.

        Raises TypeError where an array is of another type or has gaps: the machine code would read
        or write beside it.
        """
        flat: list[int | float] = []
        at = 0
        for value in _flat(arguments):
            if isinstance(value, Fixed):
                flat += value.laid_out(self.kinds[at : at + len(value)])
                at += len(value)
            else:
                flat += _argument(value, *self.kinds[at])
                at += 1
        return self._function(*flat)


class Fixed:
    """Arrays that are given at every call and stay where they are: looked at once."""

    def __init__(self, *arrays: Any) -> None:
        self._arrays = tuple(_flat(arrays))
        self._laid_out: dict[Kinds, Sequence[int | float]] = {}

    def __len__(self) -> int:
        return len(self._arrays)

    def laid_out(self, kinds: "Kinds") -> Sequence[int | float]:
        """What stands for them in a call that takes these kinds. Raises TypeError."""
        if kinds not in self._laid_out:
            given = zip(self._arrays, kinds, strict=True)
            self._laid_out[kinds] = [part for one, of in given for part in _argument(one, *of)]
        return self._laid_out[kinds]


Kinds = tuple[tuple[str, int], ...]


def _flat(values: Sequence[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from _flat(value)
        else:
            yield value


def _argument(value: Any, kind: str, dimensions: int) -> tuple[int | float, ...]:
    if not dimensions:
        return (_PLAIN[kind](value),)
    shape, flags = value.shape, value.flags
    if value.dtype != kind or len(shape) != dimensions or not flags.c_contiguous:
        raise TypeError(f"a kernel takes {kind} of {dimensions} dimensions without gaps")
    if flags.writeable:
        # Three times as quick as asking the array, and some are small.
        return (ctypes.addressof(_Start.from_buffer(value)), *shape)
    return (value.ctypes.data, *shape)


_Start = ctypes.c_char * 0


components = Entry("component", "components", "int32* int32* int32*")
fill_kinds = Entry("text", "fill_kinds", "int64* uint8* uint64*")
pairs_of_blocks = Entry(
    "pairing",
    "pairs_of_blocks",
    "int32** int64* int32** int64* int64* int64** int64* int32* int32*",
)
enrol = Entry("vocabulary", "enrol", "int64* uint8* int64* uint8* uint64* int32* int64 int32*")
reseat = Entry("vocabulary", "reseat", "uint64* int32*")
meet = Entry("packing", "meet", "int32** int64* bool** int64* int64*")
unpack = Entry("packing", "unpack", "uint8* int64* bool* int32** int64* uint8* uint64* int32*")

_CAPS = "(float64** int64** int64** bool** bool** bool* bool* float64*) float64*"
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
    meet,
    pairs_of_blocks,
    reseat,
    unpack,
    weigh_pairs,
)
