"""What holds of every amount, on generated professionals: traces, sums, bounds, order, continuity, seals.

Amounts by hand are in tests/spec/test_due.py. Next: src/bonusage/remuneration/due.py.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bonusage.desk.catalogue import load
from bonusage.instruments.model import Indicator, Instrument
from bonusage.instruments.policies import POLICIES
from bonusage.remuneration.case import Adhesion, Case, Result
from bonusage.remuneration.due import Due, due, due_under
from bonusage.remuneration.receipt import receipt, receipt_text
from bonusage.remuneration.tariff import tariff_of
from bonusage.values.check import check_receipt, replay
from bonusage.values.period import Period, parse_period
from bonusage.values.step import Step, to_wire, walk

ROSP = load("rosp-2011-mt")
YEAR = parse_period("2012")
RATIOS = [one for one in ROSP.indicators if one.kind != "proof"]
PROOFS = [one for one in ROSP.indicators if one.kind == "proof"]
SLOW = settings(max_examples=60, deadline=None)

days = st.dates(dt.date(2010, 1, 1), dt.date(2015, 1, 1))
counts = st.integers(0, 60) | st.integers(0, 5000)


@st.composite
def results(draw: st.DrawFn) -> Result:
    """Any ratio; about the objectives of most indicators as often as not."""
    below = draw(counts)
    above = draw(st.integers(0, 2 * below + 1))
    if draw(st.booleans()):
        return Result(above, below)
    return Result(above, below, draw(counts), draw(counts))


@st.composite
def spans(draw: st.DrawFn) -> Adhesion:
    start = draw(days)
    end = draw(st.none() | days.filter(lambda day: day > start))
    return Adhesion(start, end, draw(st.sampled_from(("adhered", "ended", "refused"))))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any professional: what is known of him varies as much as files do; gates are open half of the time."""
    ids = [one.id for one in RATIOS] + ["electronic_sheets"]
    opened = draw(st.booleans())
    measured = draw(st.dictionaries(st.sampled_from(ids), results()))
    proofs = draw(st.fixed_dictionaries({one.id: st.sampled_from((True, True, False, None)) for one in PROOFS}))
    gate = {} if draw(st.booleans()) else {"sesam_vitale": draw(st.none() | st.booleans())}
    return Case(
        professional="9",
        list_size=draw(st.integers(0, 3000)),
        conventioned_from=draw(days),
        conventioned_to=draw(st.none() | days),
        treating_doctor=draw(st.booleans()),
        results=measured | ({"electronic_sheets": Result(9, 10)} if opened else {}),
        proofs=proofs | ({"sesam_vitale": True} if opened else gate),
        since=draw(st.dictionaries(st.sampled_from(("R11-25", "R11-26")), days)),
        adhesions=tuple(draw(st.lists(spans(), max_size=3))),
    )


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """The contract under any choice of policies, opt-in or opt-out."""
    chosen = {name: draw(st.sampled_from(choices)) for name, choices in POLICIES.items()}
    policies = tuple(replace(one, value=chosen[one.name]) for one in ROSP.policies)
    return replace(ROSP, policies=policies, adhesion=draw(st.sampled_from(("opt_in", "opt_out"))))


periods = st.sampled_from([parse_period(name) for name in ("2012", "2013", "2012-02-10/2012-09-03")])


def value(owed: Due, label: str) -> Fraction:
    return next(step.value for _, step in walk(owed.trace) if step.label == label)


@given(instruments(), cases(), periods)
@SLOW
def test_the_trace_is_the_computation(instrument: Instrument, case: Case, period: Period) -> None:
    owed = due(instrument, case, period)
    assert owed.trace.value == owed.total_cents
    assert replay(to_wire(owed.trace)) == (owed.total_cents, 1)
    assert sum(one.cents for one in owed.components) == owed.total_cents
    assert owed.total_cents >= 0
    assert {one.id for one in owed.components} - {"ROUNDING"} == {one.id for one in ROSP.indicators}


@given(instruments(), cases(), periods)
@SLOW
def test_the_receipt_is_sealed(instrument: Instrument, case: Case, period: Period) -> None:
    kept = receipt("w", instrument, period, "r", due(instrument, case, period))
    raw = receipt_text(kept)
    assert check_receipt(json.loads(raw), raw) == kept["amount_cents"]
    assert set(kept["policies"]) <= set(POLICIES)
    assert set(kept["recalled_figures"]) <= {one.key for one in ROSP.figures() if one.confidence == "recalled"}


@given(instruments(), cases(), periods)
@SLOW
def test_rates_stay_between_none_and_all(instrument: Instrument, case: Case, period: Period) -> None:
    owed = due(instrument, case, period)
    labels = []
    for _, step in walk(owed.trace):
        if step.label.endswith("taux d'atteinte"):
            assert 0 <= step.value <= 1
        if step.op != "cited":
            labels.append(step.label)
    assert len(labels) == len(set(labels))
    most = most_cents(instrument, case)
    assert owed.total_cents <= most + 1


def most_cents(instrument: Instrument, case: Case) -> Fraction:
    """All the points, at this list."""
    scale = Fraction(case.list_size, 800)
    return sum(
        ((one.points.exact * 700) * (scale if one.scaled_by_list else 1) for one in instrument.indicators), Fraction(0)
    )


@given(instruments(), cases(), periods)
@SLOW
def test_components_are_their_exact_amounts_to_the_nearest_cent(
    instrument: Instrument, case: Case, period: Period
) -> None:
    owed = due(instrument, case, period)
    if not owed.presence.present:
        assert owed.total_cents == 0
        return
    partial = instrument.policy("partial_period") == "pro_rata_days"
    share = Fraction(owed.presence.present, owed.presence.of) if partial else Fraction(1)
    exact = {one.id: value(owed, f"{one.id} : montant (centimes)") * share for one in instrument.indicators}
    for one in owed.components:
        assert one.id == "ROUNDING" or abs(one.cents - exact[one.id]) <= Fraction(1, 2)
    if instrument.policy("rounding") == "once_on_total":
        assert abs(owed.total_cents - sum(exact.values())) <= Fraction(1, 2)


def rate(instrument: Instrument, one: Indicator, result: Result) -> Fraction:
    """The rate of a result that is counted."""
    case = Case("9", 800, dt.date(2000, 1, 1), results={one.id: result})
    return value(due_under(TARIFFS[instrument.policies], case), f"{one.id} : taux d'atteinte")


HALF = replace(
    ROSP,
    policies=tuple(replace(one, value="half" if "half" in POLICIES[one.name] else one.value) for one in ROSP.policies),
)
TARIFFS = {ROSP.policies: tariff_of(ROSP, YEAR), HALF.policies: tariff_of(HALF, YEAR)}


@given(
    st.sampled_from([ROSP, HALF]),
    st.sampled_from(RATIOS),
    st.integers(0, 2000),
    st.integers(0, 2000),
    st.none() | st.tuples(counts, counts),
)
@settings(max_examples=400, deadline=None)
def test_a_better_result_is_never_paid_less(
    instrument: Instrument, one: Indicator, first: int, second: int, baseline: tuple[int, int] | None
) -> None:
    low, high = sorted((first, second))
    worse, better = (low, high) if one.direction == "up" else (high, low)
    before, after = (rate(instrument, one, Result(n, 1000, *(baseline or ()))) for n in (worse, better))
    assert before <= after


@given(st.sampled_from(RATIOS), st.integers(1, 99), st.sampled_from(("intermediate", "target")))
@settings(max_examples=200, deadline=None)
def test_no_jump_at_the_objectives(one: Indicator, percent: int, objective: str) -> None:
    """A millionth below an objective is paid almost the same: at most a hundred millionths less, where the way to go
    from the baseline, or to the target, is a hundredth or longer."""
    assert one.intermediate is not None
    assert one.target is not None
    sign = 1 if one.direction == "up" else -1
    goal = one.intermediate.exact if objective == "intermediate" else one.target.exact
    start = one.intermediate.exact - sign * Fraction(percent, 100) * one.intermediate.exact
    million = 1_000_000
    at, before = goal * million, goal * million - sign
    assert at.denominator == before.denominator == 1
    baseline = start.as_integer_ratio()
    here, near = (rate(ROSP, one, Result(n.numerator, million, *baseline)) for n in (at, before))
    assert here == (Fraction(1, 2) if objective == "intermediate" else 1)
    step = (
        abs(one.intermediate.exact - start)
        if objective == "intermediate"
        else abs(one.target.exact - one.intermediate.exact)
    )
    assert 0 < here - near <= Fraction(1, 2 * million) / step


@given(st.sampled_from(RATIOS), st.integers(0, 20_000))
@settings(max_examples=100, deadline=None)
def test_half_is_half_wherever_no_progress_can_be_shown(one: Indicator, below: int) -> None:
    assert one.intermediate is not None
    sign = 1 if one.direction == "up" else -1
    result = Result(max(0, int(one.intermediate.exact * 10_000) - sign * (below + 1)), 10_000)
    if result.numerator:
        assert (rate(ROSP, one, result), rate(HALF, one, result)) == (0, Fraction(1, 2))


@given(cases(), st.integers(1, 5))
@SLOW
def test_what_is_scaled_follows_the_list(case: Case, times: int) -> None:
    plain, more = (due(ROSP, case._replace(list_size=size), YEAR) for size in (case.list_size, case.list_size * times))
    for one in ROSP.indicators:
        if plain.presence.present:
            label = f"{one.id} : montant (centimes)"
            assert value(more, label) == value(plain, label) * (times if one.scaled_by_list else 1)


@given(cases())
@SLOW
def test_the_same_case_gives_the_same_due(case: Case) -> None:
    tariff = tariff_of(ROSP, YEAR)
    first: Step = due_under(tariff, case).trace
    assert due_under(tariff, case).trace == first == due(ROSP, case, YEAR).trace
