"""What two instruments pay together: the same commitment, the same indicator, or only the same theme, on the same days.

Double payment is not forbidden by a text: it must be prevented by the contracts (point 69); so it is told, and not judged.
Next: lint.py, for an instrument alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from bonusage.instruments.model import Instrument
from bonusage.legality.act import Act, Commitment
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.lint import Flaw

UNSAID = frozenset({"other"})
"""Themes that say nothing of what is done."""


def lint_acts_together(act: Act, others: Iterable[Act], facts: LawFacts) -> tuple[Flaw, ...]:
    """Commitments of `act` that another instrument pays too."""
    return (*_told_twice(act), *(flaw for other in others for flaw in _with(act, other, facts)))


def _told_twice(act: Act) -> Iterator[Flaw]:
    """What the act itself says of it."""
    for one in act.content.commitments:
        payers = [*one.paid_by, *(act.context.paid_elsewhere if one.id in act.context.paid_elsewhere else ())]
        if len(one.paid_by) > 1:
            what = f"L'engagement « {one.id} » est payé deux fois : {', '.join(one.paid_by)}."
            yield Flaw("PAID.TWICE", one.id, what)
        elif payers and act.content.counterparts:
            where = ", ".join(one.paid_by) or "une autre convention ou un autre contrat"
            what = f"L'engagement « {one.id} » est payé deux fois : ici et par ailleurs ({where})."
            yield Flaw("PAID.TWICE", one.id, what)


def _with(act: Act, other: Act, facts: LawFacts) -> Iterator[Flaw]:
    """What two acts pay on the same days to the same professions; their regions must not part them."""
    if other.id == act.id or not (act.content.counterparts and other.content.counterparts):
        return
    if act.region and other.region and act.region != other.region:
        return
    if not _same_days(act, other) or not _same_professions(act, other, facts):
        return
    shared: dict[str, list[str]] = {}
    for one in act.content.commitments:
        for twin in other.content.commitments:
            if _same(one, twin):
                what = f"L'engagement « {one.id} » est payé deux fois : « {act.id} » et « {other.id} »."
                yield Flaw("PAID.TWICE", one.id, what)
            elif one.theme == twin.theme and one.theme not in UNSAID:
                shared.setdefault(one.theme, []).append(one.id)
    for theme, ids in shared.items():
        name = facts.themes[theme].title if theme in facts.themes else theme
        what = (
            f"« {other.id} » paie lui aussi des engagements du thème « {name} », aux mêmes professionnels et les mêmes jours : "
            f"vérifier que « {', '.join(dict.fromkeys(ids))} » n'y est pas payé une seconde fois."
        )
        yield Flaw("PAID.SAME_THEME", theme, what)


def _same(one: Commitment, twin: Commitment) -> bool:
    """The same words; an id alone is only a drafter's name."""
    return bool(one.text) and one.text == twin.text


def _same_days(act: Act, other: Act) -> bool:
    """Do they run together on some day? An act without a known day runs with none."""
    mine, theirs = _first(act), _first(other)
    if mine is None or theirs is None:
        return False
    return (other.ends_on is None or mine < other.ends_on) and (act.ends_on is None or theirs < act.ends_on)


def _first(act: Act) -> dt.date | None:
    return act.starts_on or act.concluded_on


def _same_professions(act: Act, other: Act, facts: LawFacts) -> bool:
    mine = {*act.professions, *(facts.within(one) for one in act.professions)}
    return any(one in mine or facts.within(one) in set(act.professions) for one in other.professions)


def lint_instruments_together(instrument: Instrument, others: Iterable[Instrument]) -> tuple[Flaw, ...]:
    """Indicators of `instrument` that another contract pays too: the same measure, the same profession, the same days."""
    found = []
    for other in others:
        apart = other.valid.end <= instrument.valid.start or instrument.valid.end <= other.valid.start
        if other.id == instrument.id or apart or other.profession != instrument.profession:
            continue
        for one in instrument.indicators:
            for twin in other.indicators:
                if one.measure is not None and one.measure == twin.measure and one.direction == twin.direction:
                    what = (
                        f"« {one.id} » compte ce que « {twin.id} » compte dans « {other.id} » : c'est payé deux fois."
                    )
                    found.append(Flaw("PAID.TWICE", one.id, what))
    return tuple(found)
