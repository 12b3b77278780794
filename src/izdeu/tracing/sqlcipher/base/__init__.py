"""Where Django looks for a backend's wrapper."""

from izdeu.tracing.sqlcipher.wrapper import DatabaseWrapper

__all__ = ["DatabaseWrapper"]
