"""SQL of the people: who is on whose list, what is known of the person, his tests and examinations; care sheets.

Each table is read once; a patient's knowledge is bits of one word.
Next: sql.py.
"""

from __future__ import annotations

from bonusage.practice.plan import DayFeature, conjuncts, is_personal, leader, led_features, used_features
from bonusage.practice.query import Age, ConditionSet, HasCondition, Seen, Sex
from bonusage.practice.sql_words import (
    Context,
    Relation,
    both,
    day,
    either,
    flag,
    has_bit,
    inside,
    numbers,
    texts,
    valid_on,
)
from bonusage.values.period import Period, minus_years


def people(ctx: Context) -> list[Relation]:
    """`list`: physician, patient, person (bits), guard (bits of the day features that can matter for him)."""
    plan, last_day = ctx.plan, ctx.period.last_day
    sets = list(dict.fromkeys(one.conditions for one in plan.person if isinstance(one, HasCondition)))
    joined = "\n    LEFT JOIN condition c ON c.patient_id = p.patient_id" if sets else ""
    person = " +\n      ".join(flag(_person(ctx, one, sets), 1 << bit) for one, bit in plan.person.items()) or "0"
    led = led_features(plan)
    guard = (
        " +\n    ".join(flag(_guard(ctx, one, one in led), 1 << plan.codes[one]) for one in plan.day_features) or "0"
    )
    if led:
        joined += "\n    LEFT JOIN lead h ON h.patient_id = p.patient_id"
    leads = "coalesce(h.leads, 0)" if led else "0"
    listed = (
        f"  SELECT physician_id, patient_id, person,\n    {guard} AS guard\n"
        "  FROM (\n"
        f"    SELECT r.physician_id, p.patient_id, {leads} AS leads,\n      {person} AS person\n"
        f"    FROM {ctx.tables['registrations']} r"
        f" JOIN {ctx.tables['patients']} p ON p.patient_id = r.patient_id{joined}\n"
        f"    WHERE {valid_on('r.start_on', 'r.end_on', last_day)}\n"
        f"      AND (p.died_on IS NULL OR p.died_on > {day(last_day)})\n"
        "  ) listed"
    )
    before = [*([_condition(ctx, sets)] if sets else []), *([_lead(ctx)] if led else [])]
    return [*before, ("list", listed)]


def _lead(ctx: Context) -> Relation:
    """`lead`: patients with a line of a leading feature, reversed or not: few, and the only ones led features need."""
    plan = ctx.plan
    leaders = {leader(question.measure, ctx.period) for question in plan.questionnaire.questions} - {None}
    bits = sum(1 << plan.codes[one] for one in leaders if one is not None)
    return (
        "lead",
        f"  SELECT patient_id, {ctx.dialect.bit_or(f'mask & {bits}')} AS leads\n"
        f"  FROM line WHERE (mask & {bits}) <> 0 GROUP BY patient_id",
    )


def _condition(ctx: Context, sets: list[ConditionSet]) -> Relation:
    bits = " + ".join(
        flag(f"ald_number IN ({numbers(one.numbers)})" if one.numbers else "1 = 1", 1 << index)
        for index, one in enumerate(sets)
    )
    return (
        "condition",
        f"  SELECT patient_id, {ctx.dialect.bit_or(bits)} AS held\n  FROM {ctx.tables['long_term_conditions']}\n"
        f"  WHERE {valid_on('start_on', 'end_on', ctx.period.last_day)} GROUP BY patient_id",
    )


def _person(ctx: Context, one: Age | Sex | HasCondition, sets: list[ConditionSet]) -> str:
    """The test, on the rows of patients `p` and of conditions `c`; ages are bounds on the day of birth."""
    if isinstance(one, Sex):
        return f"p.sex = {one.code}"
    if isinstance(one, HasCondition):
        return has_bit("coalesce(c.held, 0)", sets.index(one.conditions))
    tests = []
    if one.at_least is not None:
        tests.append(f"p.born_on <= {day(minus_years(ctx.period.last_day, one.at_least))}")
    if one.at_most is not None:
        tests.append(f"p.born_on > {day(minus_years(ctx.period.last_day, one.at_most + 1))}")
    return both(tests)


def _guard(ctx: Context, feature: DayFeature, led: bool) -> str:
    """A test that holds for every patient for whom the feature can matter: on the person, and on his leaders if led."""
    tests = []
    for question in ctx.plan.questionnaire.questions:
        measure = question.measure
        if feature not in used_features(measure, ctx.period):
            continue
        needed = [ctx.holds(part) for part in conjuncts(measure) if is_personal(part)]
        if led and (first := leader(measure, ctx.period)) is not None:
            needed.append(has_bit("leads", ctx.plan.codes[first]))
        tests.append(both(needed))
    return either(tests)


def acts(ctx: Context) -> list[Relation]:
    """`tested`: distinct days of each laboratory condition; `seen`: bits of the examinations."""
    found = []
    if ctx.plan.tests:
        found.append(_tested(ctx))
    sources = [source for source in (_procedures(ctx), _visits(ctx)) if source]
    if sources:
        union = "\n    UNION ALL\n".join(sources)
        bits = ctx.dialect.bit_or("bits")
        found.append(("seen", f"  SELECT patient_id, {bits} AS bits FROM (\n{union}\n  ) act GROUP BY patient_id"))
    return found


def _tested(ctx: Context) -> Relation:
    tests = ctx.plan.tests
    which = {
        one: f"nabm IN ({numbers(one.labs.codes)}) AND {inside('performed_on', one.window.span(ctx.period))}"
        for one in tests
    }
    bits = " + ".join(flag(which[one], 1 << bit) for one, bit in tests.items())
    counts = ", ".join(f"sum({flag(has_bit('bits', bit))}) AS tests{bit}" for bit in tests.values())
    return (
        "tested",
        f"  SELECT patient_id, {counts} FROM (\n"
        f"    SELECT patient_id, performed_on, {ctx.dialect.bit_or(bits)} AS bits\n"
        f"    FROM {ctx.tables['lab_tests']} WHERE {either(f'({test})' for test in which.values())}\n"
        "    GROUP BY patient_id, performed_on\n  ) tested_day GROUP BY patient_id",
    )


def _procedures(ctx: Context) -> str:
    which = {
        one: f"ccam IN ({texts(one.acts.codes)}) AND {inside('performed_on', one.window.span(ctx.period))}"
        for one in ctx.plan.seen
        if one.acts is not None
    }
    if not which:
        return ""
    codes = dict.fromkeys(code for one in which if one.acts is not None for code in one.acts.codes)
    return _bits_of(ctx, "procedures", which, f"ccam IN ({texts(codes)}) AND {_within(ctx, which)}")


def _visits(ctx: Context) -> str:
    which = {
        one: f"specialty IN ({numbers(one.visits.specialties)}) AND act_letter IN ({texts(one.visits.letters)})"
        f" AND {inside('performed_on', one.window.span(ctx.period))}"
        for one in ctx.plan.seen
        if one.visits is not None
    }
    if not which:
        return ""
    specialties = dict.fromkeys(code for one in which if one.visits is not None for code in one.visits.specialties)
    return _bits_of(ctx, "visits", which, f"specialty IN ({numbers(specialties)}) AND {_within(ctx, which)}")


def _within(ctx: Context, which: dict[Seen, str]) -> str:
    """The days of all the windows together."""
    spans = [one.window.span(ctx.period) for one in which]
    return inside("performed_on", Period(min(one.start for one in spans), max(one.end for one in spans)))


def _bits_of(ctx: Context, table: str, which: dict[Seen, str], plain: str) -> str:
    """Patient and bits of the acts of a table; `plain` narrows the rows by tests that a reader of files can skip by."""
    bits = " + ".join(flag(test, 1 << ctx.plan.seen[one]) for one, test in which.items())
    return f"    SELECT patient_id, {bits} AS bits FROM {ctx.tables[table]}\n    WHERE {plain}"


def sheets(ctx: Context) -> Relation:
    """`by_sheet`: care sheets that count and those that were electronic, one row a performer."""
    return (
        "by_sheet",
        f"  SELECT performer_id, sum({flag('electronic')}) AS electronic, count(*) AS sheets\n"
        f"  FROM {ctx.tables['care_sheets']} WHERE exclusion = 0 AND {inside('issued_on', ctx.period)}\n"
        "  GROUP BY performer_id",
    )
