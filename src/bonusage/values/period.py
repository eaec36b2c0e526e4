"""Periods: half-open spans of days, and the few date moves the texts need.

No clock: the day is always an argument. French prose says both ends inclusive; the inside stays half-open.
Next: step.py.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

_SPAN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})/([0-9]{4}-[0-9]{2}-[0-9]{2})")


class Period(NamedTuple):
    """Days from `start` included to `end` excluded."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> dt.date:
        """The last day included."""
        return self.end - dt.timedelta(days=1)

    @property
    def name(self) -> str:
        """'2012' for a civil year, else 'start/end'."""
        if (self.start.month, self.start.day) == (1, 1) and self.end == dt.date(self.start.year + 1, 1, 1):
            return str(self.start.year)
        return f"{self.start}/{self.end}"

    def holds(self, day: dt.date) -> bool:
        """Is the day one of the period?"""
        return self.start <= day < self.end

    def overlap(self, start: dt.date, end: dt.date | None) -> int:
        """Days of this period inside [start, end); an open end is None."""
        last = self.end if end is None else min(self.end, end)
        return max(0, (last - max(self.start, start)).days)


def parse_period(text: str) -> Period:
    """Read '2012' or '2012-01-01/2013-01-01' (end excluded). ValueError otherwise."""
    if re.fullmatch(r"[12][0-9]{3}", text):
        return Period(dt.date(int(text), 1, 1), dt.date(int(text) + 1, 1, 1))
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"not a period: {text!r}")
    start, end = (dt.date.fromisoformat(part) for part in found.groups())
    if end <= start:
        raise ValueError(f"a period ends after it starts: {text!r}")
    return Period(start, end)


def minus_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` earlier; a day that month lacks becomes its last day (31 March -> 28 February)."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def minus_years(day: dt.date, years: int) -> dt.date:
    """The same day `years` earlier; 29 February becomes 28 February where there is none."""
    return minus_months(day, 12 * years)


def french_date(day: dt.date) -> str:
    """'31 décembre 2012'; the first of a month is '1er'."""
    names = ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre").split()
    return f"{'1er' if day.day == 1 else day.day} {names[day.month - 1]} {day.year}"
