"""Rates: exact fractions, read from decimals or 'n/d', written as percentages for people.

No float: a ratio stays a pair of integers until it meets its threshold. Rounding here is for reading only.
Next: step.py.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

_PAIR = re.compile(r"-?[0-9]+(/[1-9][0-9]*)?")


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
    return _written(value.numerator, value.denominator, places, lang)


def percent(value: Fraction, places: int = 1, lang: str = "fr") -> str:
    """Write a share as a percentage: 2/3 -> '66,7 %'."""
    said = _written(100 * value.numerator, value.denominator, places, lang)
    return said + ("%" if lang == "en" else "\u202f%")


def _written(above: int, below: int, places: int, lang: str) -> str:
    """Integers only: a trace has hundreds of values to write, and fractions of fractions would be most of the time."""
    digits = (2 * abs(above) * 10**places + below) // (2 * below)
    sign = "-" if above < 0 and digits else ""
    if not places:
        return f"{sign}{digits}"
    units, rest = divmod(digits, 10**places)
    return f"{sign}{units}{'.' if lang == 'en' else ','}{rest:0{places}d}"
