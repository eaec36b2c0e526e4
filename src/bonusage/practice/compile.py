"""The compiler: from a questionnaire to SQL statements, one unless its bits run out, and what each table must give.

It runs nothing: desk/engine.py does. reference.py judges it.
Next: plan.py, then sql.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bonusage.practice.dialect import Dialect
from bonusage.practice.plan import Plan, plans
from bonusage.practice.query import Episodes, Patients, Questionnaire, Sheets, Treatments
from bonusage.practice.sql import statement
from bonusage.practice.sql_words import Context, Part
from bonusage.values.period import Period


class Compiled(NamedTuple):
    """A statement and the ids of the questions it answers, in the order of its columns n0, d0, n1, d1..."""

    sql: str
    asked: tuple[str, ...]


class Reader(NamedTuple):
    """How an engine reads the claims: a table over the days that are needed of it; the dispensations in parts."""

    table: Callable[[str, Period | None], str]
    lines: Callable[[Period], Sequence[Part]]


def compile(questionnaire: Questionnaire, dialect: Dialect, reader: Reader) -> list[Compiled]:
    """The statements that answer a questionnaire in a dialect."""
    compiled = []
    for plan in plans(questionnaire):
        needed = spans(plan)
        tables = {name: reader.table(name, span) for name, span in needed.items() if name != "dispensations"}
        days = needed.get("dispensations")
        lines = reader.lines(days) if days else ()
        asked = tuple(question.id for question in plan.questionnaire.questions)
        compiled.append(Compiled(statement(Context(plan, dialect, tables, lines)), asked))
    return compiled


def spans(plan: Plan) -> dict[str, Period | None]:
    """The tables that a plan reads, and the days of each (None: tables that are not laid out by day)."""
    period = plan.questionnaire.period
    measures = [question.measure for question in plan.questionnaire.questions]
    needed: dict[str, Period | None] = {"physicians": None}
    if any(isinstance(one, Patients | Treatments | Episodes) for one in measures):
        needed |= {"patients": None, "registrations": None, "long_term_conditions": None}
    if plan.codes:
        needed |= {"drugs": None, "dispensations": _hull([one.span for one in plan.codes])}
    if plan.tests:
        needed["lab_tests"] = _hull([one.window.span(period) for one in plan.tests])
    by_acts = [one.window.span(period) for one in plan.seen if one.acts is not None]
    by_visits = [one.window.span(period) for one in plan.seen if one.visits is not None]
    if by_acts:
        needed["procedures"] = _hull(by_acts)
    if by_visits:
        needed["visits"] = _hull(by_visits)
    if any(isinstance(one, Sheets) for one in measures):
        needed["care_sheets"] = period
    return needed


def _hull(periods: list[Period]) -> Period:
    return Period(min(one.start for one in periods), max(one.end for one in periods))
