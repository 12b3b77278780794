"""One module per file format; they do not know each other."""
