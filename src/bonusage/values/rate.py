"""Rates: exact fractions, read from decimals or 'n/d', written as percentages for people.

No float: a ratio stays a pair of integers until it meets its threshold. Rounding here is for reading only.
Next: step.py.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

_PAIR = re.compile(r"-?\d+(/[1-9]\d*)?")


def parse_rate(value: int | Decimal | str) -> Fraction:
    """Read 54, Decimal('0.5') or '2/3' exactly. ValueError on anything else (nan, exponent text, 'n/0')."""
    if isinstance(value, bool):
        raise ValueError(f"not a number: {value!r}")
    if isinstance(value, str):
        if not _PAIR.fullmatch(value):
            raise ValueError(f"not a fraction 'n/d': {value!r}")
        return Fraction(value)
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return Fraction(value)


def pair(value: Fraction) -> str:
    """Write a fraction as 'n/d', lowest terms, always with its denominator."""
    return f"{value.numerator}/{value.denominator}"


def decimal_text(value: Fraction, places: int, lang: str = "fr") -> str:
    """Write a fraction with a fixed number of decimals, half away from zero: for reading, never for computing."""
    scaled = abs(value) * 10**places
    digits = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if value < 0 and digits else ""
    units, rest = divmod(digits, 10**places)
    comma = "." if lang == "en" else ","
    return f"{sign}{units}{comma}{rest:0{places}d}" if places else f"{sign}{units}"


def percent(value: Fraction, places: int = 1, lang: str = "fr") -> str:
    """Write a share as a percentage: 2/3 -> '66,7 %'."""
    return decimal_text(value * 100, places, lang) + ("%" if lang == "en" else "\u202f%")
