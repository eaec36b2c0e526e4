"""The ledger's entries: two lines that balance, a key that says once, nothing for zero.

Next: src/bonusage/ledger/entries.py.
"""

from __future__ import annotations

import datetime as dt

import pytest

from bonusage.ledger.entries import FUND_EXPENSE, PROFESSIONAL_PAYABLE, Entry, entries_for
from bonusage.values.period import Period, parse_period

YEAR = parse_period("2012")


def test_an_amount_is_an_expense_owed_to_the_professional() -> None:
    key = "rosp-2011-mt|2012|42"
    assert entries_for("rosp-2011-mt", YEAR, "42", 910000, "abc") == (
        Entry(key, f"{FUND_EXPENSE}:rosp-2011-mt", "42", 910000, "abc"),
        Entry(key, PROFESSIONAL_PAYABLE, "42", -910000, "abc"),
    )


@pytest.mark.parametrize("cents", [1, 99, 123456789])
def test_the_lines_balance_and_carry_the_receipt(cents: int) -> None:
    entries = entries_for("s", YEAR, "42", cents, "hash")
    assert sum(one.amount_cents for one in entries) == 0
    assert {one.receipt_hash for one in entries} == {"hash"}
    assert len({one.key for one in entries}) == 1


def test_the_key_tells_scheme_period_and_professional_apart() -> None:
    half = Period(dt.date(2012, 1, 1), dt.date(2012, 7, 1))
    asked = [("a", YEAR, "1"), ("b", YEAR, "1"), ("a", half, "1"), ("a", parse_period("2013"), "1"), ("a", YEAR, "2")]
    keys = [entries_for(scheme, period, who, 5, "h")[0].key for scheme, period, who in asked]
    assert len(set(keys)) == len(asked)
    assert keys[2] == "a|2012-01-01/2012-07-01|1"
    # The key does not tell the amount: settling again, even differently, is the same payment asked for twice.
    assert entries_for("a", YEAR, "1", 5, "h")[0].key == entries_for("a", YEAR, "1", 6, "i")[0].key


def test_nothing_is_booked_for_zero() -> None:
    assert entries_for("s", YEAR, "42", 0, "h") == ()


@pytest.mark.parametrize(
    ("scheme", "who", "cents", "receipt_hash"),
    [("s", "42", -1, "h"), ("s|t", "42", 5, "h"), ("s", "4|2", 5, "h"), ("s", "", 5, "h"), ("s", "42", 5, "")],
)
def test_what_would_not_make_a_key_is_refused(scheme: str, who: str, cents: int, receipt_hash: str) -> None:
    with pytest.raises(ValueError):
        entries_for(scheme, YEAR, who, cents, receipt_hash)
