"""Exact integers in columns: int64 columns give what Python integers give, up to the bounds they announce."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bonusage.remuneration.exact_int import WIDTH, Fractions, half_up_over, shared
from bonusage.values.money import half_up

wide = st.integers(1, 2**WIDTH - 1)
below = wide | st.integers(1, 3000) | st.just(2**WIDTH - 1)
amounts = st.integers(0, 2**61) | st.integers(0, 10**6) | st.just(2**63 - 1)


@st.composite
def proper(draw: st.DrawFn) -> tuple[int, int]:
    """A fraction of [0, 1] as int64 columns hold it."""
    divisor = draw(below)
    return draw(st.just(0) | st.just(divisor) | st.integers(0, divisor)), divisor


def column(values: list[int], kind: type) -> np.ndarray:
    return np.array(values, dtype=kind)


@example([(2**32, (2**31, 2**32))])  # a product of 2**63, just too large
@example([(2**63 - 1, (2**WIDTH - 1, 2**WIDTH - 1))])
@given(st.lists(st.tuples(amounts, proper()), min_size=1, max_size=6))
def test_a_share_is_exact(rows: list[tuple[int, tuple[int, int]]]) -> None:
    columns = [amount for amount, _ in rows], [n for _, (n, _) in rows], [d for _, (_, d) in rows]
    for kind in (np.int64, object):
        quotient, rest = shared(*(column(one, kind) for one in columns))
        assert quotient.dtype == kind
        assert list(zip(quotient.tolist(), rest.tolist(), strict=True)) == [
            divmod(amount * n, d) for amount, (n, d) in rows
        ]


def test_a_divisor_too_large_is_refused() -> None:
    amount = column([2**40], np.int64)
    with pytest.raises(AssertionError):
        shared(amount, column([2**WIDTH], np.int64), column([2**WIDTH], np.int64))


fractions_below_one = proper().map(lambda one: (one[0] % one[1], one[1]))
wholes = st.integers(0, 2**58) | st.integers(0, 500)
scales = st.integers(1, 40) | st.integers(1, 2**58)


@example(0, (1, 2), 1)  # a tie made by the fraction alone
@example(0, (2**WIDTH - 2, 2**WIDTH - 1), 1)
@given(wholes, fractions_below_one, scales)
def test_one_amount_is_rounded_half_up(whole: int, part: tuple[int, int], scale: int) -> None:
    wanted = half_up((whole + Fraction(*part)) / scale)
    for kind in (np.int64, object):
        got = half_up_over(column([whole], kind), column([part[0]], kind), column([part[1]], kind), scale)
        assert got.tolist() == [wanted]


# Fractions that often sum to a half or a whole, so that the last binary digits decide nothing.
close = st.sampled_from([(1, 2), (1, 3), (2, 3), (1, 6), (5, 6), (1, 7), (6, 7), (3, 14), (0, 1)])


@example(0, [(2**WIDTH - 2, 2**WIDTH - 1)] * 3, 1)
@example(0, [(1, 2)], 1)
@example(0, [(1, 3), (2, 3)], 2)
@given(wholes, st.lists(fractions_below_one | close | close, max_size=12), scales)
def test_a_sum_is_rounded_half_up_or_left_undecided(whole: int, parts: list[tuple[int, int]], scale: int) -> None:
    exact = sum((Fraction(*part) for part in parts), Fraction(0))
    wanted = half_up((whole + exact) / scale)
    for kind in (np.int64, object):
        running = Fractions(column([whole], kind))
        for n, d in parts:
            running.add(column([n], kind), column([d], kind))
        got, undecided = running.half_up(column([whole], kind), scale)
        if kind is object or not undecided[0]:
            assert got.tolist() == [wanted]
        if undecided[0]:  # only next to a half: within the brackets of the digits kept
            distance = abs((whole + exact) / scale * 2 - round((whole + exact) / scale * 2))
            assert distance * scale <= Fraction(2 * len(parts), 2**10)
