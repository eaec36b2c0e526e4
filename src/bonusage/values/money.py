"""Money: integer cents, and how they are written.

No rate and no rounding live here: an amount becomes cents by a `rounded_half_up` step (step.py).
Next: step.py, where amounts are computed with their reasons.
"""

from __future__ import annotations

from fractions import Fraction

NO_BREAK = "\u202f"  # narrow no-break space, as French typography separates thousands


def euros(cents: int, lang: str = "fr") -> str:
    """Write integer cents as euros: 123456 -> '1 234,56 €' (fr) or '€1,234.56' (en)."""
    sign = "-" if cents < 0 else ""
    units, rest = divmod(abs(cents), 100)
    grouped = f"{units:,}"
    if lang == "en":
        return f"{sign}€{grouped}.{rest:02d}"
    return f"{sign}{grouped.replace(',', NO_BREAK)},{rest:02d}{NO_BREAK}€"


def half_up(value: Fraction) -> int:
    """Round to the nearest integer, halves towards plus infinity: the only rounding of money."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
