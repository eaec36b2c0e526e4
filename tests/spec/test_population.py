"""Amounts of a population, computed by hand: rates, ties, days, gates, bounds of int64, columns and rows.

Figures of the shipped contract: a point is worth 700 cents, the reference list has 800 patients. R11-01: 30 points,
54 to 65 %; R11-06: 35, 68 to 80; R11-07: 35, 65 to 75; R11-10 and R11-11: 20 points, to 75.
The agreement with due() on invented inputs is in tests/properties/test_two_engines.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from bonusage.desk.catalogue import load
from bonusage.instruments.model import Instrument
from bonusage.remuneration.case import Adhesion, Case, Result
from bonusage.remuneration.days_all import days_all
from bonusage.remuneration.due_all import CODES, DueAll, due_all
from bonusage.remuneration.due_rows import due_rows
from bonusage.remuneration.plan import plan_of
from bonusage.remuneration.population import (
    OPEN,
    Adhesions,
    Population,
    Professionals,
    Ratios,
    day_number,
    population_of,
    population_of_cases,
)
from bonusage.values.money import half_up
from bonusage.values.period import Period, parse_period

SHIPPED = load("rosp-2011-mt")
YEAR = parse_period("2012")
LOW, HIGH = Fraction(54, 100), Fraction(65, 100)
EARLY = dt.date(2000, 1, 1)
OPENED = {"sesam_vitale": True}
SHEETS = {"electronic_sheets": Result(2, 3)}


def under(**chosen: str) -> Instrument:
    """The shipped contract with other policies."""
    known = {choice.name for choice in SHIPPED.policies}
    assert chosen.keys() <= known
    return replace(
        SHIPPED, policies=tuple(replace(one, value=chosen.get(one.name, one.value)) for one in SHIPPED.policies)
    )


def case(list_size: int = 800, **known: Any) -> Case:
    return Case(**({"professional": "1", "list_size": list_size, "conventioned_from": EARLY} | known))


def due_of(*cases: Case, instrument: Instrument = SHIPPED, period: Period = YEAR) -> DueAll:
    return due_all(instrument, population_of_cases(instrument, cases), period)


def shown(due: DueAll, id: str, row: int = 0) -> tuple[int, str]:
    rank = due.components.index(id)
    return int(due.cents[row, rank]), CODES[due.reasons[row, rank]]


@pytest.mark.parametrize(
    ("result", "cents", "reason"),
    [
        (None, 0, "no_result"),
        (Result(9, 9), 0, "below_minimum"),
        (Result(0, 0), 0, "below_minimum"),
        (Result(65, 100), 21_000, "target_reached"),  # 30 x 700
        (Result(13, 20), 21_000, "target_reached"),
        (Result(120, 200), 16_227, "above_intermediate"),  # half, and half of 6/11: 21 000 x 17/22 = 16 227.27
        (Result(54, 100), 10_500, "above_intermediate"),  # just half
        (Result(54, 100, 60, 100), 10_500, "above_intermediate"),  # whatever the baseline
        (Result(45, 100, 36, 100), 5_250, "progress"),  # half of 9/18
        (Result(45, 100, 1, 3), 5_927, "progress"),  # half of (45 - 100/3) / (54 - 100/3): 21 000 x 35/124 = 5 927.42
        (Result(36, 100, 36, 100), 0, "no_progress"),
        (Result(30, 100, 36, 100), 0, "no_progress"),
        (Result(45, 100), 0, "no_progress"),
        (Result(45, 100, 5, 0), 0, "no_progress"),  # a baseline on nobody is none
        (Result(45, 100, 54, 100), 0, "no_progress"),
        (Result(45, 100, 70, 100), 0, "no_progress"),
    ],
)
def test_a_ratio_pays_along_its_way(result: Result | None, cents: int, reason: str) -> None:
    due = due_of(case(results={} if result is None else {"R11-01": result}))
    assert shown(due, "R11-01") == (cents, reason)
    assert due.total[0] == cents
    assert not due.wide[0]


def test_less_is_better_for_a_downward_indicator() -> None:
    # R11-17: 35 points, a rate, 43 to 37 per 100; from 49 the way to 43 is 6, of which 46 has gone 3.
    results = (Result(37, 100), Result(40, 100), Result(43, 100), Result(46, 100, 49, 100), Result(120, 100, 130, 100))
    due = due_of(*(case(professional=str(row), results={"R11-17": one}) for row, one in enumerate(results)))
    assert [shown(due, "R11-17", row)[0] for row in range(5)] == [24_500, 18_375, 12_250, 6_125, 1_408]  # 24 500 x 5/87


@pytest.mark.parametrize(
    ("policy", "result"),
    [
        ("baseline_missing", Result(45, 100)),
        ("baseline_equal_intermediate", Result(45, 100, 54, 100)),
        ("baseline_above_intermediate", Result(45, 100, 70, 100)),
    ],
)
def test_half_means_the_share_of_the_intermediate_objective(policy: str, result: Result) -> None:
    others = {"baseline_missing", "baseline_equal_intermediate", "baseline_above_intermediate"} - {policy}
    someone = case(results={"R11-01": result})
    assert shown(due_of(someone, instrument=under(**{policy: "half"})), "R11-01") == (10_500, "progress")
    assert shown(due_of(someone, instrument=under(**dict.fromkeys(others, "half"))), "R11-01") == (0, "no_progress")
    gone = case(results={"R11-01": Result(45, 100, 36, 100)})  # a policy is for those who have no way to go
    assert shown(due_of(gone, instrument=under(**{policy: "half"})), "R11-01") == (5_250, "progress")


def test_another_share_at_the_intermediate_objective() -> None:
    pay = SHIPPED.pay
    instrument = replace(
        SHIPPED, pay=replace(pay, share_at_intermediate=replace(pay.share_at_intermediate, value=Fraction(60)))
    )
    results = (Result(45, 100, 36, 100), Result(54, 100), Result(120, 200), Result(65, 100))
    cases = (case(professional=str(row), results={"R11-01": one}) for row, one in enumerate(results))
    due = due_of(*cases, instrument=instrument)
    assert due.total.tolist() == [6_300, 12_600, 17_182, 21_000]  # 60 % of half; 60 %; 60 % and 40 % of 6/11


def test_a_tie_goes_up_and_the_lines_still_sum_to_the_total() -> None:
    # One patient on the list: 20 x 700 / 800 = 17.5 cents for each of R11-10 and R11-11.
    someone = case(1, results={"R11-10": Result(75, 100), "R11-11": Result(75, 100)})
    once = due_of(someone)
    assert (shown(once, "R11-10")[0], int(once.rounding[0]), int(once.total[0])) == (18, -1, 35)
    each = due_of(someone, instrument=under(rounding="each_component"))
    assert (shown(each, "R11-10")[0], int(each.rounding[0]), int(each.total[0])) == (18, 0, 36)


def test_a_tie_made_of_sixths_is_seen_exactly() -> None:
    # 16 patients: 490 cents whole. R11-07 at 20/30: half and half of 1/6, 7/12, 285.83; R11-06 at 72/100: 2/3, 326.67.
    # The sum is 612.5: binary digits of thirds and sixths cannot tell on which side of the tie it lies.
    results = {"R11-07": Result(20, 30), "R11-06": Result(72, 100)}
    due = due_of(case(16, results=results), instrument=under(partial_period="full", software_first_year="full"))
    assert (shown(due, "R11-07")[0], shown(due, "R11-06")[0]) == (286, 327)
    assert (int(due.total[0]), bool(due.wide[0])) == (613, True)


@pytest.mark.parametrize(
    ("known", "cents", "reason", "present"),
    [
        ({}, 35_000, "proven", 366),
        ({"conventioned_from": dt.date(2012, 7, 2)}, 17_500, "proven", 183),
        ({"conventioned_to": dt.date(2012, 1, 2)}, 96, "proven", 1),  # 35 000 / 366 = 95.63
        ({"conventioned_from": dt.date(2013, 1, 1)}, 0, "not_conventioned", 0),
        ({"conventioned_to": dt.date(2012, 1, 1)}, 0, "not_conventioned", 0),
        ({"adhesions": (Adhesion(EARLY, None, "refused"),)}, 0, "not_adhering", 0),
        ({"adhesions": (Adhesion(dt.date(2012, 4, 1), dt.date(2012, 5, 1), "refused"),)}, 32_131, "proven", 336),
        ({"adhesions": (Adhesion(EARLY, dt.date(2012, 7, 2), "ended"),)}, 17_500, "proven", 183),
    ],
)
def test_days_count(known: dict[str, Any], cents: int, reason: str, present: int) -> None:
    someone = case(results=SHEETS, proofs=OPENED | {"R11-28": True}, **known)  # 50 points, the same for any list
    due = due_of(someone)
    assert (*shown(due, "R11-28"), int(due.days.present[0])) == (cents, reason, present)
    assert int(due.total[0]) == cents
    full = due_of(someone, instrument=under(partial_period="full"))
    assert shown(full, "R11-28") == (35_000 if present else 0, reason)


def test_spans_may_overlap_touch_and_be_refused() -> None:
    def day(month: int, number: int = 1) -> dt.date:
        return dt.date(2012, month, number)

    rows = (
        Adhesion(day(3), day(6), "adhered"),  # March to May
        Adhesion(day(5), day(8), "adhered"),  # May to July
        Adhesion(day(8), day(9), "ended"),  # August
        Adhesion(day(4, 11), day(4, 21), "refused"),  # ten days less
        Adhesion(day(11), None, "refused"),
    )
    people = (
        case(professional="1", adhesions=rows),
        case(professional="2", adhesions=rows, conventioned_from=day(8, 11)),
        case(professional="3", adhesions=rows[3:]),
        case(professional="4"),
    )
    population = population_of_cases(SHIPPED, people)
    silent = days_all(population, YEAR, opt_out=True)
    assert silent.adhered.tolist() == [174, 174, 295, 366]  # 184 - 10; 366 - 61 - 10
    assert silent.present.tolist() == [174, 21, 295, 366]
    asked = days_all(population, YEAR, opt_out=False)
    assert asked.adhered.tolist() == [174, 174, 0, 0]


@pytest.mark.parametrize(
    ("since", "period", "policy", "cents"),
    [
        (None, "2012", "pro_rata_days", 35_000),
        (dt.date(2011, 5, 1), "2012", "pro_rata_days", 35_000),
        (dt.date(2012, 1, 1), "2012", "pro_rata_days", 35_000),
        (dt.date(2012, 1, 2), "2012", "pro_rata_days", 34_904),  # 35 000 x 365/366 = 34 904.37
        (dt.date(2012, 7, 2), "2012", "pro_rata_days", 17_500),
        (dt.date(2012, 12, 31), "2012", "pro_rata_days", 96),
        (dt.date(2013, 1, 1), "2012", "pro_rata_days", 35_000),  # outside the period: the proof stands alone
        (dt.date(2012, 7, 2), "2012", "full", 35_000),
        (dt.date(2013, 7, 2), "2013", "pro_rata_days", 35_000),  # the first year only
    ],
)
def test_software_bought_in_the_first_year_pays_the_days_since(
    since: dt.date | None, period: str, policy: str, cents: int
) -> None:
    known = {} if since is None else {"R11-26": since, "R11-28": since}
    someone = case(results=SHEETS, proofs=OPENED | {"R11-26": True, "R11-28": True}, since=known)
    due = due_of(someone, instrument=under(software_first_year=policy), period=parse_period(period))
    assert shown(due, "R11-26") == (cents, "proven")
    assert shown(due, "R11-28") == (35_000, "proven")  # no software: never pro rata


@pytest.mark.parametrize(
    ("gates", "sheets", "proof", "reason"),
    [
        ({"sesam_vitale": True}, Result(2, 3), True, "proven"),
        ({"sesam_vitale": True}, Result(1999, 3000), True, "gate_closed"),
        ({"sesam_vitale": True}, Result(0, 0), True, "gate_closed"),
        ({"sesam_vitale": True}, None, True, "gate_closed"),
        ({"sesam_vitale": False}, Result(1, 1), True, "gate_closed"),
        ({"sesam_vitale": None}, Result(1, 1), True, "gate_closed"),
        ({}, Result(1, 1), None, "gate_closed"),
        ({"sesam_vitale": True}, Result(1, 1), False, "not_proven"),
        ({"sesam_vitale": True}, Result(1, 1), None, "not_proven"),
    ],
)
def test_gates_open_the_proofs(gates: dict[str, bool], sheets: Result | None, proof: bool | None, reason: str) -> None:
    results = {} if sheets is None else {"electronic_sheets": sheets}
    # R11-29: 150 points, by the list, for treating doctors.
    someone = case(1600, results=results, proofs=gates | {"R11-29": proof})
    due = due_of(someone, someone._replace(professional="2", treating_doctor=False))
    assert shown(due, "R11-29") == (210_000 if reason == "proven" else 0, reason)
    assert shown(due, "R11-29", 1) == (0, "not_treating_doctor")


def test_far_integers_keep_their_cents() -> None:
    due = due_of(
        case(10**12, professional="1", results={"R11-01": Result(65, 100)}),
        case(800, professional="2", results={"R11-01": Result(6 * 10**17, 10**18)}),
        case(800, professional="3", results={"R11-01": Result(45, 100, 36 * 10**16, 10**18)}),
        case(800, professional="4", results=SHEETS | {"R11-01": Result(6, 10)}),
        case(
            800, professional="5", proofs=OPENED | {"R11-28": True}, results={"electronic_sheets": Result(2**62, 2**62)}
        ),
    )
    assert due.total.tolist() == [26_250_000_000_000, 16_227, 5_250, 16_227, 35_000]
    assert due.wide.tolist() == [True, True, True, False, True]


def test_both_sides_of_what_int64_takes_are_exact() -> None:
    plan = plan_of(SHIPPED, YEAR)
    most, patients = plan.terms["R11-01"].most, plan.most_patients
    cases, wanted = [], []
    for size, more in ((most - 1, 0), (most, 0), (most - 1, 1), (most, 1)):
        above, low, start = Fraction(size * 3 // 5, size), Fraction(size // 2, size), Fraction(1, size)
        results = Result(size * 3 // 5, size), Result(size // 2, size, 1, size)
        ways = Fraction(1, 2) * (1 + (above - LOW) / (HIGH - LOW)), Fraction(1, 2) * (low - start) / (LOW - start)
        for one, rate in zip(results, ways, strict=True):
            cases.append(case(patients + more, professional=str(len(cases)), results={"R11-01": one}))
            wanted.append(half_up(21_000 * rate * (patients + more) / 800))
    due = due_of(*cases)
    assert due.wide.tolist() == [False] * 2 + [True] * 6
    assert due.total.tolist() == wanted


def test_everything_paid_to_the_longest_list_of_int64() -> None:
    most = plan_of(SHIPPED, YEAR).most_patients
    results = {one.id: Result(50 if one.direction == "up" else 0, 50) for one in SHIPPED.indicators}
    proofs = {one.id: True for one in SHIPPED.indicators if one.kind == "proof"}
    known = {"results": results | SHEETS, "proofs": proofs | OPENED}
    due = due_of(*(case(size, professional=str(size), **known) for size in (800, most, most + 1)))
    flat = 250 * 700  # R11-25 to R11-28, whatever the list; 1 050 points by the list
    assert due.total[0] == 1300 * 700
    assert due.total.tolist() == [half_up(flat + Fraction(1050 * 700 * size, 800)) for size in (800, most, most + 1)]
    assert due.wide.tolist() == [False, False, True]


def test_an_amount_beyond_int64_is_refused_not_wrapped() -> None:
    with pytest.raises(OverflowError):
        due_of(case(2**62, results={"R11-01": Result(65, 100)}))
    with pytest.raises(OverflowError):
        due_of(case(2**63))


def test_a_contract_whose_figures_are_beyond_int64_is_still_paid() -> None:
    reference = SHIPPED.pay.reference_list
    instrument = replace(
        SHIPPED, pay=replace(SHIPPED.pay, reference_list=replace(reference, value=10**19 + reference.exact))
    )
    due = due_of(case(10**19 // 2**2 + 200, results={"R11-01": Result(65, 100)}), instrument=instrument)
    assert (due.total.tolist(), due.wide.tolist()) == ([5_250], [True])  # a quarter of the reference list


def columns() -> tuple[Professionals, Ratios, Adhesions]:
    people = Professionals(
        professional=["a", "b"],
        list_size=np.array([800, 400]),
        conventioned_from=np.array([day_number(EARLY)] * 2),
        conventioned_to=np.array([OPEN, day_number(dt.date(2012, 7, 2))]),
        treating_doctor=np.array([True, False]),
        proofs={"sesam_vitale": np.array([1, -1], np.int8), "R11-26": np.array([0, 1], np.int8)},
        since={"R11-26": np.array([OPEN, day_number(dt.date(2012, 2, 1))])},
    )
    ratios = Ratios(
        professional=["b", "a", "a"],
        indicator=["R11-01", "R11-01", "electronic_sheets"],
        numerator=np.array([6, 5, 2]),
        denominator=np.array([10, 11, 3]),
        baseline_numerator=np.array([1, 2, 99]),
        baseline_denominator=np.array([4, 0, 99]),
        has_baseline=np.array([True, True, False]),
    )
    adhesions = Adhesions(["b"], np.array([day_number(EARLY)]), np.array([OPEN]), np.array([True]))
    return people, ratios, adhesions


def same(one: Population, other: Population) -> bool:
    return all(np.array_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))


def test_columns_and_cases_make_the_same_population() -> None:
    cases = (
        Case(
            "a", 800, EARLY, None, True,
            {"R11-01": Result(5, 11, 2, 0), "electronic_sheets": Result(2, 3), "unknown": Result(1, 1)},
            {"sesam_vitale": True, "R11-26": False},
        ),
        Case(
            "b", 400, EARLY, dt.date(2012, 7, 2), False,
            {"R11-01": Result(6, 10, 1, 4)}, {"R11-26": True, "sesam_vitale": None}, {"R11-26": dt.date(2012, 2, 1)},
            (Adhesion(EARLY, None, "refused"),),
        ),
    )  # fmt: skip
    assert same(population_of(SHIPPED, *columns()), population_of_cases(SHIPPED, cases))
    assert not same(population_of(SHIPPED, *columns()[:2]), population_of_cases(SHIPPED, cases))


def test_columns_that_are_not_counts_are_refused() -> None:
    people, ratios, adhesions = columns()
    with pytest.raises(ValueError, match="list_size: float64"):
        population_of(SHIPPED, people._replace(list_size=np.array([1.0, 2.0])), ratios)
    with pytest.raises(ValueError, match="numerator: a negative count"):
        population_of(SHIPPED, people, ratios._replace(numerator=np.array([1, -1, 0])))
    with pytest.raises(KeyError, match="c"):
        population_of(SHIPPED, people, ratios, adhesions._replace(professional=["c"]))


def test_nobody_is_due_nothing() -> None:
    due = due_of()
    assert due.cents.shape == (0, 29)
    assert list(due_rows(SHIPPED, population_of_cases(SHIPPED, ()), YEAR, due)) == []


def test_rows_follow_the_instrument_and_end_in_the_total() -> None:
    results = SHEETS | {
        "R11-10": Result(75, 100),
        "R11-11": Result(75, 100),
        "R11-18": Result(1, 39),
        "R11-01": Result(1, 1),
    }
    cases = (
        case(1, professional="x", results=results, conventioned_to=dt.date(2012, 7, 2)),
        case(
            1, professional="y", proofs=OPENED | {"R11-26": True}, results=SHEETS, since={"R11-26": dt.date(2012, 7, 2)}
        ),
        case(1, professional="z", adhesions=(Adhesion(EARLY, None, "refused"),)),
        case(1, professional="w", proofs=OPENED | {"R11-26": True}, results=SHEETS, since={"R11-26": YEAR.start}),
    )  # fmt: skip
    instrument = under(partial_period="full")
    population = population_of_cases(instrument, cases)
    rows = list(due_rows(instrument, population, YEAR, due_all(instrument, population, YEAR)))
    ids = [one.id for one in SHIPPED.indicators]
    assert [row[:2] for row in rows] == [
        (name, id)
        for name, more in (("x", ["ROUNDING"]), ("y", []), ("z", []), ("w", []))
        for id in [*ids, *more, "TOTAL"]
    ]
    said = {row[:2]: row[2:] for row in rows}
    assert said["x", "R11-01"] == (0, "non compté : 1 patient, minimum 10")
    assert said["x", "R11-18"] == (0, "non compté : 39 boîtes, minimum 40")
    assert said["x", "R11-10"] == (18, "objectif cible atteint (75/100)")
    assert said["x", "ROUNDING"] == (-1, "écart entre le total arrondi et la somme des lignes arrondies")
    assert said["x", "TOTAL"] == (35, "montant dû")
    assert said["y", "R11-26"] == (17_500, "preuve apportée : 183 jours sur 366")
    assert said["w", "R11-26"] == (35_000, "preuve apportée")
    assert said["y", "R11-27"] == (0, "non payé : preuve non apportée")
    assert said["z", "TOTAL"] == (0, "non payé : pas d'adhésion sur la période")
    part = due_rows(SHIPPED, population, YEAR, due_all(SHIPPED, population, YEAR))
    assert next(row for row in part if row[1] == "TOTAL")[2:] == (18, "montant dû, au prorata : 183 jours sur 366")


def test_many_blocks_of_professionals_give_what_one_gives() -> None:
    """More professionals than due_all and due_rows take at once: the same ones again and again."""
    few = [
        case(professional=str(row), list_size=100 * row, results={"R11-01": Result(50 + row, 100, 30, 100)})
        for row in range(16)
    ]
    many = [one._replace(professional=f"{turn}-{one.professional}") for turn in range(600) for one in few]
    once, often = due_of(*few), due_of(*many)
    assert np.array_equal(np.tile(once.cents, (600, 1)), often.cents)
    assert np.array_equal(np.tile(once.total, 600), often.total)
    rows = list(due_rows(SHIPPED, population_of_cases(SHIPPED, many), YEAR, often))
    assert [row[2] for row in rows if row[1] == "TOTAL"] == often.total.tolist()
