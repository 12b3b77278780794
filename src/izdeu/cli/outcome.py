"""How a command ends when it cannot do what was asked."""


class CannotGoOn(Exception):
    """The command stops here; the message says what to do next, and holds no personal data."""
