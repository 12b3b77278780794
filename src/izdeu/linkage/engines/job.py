"""What an engine is given to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from izdeu.linkage.block import Rule
from izdeu.linkage.encoding import Encoded
from izdeu.linkage.progress import Progress
from izdeu.linkage.weighing import Scale


@dataclass(frozen=True, eq=False)
class Job:
    """The pairs of every rule, weighed into ``pairs-NN.parquet`` in the table's folder."""

    table: Encoded
    rules: Sequence[Rule]
    scale: Scale
    memory: int
    """Bytes beyond what the interpreter and its libraries take; on Spark its own affair."""
    threads: int
    progress: Progress
