"""SQL: a plan written as one statement in a plain subset, each claims table read once, integers only.

Dates are literals computed in Python; there is no division, rounding, float or average (docs/decisions/0006).
The result: one row a physician, `n0, d0, n1, d1...` in the order of the questions. Next: compile.py.
"""

from __future__ import annotations

from bonusage.practice.plan import BoxFeature, measured_feature
from bonusage.practice.query import Boxes, Episodes, Patients, Question, Sheets, Treatments
from bonusage.practice.sql_dispensing import boxes, code, days, line
from bonusage.practice.sql_people import acts, people, sheets
from bonusage.practice.sql_words import Context, Relation, both, flag

READ_TWICE = ("line", "list", "kept", "net_day")
"""Relations that two others read: kept once, where the engine can be told so."""


def statement(ctx: Context) -> str:
    """The whole plan as one statement."""
    plan = ctx.plan
    asked = [question.measure for question in plan.questionnaire.questions]
    relations: list[Relation] = []
    if plan.codes:
        relations += [code(ctx), line(ctx)]
    if any(isinstance(one, Patients | Treatments | Episodes) for one in asked):
        relations += [*people(ctx), *days(ctx), *acts(ctx), ("by_list", _by_list(ctx))]
    if plan.box_features:
        relations += boxes(ctx)
    if any(isinstance(one, Sheets) for one in asked):
        relations.append(sheets(ctx))
    heads = ",\n".join(
        f"{name} {ctx.dialect.materialized if name in READ_TWICE else 'AS'} (\n{body}\n)" for name, body in relations
    )
    return f"WITH {heads}\n{_result(ctx, [name for name, _ in relations])}"


def _by_list(ctx: Context) -> str:
    """Numerators and denominators over the lists, one row a treating doctor."""
    plan = ctx.plan
    present = {"feature": plan.day_features, "tested": plan.tests, "seen": plan.seen}
    joins = "".join(
        f"\n  LEFT JOIN {name} {name[0]} ON {name[0]}.patient_id = l.patient_id" for name in present if present[name]
    )
    columns: list[str] = []
    for index, question in enumerate(plan.questionnaire.questions):
        if isinstance(question.measure, Episodes):
            joins += f"\n  LEFT JOIN episode{index} e{index} ON e{index}.patient_id = l.patient_id"
        columns += _counts(ctx, index, question)
    inner = ",\n    ".join(columns)
    return f"  SELECT l.physician_id,\n    {inner}\n  FROM list l{joins}\n  GROUP BY l.physician_id"


def _counts(ctx: Context, index: int, question: Question) -> list[str]:
    one = question.measure
    if not isinstance(one, Patients | Treatments | Episodes):
        return []
    eligible = ctx.holds(one.denominator)
    if isinstance(one, Patients):
        counted = f"sum({flag(both([eligible, ctx.holds(one.numerator)]))})"
    elif isinstance(one, Treatments):
        held = ctx.days(measured_feature(one, ctx.period))
        counted = f"sum(CASE WHEN {eligible} THEN {held} ELSE 0 END)"
    else:
        eligible = both([eligible, f"e{index}.length IS NOT NULL"])
        counted = f"sum({flag(both([eligible, f'e{index}.length > {one.longer_than_days}']))})"
    return [f"{counted} AS n{index}", f"sum({flag(eligible)}) AS d{index}"]


def _result(ctx: Context, present: list[str]) -> str:
    """One row a physician of the table of physicians, zeros where nothing was counted."""
    keys = {"by_list": "physician_id", "by_box": "prescriber_id", "by_sheet": "performer_id"}
    joins = "".join(
        f"\nLEFT JOIN {name} ON {name}.{key} = p.physician_id" for name, key in keys.items() if name in present
    )
    columns = []
    for index, question in enumerate(ctx.plan.questionnaire.questions):
        for letter, column in zip("nd", _named(ctx, index, question), strict=True):
            columns.append(f"CAST(coalesce({column}, 0) AS {ctx.dialect.bigint}) AS {letter}{index}")
    asked = ",\n  ".join(columns)
    return f"SELECT p.physician_id,\n  {asked}\nFROM {ctx.tables['physicians']} p{joins}\nORDER BY p.physician_id"


def _named(ctx: Context, index: int, question: Question) -> tuple[str, str]:
    """The columns that hold the numerator and the denominator of a question."""
    one = question.measure
    if isinstance(one, Boxes):
        span, codes = one.window.span(ctx.period), ctx.plan.codes
        whole = codes[BoxFeature(one.drugs, span, None)]
        inner = codes[BoxFeature(one.drugs, span, True if one.among is None else one.among)]
        return f"by_box.boxes{inner}", f"by_box.boxes{whole}"
    if isinstance(one, Sheets):
        return "by_sheet.electronic", "by_sheet.sheets"
    return f"by_list.n{index}", f"by_list.d{index}"
