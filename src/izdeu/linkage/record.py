"""What is known of one mention when it is compared with another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a document says happened to the person."""

    word: str
    """One of ``izdeu.terms.Event``."""
    when: str = ""
    """EDTF date; "" where the document gives none."""
    place: str = ""
    """A place as written, or a gazetteer id."""


@dataclass(frozen=True, slots=True)
class Record:
    """One mention, as one document gives it; what it does not say stays empty."""

    id: str
    name: str = ""
    """As written, in any script and order."""
    sex: str = ""
    """"male" or "female", where the document says it."""
    birth: str = ""
    """EDTF date of birth."""
    age: str = ""
    """Years: "34", "30/35" or "~45"."""
    age_said: str = ""
    """EDTF date on which that age was true."""
    father: str = ""
    """The father's name where it stands apart from the patronymic."""
    places: tuple[str, ...] = ()
    """Where the person lives or comes from: names as written, or gazetteer ids."""
    events: tuple[Happening, ...] = ()
    phones: tuple[str, ...] = ()
    """Keyed hashes; never the numbers."""
    numbers: tuple[str, ...] = ()
    """Keyed hashes of ID numbers; never the numbers."""
    marks: tuple[str, ...] = ()
    """Described features in the one vocabulary for the missing and the found."""
    address: str = ""
    document: str = ""
    """Two rows of one document are two people."""
    row: str = ""
