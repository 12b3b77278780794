"""The Spark session that a run uses."""

import os
import sys

from pyspark import SparkConf
from pyspark.sql import SparkSession


def session(threads: int) -> SparkSession:
    """The session of spark-submit or of the caller; else one on this machine."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    running = SparkSession.getActiveSession()
    if running is not None:
        return running
    builder = SparkSession.builder.appName("izdeu link")
    if not SparkConf().contains("spark.master"):
        builder = builder.master(f"local[{threads}]")
    return builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
