"""What is due, on amounts computed by hand from the specification (instrument.toml: one point is 700 cents at 800).

Every expected number is worked out in a comment or in the `why` of a situation; none was copied from an output.
Next: tests/properties/test_due_properties.py for what holds of every case.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bonusage.desk.catalogue import load
from bonusage.instruments.model import Instrument
from bonusage.remuneration.case import Adhesion, Case, Result
from bonusage.remuneration.due import Due, due
from bonusage.remuneration.reasons import SENTENCES, sentence
from bonusage.values.check import replay
from bonusage.values.period import Period, parse_period
from bonusage.values.step import to_wire, walk

ROSP = load("rosp-2011-mt")
YEAR = parse_period("2012")
CASES = Path(__file__).parents[2] / "src" / "bonusage" / "catalogue" / "rosp-2011-mt" / "cases"
ALL_PROOFS = {"sesam_vitale": True} | {f"R11-{n}": True for n in range(25, 30)}


def under(**policies: str) -> Instrument:
    """The contract with other policies."""
    return replace(ROSP, policies=tuple(replace(one, value=policies.get(one.name, one.value)) for one in ROSP.policies))


def doctor(**known: Any) -> Case:
    """A treating doctor with 800 patients, under the convention since 2000."""
    return Case(**({"professional": "7", "list_size": 800, "conventioned_from": dt.date(2000, 1, 1)} | known))


def row(owed: Due, id: str) -> tuple[int, str]:
    """Cents and reason of a component."""
    return next((one.cents, one.reason_code) for one in owed.components if one.id == id)


def paid(id: str, *result: int, instrument: Instrument = ROSP) -> tuple[int, str]:
    """Cents and reason of one ratio, alone."""
    return row(due(instrument, doctor(results={id: Result(*result)}), YEAR), id)


# R11-01: 30 points, 21 000 cents; intermediate 54 %, target 65 %, minimum 10.
@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ((65, 100), (21000, "target_reached")),
        ((100, 100), (21000, "target_reached")),  # no more than the points
        ((54, 100), (10500, "above_intermediate")),  # half
        ((60, 100), (16227, "above_intermediate")),  # 1/2 + 1/2 x 6/11 = 17/22; 21 000 x 17/22 = 16 227.27
        ((47, 100, 40, 100), (5250, "progress")),  # (47 - 40)/(54 - 40) = 1/2; 21 000 x 1/2 x 1/2
        ((47, 100, 20, 50), (5250, "progress")),  # the same baseline, 20 of 50
        ((40, 100, 40, 100), (0, "no_progress")),
        ((30, 100, 40, 100), (0, "no_progress")),  # a fall is never negative
        ((60, 100, 40, 100), (16227, "above_intermediate")),  # above, the baseline says nothing
        ((54, 100, 90, 100), (10500, "above_intermediate")),
        ((47, 100), (0, "no_progress")),
        ((47, 100, 0, 0), (0, "no_progress")),  # a baseline of nobody is none
        ((50, 100, 54, 100), (0, "no_progress")),
        ((50, 100, 60, 100), (0, "no_progress")),
        ((9, 9), (0, "below_minimum")),
        ((10, 10), (21000, "target_reached")),
        ((0, 0), (0, "below_minimum")),
    ],
)
def test_an_indicator_to_raise(result: tuple[int, ...], expected: tuple[int, str]) -> None:
    assert paid("R11-01", *result) == expected


# R11-15: 35 points, 24 500 cents; intermediate 11 %, target 5 %, minimum 20.
@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ((5, 100), (24500, "target_reached")),
        ((0, 100), (24500, "target_reached")),
        ((11, 100), (12250, "above_intermediate")),
        ((8, 100), (18375, "above_intermediate")),  # (11 - 8)/(11 - 5) = 1/2; 3/4 of 24 500
        ((15, 100, 19, 100), (6125, "progress")),  # (19 - 15)/(19 - 11) = 1/2; a quarter
        ((19, 100, 19, 100), (0, "no_progress")),
        ((25, 100, 19, 100), (0, "no_progress")),
        ((12, 100, 11, 100), (0, "no_progress")),
        ((12, 100, 5, 100), (0, "no_progress")),
        ((1, 19), (0, "below_minimum")),
    ],
)
def test_an_indicator_to_lower(result: tuple[int, ...], expected: tuple[int, str]) -> None:
    assert paid("R11-15", *result) == expected


def test_a_rate_may_exceed_one() -> None:
    # R11-17: 24 500 cents; 43 then 37 for 100. From 163 to 120: 43/120 of the way; 24 500 x 43/240 = 4 389.58.
    assert paid("R11-17", 120, 100, 163, 100) == (4390, "progress")


@pytest.mark.parametrize(
    ("policy", "result"),
    [
        ("baseline_missing", (47, 100)),
        ("baseline_equal_intermediate", (50, 100, 54, 100)),
        ("baseline_above_intermediate", (50, 100, 60, 100)),
    ],
)
def test_half_where_the_formula_is_silent(policy: str, result: tuple[int, ...]) -> None:
    # The half that the intermediate objective acquires: 21 000 / 2.
    assert paid("R11-01", *result, instrument=under(**{policy: "half"})) == (10500, "progress")
    others = {name: "half" for name in _BASELINES if name != policy}
    assert paid("R11-01", *result, instrument=under(**others)) == (0, "no_progress")
    case = doctor(results={"R11-01": Result(*result)})
    assert due(ROSP, case, YEAR).policies_used[policy] == "no_progress"
    assert set(due(ROSP, case, YEAR).policies_used) == {policy, "rounding"}


_BASELINES = ("baseline_missing", "baseline_equal_intermediate", "baseline_above_intermediate")


def test_half_holds_for_an_indicator_to_lower() -> None:
    # 24 500 / 2.
    assert paid("R11-15", 12, 100, 11, 100, instrument=under(baseline_equal_intermediate="half")) == (12250, "progress")
    assert paid("R11-15", 12, 100, 9, 100, instrument=under(baseline_above_intermediate="half")) == (12250, "progress")


def test_the_list_scales_what_is_scaled() -> None:
    # 1 000 patients: 21 000 x 1.25; the proofs of 75, 50, 75 and 50 points stay, the summary is 105 000 x 1.25.
    owed = due(ROSP, doctor(list_size=1000, proofs=ALL_PROOFS, results=_open() | {"R11-01": Result(65, 100)}), YEAR)
    assert [row(owed, id)[0] for id in ("R11-01", "R11-25", "R11-29")] == [26250, 52500, 131250]
    assert owed.total_cents == 26250 + 175000 + 131250


def _open(numerator: int = 200, denominator: int = 300) -> dict[str, Result]:
    return {"electronic_sheets": Result(numerator, denominator)}


@pytest.mark.parametrize(
    ("sheets", "proofs", "total"),
    [
        (_open(), ALL_PROOFS, 280000),  # 400 points; exactly two thirds
        (_open(199, 300), ALL_PROOFS, 0),
        (_open(0, 0), ALL_PROOFS, 0),
        ({}, ALL_PROOFS, 0),
        (_open(), ALL_PROOFS | {"sesam_vitale": False}, 0),
        (_open(), ALL_PROOFS | {"sesam_vitale": None}, 0),
        (_open(), ALL_PROOFS | {"R11-25": None}, 227500),  # 75 points less
        (_open(), ALL_PROOFS | {"R11-26": False}, 245000),  # 50 points less
    ],
)
def test_gates_open_the_organisation_block(sheets: Any, proofs: Any, total: int) -> None:
    assert due(ROSP, doctor(results=sheets, proofs=proofs), YEAR).total_cents == total


def test_gates_close_no_other_block() -> None:
    assert due(ROSP, doctor(results={"R11-01": Result(65, 100)}), YEAR).total_cents == 21000


def test_other_doctors_have_what_is_not_reserved() -> None:
    # 250 points.
    results = _open() | {"R11-01": Result(65, 100)}
    owed = due(ROSP, doctor(treating_doctor=False, results=results, proofs=ALL_PROOFS), YEAR)
    assert owed.total_cents == 175000
    assert row(owed, "R11-01") == row(owed, "R11-29") == (0, "not_treating_doctor")


@pytest.mark.parametrize(
    ("period", "bought", "policy", "cents"),
    [
        ("2012", dt.date(2012, 7, 1), "pro_rata_days", 26393),  # 52 500 x 184/366 = 26 393.44
        ("2012", dt.date(2012, 12, 31), "pro_rata_days", 143),  # 52 500 / 366 = 143.44
        ("2012", dt.date(2012, 1, 1), "pro_rata_days", 52500),
        ("2012", dt.date(2011, 3, 1), "pro_rata_days", 52500),
        ("2012", dt.date(2012, 7, 1), "full", 52500),
        ("2013", dt.date(2013, 7, 1), "pro_rata_days", 52500),  # the first year only
    ],
)
def test_software_of_the_first_year(period: str, bought: dt.date, policy: str, cents: int) -> None:
    case = doctor(results=_open(), proofs={"sesam_vitale": True, "R11-25": True}, since={"R11-25": bought})
    assert due(under(software_first_year=policy), case, parse_period(period)).total_cents == cents


def test_bought_on_the_first_day_is_a_whole_year() -> None:
    case = doctor(results=_open(), proofs={"sesam_vitale": True, "R11-25": True}, since={"R11-25": dt.date(2012, 1, 1)})
    owed = due(ROSP, case, YEAR)
    assert next(one.sentence for one in owed.components if one.id == "R11-25") == "preuve apportée"
    assert "software_first_year" not in owed.policies_used


def test_a_trace_stands_when_the_first_proof_is_missing() -> None:
    owed = due(ROSP, doctor(results=_open(), proofs=ALL_PROOFS | {"R11-25": False}), YEAR)
    assert replay(to_wire(owed.trace)) == (227500, 1)


def test_the_date_of_purchase_matters_where_the_text_says_so_only() -> None:
    # R11-27 knows no pro rata.
    case = doctor(results=_open(), proofs={"sesam_vitale": True, "R11-27": True}, since={"R11-27": dt.date(2012, 7, 1)})
    assert due(ROSP, case, YEAR).total_cents == 52500


JANUARY, JULY, NEXT = dt.date(2012, 1, 1), dt.date(2012, 7, 1), dt.date(2013, 1, 1)


@pytest.mark.parametrize(
    ("known", "cents", "reason"),
    [
        ({"conventioned_from": JULY}, 10557, None),  # 184 days of 366: 10 557.38
        ({"conventioned_to": JULY}, 10443, None),  # 182 days: 10 442.62
        ({"conventioned_to": JANUARY}, 0, "not_conventioned"),
        ({"conventioned_from": NEXT}, 0, "not_conventioned"),
        ({"adhesions": (Adhesion(JANUARY, NEXT, "refused"),)}, 0, "not_adhering"),
        ({"adhesions": (Adhesion(JANUARY, None, "refused"),)}, 0, "not_adhering"),
        ({"adhesions": (Adhesion(JANUARY, JULY, "ended"),)}, 10443, None),
        ({"adhesions": (Adhesion(JANUARY, None, "adhered"), Adhesion(JULY, NEXT, "refused"))}, 10443, None),
        ({"adhesions": (Adhesion(JANUARY, JULY, "refused"),)}, 10557, None),  # silence for the rest
        ({"adhesions": (Adhesion(NEXT, None, "adhered"),)}, 0, "not_adhering"),
        ({"adhesions": (Adhesion(JULY, NEXT, "adhered"), Adhesion(JULY, None, "adhered"))}, 10557, None),
        ({"adhesions": (Adhesion(JULY, NEXT, "adhered"),), "conventioned_to": JULY}, 0, "not_conventioned"),
    ],
)
def test_days_that_count(known: Any, cents: int, reason: str | None) -> None:
    owed = due(ROSP, doctor(results={"R11-01": Result(65, 100)}, **known), YEAR)
    assert owed.total_cents == cents
    assert row(owed, "R11-01")[1] == (reason or "target_reached")
    assert ("partial_period" in owed.policies_used) is (reason is None)


def test_a_partial_period_may_be_paid_in_full() -> None:
    case = doctor(results={"R11-01": Result(65, 100)}, conventioned_from=JULY)
    owed = due(under(partial_period="full"), case, YEAR)
    assert (owed.total_cents, owed.policies_used["partial_period"]) == (21000, "full")


def test_nobody_adheres_by_silence_where_adhesion_is_asked_for() -> None:
    asked = replace(ROSP, adhesion="opt_in")
    case = doctor(results={"R11-01": Result(65, 100)})
    assert due(asked, case, YEAR).total_cents == 0
    assert due(asked, case, YEAR).presence.status == "none"
    assert due(asked, case._replace(adhesions=(Adhesion(JULY, None, "adhered"),)), YEAR).total_cents == 10557
    assert due(asked, case._replace(adhesions=(Adhesion(JULY, None, "refused"),)), YEAR).total_cents == 0


def test_each_row_has_its_sentence() -> None:
    results = {"R11-01": Result(142, 150), "R11-06": Result(7, 7), "R11-18": Result(1, 1), "R11-10": Result(1, 0)}
    owed = due(ROSP, doctor(results=results), YEAR)
    said = {one.id: one.sentence for one in owed.components}
    assert said["R11-01"] == "objectif cible atteint (142/150)"
    assert said["R11-06"] == "non compté : 7 patients, minimum 10"
    assert said["R11-18"] == "non compté : 1 boîte, minimum 40"
    assert said["R11-10"] == "non compté : 0 patient, minimum 20"
    assert said["R11-02"] == "non compté : aucun résultat"
    assert said["R11-25"] == "non payé : condition préalable non remplie"
    assert [id for _, id, _, _ in owed.rows()] == [*(one.id for one in ROSP.indicators), "TOTAL"]
    assert list(owed.rows())[-1] == ("7", "TOTAL", 21000, "montant dû")


def test_reasons_count_one_and_many_in_both_languages() -> None:
    assert sentence("proven", (1, 366)) == "preuve apportée : 1 jour sur 366"
    assert sentence("below_minimum", (0, 40), "boxes", "en") == "not counted: 0 boxes, minimum 40"
    assert sentence("below_minimum", (1, 40), "boxes", "en") == "not counted: 1 box, minimum 40"
    assert all(fr != en for fr, en in SENTENCES.values())


def test_recalled_figures_are_those_of_what_is_counted() -> None:
    # R11-01: points and definition recalled, the rest seen; at its target, the share of the intermediate objective
    # plays no part. R11-05: points only, and its minimum (too few).
    owed = due(ROSP, doctor(results={"R11-01": Result(65, 100), "R11-05": Result(3, 9)}), YEAR)
    assert owed.recalled_figures == (
        "R11-01.points",
        "R11-01.definition",
        "R11-05.minimum",
    )
    with_baseline = due(ROSP, doctor(results={"R11-02": Result(5, 100, 4, 100)}), YEAR)
    assert with_baseline.recalled_figures == ("pay.share_at_intermediate", "baseline.period", "R11-02.points")
    campaign = due(ROSP, doctor(results={"R11-10": Result(75, 100)}), parse_period("2013"))
    assert "campaigns.influenza.2013" in campaign.recalled_figures
    assert "campaigns.influenza.2012" not in campaign.recalled_figures
    assert due(ROSP, doctor(), YEAR).recalled_figures == ()


def test_policies_told_are_those_that_decided() -> None:
    assert due(ROSP, doctor(), YEAR).policies_used == {"rounding": "once_on_total"}
    boxes = due(ROSP, doctor(results={"R11-20": Result(70, 100), "R11-23": Result(65, 100)}), YEAR)
    assert boxes.policies_used == {"rounding": "once_on_total", "repertoire_date": "june_before"}
    among_a_set = due(ROSP, doctor(results={"R11-23": Result(65, 100)}), YEAR)
    assert "repertoire_date" not in among_a_set.policies_used
    gone = due(ROSP, doctor(conventioned_to=JANUARY), YEAR)
    assert gone.policies_used == {}


def test_every_step_but_a_citation_has_a_ground() -> None:
    results = _open() | {"R11-01": Result(60, 100), "R11-15": Result(15, 100, 19, 100), "R11-02": Result(5, 100)}
    results |= {"R11-03": Result(50, 100, 60, 100), "R11-04": Result(50, 100, 90, 100), "R11-06": Result(1, 2)}
    case = doctor(results=results, proofs=ALL_PROOFS, since={"R11-25": JULY}, conventioned_from=dt.date(2012, 2, 1))
    known = ("source:", "policy:", "CSS:", "CM2011:", "results", "declaration", "professionals", "adhesions")
    labels = []
    for _, step in walk(due(ROSP, case, YEAR).trace):
        if step.op == "cited":
            assert step.label in labels
            continue
        assert step.ground.startswith(known), step.label
        labels.append(step.label)
    assert len(labels) == len(set(labels))


def test_blocks_need_not_stand_together() -> None:
    mixed = replace(ROSP, indicators=(*ROSP.indicators[15:], *ROSP.indicators[:15]))
    owed = due(mixed, doctor(results={"R11-01": Result(65, 100)}), YEAR)
    assert [one.id for one in owed.components] == [one.id for one in mixed.indicators]
    assert owed.total_cents == 21000


def test_half_a_cent_goes_up() -> None:
    # A point of 0.01 euro: R11-02, 15 points at half rate is 7.5 cents.
    cheap = replace(ROSP, pay=replace(ROSP.pay, point_value=replace(ROSP.pay.point_value, value=Fraction(1, 100))))
    assert due(cheap, doctor(results={"R11-02": Result(80, 100)}), YEAR).total_cents == 8


def _situations() -> list[dict[str, Any]]:
    text = (CASES / "situations.toml").read_text("utf-8")
    return tomllib.loads(text, parse_float=Decimal)["situation"]


@pytest.mark.parametrize("told", _situations(), ids=lambda told: told["id"])
def test_whole_situations(told: dict[str, Any]) -> None:
    case = doctor(
        list_size=told["list_size"],
        conventioned_from=told["conventioned_from"],
        treating_doctor=told.get("treating_doctor", True),
        results={id: Result(*counts) for id, counts in told["results"].items()},
        proofs=told.get("proofs", {}),
    )
    period: Period = parse_period(told["period"])
    owed = due(under(**told.get("policies", {})), case, period)
    found = {id: cents for _, id, cents, _ in owed.rows() if cents}
    assert found == told["expected"]
