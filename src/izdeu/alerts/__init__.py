"""The outbox: tell a family that there is news, without saying what."""
