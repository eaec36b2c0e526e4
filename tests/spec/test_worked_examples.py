"""Worked examples: ours always, and those of the project's sources where they are at hand, answered by the engine.

Numbers are read as they are written (never through a float). Next: src/bonusage/remuneration/examples.py.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from bonusage.desk.catalogue import load
from bonusage.remuneration.examples import agrees, answer, verdict
from bonusage.remuneration.identities import reported
from bonusage.remuneration.plausibility import (
    count_times_mean,
    exactly,
    in_euros,
    mean_against,
    points_times_value,
    printed,
    sum_against,
)

ROSP = load("rosp-2011-mt")
ROOT = Path(__file__).parents[2]
OWN = (
    ROOT / "src" / "bonusage" / "catalogue" / "rosp-2011-mt" / "cases" / "published.toml",
    ROOT / "tests" / "spec" / "worked_examples.toml",
)
SHARED = ROOT.parent / "shared" / "contracts" / "worked_examples.yaml"


def exact(read: Any) -> Any:
    """What YAML read, with its floats as the decimals they were written as."""
    if isinstance(read, float):
        return Decimal(str(read))
    if isinstance(read, list):
        return [exact(one) for one in read]
    if isinstance(read, dict):
        return {key: exact(value) for key, value in read.items()}
    return read


def cases() -> list[dict[str, Any]]:
    """Every case of the schemes that the engine answers."""
    found = [case for path in OWN for case in tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)["case"]]
    if SHARED.exists():
        shared = exact(yaml.safe_load(SHARED.read_text("utf-8"))["cases"])
        found += [case for case in shared if case["scheme"].startswith("ROSP_")]
    return [case for case in found if case["scheme"] != "ROSP_PHARMACIEN_2012"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_case_passes(case: dict[str, Any]) -> None:
    got = answer(case["scheme"], case["inputs"], ROSP)
    assert verdict(case["expected"], got, Fraction(case.get("tolerance", 0))) == "pass", got


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_case_can_fail(case: dict[str, Any]) -> None:
    """Each expected value, moved, is refused: a case that passes whatever is expected would prove nothing."""
    tolerance = Fraction(case.get("tolerance", 0))
    got = answer(case["scheme"], case["inputs"], ROSP)
    for key, value in case["expected"].items():
        assert verdict({key: moved(value, tolerance)}, got, tolerance) == "fail"


def moved(value: Any, tolerance: Fraction) -> Any:
    """Another value than the one expected."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, list):
        return [*value[:-1], moved(value[-1], tolerance)]
    if isinstance(value, dict):
        return {key: moved(one, tolerance) for key, one in value.items()}
    return Fraction(value) + 2 * tolerance + 1


@pytest.mark.parametrize(
    ("scheme", "inputs"),
    [
        ("CAPI_2009", {"list_size": 800}),
        ("ROSP_PHARMACIEN_2012", {"low_threshold": 65}),
        ("ROSP_2011_MT", {}),
        ("ROSP_2011_MT", {"points": 30}),
        ("ROSP_2011_MT", {"points": 30, "rate": Decimal("1.2"), "list_size": 800}),
        ("ROSP_2011_MT", {"points": 30, "rate": 1, "list_size": 800, "moon": "full"}),
        ("ROSP_2011_MT", {"points": 30, "rate": 1, "treating_doctor": False}),
        ("ROSP_2011_MT", {"points": True, "rate": 1}),
        ("ROSP_2011_MT", {"organisation": "four indicators out of five, more or less"}),
        ("ROSP_2011_MT", {"organisation_indicator_points": 50, "fse_rate": "most of them"}),
        ("ROSP_2011_MT", {"organisation_indicator_points": 50, "software_bought": "last summer"}),
        ("ROSP_2011_MT", {"organisation_indicator_points": 50, "proof": "yes"}),
        ("ROSP_2011_MT", {"indicator": "R11-01", "numerator": 3}),
        ("ROSP_2016_ADULTE", {"points": [390, 330], "fse_rate": 1}),
        ("ROSP_2016_CARDIO", {"rate": 1}),
        ("ROSP_REPORTING", {"doctors": 10}),
        ("ROSP_REPORTING", {"doctors": 10, "mean_eur": 3, "others": 5}),
        ("ROSP_REPORTING", {"doctors": 0, "published_total_meur": 3}),
        ("ROSP_REPORTING", {"mean_2014_eur": 0, "mean_2015_eur": 10}),
    ],
)
def test_what_cannot_be_answered_is_not_guessed(scheme: str, inputs: dict[str, Any]) -> None:
    assert answer(scheme, inputs, ROSP) is None


def eur(scheme: str = "ROSP_2011_MT", **inputs: Any) -> Any:
    """The payment of a case."""
    got = answer(scheme, inputs, ROSP)
    return got and got.get("payment_eur")


def test_the_vocabulary_of_the_2011_contract() -> None:
    # 1 300 points at half rate for 850 patients: 1 300 x 7 x 1/2 x 850/800 = 4 834.375, to the cent.
    assert eur(points=1300, point_value_eur=7, rate=Decimal("0.5"), list_size=850) == Fraction("4834.38")
    assert eur(points=30, rate=1) == 210  # value of a point and list of the contract
    got = answer("ROSP_2011_MT", {"points": 30, "rate": 1, "list_size": 800, "denominator": 9,
                 "min_threshold_patients": 10}, ROSP)  # fmt: skip
    assert got is not None
    assert (got["indicator_counted"], got["payment_eur"]) == (False, 0)
    assert (
        eur(organisation_indicator_points=60, fse_rate=Decimal("0.7"), sesam_vitale_compliant=True, proof=True) == 420
    )
    assert eur(organisation_indicator_points=60, point_value_eur=8, proof=True) == 480
    assert eur(organisation_indicator_points=60, proof=False) == 0
    assert eur(organisation_indicator_points=60, gates_passed=False, proof=True) == 0
    assert eur(organisation_indicator_points=60, fse_rate="199/300", proof=True) == 0
    # 60 x 7 x 92/366 from 1 October 2012 = 105.57; a date that YAML read is a date.
    assert eur(organisation_indicator_points=60, software_bought="2012-10-01") == Fraction("105.57")
    assert eur(points=60, rate=1, software_bought=dt.date(2012, 10, 1), year=2012) == Fraction("105.57")
    assert eur(indicator="R11-26", software_bought="2011-10-01", year=2012) == 350
    assert eur(organisation="All five indicators proven", list_size=1600) == 1750 + 2100
    assert eur(organisation="all indicators proven and FSE rate less than 2/3") == 0
    assert eur(organisation="none of the five indicators proven", treating_doctor=False) == 0
    assert eur(organisation="all five indicators proven", fse_rate="1/2") == 0


def test_the_vocabulary_of_reporting() -> None:
    assert reported({"spend_meur": [100, 110, 121]})["growth_pct"] == [10, 10]  # type: ignore[index]
    assert reported({"spend_meur": [100, 121], "years": 2})["annual_growth_pct"] == 10  # type: ignore[index]
    two = reported({"doctors": [100, 150], "gps_eur": [10, 11]})
    assert two is not None
    assert two["growth_pct"] == {"doctors": 50, "gps": 10}
    assert two["total"] == 250
    assert reported({"published_total_meur": Decimal("7.4"), "doctors": 3801}) == {
        "implied_mean_eur": 1947,
        "mean_eur": 1947,
    }
    parts = {"gps_and_mep": 5, "cardiologists": 3}
    assert reported(parts | {"doctors": 9}) == {"total": 8, "consistent": False}
    means = {"rosp_adult_eur": 4915, "rosp_child_eur": 153, "forfait_structure_eur": 2517}
    assert reported(means | {"printed_mean_eur": 7585}) == {"sum_eur": 7585, "consistent": True}


def test_agreement_is_exact_beyond_the_tolerance() -> None:
    assert agrees(Decimal("1.5"), Fraction(3, 2), Fraction(0))
    assert not agrees(Decimal("1.5"), Fraction(151, 100), Fraction(0))
    assert not agrees(1, True, Fraction(0))
    assert not agrees([1], [1, 2], Fraction(5))
    assert agrees({"a": 1}, {"a": Fraction(1), "b": 2}, Fraction(0))
    assert verdict({"total": 1}, {"sum": 1}) == verdict({"total": 1}, None) == "unsupported"


def test_published_figures_that_contradict_each_other_raise_an_alert() -> None:
    # 64 801 x 4 891 = 316 941 691, against 263.9 million: 53 million apart.
    off = count_times_mean(exactly(64801), printed(4891), in_euros(printed(Decimal("263.9"))))
    assert not off.consistent
    assert off.alert.startswith("effectif x moyenne : 316941691,00 calculé, 263900000,00 publié")
    # 90 710 x 4 593 = 416.631 million, printed 416.6; 89 111 x 4 215 = 375.603, printed 376 and, elsewhere, 377.
    near = ((90710, 4593, Decimal("416.6")), (89111, 4215, 376), (89111, 4215, 377))
    assert all(count_times_mean(exactly(n), printed(m), in_euros(printed(t))).alert == "" for n, m, t in near)
    # 7.4 million / 3 801 = 1 946.9, printed 1 030 (alert), 1 917 elsewhere (1.5 % off: alert), 1 947 would do.
    total = in_euros(printed(Decimal("7.4")))
    seen = [mean_against(total, exactly(3801), printed(mean)).consistent for mean in (1030, 1917, 1947)]
    assert seen == [False, False, True]
    # Points are exact: 940 x 7 = 6 580, printed 6 601; 340 x 7 = 2 380.
    assert not points_times_value(exactly(940), exactly(7), exactly(6601)).consistent
    assert points_times_value(exactly(340), exactly(7), exactly(2380)).consistent
    # Three whole-euro means and their sum may be two euros apart, not three.
    parts = (printed(4915), printed(153), printed(2517))
    assert [sum_against(parts, printed(whole)).consistent for whole in (7585, 7587, 7588)] == [True, True, False]
