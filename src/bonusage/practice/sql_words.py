"""Words of SQL: literals, tests and flags, and the context in which a plan is written.

Only texts that mean the same on every engine; what differs is in dialect.py. Nothing here knows an indicator.
Next: sql_dispensing.py, sql_people.py, then sql.py, which puts the statement together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bonusage.practice.dialect import Dialect
from bonusage.practice.plan import DayFeature, Plan, day_feature
from bonusage.practice.query import (
    Age,
    AllOf,
    AnyOf,
    Condition,
    Dispensed,
    HasCondition,
    Not,
    Seen,
    Sex,
    Tested,
)
from bonusage.values.period import Period

Relation = tuple[str, str]
"""A name and the text of its query, one element of the WITH clause."""


def day(value: dt.date) -> str:
    """A date literal."""
    return f"DATE '{value.isoformat()}'"


def text(value: str) -> str:
    """A text literal; code lists hold letters, digits and slashes only (query.py refuses the rest)."""
    assert "'" not in value, value
    return f"'{value}'"


def texts(values: Iterable[str]) -> str:
    """Text literals, for IN."""
    return ", ".join(text(value) for value in values)


def numbers(values: Iterable[int]) -> str:
    """Integer literals, for IN."""
    return ", ".join(str(value) for value in values)


def inside(column: str, span: Period) -> str:
    """The column's day is in the span."""
    return f"{column} >= {day(span.start)} AND {column} < {day(span.end)}"


def valid_on(start: str, end: str, on: dt.date) -> str:
    """[start, end) holds the day; a null end is open."""
    return f"{start} <= {day(on)} AND ({end} IS NULL OR {end} > {day(on)})"


def either(tests: Iterable[str]) -> str:
    """OR of the tests, in parentheses; false of none."""
    kept = list(dict.fromkeys(tests))
    return f"({' OR '.join(kept)})" if kept else "(1 = 0)"


def both(tests: Iterable[str]) -> str:
    """AND of the tests, in parentheses; true of none."""
    kept = list(dict.fromkeys(tests))
    return f"({' AND '.join(kept)})" if kept else "(1 = 1)"


def flag(test: str, value: int = 1) -> str:
    """The value where the test holds, else 0."""
    return f"CASE WHEN {test} THEN {value} ELSE 0 END"


def has_bit(mask: str, bit: int) -> str:
    """The bit of that number is in the mask."""
    return f"(({mask} & {1 << bit}) <> 0)"


class Part(NamedTuple):
    """A part of the dispensations: the text that reads it, and its days when the layout tells them (year=2012)."""

    relation: str
    span: Period | None = None

    def clip(self, span: Period) -> Period | None:
        """The days of a span that this part can hold, None when there are none."""
        if self.span is None:
            return span
        kept = Period(max(span.start, self.span.start), min(span.end, self.span.end))
        return kept if kept.start < kept.end else None


@dataclass(frozen=True, slots=True)
class Context:
    """What a plan is written with: `tables` maps a claims table to the text that reads it, `lines` are the parts of
    the dispensations (a part without days of its own is read for every feature)."""

    plan: Plan
    dialect: Dialect
    tables: Mapping[str, str]
    lines: Sequence[Part]

    @property
    def period(self) -> Period:
        """The measured period."""
        return self.plan.questionnaire.period

    def days(self, feature: DayFeature) -> str:
        """Days of a feature that a measure adds up, zero for a patient without any."""
        return f"coalesce(f.days{self.plan.codes[feature]}, 0)"

    def reaches(self, feature: DayFeature, days: int) -> str:
        """The patient has at least that many days of a feature: its counter, masked in its word, is compared in place."""
        if feature in self.plan.summed:
            return f"({self.days(feature)} >= {days})"
        word, shift = next((at, one[feature]) for at, one in enumerate(self.plan.packs) if feature in one)
        field = ((1 << feature.span.days.bit_length()) - 1) << shift
        return f"((coalesce(f.pack{word}, 0) & {field}) >= {days << shift})"

    def holds(self, condition: Condition) -> str:
        """The test of a condition on the joined rows of a patient (list, feature f, tested t, seen s)."""
        plan = self.plan
        match condition:
            case AllOf(of):
                return both(self.holds(part) for part in of)
            case AnyOf(of):
                return either(self.holds(part) for part in of)
            case Not(part):
                return f"(NOT {self.holds(part)})"
            case Age() | Sex() | HasCondition():
                return has_bit("person", plan.person[condition])
            case Dispensed(_, days, _):
                feature = day_feature(condition, self.period)
                return self.reaches(feature, days) if days > 1 else has_bit("coalesce(f.has, 0)", plan.codes[feature])
            case Tested(_, days, _):
                return f"(coalesce(t.tests{plan.tests[condition]}, 0) >= {days})"
            case Seen():
                return has_bit("coalesce(s.bits, 0)", plan.seen[condition])
