"""Compiled inner loops; the machine code is kept on disk beside the source."""
