"""How a command ends when it cannot do what was asked."""


class CannotGoOn(Exception):
    """The command stops here; the message says what to do next, and holds no personal data."""


class LockedOut(CannotGoOn):
    """The key is not in memory: somebody calls ``izdeu unlock``."""
