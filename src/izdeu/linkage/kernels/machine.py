"""Machine code of the kernels: loaded from disk, or compiled and kept there.

A file is one line with the symbols that the code names on paths never taken, and an object file.
A wheel brings one for any processor of its architecture (see ``baseline``); what was compiled for
this very processor comes before it.
"""

import ctypes
import hashlib
import os
import platform
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import llvmlite
import llvmlite.binding as llvm

_FOLDER = Path(__file__).parent
_TYPES = {"int64": ctypes.c_int64, "float64": ctypes.c_double}
_LOADING = threading.Lock()


class Described(Protocol):
    """A function of the kernels: see ``entry.Entry``."""

    @property
    def name(self) -> str:
        """Its name in the machine code."""

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """What it takes."""


def function(of: Described) -> Callable[..., int]:
    """The function to call with numbers, and with address and shape of each array.

    It lets other threads run meanwhile.
    """
    with _LOADING:
        return _function(of.name, of.kinds)


@cache
def _function(name: str, kinds: tuple[tuple[str, int], ...]) -> Callable[..., int]:
    takes: list[Any] = []
    for kind, dimensions in kinds:
        takes += [ctypes.c_void_p, *[ctypes.c_int64] * dimensions] if dimensions else [_TYPES[kind]]
    return ctypes.CFUNCTYPE(ctypes.c_int64, *takes)(_engine().get_function_address(name))


@cache
def _engine() -> Any:
    """The loaded machine code; it is compiled where none fits these sources and this processor."""
    unused, code = (_kept() or _shipped() or compiled()).split(b"\n", 1)
    never = ctypes.cast(ctypes.pythonapi.Py_FatalError, ctypes.c_void_p).value
    for symbol in unused.decode().split():
        llvm.add_symbol(symbol, never)
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine(jit=True)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return engine


def compiled() -> bytes:
    """The code for this very processor; it is compiled, and kept, where none is kept yet."""
    code = _kept()
    if code is None:
        from izdeu.linkage.kernels import compiler

        code = compiler.machine_code()
        _keep(code)
    return code


def shipped() -> str:
    """The name of the file that a wheel brings for these sources and this architecture."""
    return f"kernels-{sys.platform}-{platform.machine()}-{_digest()}.o"


def _name() -> str:
    """A file name that tells the sources, the processor and the compiler apart."""
    features = llvm.get_host_cpu_features().flatten()
    said = _digest(llvm.get_process_triple(), llvm.get_host_cpu_name(), features)
    return f"kernels-{llvmlite.__version__}-{said}.o"


def _digest(*words: str) -> str:
    """A few letters that change with the sources of the kernels and with the words."""
    said = hashlib.sha256()
    for source in sorted(_FOLDER.glob("*.py")):
        said.update(source.read_bytes())
    for word in words:
        said.update(word.encode())
    return said.hexdigest()[:24]


def _folders() -> Iterator[Path]:
    """Where the code is looked for and kept: beside the source, else in the user's cache."""
    yield _FOLDER / "__pycache__"
    yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "izdeu"


def _kept() -> bytes | None:
    for folder in _folders():
        try:
            return (folder / _name()).read_bytes()
        except OSError:
            continue
    return None


def _shipped() -> bytes | None:
    try:
        return (_FOLDER / shipped()).read_bytes()
    except OSError:
        return None


def _keep(code: bytes) -> None:
    """Write the code where that is possible; elsewhere it is compiled anew each time."""
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            own = folder / f"{_name()}.{os.getpid()}"
            own.write_bytes(code)
            own.replace(folder / _name())
        except OSError:
            continue
        return
