"""Counting a period as the policies say: from the receipt to its last day (dossier, point 24).

Default: calendar days, the day of receipt left out, the last day counted to its end, no extension; months are calendar ones.
Next: approval_receipt.py, for the day a period starts from.
"""

from __future__ import annotations

import calendar
import datetime as dt

from bonusage.legality.law_facts import LawFacts

DAY = dt.timedelta(days=1)
SATURDAY = 5


def last_day(start: dt.date, length: int, unit: str, facts: LawFacts) -> dt.date:
    """The last day of a period of `length` days or months that `start` sets off; a month of its own number of days."""
    if unit == "month" and facts.policy("months") == "calendar_months":
        last = plus_months(start, length)
    else:
        last = start + DAY * (length * 30 if unit == "month" else length)
    if facts.policy("days") == "clear_days":
        last += DAY  # neither the first day nor the one the period falls on is counted
    elif facts.policy("receipt_day") == "counted":
        last -= DAY
    if facts.policy("last_day_holiday") == "next_working_day":
        while not worked(last, facts):
            last += DAY
    return last


def worked(day: dt.date, facts: LawFacts) -> bool:
    """Neither a Saturday, nor a Sunday, nor a public holiday."""
    return day.weekday() < SATURDAY and day not in facts.holidays


def plus_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later; a day that month lacks becomes its last day (31 December -> 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def policies_of_count(unit: str, facts: LawFacts) -> tuple[str, ...]:
    """'name=value' of the policies that a count rests on."""
    names = ("receipt", "file", "days", "receipt_day", "last_day_holiday")
    return tuple(f"{name}={facts.policy(name)}" for name in names + (("months",) if unit == "month" else ()))
