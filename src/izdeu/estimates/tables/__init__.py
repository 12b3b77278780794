"""Announced figures that come with the software, as data with their provenance."""
