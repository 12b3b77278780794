"""Tables and their changes over time."""
