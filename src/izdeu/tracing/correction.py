"""Claims by which a family says how a name or an age is right, known by their note."""

#: Stands before the name of a field in the note of such a claim.
RIGHT = "right: "
#: What a family corrects by a claim of its own.
FAMILY_CORRECTS = ("name", "age")


def corrected(note: str) -> str:
    """The field that a claim with this note puts right; "" for every other claim."""
    field = note.removeprefix(RIGHT)
    return field if note.startswith(RIGHT) and field in FAMILY_CORRECTS else ""
