"""Periods, rates and money: values worked out by hand, and what is refused.

Next: src/bonusage/values.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from bonusage.values.money import euros, half_up
from bonusage.values.period import Period, french_date, minus_months, minus_years, parse_period
from bonusage.values.rate import decimal_text, pair, parse_rate, percent

D = dt.date
YEAR = Period(D(2012, 1, 1), D(2013, 1, 1))
NARROW = "\u202f"

# Periods


@pytest.mark.parametrize(
    ("text", "start", "end", "days", "name"),
    [
        ("2012", D(2012, 1, 1), D(2013, 1, 1), 366, "2012"),
        ("2011", D(2011, 1, 1), D(2012, 1, 1), 365, "2011"),
        ("1900", D(1900, 1, 1), D(1901, 1, 1), 365, "1900"),
        ("2000", D(2000, 1, 1), D(2001, 1, 1), 366, "2000"),
        ("2012-01-01/2013-01-01", D(2012, 1, 1), D(2013, 1, 1), 366, "2012"),
        ("2012-07-01/2013-07-01", D(2012, 7, 1), D(2013, 7, 1), 365, "2012-07-01/2013-07-01"),
        ("2012-02-28/2012-03-01", D(2012, 2, 28), D(2012, 3, 1), 2, "2012-02-28/2012-03-01"),
    ],
)
def test_a_period_is_read(text: str, start: dt.date, end: dt.date, days: int, name: str) -> None:
    period = parse_period(text)
    assert (period.start, period.end, period.days, period.name) == (start, end, days, name)
    assert parse_period(period.name) == period


@pytest.mark.parametrize(
    "text",
    ["", "12", "20122", "3012", "2012-01", "2012-01-01", "2012/2013", "2012-01-01/2012-01-01", "2013-01-01/2012-01-01",
     "2012-02-30/2013-01-01", "2012-01-01/2012-13-01", " 2012", "2012 ", "2012-1-1/2013-1-1"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_period(text)


def test_the_last_day_is_included_and_the_end_is_not() -> None:
    assert YEAR.last_day == D(2012, 12, 31)
    assert parse_period("2012-02-01/2012-03-01").last_day == D(2012, 2, 29)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (D(2010, 1, 1), None, 366),
        (D(2012, 1, 1), D(2013, 1, 1), 366),
        (D(2012, 7, 1), None, 184),
        (D(2010, 1, 1), D(2012, 7, 1), 182),
        (D(2012, 12, 31), None, 1),
        (D(2013, 1, 1), None, 0),
        (D(2010, 1, 1), D(2012, 1, 1), 0),
        (D(2010, 1, 1), D(2012, 1, 2), 1),
        (D(2014, 1, 1), D(2015, 1, 1), 0),
        (D(2012, 6, 1), D(2012, 6, 1), 0),
    ],
)
def test_days_in_common(start: dt.date, end: dt.date | None, days: int) -> None:
    assert YEAR.overlap(start, end) == days


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (D(2013, 1, 1), 12, D(2012, 1, 1)),
        (D(2013, 1, 1), 24, D(2011, 1, 1)),
        (D(2013, 1, 1), 1, D(2012, 12, 1)),
        (D(2012, 3, 31), 1, D(2012, 2, 29)),
        (D(2011, 3, 31), 1, D(2011, 2, 28)),
        (D(2012, 3, 31), 13, D(2011, 2, 28)),
        (D(2012, 5, 31), 3, D(2012, 2, 29)),
        (D(2012, 5, 15), 0, D(2012, 5, 15)),
        (D(2012, 1, 31), 2, D(2011, 11, 30)),
    ],
)
def test_months_back(day: dt.date, months: int, found: dt.date) -> None:
    assert minus_months(day, months) == found


@pytest.mark.parametrize(
    ("day", "years", "found"),
    [
        (D(2012, 12, 31), 65, D(1947, 12, 31)),
        (D(2012, 2, 29), 1, D(2011, 2, 28)),
        (D(2012, 2, 29), 4, D(2008, 2, 29)),
        (D(2012, 2, 29), 112, D(1900, 2, 28)),
    ],
)
def test_years_back(day: dt.date, years: int, found: dt.date) -> None:
    assert minus_years(day, years) == found


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (D(2012, 1, 1), "1er janvier 2012"),
        (D(2012, 12, 31), "31 décembre 2012"),
        (D(2011, 8, 12), "12 août 2011"),
        (D(2012, 2, 2), "2 février 2012"),
        (D(2012, 11, 11), "11 novembre 2012"),
    ],
)
def test_days_in_french(day: dt.date, said: str) -> None:
    assert french_date(day) == said


# Rates


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (54, Fraction(54)),
        (0, Fraction(0)),
        (-3, Fraction(-3)),
        (Decimal("0.5"), Fraction(1, 2)),
        (Decimal("0.1"), Fraction(1, 10)),
        (Decimal("65.40"), Fraction(327, 5)),
        ("2/3", Fraction(2, 3)),
        ("4/6", Fraction(2, 3)),
        ("-2/3", Fraction(-2, 3)),
        ("7", Fraction(7)),
    ],
)
def test_a_rate_is_read_exactly(written: int | Decimal | str, value: Fraction) -> None:
    assert parse_rate(written) == value


@pytest.mark.parametrize(
    "written",
    ["", "deux tiers", "2/0", "2/-3", "2 / 3", "0.5", "1e3", "2/03", True, False, Decimal("NaN"), Decimal("Infinity")],
)
def test_what_is_no_rate_is_refused(written: int | Decimal | str) -> None:
    with pytest.raises(ValueError):
        parse_rate(written)


@pytest.mark.parametrize(
    ("value", "said"),
    [(Fraction(13, 20), "13/20"), (Fraction(26, 40), "13/20"), (Fraction(3), "3/1"), (Fraction(-1, 2), "-1/2")],
)
def test_a_pair_always_has_its_denominator(value: Fraction, said: str) -> None:
    assert pair(value) == said
    assert parse_rate(said) == value


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (Fraction(2, 3), 2, "0,67"),
        (Fraction(1, 3), 0, "0"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(-1, 3), 0, "0"),
        (Fraction(5, 1000), 2, "0,01"),
        (Fraction(4999, 1000000), 2, "0,00"),
        (Fraction(1234), 1, "1234,0"),
        (Fraction(199, 200), 2, "1,00"),
    ],
)
def test_decimals_for_reading(value: Fraction, places: int, said: str) -> None:
    assert decimal_text(value, places) == said
    assert decimal_text(value, places, "en") == said.replace(",", ".")


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (Fraction(2, 3), f"66,7{NARROW}%", "66.7%"),
        (Fraction(1), f"100,0{NARROW}%", "100.0%"),
        (Fraction(1, 2000), f"0,1{NARROW}%", "0.1%"),
        (Fraction(1, 2001), f"0,0{NARROW}%", "0.0%"),
    ],
)
def test_percentages(value: Fraction, fr: str, en: str) -> None:
    assert percent(value) == fr
    assert percent(value, lang="en") == en


# Money


@pytest.mark.parametrize(
    ("cents", "fr", "en"),
    [
        (0, f"0,00{NARROW}€", "€0.00"),
        (7, f"0,07{NARROW}€", "€0.07"),
        (123456, f"1{NARROW}234,56{NARROW}€", "€1,234.56"),
        (910000, f"9{NARROW}100,00{NARROW}€", "€9,100.00"),
        (-5, f"-0,05{NARROW}€", "-€0.05"),
        (100000000, f"1{NARROW}000{NARROW}000,00{NARROW}€", "€1,000,000.00"),
    ],
)
def test_euros(cents: int, fr: str, en: str) -> None:
    assert euros(cents) == fr
    assert euros(cents, "en") == en


@pytest.mark.parametrize(
    ("value", "cents"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), 0),
        (Fraction(3, 2), 2),
        (Fraction(-3, 2), -1),
        (Fraction(49, 100), 0),
        (Fraction(51, 100), 1),
        (Fraction(-51, 100), -1),
        (Fraction(2, 3), 1),
        (Fraction(7), 7),
        (Fraction(10**30 + 1, 2), (10**30 + 2) // 2),
    ],
)
def test_half_a_cent_goes_up(value: Fraction, cents: int) -> None:
    assert half_up(value) == cents
