"""The words of the field, each defined once."""

from enum import StrEnum


class Event(StrEnum):
    """What is said to have happened to a person."""

    LAST_SEEN = "last_seen"
    SEEN_WELL = "seen_well"
    TAKEN = "taken"
    HELD = "held"
    TRANSFERRED = "transferred"
    CHARGED = "charged"
    CONVICTED = "convicted"
    WOUNDED = "wounded"
    ADMITTED = "admitted"
    REMOVED_FROM_HOSPITAL = "removed_from_hospital"
    ILL_TREATED = "ill_treated"
    RELEASED = "released"
    RETURNED = "returned"
    CONTACTED = "contacted"
    HIDING = "hiding"
    MISSING = "missing"
    BODY_RECEIVED = "body_received"
    DIED = "died"
    BURIED = "buried"
    EXHUMED = "exhumed"
    FOUND = "found"


class Assertion(StrEnum):
    """How a document puts a claim; it never changes."""

    ASSERTED = "asserted"
    HEARSAY = "hearsay"
    HEDGED = "hedged"
    DENIED = "denied"
    NEGATED = "negated"


class Standing(StrEnum):
    """How a claim stands today over all documents; computed, never typed in."""

    CLAIMED = "claimed"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    DENIED = "denied"
    UNVERIFIABLE = "unverifiable"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"


class Status(StrEnum):
    """What the claims together say of a person today."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    LAST_SEEN = "last_seen"
    HELD = "held"
    IN_TREATMENT = "in_treatment"
    RELEASED = "released"
    ALIVE = "alive"
    DEATH_REPORTED = "death_reported"
    DEAD = "dead"
    CONTRADICTORY = "contradictory"


class SourceKind(StrEnum):
    """Who says it."""

    FAMILY = "family"
    WITNESS = "witness"
    SELF = "self"
    HOSPITAL = "hospital"
    MORGUE = "morgue"
    POLICE = "police"
    PROSECUTOR = "prosecutor"
    MINISTRY = "ministry"
    COURT = "court"
    MEDIA = "media"
    VOLUNTEERS = "volunteers"
    NGO = "ngo"
    OTHER = "other"


class FacilityKind(StrEnum):
    """Where people are held, treated or laid; words and meanings in facilities.toml."""

    SIZO = "sizo"
    IVS = "ivs"
    SPEC = "spec"
    PRR = "prr"
    ROP = "rop"
    ADHOC = "adhoc"
    KNB = "knb"
    IK = "ik"
    HOSPITAL = "hospital"
    ICU = "icu"
    MORGUE = "morgue"
    COURT = "court"
    PROSECUTOR = "prosecutor"
    AKIMAT = "akimat"


class Sex(StrEnum):
    """As the document says it; never guessed into a record from a name."""

    MALE = "male"
    FEMALE = "female"


class Answer(StrEnum):
    """What a facility answered when asked about a spelling."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


class Appeal(StrEnum):
    """What somebody outside, who cannot open a case, asks of us."""

    LOST_PHRASE = "lost_phrase"
    SELF = "self"
    UNTRUE = "untrue"


class Decision(StrEnum):
    """What a verifier makes of a proposal."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Audience(StrEnum):
    """For whom something is read."""

    PUBLIC = "public"
    ENQUIRER = "enquirer"
    PARTNER = "partner"
    CASEWORKER = "caseworker"
    VERIFIER = "verifier"
    COORDINATOR = "coordinator"
    MACHINE = "machine"


class EntryKind(StrEnum):
    """What an entry of the ledger records."""

    SOURCE = "source"
    DOCUMENT = "document"
    MENTION = "mention"
    CLAIM = "claim"
    REQUEST = "request"
    APPEAL = "appeal"
    FACILITY = "facility"
    INQUIRY = "inquiry"
    TALLY = "tally"
    JUDGEMENT = "judgement"
    VETTING = "vetting"
    VERIFICATION = "verification"
    CONSENT = "consent"
    HOLDER = "holder"
    HIDE = "hide"
    RULING = "ruling"
    DISCLOSURE = "disclosure"
    CALL = "call"
    ORIGIN = "origin"
    MODEL = "model"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    ERASURE = "erasure"
    SET_ASIDE = "set_aside"
    COLUMNS = "columns"
    TRANSCRIPTION = "transcription"
    CLOCK = "clock"
    ROTA = "rota"
    CONTACT = "contact"
    READING = "reading"
    ALARM = "alarm"
    EXPORT = "export"
    AGREEMENT = "agreement"
    DECOY = "decoy"
    CUSTODY = "custody"


class TallyStanding(StrEnum):
    """How an announced figure stands; no figure is ever removed."""

    ANNOUNCED = "announced"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Unit(StrEnum):
    """What a figure counts: detentions are not detainees."""

    PEOPLE = "people"
    EVENTS = "events"
