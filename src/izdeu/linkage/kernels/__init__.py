"""Compiled inner loops; the machine code is kept on disk beside the source.

``entry`` has what is called from outside. ``machine`` loads the machine code without numba, whose
import takes longer than linking a small table; ``compiler`` makes it where it is not there yet, and
``baseline`` when a wheel is built.
"""
