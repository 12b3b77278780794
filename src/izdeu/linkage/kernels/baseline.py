"""Make the machine code that a wheel or an image brings: for any processor of its architecture.

python -m izdeu.linkage.kernels.baseline FOLDER [KERNEL …]
"""

import os
import platform
import sys
from pathlib import Path

from izdeu.linkage.kernels import entry, machine

#: The least processor that the code asks for, as LLVM calls it. The wheels of numpy and pyarrow ask
#: for no less.
PROCESSORS = {"x86_64": "x86-64-v2", "AMD64": "x86-64-v2"}


def write(folder: Path, kernels: list[str]) -> Path:
    """Compile the kernels of these names, all where none is named; gives the file.

    In a process of its own: numba learns which processor to compile for when it is imported.
    """
    os.environ["NUMBA_CPU_NAME"] = PROCESSORS.get(platform.machine(), "generic")
    os.environ["NUMBA_CPU_FEATURES"] = ""
    from izdeu.linkage.kernels import compiler

    chosen = [one for one in entry.ENTRIES if not kernels or one.name in kernels]
    path = folder / machine.shipped()
    path.write_bytes(compiler.machine_code(chosen))
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2:])
