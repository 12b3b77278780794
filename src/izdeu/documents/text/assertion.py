"""How a text puts what it tells: asserted, heard, hedged, denied, negated."""

from collections.abc import Sequence
from dataclasses import replace

from izdeu.documents.text.patient import may_suffer
from izdeu.documents.text.phrase import find, has, phrases
from izdeu.documents.text.speech import AUTHORITY, WITNESS, denies
from izdeu.documents.text.trigger import Trigger
from izdeu.documents.text.view import Memory, View
from izdeu.documents.text.word import Sentence
from izdeu.terms import Assertion, Event

HEDGED_PARAGRAPHS = 3
"""A sentence that nothing could be verified covers its paragraph; else so many before it."""
ACCUSATIONS = (Event.TAKEN, Event.HELD, Event.ILL_TREATED, Event.REMOVED_FROM_HOSPITAL)
"""What authorities deny when they "deny the accusations"."""
CONTRASTING = frozenset(("but", "но", "однако", "бірақ", "birak", "although", "though"))


def assertion_of(view: View, trigger: Trigger) -> Assertion:
    """How the sentence puts the event."""
    official = view.speaker is not None and view.speaker.official
    if official and (trigger.negated or is_denied(view.sentence, trigger)):
        return Assertion.DENIED
    if has(view.sentence.words, phrases(view.sentence.language, "speech", "unconfirmed")):
        return Assertion.HEDGED
    if trigger.negated:
        return Assertion.NEGATED
    heard = has(view.sentence.words, phrases(view.sentence.language, "speech", "hearsay"))
    if heard or (view.speaker is not None and view.speaker.words == WITNESS):
        return Assertion.HEARSAY
    return Assertion.ASSERTED


def is_denied(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the verb of denial stands in the same statement as the event."""
    for match in find(sentence.words, phrases(sentence.language, "speech", "denies")):
        low, high = sorted((match.last, trigger.first))
        if not any(word.key in CONTRASTING for word in sentence.words[low:high]):
            return True
    return False


def deny_accusations(view: View, found: Sequence[Trigger]) -> None:
    """ "The police rejected the accusations": the last accusation told of the person is denied."""
    official = view.speaker is not None and view.speaker.official
    accused = not found or view.accuses()
    denied = any(is_denied(view.sentence, trigger) for trigger in found)
    if denied or not official or not accused or not denies(view.sentence):
        return
    named = [person.number for _, _, person in view.named() if may_suffer(view, person)]
    whom = named[0] if named else view.memory.sought
    told = [
        one for one in view.memory.told
        if one.person == whom and one.event in ACCUSATIONS and one.assertion is not Assertion.DENIED
    ]  # fmt: skip
    if told:
        words = view.sentence.words
        view.memory.told.append(
            replace(
                told[-1],
                assertion=Assertion.DENIED,
                sentence=view.number,
                places=(("event", words[0].start, words[-1].end),),
                when="",
                place="",
                facility="",
                said_by=AUTHORITY,
                voice=view.speaker.voice if view.speaker else None,
            )
        )


def hedge(memory: Memory, sentences: Sequence[Sentence], number: int) -> None:
    """What others said shortly before could not be verified, says the text."""
    here = sentences[number].paragraph
    claimed = [
        (at, sentences[told.sentence].paragraph)
        for at, told in enumerate(memory.told)
        if told.said_by and told.assertion in (Assertion.ASSERTED, Assertion.HEARSAY)
    ]
    since = here if any(paragraph == here for _, paragraph in claimed) else here - HEDGED_PARAGRAPHS
    for at, paragraph in claimed:
        if paragraph >= since:
            memory.told[at] = replace(memory.told[at], assertion=Assertion.HEDGED)
