"""What becomes of a text before those who approve it: standing(act, day, facts), one stage a day, with its sentence.

Silence approves at the end of the period when the regime says so; an opposition counts on a listed ground, in time, made
known to whom the text says; a severance leaves a text that is judged again; what comes too late is recorded, without effect.
Next: approval_running.py for a period that runs, approval_receipt.py for the regime, temporal.py for the states.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act
from bonusage.legality.approval_acts import Worth, approvers, severance, titles
from bonusage.legality.approval_count import DAY, last_day
from bonusage.legality.approval_course import Course
from bonusage.legality.approval_opinions import awaited, required_on
from bonusage.legality.approval_receipt import Receipt, Slot, coming, decided, not_told
from bonusage.legality.approval_running import Running
from bonusage.legality.law_facts import KNOWN_FROM, UNKNOWN_FROM, LawFacts
from bonusage.legality.standing import LETS_IN, Rejudge, Stage, Standing
from bonusage.legality.temporal import State
from bonusage.values.period import french_date

__all__ = ["LETS_IN", "Rejudge", "Stage", "Standing", "standing"]


def standing(act: Act, day: dt.date, facts: LawFacts, rejudge: Rejudge | None = None) -> Standing:
    """Where the text stands on that day, as known then. `rejudge` judges what a severance leaves (check.findings)."""
    if not KNOWN_FROM <= day < UNKNOWN_FROM:
        return Standing(Stage.NOT_KNOWN, "Le droit de ce jour n'a pas été lu : l'approbation n'est pas connue.")
    found = coming(act, day, facts)
    if len(found) > 1:
        ids = ", ".join(one.slot.own.id if one.slot else one.phase.title for one in found)
        said = (
            f"Les professions de l'acte ne relèvent pas du même régime d'approbation ({ids}) : une personne doit juger."
        )
        return Standing(Stage.NOT_KNOWN, said)
    return _told(Course(act, day, facts, found[0], rejudge))


def _told(course: Course) -> Standing:
    """The stage."""
    slot = course.coming.slot
    if slot is None:
        return _without_regime(course)
    found = _under(course, slot)
    own = slot.own
    inner = f", {slot.regime.id} de la convention" if own != slot.regime else ""
    said = f"{found.sentence.rstrip('.')} (régime {own.id}{inner})."
    return found._replace(regime=own.id, address=slot.regime.address, sentence=said)


def _without_regime(course: Course) -> Standing:
    phase = course.coming.phase
    if phase.regime is not None:  # it follows the convention, and nobody read how that one is approved
        said = f"Non connu : {phase.title}, dont l'approbation n'a pas été lue (régime {phase.id})."
        return Standing(Stage.NOT_KNOWN, said, phase.id, phase.address, phase.since)
    stage = Stage.NOT_KNOWN if phase.state == State.NOT_KNOWN else Stage.NO_REGIME
    return Standing(stage, f"Aucun régime d'approbation ce jour-là : {phase.title}.", "", phase.address, phase.since)


def _under(course: Course, slot: Slot) -> Standing:
    approver = slot.regime.approver
    if approver == "decree":
        return Standing(Stage.NOT_KNOWN, f"Non modélisé : {slot.regime.title}.")
    if approver in ("none", "self"):
        return _not_needed(course, slot)
    if approver == "publication":
        return _published(course, slot)
    if approver == "order":
        return _by_order(course, slot)
    return _in_a_period(course, slot)


def _not_needed(course: Course, slot: Slot) -> Standing:
    on = course.act.concluded_on
    known = on if on is not None and on <= course.day else None
    return Standing(
        Stage.NOT_NEEDED, f"Aucune approbation n'est requise : {slot.regime.title}.", since=known, in_force=known
    )


def _published(course: Course, slot: Slot) -> Standing:
    """In force on publication; one that came before the regime began, under another, is not it."""
    published = [pair for pair in decided(course.act, course.day, "publication") if slot.since <= pair[0]]
    if not published:
        said = "Aucune approbation n'est requise ; le texte n'est pas publié sous ce régime, donc pas en vigueur."
        return Standing(Stage.NOT_NEEDED, said)
    on = published[0][0]
    said = f"Aucune approbation n'est requise : en vigueur depuis sa publication, le {french_date(on)}."
    return Standing(Stage.NOT_NEEDED, said, since=on, in_force=on)


def _by_order(course: Course, slot: Slot) -> Standing:
    """Before 30/12/1999: nothing enters into force before the order, however long it takes."""
    orders = [
        (on, one)
        for on, one in decided(course.act, course.day, "approval", "order")
        if any(course.facts.kind_of(id) == "minister" for id in one.by)
    ]
    if not orders:
        if course.coming.receipt.on is None:
            return _not_received(course, slot)
        said = f"Reçu le {french_date(course.coming.receipt.on)} ; en attente d'un arrêté : le silence n'approuve pas."
        return Standing(Stage.RUNNING, said, since=course.coming.receipt.on)
    on = orders[0][0]
    cut = [severance(course.act, other, slot.regime, None, course.facts) for other in course.severances()]
    return course.let_in(Stage.APPROVED, on, f"Approuvé par arrêté le {french_date(on)}", cut, ())._replace(
        void=tuple(other for other in cut if other.worth == Worth.VOID)
    )


def _in_a_period(course: Course, slot: Slot) -> Standing:
    blocked, opened = _opinions(course, slot)
    if blocked is not None:
        return blocked
    receipt = course.coming.receipt
    if receipt.on is None:
        return _told_otherwise(course, slot) or _not_received(course, slot)
    start = max(one for one in (receipt.on, opened) if one is not None)
    if not slot.regime.length:
        return _without_length(course, slot, start)
    last = last_day(start, slot.regime.length, slot.regime.unit, course.facts)
    return Running(course, slot, start, last).standing()


def _opinions(course: Course, slot: Slot) -> tuple[Standing | None, dt.date | None]:
    """What must come before the submission: the standing that it blocks, or the day from which it is all there."""
    until = slot.until or UNKNOWN_FROM
    asked = min(course.coming.receipt.on or course.day, until - DAY)
    before = [one for one in required_on(course.act, asked, course.facts) if one.before == "submission"]
    found = [awaited(course.act, one, course.day, course.facts, course.coming.receipt.text_version) for one in before]
    missing = [one for one in found if one.since is None]
    if missing and not_told(course.act, "opinions"):
        return _told_otherwise(course, slot) or Standing(Stage.NOT_KNOWN, _UNREAD), None
    if not missing:
        return None, max((one.since for one in found if one.since is not None), default=None)
    what = " ; ".join(one.missing for one in missing)
    said = f"Le texte ne peut pas être soumis : {what}. Le délai d'approbation ne court pas."
    faults = tuple(fault for one in missing for fault in one.faults)
    return Standing(Stage.BLOCKED, said, until=missing[0].wait, faults=faults), None


_UNREAD = "Les sources ne disent pas si les avis qu'il faut avant la soumission ont été donnés."


def _not_received(course: Course, slot: Slot) -> Standing:
    if not_told(course.act, "transmissions"):
        return Standing(Stage.NOT_KNOWN, "La transmission et la réception du texte ne sont pas connues.")
    receipt: Receipt = course.coming.receipt
    by = approvers(slot.regime, course.facts)
    to = titles(receipt.missing or by, course.facts) or "les ministres compétents"
    incomplete = any(not one.complete and one.to in (by or (one.to,)) for one in course.act.transmissions)
    why = "le dossier reçu est incomplet" if incomplete else "sa réception n'est pas établie"
    return Standing(Stage.NOT_SUBMITTED, f"Le texte n'est pas soumis, {why} : {to}. Aucun délai ne court.")


def _told_otherwise(course: Course, slot: Slot) -> Standing | None:
    """The receipt is not known, but what came of it is: an approval, a notice of tacit approval, an opposition."""
    by = set(approvers(slot.regime, course.facts))
    for on, one in decided(course.act, course.day, "approval", "deemed_approved", "opposition"):
        cut = [severance(course.act, other, slot.regime, None, course.facts) for other in course.severances()]
        if one.what == "approval" and by <= set(one.by):
            return course.let_in(Stage.APPROVED, on, f"Approuvé le {french_date(on)}", cut, ())
        if one.what == "deemed_approved":
            said = f"Réputé approuvé au plus tard le {french_date(on)}, jour de l'avis qui le constate ; réception non connue"
            return course.let_in(Stage.DEEMED_APPROVED, on, said, cut, ())
        if one.what == "opposition" and by & set(one.by):
            said = f"Opposition du {french_date(on)} ; la réception du texte n'étant pas connue, on ne sait si elle vint à temps."
            return Standing(Stage.NOT_KNOWN, said, since=on, grounds=one.grounds)
    return None


def _without_length(course: Course, slot: Slot, start: dt.date) -> Standing:
    """CAPI before the decree: the ministers may oppose, in a period that nobody had fixed."""
    for on, one in decided(course.act, course.day, "opposition"):
        if set(approvers(slot.regime, course.facts)) <= set(one.by):
            return Standing(Stage.OPPOSED, f"Opposition du {french_date(on)}.", since=on, grounds=one.grounds)
    said = f"Reçu le {french_date(start)} ; le délai d'opposition n'était pas encore fixé : l'effet du silence n'est pas connu."
    return Standing(Stage.NOT_KNOWN, said, since=start)
