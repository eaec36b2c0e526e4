"""The plan: what a questionnaire needs from each claims table, one bit for each thing to know about a patient.

No SQL text is here (sql.py) and nothing is executed. All questions share the bits, so that each table is read once.
Next: sql.py, which writes the plan as one statement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bonusage.practice.query import (
    Age,
    AllOf,
    Boxes,
    Condition,
    Dispensed,
    DrugSet,
    Episodes,
    HasCondition,
    Measure,
    Patients,
    Question,
    Questionnaire,
    Seen,
    Sex,
    Tested,
    Treatments,
    conditions_in,
    measure_conditions,
)
from bonusage.values.period import Period

BITS = 62
"""Bits used of a signed 64-bit word; a questionnaire that needs more is answered by several plans."""


@dataclass(frozen=True, slots=True)
class DayFeature:
    """Dispensing days of a set in a span: present or not, counted when a question asks for more than one."""

    drugs: DrugSet
    span: Period


@dataclass(frozen=True, slots=True)
class BoxFeature:
    """Boxes of a set in a span; `among` is an inner set, the generic repertoire (True) or every box (None)."""

    drugs: DrugSet
    span: Period
    among: DrugSet | bool | None


@dataclass(slots=True)
class Plan:
    """Features by bit number, and who needs them. Bits of `codes` are in the mask of a presentation.

    `counted`: features whose days meet a threshold; `summed`: those whose days a measure adds up."""

    questionnaire: Questionnaire
    codes: dict[DayFeature | BoxFeature, int] = field(default_factory=dict)
    counted: list[DayFeature] = field(default_factory=list)
    summed: list[DayFeature] = field(default_factory=list)
    person: dict[Age | Sex | HasCondition, int] = field(default_factory=dict)
    tests: dict[Tested, int] = field(default_factory=dict)
    seen: dict[Seen, int] = field(default_factory=dict)

    @property
    def bits(self) -> int:
        """The most bits that one word of this plan needs."""
        return max(len(self.codes), len(self.person), len(self.tests), len(self.seen))

    @property
    def packs(self) -> list[dict[DayFeature, int]]:
        """Words of counters: features compared with a threshold share a word, each on the bits its span can need."""
        words: list[dict[DayFeature, int]] = []
        used = BITS
        for one in self.counted:
            if one in self.summed:
                continue
            width = one.span.days.bit_length()
            if used + width > BITS:
                words.append({})
                used = 0
            words[-1][one] = used
            used += width
        return words

    @property
    def day_features(self) -> list[DayFeature]:
        """The features that are looked for day by day."""
        return [one for one in self.codes if isinstance(one, DayFeature)]

    @property
    def box_features(self) -> list[BoxFeature]:
        """The features that are summed box by box."""
        return [one for one in self.codes if isinstance(one, BoxFeature)]


@lru_cache(maxsize=8)
def plans(questionnaire: Questionnaire) -> tuple[Plan, ...]:
    """The fewest plans, in order, that answer the questionnaire: one, unless bits run out. Made once, never changed.

    ValueError for one question that needs more bits than a word has.
    """
    found: list[Plan] = []
    kept: list[Question] = []
    for question in questionnaire.questions:
        trial = _plan(questionnaire, (*kept, question))
        if kept and trial.bits > BITS:
            found.append(_plan(questionnaire, tuple(kept)))
            kept = []
        kept.append(question)
        if len(kept) == 1 and _plan(questionnaire, (question,)).bits > BITS:
            raise ValueError(f"{question.id} : plus de {BITS} listes ou conditions dans un seul indicateur")
    return (*found, _plan(questionnaire, tuple(kept)))


def _plan(questionnaire: Questionnaire, questions: tuple[Question, ...]) -> Plan:
    plan = Plan(Questionnaire(questions, questionnaire.period, questionnaire.repertoire_on))
    for question in questions:
        _add(plan, question.measure)
    return plan


def _add(plan: Plan, measure: Measure) -> None:
    period = plan.questionnaire.period
    for condition in measure_conditions(measure):
        if isinstance(condition, Age | Sex | HasCondition):
            _number(plan.person, condition)
        elif isinstance(condition, Tested):
            _number(plan.tests, condition)
        elif isinstance(condition, Seen):
            _number(plan.seen, condition)
        elif isinstance(condition, Dispensed):
            feature = day_feature(condition, period)
            _number(plan.codes, feature)
            if condition.days > 1 and feature not in plan.counted:
                plan.counted.append(feature)
    if isinstance(measure, Boxes):
        span = measure.window.span(period)
        _number(plan.codes, BoxFeature(measure.drugs, span, None))
        _number(plan.codes, BoxFeature(measure.drugs, span, True if measure.among is None else measure.among))
    if isinstance(measure, Treatments | Episodes):
        feature = measured_feature(measure, period)
        _number(plan.codes, feature)
        if isinstance(measure, Treatments) and feature not in plan.summed:
            plan.summed.append(feature)


def _number(bits: dict[Any, int], key: object) -> None:
    bits.setdefault(key, len(bits))


def day_feature(condition: Dispensed, period: Period) -> DayFeature:
    """The feature that a condition on dispensing days asks for."""
    return DayFeature(condition.drugs, condition.window.span(period))


def measured_feature(measure: Treatments | Episodes, period: Period) -> DayFeature:
    """The feature whose days a measure counts or follows; an episode looks back over its gap."""
    if isinstance(measure, Treatments):
        return DayFeature(measure.drugs, measure.window.span(period))
    return DayFeature(measure.drugs, lookback(measure, period))


def lookback(measure: Episodes, period: Period) -> Period:
    """The days in which episodes are looked for: the period and the gap before it."""
    return Period(period.start - dt.timedelta(days=measure.gap_days), period.end)


def conjuncts(measure: Measure) -> tuple[Condition, ...]:
    """The conditions that must all hold for a patient to be in the denominator."""
    if not isinstance(measure, Patients | Treatments | Episodes):
        return ()
    flat: list[Condition] = []
    for part in measure.denominator.of:
        flat.extend(part.of if isinstance(part, AllOf) else (part,))
    return tuple(flat)


def is_personal(condition: Condition) -> bool:
    """Does the condition rest on the person alone (age, sex, long-term conditions)?"""
    return all(not isinstance(leaf, Dispensed | Tested | Seen) for leaf in conditions_in(condition))


def leader(measure: Measure, period: Period) -> DayFeature | None:
    """The first feature that the denominator requires of every patient: without a line of it, nothing else matters."""
    return next((day_feature(one, period) for one in conjuncts(measure) if isinstance(one, Dispensed)), None)


def led_features(plan: Plan) -> list[DayFeature]:
    """Features that matter only behind the leader of every measure that uses them."""
    period = plan.questionnaire.period
    free: set[DayFeature] = set()
    for question in plan.questionnaire.questions:
        first = leader(question.measure, period)
        free.update(one for one in used_features(question.measure, period) if first is None or one == first)
    return [one for one in plan.day_features if one not in free]


def used_features(measure: Measure, period: Period) -> Iterator[DayFeature]:
    """The day features that a measure needs."""
    for condition in measure_conditions(measure):
        if isinstance(condition, Dispensed):
            yield day_feature(condition, period)
    if isinstance(measure, Treatments | Episodes):
        yield measured_feature(measure, period)
