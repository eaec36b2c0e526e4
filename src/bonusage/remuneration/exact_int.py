"""Exact integers in columns: multiply then divide without overflow, sums of fractions, rounding halves up.

No pay rule lives here and no float: a column is int64, or object (Python integers) for the few rows that need more.
Next: due_all.py, which says what is multiplied by what.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
"""A column of integers: int64, or object holding Python integers of any size. Never floats."""

WIDTH = 52
"""Fractions n/d of int64 columns hold 0 <= n <= d < 2**WIDTH; `shared` and `Fractions` rest on it."""

_ROOM = 62  # an int64 holds every integer below 2**63: two terms below 2**62 can be added in it
_DIGITS = 30  # binary digits kept of a fraction


def is_wide(column: Ints) -> bool:
    """Does the column hold Python integers (slow, without bounds) rather than int64?"""
    return bool(column.dtype == object)


def shared(amount: Ints, above: Ints, below: Ints) -> tuple[Ints, Ints]:
    """Quotient and remainder of amount x above / below, exact.

    Wants amount >= 0 and 0 <= above <= below, below >= 1; int64 columns also want below < 2**WIDTH.

    Long division in base 2**bits, most significant digit of `amount` first. With w = bit length of the largest
    divisor and bits = 62 - w >= 10, at every turn: rest < below < 2**w, so rest * 2**bits < 2**62; above <= below
    < 2**w and digit < 2**bits, so above * digit < 2**62; their sum is below 2**63. The quotient never exceeds
    `amount` because above <= below, so neither does any of its prefixes.
    """
    if is_wide(amount):
        product = amount * above
        quotient = product // below
        return quotient, product - quotient * below
    if amount.size == 0:
        return amount, amount
    most, widest = int(amount.max()), int(below.max())
    if most * int(above.max()) < 2**63:
        product = amount * above
        quotient = product // below
        return quotient, product - quotient * below
    assert widest < 2**WIDTH, widest
    bits = _ROOM - widest.bit_length()
    turns = -(-most.bit_length() // bits)
    quotient = np.zeros_like(amount)
    rest = np.zeros_like(amount)
    for turn in reversed(range(turns)):
        digit = (amount >> (turn * bits)) & ((1 << bits) - 1)
        rest = (rest << bits) + above * digit
        step = rest // below
        quotient = (quotient << bits) + step
        rest -= step * below
    return quotient, rest


def half_up_over(whole: Ints, rest: Ints, below: Ints, scale: int) -> Ints:
    """(whole + rest/below) / scale to the nearest integer, halves up; 0 <= rest < below.

    floor(x + 1/2) with x = (whole + f)/scale is floor((2 whole + scale + 2f) / (2 scale)), and dividing by an integer
    under a floor lets 2f be floored first: floor(2f) is 1 when 2 rest >= below, else 0. No f is ever computed.
    """
    return (2 * whole + scale + (2 * rest >= below)) // (2 * scale)


class Fractions:
    """A running sum of fractions rest/below in [0, 1), one a row: exact for Python integers, bracketed for int64.

    In int64 a fraction is known by its first `bits` binary digits, brought to 30: with w = bit length of the largest
    divisor and bits = min(30, 62 - w) >= 10, rest < 2**w gives rest * 2**bits < 2**62. The sum then lies in
    [low, low + slack] / 2**30, where only fractions that are not zero add to the slack. A thousand million fractions
    could be added before `low` overflows.
    """

    def __init__(self, like: Ints) -> None:
        self._wide = is_wide(like)
        self._low, self._slack = np.zeros_like(like), np.zeros_like(like)
        self._above, self._below = np.zeros_like(like), np.zeros_like(like) + 1

    def add(self, rest: Ints, below: Ints) -> None:
        """Add rest/below, 0 <= rest < below, row by row; int64 columns want below < 2**WIDTH."""
        if self._wide:
            self._above = self._above * below + rest * self._below
            self._below = self._below * below
        elif rest.size:
            widest = int(below.max())
            assert widest < 2**WIDTH, widest
            bits = min(_DIGITS, _ROOM - widest.bit_length())
            self._low += ((rest << bits) // below) << (_DIGITS - bits)
            self._slack += (rest != 0).astype(np.int64) << (_DIGITS - bits)

    def half_up(self, whole: Ints, scale: int) -> tuple[Ints, NDArray[np.bool_]]:
        """(whole + sum) / scale to the nearest integer, halves up; and the rows that int64 could not decide.

        As in `half_up_over`, only floor(2 sum) matters; where both ends of the bracket round the same way so does
        the sum, because rounding never goes down when its argument goes up.
        """
        if self._wide:
            doubled = 2 * self._above // self._below
            return (2 * whole + scale + doubled) // (2 * scale), np.zeros(whole.shape, np.bool_)
        first = 2 * whole + scale
        lowest = (first + (self._low >> (_DIGITS - 1))) // (2 * scale)
        highest = (first + ((self._low + self._slack) >> (_DIGITS - 1))) // (2 * scale)
        return lowest, lowest != highest
