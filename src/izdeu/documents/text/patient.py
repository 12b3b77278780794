"""To whom it happened: somebody named, or the one whom a pronoun or nothing stands for."""

from izdeu.documents.text.person import Person
from izdeu.documents.text.trigger import Trigger, distance
from izdeu.documents.text.view import REACH, View
from izdeu.terms import Event


def patient_of(view: View, trigger: Trigger) -> Person | None:
    """To whom it happened: somebody named here, or the one a pronoun or nothing stands for."""
    speaker = view.speaker.person if view.speaker else None
    tellers = view.speaker.tellers if view.speaker else frozenset()
    others = [one for one in view.named() if one[2].number not in (speaker, *tellers)]
    named = [one for one in others if may_suffer(view, one[2])]
    if not named and _is_of_kin(view, trigger, speaker):
        named = [one for one in others if one[2].kin]
    if not named and not view.has("third") and not view.has("kin"):
        # "Journalist X was detained": nobody else is meant.
        named = [one for one in others if one[2].role in ("journalist", "lawyer")]
    named = [one for one in named if one[2].sought] or named
    if named:
        near = min(named, key=lambda one: distance(view.sentence, one[0], trigger.first))
        return near[2]
    return _meant(view, speaker)


def _is_of_kin(view: View, trigger: Trigger, speaker: int | None) -> bool:
    """Whether the kin named here is the one it is about.

    "Amina Saparova said her husband Erik was wounded", or nobody speaks: "His son Erik was taken".
    """
    if view.speaker is None:
        return trigger.event is not Event.MISSING and not trigger.negated
    return speaker in [one[2].number for one in view.named()]


def may_suffer(view: View, person: Person) -> bool:
    """Relatives, officials and reporters who are named are not the one who is sought."""
    if person.number in view.memory.subjects or person.sought:
        return True
    return not person.kin and person.role not in ("official", "journalist", "lawyer")


def _meant(view: View, speaker: int | None) -> Person | None:
    """The person meant where nobody is named: the speaker, or the one spoken of before."""
    memory = view.memory
    if view.sentence.listed:
        return None
    before = memory.sought if view.number - memory.at <= REACH else None
    english = view.sentence.language == "en"
    referred = view.has("third") or view.speaks_of_own_kin() or (not english and view.has("kin"))
    if view.has("generic") and not referred:
        return None
    if view.speaks_of_own_kin():
        before = _kin_ahead(view) or before
    elif not view.has("third") and not view.loose_kin() and view.names_other_than(speaker):
        return None
    if speaker is not None and _tells_of_self(view, speaker, before):
        return view.cast.people[speaker]
    dropped = view.sentence.language != "en" and memory.same_paragraph(view)
    implied = dropped or referred or view.has("first")
    return view.cast.people[before] if before is not None and implied else None


def _kin_ahead(view: View) -> int | None:
    """ "They took my husband", and the next sentences name him."""
    ahead = [
        (naming.start, person.number)
        for number in range(view.number + 1, view.number + 1 + REACH)
        for naming, person in view.cast.named(number)
        if person.kin and naming is person.namings[0] and view.is_beside(number)
    ]
    return min(ahead)[1] if ahead else None


def _tells_of_self(view: View, speaker: int, before: int | None) -> bool:
    """Whether the speaker is the one it happened to, and not somebody spoken of before."""
    person = view.cast.people[speaker]
    if view.speaks_of_own_kin():
        return False
    if speaker in view.memory.subjects or view.has("first"):
        return True
    if person.kin or person.role in ("lawyer", "official"):
        return False
    return before is None or before == speaker or not view.memory.same_paragraph(view)
