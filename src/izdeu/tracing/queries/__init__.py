"""The one door through which the case record is read: every query is told who is reading."""

from izdeu.tracing.queries.mention import (
    ClaimLine,
    MentionLine,
    NotFound,
    SourceLine,
    mention,
    mentions,
)
from izdeu.tracing.queries.person import (
    FacilityLine,
    InquiryLine,
    PersonPage,
    RequestLine,
    facilities,
    person,
)
from izdeu.tracing.queries.proposal import ProposalLine, proposal, proposals
from izdeu.tracing.queries.reader import staff_reader

__all__ = [
    "ClaimLine",
    "FacilityLine",
    "InquiryLine",
    "MentionLine",
    "NotFound",
    "PersonPage",
    "ProposalLine",
    "RequestLine",
    "SourceLine",
    "facilities",
    "mention",
    "mentions",
    "person",
    "proposal",
    "proposals",
    "staff_reader",
]
