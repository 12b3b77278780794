"""Puts the kernels' machine code into the wheel, so that a first linkage compiles nothing."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNELS = "izdeu/linkage/kernels"


class MachineCode(BuildHookInterface):
    """Compiles for any processor of this architecture; an editable install is left as it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the code to the wheel, which is from now on one for this platform."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        sources = str(Path(self.root) / "src")
        subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", f"{KERNELS.replace('/', '.')}.baseline", self._folder.name],
            env={**os.environ, "PYTHONPATH": sources},
            check=True,
        )
        for code in Path(self._folder.name).iterdir():
            build_data["force_include"][str(code)] = f"{KERNELS}/{code.name}"
        platform = self.build_config.builder.get_best_matching_tag().split("-")[-1]
        build_data.update(pure_python=False, tag=f"py3-none-{platform}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Drop the file that is in the wheel now."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
