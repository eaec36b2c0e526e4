"""The settlement as a whole: what each professional is owed is sealed, booked and told, and told apart.

Next: src/bonusage/settle.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bonusage.desk.catalogue import load
from bonusage.instruments.world import World
from bonusage.remuneration.case import Case, Result
from bonusage.settle import settle
from bonusage.values.check import check_receipt
from bonusage.values.fault import Faults
from bonusage.values.period import parse_period

ROSP = load("rosp-2011-mt")
WORLD = World((ROSP,))
YEAR = parse_period("2012")
CASES = [
    Case("1", 800, dt.date(2000, 1, 1), results={"R11-01": Result(65, 100)}),
    Case("2", 800, dt.date(2000, 1, 1)),
    Case("3", 400, dt.date(2000, 1, 1), results={"R11-01": Result(54, 100)}),
]


def test_each_case_leaves_its_due_receipt_entries_and_letter() -> None:
    settled = list(settle(WORLD, ROSP, YEAR, CASES, "results"))
    assert [one.professional for one in settled] == ["1", "2", "3"]
    # 21 000; nothing; half of 21 000 for half of the list.
    assert [one.due.total_cents for one in settled] == [21000, 0, 5250]
    for one in settled:
        assert check_receipt(one.receipt) == one.due.total_cents
        assert (one.receipt["world_hash"], one.receipt["results_hash"]) == (WORLD.hash, "results")
        assert {entry.receipt_hash for entry in one.entries} <= {one.receipt["receipt_hash"]}
        assert sum(entry.amount_cents for entry in one.entries) == 0
        assert one.receipt["receipt_hash"][:16] in one.letter
    assert [len(one.entries) for one in settled] == [2, 0, 2]


def test_settling_again_gives_the_same() -> None:
    first, again = (list(settle(WORLD, ROSP, YEAR, CASES, "results")) for _ in range(2))
    assert first == again


def test_it_is_made_as_it_is_asked_for() -> None:
    def endless() -> object:
        while True:
            yield CASES[0]

    assert next(settle(WORLD, ROSP, YEAR, endless(), "results")).professional == "1"  # type: ignore[arg-type]


def test_another_world_leaves_another_receipt() -> None:
    other = replace(ROSP, id="rosp-essai", hash="0" * 64)
    here = next(settle(WORLD, ROSP, YEAR, CASES, "results"))
    there = next(settle(World((ROSP, other)), ROSP, YEAR, CASES, "results"))
    assert here.due == there.due
    assert here.receipt["receipt_hash"] != there.receipt["receipt_hash"]


def test_faults_are_told_before_any_case() -> None:
    with pytest.raises(Faults, match="contrat hors du monde"):
        settle(World(()), ROSP, YEAR, CASES, "results")
    for name in ("2011", "2017"):
        with pytest.raises(Faults, match="période hors du contrat"):
            settle(WORLD, ROSP, parse_period(name), CASES, "results")
    # A year is paid once: neither a part of it, nor several at once, nor a year that begins in another month.
    for name in ("2012-01-01/2012-01-02", "2012-01-01/2014-01-01", "2013-06-01/2014-06-01"):
        with pytest.raises(Faults, match="période qui ne se paie pas"):
            settle(WORLD, ROSP, parse_period(name), CASES, "results")
    unknown = replace(ROSP.pay.point_value, value=None, confidence="absent")
    absent = replace(ROSP, pay=replace(ROSP.pay, point_value=unknown))
    with pytest.raises(Faults, match="chiffre absent"):
        settle(World((absent,)), absent, YEAR, CASES, "results")
