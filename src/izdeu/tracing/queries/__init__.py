"""The one door through which the case record is read: every query is told who is reading."""

from izdeu.tracing.queries.aside import Aside, whole_asides
from izdeu.tracing.queries.column import columns, told_columns
from izdeu.tracing.queries.count import (
    CountedPerson,
    DocumentLine,
    TallyLine,
    Undecided,
    apart,
    counted_people,
    documents,
    sought,
    tallies,
    undecided,
)
from izdeu.tracing.queries.desk import (
    RequestRow,
    Today,
    awaiting_second,
    requests,
    today,
    waiting,
)
from izdeu.tracing.queries.lookup import (
    Changes,
    beginning_with,
    changes,
    copied,
    is_known,
    set_aside,
    whose_list,
)
from izdeu.tracing.queries.mention import (
    ClaimLine,
    MentionLine,
    NotFound,
    SourceLine,
    document_mentions,
    mention,
    mentions,
)
from izdeu.tracing.queries.news import News, Stir, news, stirred
from izdeu.tracing.queries.original import Original, aside_picture, originals, picture
from izdeu.tracing.queries.overview import Overview, found
from izdeu.tracing.queries.owncase import OwnCase, own_case
from izdeu.tracing.queries.person import (
    FacilityLine,
    InquiryLine,
    PersonPage,
    RequestLine,
    facilities,
    mention_of,
    person,
)
from izdeu.tracing.queries.proposal import (
    ProposalLine,
    explanation,
    proposal,
    proposals,
    waiting_proposals,
)
from izdeu.tracing.queries.reader import staff_reader
from izdeu.tracing.queries.search import Hit, search
from izdeu.tracing.queries.sheet import Sheet, sheet
from izdeu.tracing.queries.transcription import Copying, Task, copying, next_copying, whose_copies

__all__ = [
    "Aside",
    "Changes",
    "ClaimLine",
    "Copying",
    "CountedPerson",
    "DocumentLine",
    "FacilityLine",
    "Hit",
    "InquiryLine",
    "MentionLine",
    "News",
    "NotFound",
    "Original",
    "Overview",
    "OwnCase",
    "PersonPage",
    "ProposalLine",
    "RequestLine",
    "RequestRow",
    "Sheet",
    "SourceLine",
    "Stir",
    "TallyLine",
    "Task",
    "Today",
    "Undecided",
    "apart",
    "aside_picture",
    "awaiting_second",
    "beginning_with",
    "changes",
    "columns",
    "copied",
    "copying",
    "counted_people",
    "document_mentions",
    "documents",
    "explanation",
    "facilities",
    "found",
    "is_known",
    "mention",
    "mention_of",
    "mentions",
    "news",
    "next_copying",
    "originals",
    "own_case",
    "person",
    "picture",
    "proposal",
    "proposals",
    "requests",
    "search",
    "set_aside",
    "sheet",
    "sought",
    "staff_reader",
    "stirred",
    "tallies",
    "today",
    "told_columns",
    "undecided",
    "waiting",
    "waiting_proposals",
    "whole_asides",
    "whose_copies",
    "whose_list",
]
