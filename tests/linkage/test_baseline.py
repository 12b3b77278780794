"""The machine code that a wheel brings: for any processor, and no code compiled beside it."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from izdeu.linkage.kernels import machine

ROOT = Path(__file__).parents[2]

JOINED = """
import sys
from pathlib import Path
import numpy as np
from izdeu.linkage.kernels import entry, machine
machine._FOLDER = Path(sys.argv[1])
machine.shipped = lambda: sys.argv[2]
root = np.zeros(3, np.int32)
entry.components(np.array([2], np.int32), np.array([1], np.int32), root)
assert root.tolist() == [0, 1, 1]
"""


@pytest.fixture(scope="module")
def build_hook():
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def hook(build_hook):
    """The hook as the build backend makes it."""
    from hatchling.builders.wheel import WheelBuilder

    builder = WheelBuilder(str(ROOT))
    return build_hook.MachineCode(
        str(ROOT), {}, builder.config, builder.metadata, "", builder.target_config
    )


@pytest.fixture
def one_kernel(build_hook, monkeypatch):
    """Compile one of the kernels alone: all of them take half a minute."""
    run = subprocess.run
    monkeypatch.setattr(
        build_hook.subprocess, "run", lambda words, **how: run([*words, "components"], **how)
    )


def test_a_wheel_is_given_code_that_runs_without_being_compiled(hook, one_kernel, tmp_path):
    added = {"force_include": {}}
    hook.initialize("standard", added)
    ((path, inside),) = added["force_include"].items()
    assert inside == f"izdeu/linkage/kernels/{machine.shipped()}"
    assert added["tag"].startswith("py3-none-") and not added["pure_python"]
    code = JOINED + "assert 'numba' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(path).parent), Path(path).name],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    hook.finalize("standard", added, "")
    assert not Path(path).exists()


def test_an_editable_install_is_left_as_it_is(hook):
    added = {"force_include": {}}
    hook.initialize("editable", added)
    assert added == {"force_include": {}}


def test_code_of_other_sources_has_another_name(monkeypatch, tmp_path):
    before = machine.shipped()
    (tmp_path / "text.py").write_text("changed\n")
    monkeypatch.setattr(machine, "_FOLDER", tmp_path)
    assert machine.shipped() != before
