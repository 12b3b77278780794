"""A run that must spill to disk finds the same pairs, within the memory it was given."""

import subprocess
import sys

import pyarrow.parquet as pq

from tests.linkage import table

#: What one share of the work and the libraries' own buffers may take beyond the setting, in MB.
ALLOWANCE = 64
TIGHT = 384

#: Links with so little left for the rows that they are weighed file by file; tells what it took.
RUN = """
import sys
from pathlib import Path
from izdeu.cli import main
from izdeu.linkage import batch
from izdeu.linkage.engines import local

folder, rows = Path(sys.argv[1]), int(sys.argv[2])
batch.ITSELF = (384 << 20) - rows
spilt, spill = [], local._spill
local._spill = lambda *given: spilt.append(1) or spill(*given)
told = ["link", str(folder / "people.csv"), "--out", str(folder / sys.argv[2]), "--memory", "384MB"]
assert main(told) == 0
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("took", len(spilt), int(peak.split()[1]) // 1024)
"""


def linked(folder, rows):
    """Link with so many bytes for the rows; gives how often was spilt, and the peak in MB."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder), str(rows)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    _, spilt, peak = done.stdout.split("took")[-1].split(" ")
    return int(spilt), int(peak)


def pairs(folder):
    names = ["id_a", "id_b"]
    held = pq.read_table(folder / "pairs.parquet")
    return held.sort_by([(name, "ascending") for name in names])


def test_a_tight_memory_gives_the_same_pairs_and_is_kept(tmp_path):
    table.write(tmp_path / "people.csv", people=3000)
    roomy, tight = 64 << 20, 1 << 19
    assert linked(tmp_path, roomy)[0] == 0
    spilt, peak = linked(tmp_path, tight)
    assert spilt > 5
    assert peak <= TIGHT + ALLOWANCE
    assert pairs(tmp_path / str(tight)).equals(pairs(tmp_path / str(roomy)))
    assert pq.read_table(tmp_path / str(tight) / "clusters.parquet").equals(
        pq.read_table(tmp_path / str(roomy) / "clusters.parquet")
    )
