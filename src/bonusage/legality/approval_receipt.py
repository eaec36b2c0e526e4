"""Under which regime a text comes, and when it was received by those who approve it (dossier, points 24 and 70).

The regime is that of the day of receipt; without one, that of the explicit decision, the publication or the conclusion.
Next: approval.py.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from bonusage.legality.act import Act, ActKind, Decision, Level
from bonusage.legality.approval_acts import approvers
from bonusage.legality.law_facts import LawFacts, Regime, holds
from bonusage.legality.temporal import Phase, State, phases, usual_profession

RECEIVED_BY = ("ministers", "directors", "uncam", "opposition", "order")
"""The regimes that a receipt starts; the others look at the publication or the conclusion."""


class Slot(NamedTuple):
    """The days [since, until) of a regime for a profession; `own` is the id told when the regime is another text's."""

    regime: Regime
    since: dt.date
    until: dt.date | None
    own: Regime

    def holds(self, day: dt.date) -> bool:
        """Is the day one of them?"""
        return holds(self.since, self.until, day)


class Receipt(NamedTuple):
    """The day on which the text is received by all who must (None: not yet), who is still without it, its version."""

    on: dt.date | None
    missing: tuple[str, ...]
    text_version: int


class Coming(NamedTuple):
    """How a text comes before those who approve it: its slot, or the phase when no regime holds it; its receipt."""

    slot: Slot | None
    phase: Phase
    receipt: Receipt


def coming(act: Act, day: dt.date, facts: LawFacts) -> tuple[Coming, ...]:
    """One answer when every profession of the act is under the same regime; one for each regime otherwise."""
    found: dict[object, Coming] = {}
    for profession in act.professions or (usual_profession(act.kind),):
        one = _coming(act, profession, day, facts)
        key = (one.slot.regime, one.slot.own) if one.slot else (one.phase.state, one.phase.title)
        found.setdefault(key, one)
    return tuple(found.values())


def _coming(act: Act, profession: str, day: dt.date, facts: LawFacts) -> Coming:
    variant = act.variant
    if act.variant == "annexe_de_convention" and facts.policy("acbus_annexed") == "as_acbus":
        variant = ""
    every = phases(facts, act.kind, act.level, profession, variant)
    slots = _slots(facts, every, profession)
    today = next(phase for phase in every if _covers(phase, day))
    chosen = (
        _by_receipt(act, slots, day, facts)
        or _by_decision(act, slots, day, facts)
        or _by_event(act, slots, day)
        or _by_conclusion(act, slots)
        or next((slot for slot in slots if slot.holds(day)), None)
    )
    receipt = Receipt(None, (), act.text_version)
    if chosen:
        receipt = received(act, chosen.regime, day, facts)
    return Coming(chosen, today, receipt)


def _covers(phase: Phase, day: dt.date) -> bool:
    return (phase.since is None or phase.since <= day) and (phase.until is None or day < phase.until)


def _slots(facts: LawFacts, every: tuple[Phase, ...], profession: str) -> tuple[Slot, ...]:
    """The regimes one after another; a contract that follows the convention has those of the convention."""
    found = []
    for phase in every:
        if phase.state != State.REGIME or phase.regime is None or phase.since is None:
            continue
        if phase.regime.approver != "follows":
            found.append(Slot(phase.regime, phase.since, phase.until, phase.regime))
            continue
        for inner in phases(facts, ActKind.CONVENTION, Level.NATIONAL, profession):
            if inner.regime is None or inner.since is None:
                continue
            since = max(phase.since, inner.since)
            until = min(one for one in (phase.until, inner.until, dt.date.max) if one is not None)
            if since < until:
                found.append(Slot(inner.regime, since, until, phase.regime))
    return tuple(found)


def received(act: Act, regime: Regime, day: dt.date, facts: LawFacts) -> Receipt:
    """When the version of the text that is judged was received by those who approve it, as known on that day."""
    version = act.text_version
    by = approvers(regime, facts)
    sent = regime.event.startswith("transmission")
    days: dict[str, dt.date] = {}
    for one in act.transmissions:
        on = one.sent_on if sent else one.received_on
        if one.text_version != version or on is None or on > day:
            continue
        if not one.complete and facts.policy("file") == "complete_file":
            continue
        for body in _bodies(one.to, by, facts):
            days[body] = min(on, days.get(body, on))
    missing = tuple(one for one in by if one not in days)
    if not days or (missing and facts.policy("receipt") == "last_receipt"):
        return Receipt(None, missing, version)
    on = max(days.values()) if facts.policy("receipt") == "last_receipt" else min(days.values())
    return Receipt(on, missing, version)


def _bodies(to: str, by: tuple[str, ...], facts: LawFacts) -> tuple[str, ...]:
    if not by:  # an order: ministers are not named
        return (to,) if facts.kind_of(to) == "minister" else ()
    return (to,) if to in by else ()


def _by_receipt(act: Act, slots: tuple[Slot, ...], day: dt.date, facts: LawFacts) -> Slot | None:
    found = None
    for slot in slots:
        if slot.regime.approver not in RECEIVED_BY:
            continue
        on = received(act, slot.regime, day, facts).on
        if on is None:
            continue
        chosen_by = on
        if facts.policy("version_of_approval") == "conclusion" and act.concluded_on is not None:
            chosen_by = act.concluded_on
        if slot.holds(chosen_by):
            found = slot
    return found


def decided(act: Act, day: dt.date, *what: str) -> tuple[tuple[dt.date, Decision], ...]:
    """The decisions of these sorts known on that day, with the day of their effect, in order."""
    dated = [(_effect(one), one) for one in act.decisions if one.what in what]
    known = [(on, one) for on, one in dated if on is not None and on <= day]
    return tuple(sorted(known, key=lambda pair: pair[0]))


def _effect(one: Decision) -> dt.date | None:
    """An approval and a publication have effect on their day; what must be made known, when it is."""
    if one.what in ("opposition", "severance", "exclusion_of_references"):
        return one.notified_on or one.on
    return one.on or one.notified_on


def _by_decision(act: Act, slots: tuple[Slot, ...], day: dt.date, facts: LawFacts) -> Slot | None:
    """The regime in which those who approve did decide, when the receipt is not known."""
    for on, one in decided(act, day, "approval", "order", "deemed_approved", "opposition", "severance"):
        for moment in (act.concluded_on, on):
            for slot in slots:
                if moment is not None and slot.regime.approver in RECEIVED_BY and slot.holds(moment):
                    by = approvers(slot.regime, facts)
                    taken = set(by) & set(one.by) if by else any(facts.kind_of(id) == "minister" for id in one.by)
                    if taken or one.what == "deemed_approved":
                        return slot
    return None


def _by_conclusion(act: Act, slots: tuple[Slot, ...]) -> Slot | None:
    """When the sources do not tell of the transmission: the regime of the day of its conclusion, rather than today's."""
    if act.concluded_on is None or not not_told(act, "transmissions"):
        return None
    return next((slot for slot in slots if slot.holds(act.concluded_on)), None)


def not_told(act: Act, field: str) -> bool:
    """Do the sources leave that field, or a part of it, untold?"""
    return any(path == field or path.startswith(field + ".") for path in act.unknown)


def _by_event(act: Act, slots: tuple[Slot, ...], day: dt.date) -> Slot | None:
    published = [on for on, _ in decided(act, day, "publication")]
    ordered = [on for on, _ in decided(act, day, "order")]
    made = [act.concluded_on] if act.concluded_on is not None and act.concluded_on <= day else []
    events = {"publication": published, "self": ordered or made, "none": made}
    for slot in slots:
        if any(slot.holds(on) for on in events.get(slot.regime.approver, [])):
            return slot
    return None
