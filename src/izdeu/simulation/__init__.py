"""An invented city in unrest: its lists, articles, requests, and the truth behind them."""

from izdeu.simulation.census import write_table
from izdeu.simulation.event import Written, write_event

__all__ = ["Written", "write_event", "write_table"]
