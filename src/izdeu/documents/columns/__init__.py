"""Which column of a table means what: by its header, then by what stands in it."""
