"""Two engines, one amount: due() with its trace and due_all() in columns agree on every cent and every word.

Instruments, policies, results and dates are invented; the two engines were written from the same specification by
two hands. Hand-computed amounts are in tests/spec/test_population.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonusage.desk.catalogue import load
from bonusage.instruments.model import Block, Figure, Gate, Indicator, Instrument, PolicyChoice
from bonusage.instruments.policies import POLICIES
from bonusage.remuneration.case import Adhesion, Case, Result
from bonusage.remuneration.due import due
from bonusage.remuneration.due_all import CODES, due_all
from bonusage.remuneration.due_rows import due_rows
from bonusage.remuneration.population import population_of_cases
from bonusage.values.period import Period, parse_period

SHIPPED = load("rosp-2011-mt")
RATIOS = tuple(one for one in SHIPPED.indicators if one.kind != "proof")
PROOFS = tuple(one for one in SHIPPED.indicators if one.kind == "proof")

PAID = {name: choices for name, choices in POLICIES.items() if name != "repertoire_date"}  # that one counts, not pays
blocks = st.sampled_from([block.id for block in SHIPPED.blocks])

PERIODS = tuple(
    parse_period(text)
    for text in ("2012", "2013", "2012-02-01/2012-03-01", "2012-06-30/2012-07-01", "2012-11-15/2013-02-15")
)

slow = [HealthCheck.too_slow, HealthCheck.data_too_large]


def share_of(most: int) -> st.SearchStrategy[Fraction]:
    """A fraction of [0, most]: a percentage as published, or something odd."""
    percentages = st.integers(0, 100 * most).map(lambda value: Fraction(value, 100))
    return percentages | st.fractions(0, most, max_denominator=997)


def figured(figure: Figure | None, exact: Fraction) -> Figure:
    """A figure of another value, given as a share."""
    assert figure is not None
    return replace(figure, value=exact * 100 if figure.unit in ("%", "per_100") else exact)


@st.composite
def ratio_indicators(draw: st.DrawFn) -> Indicator:
    one = draw(st.sampled_from(RATIOS))
    low, high = sorted(draw(st.lists(share_of(3 if one.kind == "rate" else 1), min_size=2, max_size=2, unique=True)))
    up = draw(st.booleans())
    return replace(
        one,
        block=draw(blocks),
        direction="up" if up else "down",
        scaled_by_list=draw(st.booleans()),
        treating_doctor_only=draw(st.booleans()),
        points=figured(one.points, Fraction(draw(st.integers(1, 10_000)))),
        intermediate=figured(one.intermediate, low if up else high),
        target=figured(one.target, high if up else low),
        minimum=figured(one.minimum, Fraction(draw(st.integers(1, 50)))),
    )


@st.composite
def proof_indicators(draw: st.DrawFn) -> Indicator:
    one = draw(st.sampled_from(PROOFS))
    return replace(
        one,
        block=draw(blocks),
        scaled_by_list=draw(st.booleans()),
        treating_doctor_only=draw(st.booleans()),
        pro_rata_first_year=draw(st.booleans()),
        points=figured(one.points, Fraction(draw(st.integers(1, 10_000)))),
    )


policies = st.tuples(*(st.sampled_from(choices) for choices in POLICIES.values())).map(
    lambda values: tuple(PolicyChoice(name, value, "inventé") for name, value in zip(POLICIES, values, strict=True))
)


@st.composite
def invented(draw: st.DrawFn) -> Instrument:
    """An instrument of one to eight indicators, with figures of its own."""
    indicators = draw(st.lists(ratio_indicators(), max_size=5, unique_by=lambda one: one.id))
    indicators += draw(st.lists(proof_indicators(), min_size=not indicators, max_size=3, unique_by=lambda one: one.id))
    draw(st.randoms(use_true_random=False)).shuffle(indicators)
    pay = SHIPPED.pay
    cents = Fraction(draw(st.integers(1, 10_000)), 100)
    share = draw(st.just(Fraction(1, 2)) | st.fractions(0, 1, max_denominator=50).filter(lambda one: 0 < one < 1))
    odd = st.sampled_from((Fraction(800), Fraction(1), Fraction(799, 3)))
    patients = draw(odd | st.integers(1, 5000).map(Fraction))
    return replace(
        SHIPPED,
        adhesion=draw(st.sampled_from(("opt_out", "opt_in"))),
        policies=draw(policies),
        pay=replace(
            pay,
            point_value=figured(pay.point_value, cents),
            reference_list=figured(pay.reference_list, patients),
            share_at_intermediate=figured(pay.share_at_intermediate, share),
        ),
        gates=tuple(gated(draw, gate) for gate in SHIPPED.gates),
        blocks=tuple(opened(draw, block) for block in SHIPPED.blocks),
        indicators=tuple(indicators),
    )


def gated(draw: st.DrawFn, gate: Gate) -> Gate:
    if gate.at_least is None:
        return gate
    threshold = draw(st.just(Fraction(2, 3)) | st.fractions(0, 1, max_denominator=30).filter(lambda one: one > 0))
    return replace(gate, at_least=figured(gate.at_least, threshold))


def opened(draw: st.DrawFn, block: Block) -> Block:
    return replace(block, gates=tuple(draw(st.sets(st.sampled_from([gate.id for gate in SHIPPED.gates])))))


instruments = invented() | policies.map(lambda chosen: replace(SHIPPED, policies=chosen))

# What int64 columns take easily; and the two sides of what they take at all, up to far beyond.
ordinary = st.integers(0, 60) | st.integers(0, 3000)
far = st.integers(10**5, 10**7) | st.integers(10**9 - 1000, 10**9) | st.integers(0, 10**15)


@st.composite
def ratios(
    draw: st.DrawFn, goals: tuple[Fraction, ...], sizes: st.SearchStrategy[int], *, least: int = 0
) -> tuple[int, int]:
    """A numerator and a denominator: anything, or at a goal, or one away from it."""
    below = max(draw(sizes), least)
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return draw(st.integers(0, 3 * below + 3)), below
    if kind < 4:
        return draw(st.integers(0, below)), below
    goal = draw(st.sampled_from(goals))
    if kind == 4:
        below = max(below // goal.denominator, 1) * goal.denominator
    return max(0, below * goal.numerator // goal.denominator + draw(st.sampled_from((-1, 0, 0, 1)))), below


@st.composite
def results(draw: st.DrawFn, goals: tuple[Fraction, ...], sizes: st.SearchStrategy[int]) -> Result:
    above, below = draw(ratios(goals, sizes))
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return Result(above, below)
    if kind == 1:
        return Result(above, below, draw(st.none() | st.integers(0, 9)), None)
    if kind == 2:
        return Result(above, below, draw(st.integers(0, 9)), 0)
    return Result(above, below, *draw(ratios(goals, sizes, least=1)))


def near(period: Period) -> st.SearchStrategy[dt.date]:
    """A day before, at an edge of, inside or after a period."""
    edges = (period.start, period.end, period.last_day, period.start + dt.timedelta(days=1))
    spread = st.dates(period.start - dt.timedelta(days=400), period.end + dt.timedelta(days=400))
    inside = st.dates(period.start, period.last_day)
    return st.sampled_from(edges) | inside | spread


def goals_of(instrument: Instrument) -> dict[str, tuple[Fraction, ...]]:
    goals = {gate.id: (gate.at_least.exact,) for gate in instrument.gates if gate.at_least}
    for one in instrument.indicators:
        if one.intermediate and one.target:
            goals[one.id] = (one.intermediate.exact, one.target.exact)
    return goals


@st.composite
def cases(draw: st.DrawFn, instrument: Instrument, period: Period) -> Case:
    """Half of them are ordinary and there all year, so that both kinds of columns see every rule."""
    goals = goals_of(instrument)
    proofs = [one.id for one in instrument.indicators if one.kind == "proof"]
    proofs += [gate.id for gate in instrument.gates if gate.at_least is None]
    early = dt.date(2000, 1, 1)
    days = near(period)
    there = draw(st.booleans())
    statuses = st.sampled_from(("adhered", "adhered", "ended", "refused"))
    row = st.builds(Adhesion, days | st.just(early), st.none() | days, statuses)
    kept = [Adhesion(early, None, "adhered")] if instrument.adhesion == "opt_in" else []
    sizes = draw(st.sampled_from((ordinary, ordinary, ordinary | far)))
    proven = st.sampled_from((True, True, True, False, None))
    return Case(
        professional=str(draw(st.integers(1, 10**9))),
        list_size=draw(st.just(800) | st.integers(0, 30_000) | st.sampled_from((0, 1, 10**7, 10**9))),
        conventioned_from=early if there else draw(st.just(early) | days),
        conventioned_to=None if there else draw(st.none() | days),
        treating_doctor=draw(st.sampled_from((True, True, True, False))),
        results={id: draw(results(goal, sizes)) for id, goal in goals.items() if draw(st.integers(0, 9))},
        proofs={id: draw(proven) for id in proofs if draw(st.integers(0, 9))},
        since={id: draw(days) for id in proofs if draw(st.booleans())},
        adhesions=tuple(kept if there else draw(st.just(kept) | st.lists(row, max_size=3))),
    )


@st.composite
def settlements(draw: st.DrawFn) -> tuple[Instrument, Period, list[Case]]:
    instrument, period = draw(instruments), draw(st.sampled_from((*PERIODS, PERIODS[0], PERIODS[0])))
    most = 3 if instrument.indicators is SHIPPED.indicators else 6
    return (
        instrument,
        period,
        draw(st.lists(cases(instrument, period), min_size=1, max_size=most, unique_by=lambda case: case.professional)),
    )


def agree(instrument: Instrument, period: Period, people: list[Case]) -> None:
    """Every component's cents and reason, the rounding, the total, and the rows of due.csv."""
    population = population_of_cases(instrument, people)
    found = due_all(instrument, population, period)
    rows = list(due_rows(instrument, population, period, found))
    wanted_rows = []
    for row, case in enumerate(people):
        reference = due(instrument, case, period)
        shown = {part.id: part for part in reference.components}
        rounding = shown.pop("ROUNDING").cents if "ROUNDING" in shown else 0
        got = zip(found.components, found.cents[row].tolist(), found.reasons[row].tolist(), strict=True)
        assert [(id, cents, CODES[code]) for id, cents, code in got] == [
            (part.id, part.cents, part.reason_code) for part in shown.values()
        ]
        assert (int(found.rounding[row]), int(found.total[row])) == (rounding, reference.total_cents)
        wanted_rows += [(case.professional, part.id, part.cents, part.sentence) for part in reference.components]
        wanted_rows.append((case.professional, "TOTAL", reference.total_cents, reference.sentence))
    assert rows == wanted_rows


@settings(max_examples=250, deadline=None, suppress_health_check=slow)
@given(settlements())
def test_the_two_engines_agree(settlement: tuple[Instrument, Period, list[Case]]) -> None:
    agree(*settlement)


@pytest.mark.parametrize("values", list(product(*PAID.values())), ids="-".join)
@settings(max_examples=3, deadline=None, suppress_health_check=slow)
@given(data=st.data())
def test_they_agree_under_every_combination_of_policies(values: tuple[str, ...], data: st.DataObject) -> None:
    chosen = tuple(PolicyChoice(name, value, "") for name, value in zip(PAID, values, strict=True))
    instrument = data.draw(instruments)
    others = tuple(choice for choice in instrument.policies if choice.name not in PAID)
    instrument = replace(instrument, policies=chosen + others)
    period = data.draw(st.sampled_from(PERIODS[:2]))
    agree(instrument, period, [data.draw(cases(instrument, period))])


@settings(max_examples=60, deadline=None, suppress_health_check=slow)
@given(settlements())
def test_the_parts_sum_to_the_total(settlement: tuple[Instrument, Period, list[Case]]) -> None:
    instrument, period, people = settlement
    found = due_all(instrument, population_of_cases(instrument, people), period)
    assert (found.cents.sum(axis=1) + found.rounding == found.total).all()
    assert (found.total >= 0).all()
    assert (found.cents >= 0).all()
