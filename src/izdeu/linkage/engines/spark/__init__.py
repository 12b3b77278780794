"""Link on Apache Spark: workers make the columns ready and weigh, the driver gives out codes."""

from izdeu.linkage.engines.spark.reading import normalised
from izdeu.linkage.engines.spark.weighing import run

__all__ = ["normalised", "run"]
