"""Originals: bytes as received leave only for a holder who says why, and that is written down."""

from dataclasses import dataclass
from uuid import UUID

from izdeu.documents import FORMATS
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_holder
from izdeu.terms import EntryKind
from izdeu.tracing import ledger, models
from izdeu.tracing.actions.watch import DAY, metered, raise_alarm, within
from izdeu.tracing.actions.writing import NotRecorded, act
from izdeu.tracing.entry import parts_digest


class Altered(ValueError):
    """The bytes do not match the digest they were taken in under; run izdeu audit verify."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """A document as received, under a name that tells only its digest and kind."""

    name: str
    content: bytes


def open_original(reader: Reader, document: UUID, *, to: str = "") -> Bytes:
    """Log that a holder opens an original, or passes it on ``to`` somebody; then give it.

    Raises ``NotForThisReader`` without holding the document or without a reason, ``QuotaReached``
    after too many in a day, ``NotRecorded`` where it is not here, ``Altered`` where it was touched.
    """
    require_holder(reader, document)
    row = models.Document.objects.filter(id=document).first()
    parts = ledger.parts_to_check(row.entry) if row else ()
    if row is None or not parts:
        raise NotRecorded("there is no original under this id")
    if parts_digest(parts) != row.digest:
        raise_alarm("altered", by=reader.operator, about=[document])
        raise Altered("these bytes are not the ones that were taken in: run izdeu audit verify")
    opened = within(DAY, EntryKind.CUSTODY)
    with metered("original", opened, by=reader.operator):
        content = {"what": "passed_on" if to else "opened", "to": to, "reason": reader.reason,
                   "digest": row.digest}  # fmt: skip
        act(EntryKind.CUSTODY, [document], by=reader.operator, content=content)
    ending = FORMATS[row.format][2][0] if row.format in FORMATS else ".bin"
    return Bytes(f"{row.digest[:12]}{ending}", b"".join(parts))
