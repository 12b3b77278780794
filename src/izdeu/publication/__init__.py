"""Counts, lists and reports that are safe to give away, each asked for as an audience."""
