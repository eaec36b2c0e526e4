"""SQL of the medicines: masks of presentations, lines, net dispensing days, episodes, boxes of prescribers.

The dispensations are read once, in `line`; reversals are netted by (patient, day, presentation).
Next: sql_people.py.
"""

from __future__ import annotations

from collections.abc import Callable

from bonusage.practice.plan import BoxFeature, DayFeature, lookback
from bonusage.practice.query import DrugSet, Episodes
from bonusage.practice.sql_words import (
    Context,
    Part,
    Relation,
    both,
    day,
    either,
    flag,
    has_bit,
    inside,
    text,
    valid_on,
)
from bonusage.values.period import Period


def has_atc(drugs: DrugSet) -> str:
    """The ATC code of a version is of the set."""
    kept = either(f"atc LIKE {text(code + '%')}" for code in drugs.include)
    return both([kept, *(f"NOT (atc LIKE {text(code + '%')})" for code in drugs.exclude)])


def code(ctx: Context) -> Relation:
    """`code`: cip13, a small number for it, and the mask of the features that the presentation can serve."""
    plan, questionnaire = ctx.plan, ctx.plan.questionnaire
    own = [one for one in plan.codes if not _in_repertoire(one)]
    bits = " +\n      ".join(flag(_served(one), 1 << plan.codes[one]) for one in own)
    valid = valid_on("valid_from", "valid_to", questionnaire.repertoire_on)
    listed = flag(f"generic_group IS NOT NULL AND {valid}")
    extra = ""
    for one in plan.box_features:
        if _in_repertoire(one):
            whole = plan.codes[BoxFeature(one.drugs, one.span, None)]
            extra += " +\n    " + flag(f"listed = 1 AND {has_bit('mask', whole)}", 1 << plan.codes[one])
    return (
        "code",
        f"  SELECT cip13, CAST(row_number() OVER (ORDER BY cip13) AS {ctx.dialect.integer}) AS no,\n"
        f"    CAST(mask{extra} AS {_word(ctx)}) AS mask FROM (\n"
        f"    SELECT cip13, {ctx.dialect.bit_or('bits')} AS mask, max(listed) AS listed FROM (\n"
        f"      SELECT cip13, {listed} AS listed,\n      {bits} AS bits\n"
        f"      FROM {ctx.tables['drugs']}\n    ) version GROUP BY cip13\n  ) presentation WHERE mask <> 0",
    )


def _word(ctx: Context) -> str:
    """Lines are many and kept in memory: a short word where the bits fit, a small number for each presentation."""
    return ctx.dialect.integer if len(ctx.plan.codes) < 31 else ctx.dialect.bigint


def _in_repertoire(one: DayFeature | BoxFeature) -> bool:
    return isinstance(one, BoxFeature) and one.among is True


def _served(one: DayFeature | BoxFeature) -> str:
    inner = one.among if isinstance(one, BoxFeature) else None
    drugs = inner if isinstance(inner, DrugSet) else one.drugs
    during = f"valid_from < {day(one.span.end)} AND (valid_to IS NULL OR valid_to > {day(one.span.start)})"
    return f"{has_atc(drugs)} AND {during}"


def line(ctx: Context) -> Relation:
    """`line`: lines of measured presentations, with the bits whose span holds the day; parts say only what they can."""
    parts = [written for part in ctx.lines if (written := _part(ctx, part))]
    return "line", "\n  UNION ALL\n".join(parts)


def _part(ctx: Context, part: Part) -> str:
    """The lines of one part; a part whose days serve no feature is not read.

    Where most features are looked for all along, the few lines that serve none on their day stay, with an empty mask:
    the test would cost more, on every line.
    """
    spans: dict[Period, int] = {}
    for feature, bit in ctx.plan.codes.items():
        if (clipped := part.clip(feature.span)) is not None:
            spans[clipped] = spans.get(clipped, 0) | 1 << bit
    if not spans:
        return ""
    whole = Period(min(span.start for span in spans), max(span.end for span in spans))
    bits = sum(spans.values())
    masks = " +\n    ".join(
        f"(c.mask & {mask})"
        if span == whole
        else f"CASE WHEN {inside('d.dispensed_on', span)} THEN c.mask & {mask} ELSE 0 END"
        for span, mask in spans.items()
    )
    boxes = sum(1 << ctx.plan.codes[one] for one in ctx.plan.box_features)
    prescriber = "d.prescriber_id" if bits & boxes else f"CAST(NULL AS {ctx.dialect.integer})"
    lines = (
        f"SELECT d.patient_id, {prescriber} AS prescriber_id, d.dispensed_on AS day, c.no, d.quantity,\n"
        f"    {masks} AS mask\n"
        f"  FROM {part.relation} d\n"
        f"  JOIN (SELECT cip13, no, mask FROM code WHERE (mask & {bits}) <> 0) c ON d.cip13 = c.cip13\n"
        f"  WHERE {inside('d.dispensed_on', whole)}"
    )
    if 2 * spans.get(whole, 0).bit_count() > bits.bit_count():
        return f"  {lines}"
    return f"  SELECT * FROM (\n  {lines}\n  ) measured WHERE mask <> 0"


def days(ctx: Context) -> list[Relation]:
    """`net_day`: net dispensing days, one row a patient and day; `feature`: bits held and days counted, one row a
    patient; then the episodes."""
    plan, bit_or = ctx.plan, ctx.dialect.bit_or
    if not plan.day_features:
        return []
    asked = sum(1 << plan.codes[one] for one in plan.day_features)
    kept = (
        "  SELECT d.patient_id, d.day, d.no, d.quantity, d.mask & l.guard AS mask\n"
        "  FROM line d JOIN list l ON l.patient_id = d.patient_id\n"
        f"  WHERE (d.mask & {asked} & l.guard) <> 0"
    )
    undone = "  SELECT DISTINCT patient_id, day, no FROM kept WHERE quantity < 0"
    sums = [f"sum({flag(has_bit('mask', plan.codes[one]))}) AS days{plan.codes[one]}" for one in plan.summed]
    for word, fields in enumerate(plan.packs):
        counters = " + ".join(flag(has_bit("mask", plan.codes[one]), 1 << shift) for one, shift in fields.items())
        sums.append(f"sum({counters}) AS pack{word}")
    columns = "".join(f",\n    CAST({one.replace(' AS ', f' AS {ctx.dialect.bigint}) AS ')}" for one in sums)
    feature = f"  SELECT patient_id, {bit_or('mask')} AS has{columns}\n  FROM net_day GROUP BY patient_id"
    episodes = [
        _episode(ctx, index, question.measure)
        for index, question in enumerate(plan.questionnaire.questions)
        if isinstance(question.measure, Episodes)
    ]
    return [("kept", kept), ("undone", undone), ("net_day", _net_days(bit_or)), ("feature", feature), *episodes]


def _net_days(bit_or: Callable[[str], str]) -> str:
    """Patient, day, mask: only the presentations that have a reversal need a sum."""
    same = "u.patient_id = k.patient_id AND u.day = k.day AND u.no = k.no"
    return (
        f"  SELECT patient_id, day, {bit_or('mask')} AS mask FROM (\n"
        "    SELECT k.patient_id, k.day, k.mask FROM kept k\n"
        f"    WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE {same})\n"
        "    UNION ALL\n"
        f"    SELECT k.patient_id, k.day, {bit_or('k.mask')} AS mask FROM kept k JOIN undone u ON {same}\n"
        "    GROUP BY k.patient_id, k.day, k.no HAVING sum(k.quantity) > 0\n"
        "  ) net GROUP BY patient_id, day"
    )


def _episode(ctx: Context, index: int, one: Episodes) -> Relation:
    """The patient and the length of his first episode that starts in the period, its last box included.

    Episodes follow each other: the first has both the first start and the first end. Days that neither begin nor end
    one are dropped early. DISTINCT changes nothing in rows: DuckDB feeds it as days come, a window would have them kept.
    """
    between = ctx.dialect.days_between
    bit = ctx.plan.codes[DayFeature(one.drugs, lookback(one, ctx.period))]
    begins = f"(before IS NULL OR {between('before', 'day')} > {one.gap_days})"
    ends = f"(after IS NULL OR {between('day', 'after')} > {one.gap_days})"
    in_turn = "OVER (PARTITION BY patient_id ORDER BY day)"
    return (
        f"episode{index}",
        f"  SELECT patient_id, {between('min(day)', 'min(last)')} + {one.pack_days} AS length FROM (\n"
        f"    SELECT patient_id, day, begins, CASE WHEN ends THEN day ELSE lead(day) {in_turn} END AS last FROM (\n"
        f"      SELECT patient_id, day, {begins} AS begins, {ends} AS ends FROM (\n"
        f"        SELECT patient_id, day, lag(day) {in_turn} AS before, lead(day) {in_turn} AS after\n"
        f"        FROM (SELECT DISTINCT patient_id, day FROM net_day WHERE {has_bit('mask', bit)}) episode_day\n"
        "      ) spaced\n"
        "    ) bounded WHERE begins OR ends\n"
        f"  ) started WHERE begins AND day >= {day(ctx.period.start)} GROUP BY patient_id",
    )


def boxes(ctx: Context) -> list[Relation]:
    """`by_box`: net boxes of each feature, one row a prescriber."""
    plan = ctx.plan
    every = sum(1 << plan.codes[one] for one in plan.box_features)
    kinds = (
        f"  SELECT prescriber_id, mask & {every} AS kind, sum(quantity) AS boxes FROM line\n"
        f"  WHERE prescriber_id IS NOT NULL AND (mask & {every}) <> 0 GROUP BY prescriber_id, mask & {every}"
    )
    sums = ",\n    ".join(
        f"sum(CASE WHEN {has_bit('kind', plan.codes[one])} THEN boxes ELSE 0 END) AS boxes{plan.codes[one]}"
        for one in plan.box_features
    )
    return [("kind", kinds), ("by_box", f"  SELECT prescriber_id,\n    {sums}\n  FROM kind GROUP BY prescriber_id")]
