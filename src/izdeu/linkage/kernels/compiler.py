"""Compile the kernels' entry points with numba, to machine code that runs without it."""

import importlib
from collections.abc import Iterator, Sequence
from typing import Any

import llvmlite.binding as llvm
from numba import carray, cfunc, types  # type: ignore[attr-defined]

from izdeu.linkage.kernels.entry import ENTRIES, Entry

#: What numba names to report an error to the interpreter and to count references to its own
#: arrays. The kernels raise nothing and make no arrays.
_UNUSED = ("NRT_", "Py", "numba_")
_NUMBA = {"bool": types.boolean, "int64": types.int64, "float64": types.float64}


def machine_code(entries: Sequence[Entry] = ENTRIES) -> bytes:
    """One file with the entry points, each under its own name, for numba's processor.

    That is this one unless numba was told another. See ``machine``.
    """
    compiled = [_compiled(entry) for entry in entries]
    whole = llvm.parse_assembly(str(compiled[0]._library._final_module))
    for one in compiled[1:]:
        whole.link_in(llvm.parse_assembly(str(one._library._final_module)))
    for entry, one in zip(entries, compiled, strict=True):
        whole.get_function(one._wrapper_name).name = entry.name
    unused = " ".join(_set_apart(whole))
    code: bytes = compiled[0]._library._codegen._tm.emit_object(whole)
    return unused.encode() + b"\n" + code


def _set_apart(module: Any) -> Iterator[str]:
    """Give what is never used names of its own: numba may run in the same process, with its own."""
    for symbol in (*module.functions, *module.global_variables):
        if symbol.is_declaration and symbol.name.startswith(_UNUSED):
            symbol.name = f"izdeu_unused_{symbol.name}"
            yield symbol.name


_pointer: Any = types.CPointer


def _compiled(entry: Entry) -> Any:
    """A C function that takes the address and the shape of each array."""
    kernel = getattr(importlib.import_module(f"izdeu.linkage.kernels.{entry.module}"), entry.name)
    names = {"kernel": kernel, "carray": carray}
    exec(_source(entry), names)  # noqa: S102 - made of the entry's own words
    signature = types.int64(*_signature(entry))
    return cfunc(signature)(names["call"])


def _signature(entry: Entry) -> Iterator[Any]:
    for kind, dimensions in entry.kinds:
        plain = _NUMBA.get(kind) or getattr(types, kind)
        yield _pointer(plain) if dimensions else plain
        yield from [types.int64] * dimensions


def _source(entry: Entry) -> str:
    """Python source of the function: it makes arrays and tuples of what it is given."""
    takes: list[str] = []
    given: list[str] = []
    words = iter(entry.takes.replace("(", " ( ").replace(")", " ) ").split())
    for at, word in enumerate(words):
        if word in "()":
            given.append("(" if word == "(" else "), ")
            continue
        shape = [f"n{at}_{axis}" for axis in range(word.count("*"))]
        takes += [f"a{at}", *shape]
        given.append(f"carray(a{at}, ({', '.join(shape)},)), " if shape else f"a{at}, ")
    return (
        f"def call({', '.join(takes)}):\n"
        f"    found = kernel({''.join(given)})\n"
        "    return 0 if found is None else found\n"
    )
