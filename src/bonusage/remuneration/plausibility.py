"""Plausibility: published figures that should agree by arithmetic, and the alert when they do not.

The tolerance of each identity is written here, with its reason; nothing is corrected and nothing is paid here.
Next: identities.py, which answers reporting examples with these.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bonusage.values.rate import decimal_text

POPULATION_TOLERANCE = Fraction(5, 1000)
"""Relative gap allowed between count x mean and a total: doctors are counted on different days (0.4 % seen in 2014:
376 and 377 million for the same year); the contradictions seen begin at 1.5 %."""

NO_TOLERANCE = Fraction(0)
"""Points x value of a point, and sums of parts, are exact: any gap beyond what is printed is a contradiction."""


class Printed(NamedTuple):
    """A published figure: its value, and half a unit of its last printed digit (7.4 -> 0.05; 352 -> 1/2)."""

    value: Fraction
    half_unit: Fraction


class Check(NamedTuple):
    """An identity put to two figures: what was computed, what was published, and the gap allowed between them."""

    identity: str
    computed: Fraction
    published: Fraction
    allowed: Fraction

    @property
    def consistent(self) -> bool:
        """Is the gap within what is allowed?"""
        return abs(self.computed - self.published) <= self.allowed

    @property
    def alert(self) -> str:
        """The alert in French; empty when the figures agree."""
        if self.consistent:
            return ""
        computed, published, allowed = (decimal_text(one, 2) for one in (self.computed, self.published, self.allowed))
        return f"{self.identity} : {computed} calculé, {published} publié, écart admis {allowed}"


def printed(figure: int | Decimal | Fraction) -> Printed:
    """A figure as it was printed. A fraction was not printed, and has no last digit."""
    if isinstance(figure, Fraction):
        return Printed(figure, Fraction(0))
    places = max(0, -int(figure.as_tuple().exponent)) if isinstance(figure, Decimal) else 0
    return Printed(Fraction(figure), Fraction(1, 2 * 10**places))


def in_euros(millions: Printed) -> Printed:
    """A figure printed in millions of euros, in euros, with the same relative precision."""
    return Printed(millions.value * 1_000_000, millions.half_unit * 1_000_000)


def exactly(figure: int | Decimal | Fraction) -> Printed:
    """A figure that is not rounded: points, a count of persons, the value of a point."""
    return Printed(Fraction(figure), Fraction(0))


def mean_against(total: Printed, count: Printed, mean: Printed) -> Check:
    """total / count against a published mean, in the same unit. ZeroDivisionError when nobody is counted."""
    computed = total.value / count.value
    rounding = total.half_unit / count.value + mean.half_unit
    return Check("total / effectif", computed, mean.value, rounding + POPULATION_TOLERANCE * abs(computed))


def count_times_mean(count: Printed, mean: Printed, total: Printed) -> Check:
    """Number of professionals x mean amount against the published total, in the same unit."""
    computed = count.value * mean.value
    rounding = count.half_unit * abs(mean.value) + mean.half_unit * abs(count.value) + total.half_unit
    return Check("effectif x moyenne", computed, total.value, rounding + POPULATION_TOLERANCE * abs(computed))


def points_times_value(points: Printed, value: Printed, maximum: Printed) -> Check:
    """Points x value of a point against a published maximum: exact."""
    return Check("points x valeur du point", points.value * value.value, maximum.value, NO_TOLERANCE)


def sum_against(parts: tuple[Printed, ...], whole: Printed) -> Check:
    """The sum of parts against a published whole: nothing beyond the rounding of each is allowed."""
    computed = sum((part.value for part in parts), Fraction(0))
    rounding = sum((part.half_unit for part in parts), whole.half_unit)
    return Check("somme des parties", computed, whole.value, rounding)
