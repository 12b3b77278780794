import subprocess
import sys

BOTH = """
from izdeu.linkage.kernels import entry, machine
machine.function(entry.components)
from izdeu.linkage import Pair, draws
ring = [Pair("a", "b", 0.5), Pair("b", "c", 0.5), Pair("a", "c", 0.5)]
print(len(list(draws(20, 1, ring))))
"""


def test_kernels_loaded_from_disk_leave_those_of_numba_as_they_are():
    call = [sys.executable, "-c", BOTH]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "20"), done.stderr
