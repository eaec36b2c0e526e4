"""Step: a value with the operation that made it, its label, its ground and the steps it came from.

The trace is the computation: a value is made here or nowhere. No law, no file: a ground is a text like any other.
Next: check.py, which replays a stored trace knowing arithmetic only and does not import this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from bonusage.values.money import half_up

ONE = Fraction(1)
ZERO = Fraction(0)


class Step(NamedTuple):
    """One operation: `value` exact, `label` in French, `ground` an address, a source or a policy, `inputs` in order."""

    op: str
    label: str
    value: Fraction
    ground: str
    inputs: tuple[Step, ...] = ()


def given(label: str, value: Fraction | int, ground: str) -> Step:
    """A figure that is not computed: read from the results, a declaration or the instrument."""
    return Step("given", label, Fraction(value), ground)


def cited(step: Step) -> Step:
    """A step established earlier in the same trace, named by its label instead of written out again."""
    return Step("cited", step.label, step.value, "")


class Once:
    """A step that several others rest on: made and written out where it is first asked for, cited afterwards."""

    __slots__ = ("_cited", "_make")

    def __init__(self, make: Callable[[], Step]) -> None:
        self._make = make
        self._cited: Step | None = None

    def __call__(self) -> Step:
        """The step itself the first time; its citation every time after."""
        if self._cited is not None:
            return self._cited
        step = self._make()
        self._cited = cited(step)
        return step


def total(label: str, inputs: tuple[Step, ...], ground: str = "") -> Step:
    """Sum of the inputs; zero when there is none."""
    n, d = 0, 1
    for step in inputs:
        above, below = step.value.as_integer_ratio()
        n, d = (n + above, d) if below == d else (n * below + above * d, d * below)
    return Step("total", label, Fraction(n, d), ground, inputs)


def product(label: str, inputs: tuple[Step, ...], ground: str = "") -> Step:
    """Product of the inputs."""
    n, d = 1, 1
    for step in inputs:
        above, below = step.value.as_integer_ratio()
        n, d = n * above, d * below
    return Step("product", label, Fraction(n, d), ground, inputs)


def difference(label: str, first: Step, second: Step, ground: str = "") -> Step:
    """First minus second."""
    return Step("difference", label, first.value - second.value, ground, (first, second))


def quotient(label: str, first: Step, second: Step, ground: str = "") -> Step:
    """First divided by second, exact. The caller proves that the second is not zero."""
    (a, b), (c, d) = first.value.as_integer_ratio(), second.value.as_integer_ratio()
    return Step("quotient", label, Fraction(a * d, b * c), ground, (first, second))


def between(label: str, value: Step, low: Step, high: Step, ground: str = "") -> Step:
    """Part of the way from `low` to `high` that `value` has gone, kept in 0..1; `high` may lie below `low`."""
    (a, b), (c, d), (e, f) = (step.value.as_integer_ratio() for step in (value, low, high))
    gone, way = (a * d - c * b) * f, (e * d - c * f) * b
    if way == 0:
        raise ZeroDivisionError(f"{label}: no way from a bound to itself")
    if way < 0:
        gone, way = -gone, -way
    kept = ZERO if gone <= 0 else ONE if gone >= way else Fraction(gone, way)
    return Step("between", label, kept, ground, (value, low, high))


def at_least(label: str, first: Step, second: Step, ground: str = "") -> Step:
    """One when first >= second, else zero."""
    (a, b), (c, d) = first.value.as_integer_ratio(), second.value.as_integer_ratio()
    return Step("at_least", label, ONE if a * d >= c * b else ZERO, ground, (first, second))


def less_than(label: str, first: Step, second: Step, ground: str = "") -> Step:
    """One when first < second, else zero."""
    (a, b), (c, d) = first.value.as_integer_ratio(), second.value.as_integer_ratio()
    return Step("less_than", label, ONE if a * d < c * b else ZERO, ground, (first, second))


def when(label: str, test: Step, value: Step, ground: str = "") -> Step:
    """The value, because the test holds (its step is one): how a trace shows which branch was taken and why."""
    assert test.value == 1, label
    return Step("when", label, value.value, ground, (test, value))


def rounded_half_up(label: str, value: Step, ground: str) -> Step:
    """To the nearest integer, halves up. The ground says who wants it rounded here."""
    return Step("rounded_half_up", label, Fraction(half_up(value.value)), ground, (value,))


def to_wire(step: Step) -> dict[str, Any]:
    """The stored form: {"op", "label", "value": "n/d", "ground", "inputs"}."""
    value = step.value
    return {
        "op": step.op,
        "label": step.label,
        "value": f"{value.numerator}/{value.denominator}",
        "ground": step.ground,
        "inputs": [to_wire(inner) for inner in step.inputs],
    }


def from_wire(stored: dict[str, Any]) -> Step:
    """Read a stored step back, for showing it; nothing is recomputed (check.py does)."""
    inputs = tuple(from_wire(inner) for inner in stored["inputs"])
    return Step(stored["op"], stored["label"], Fraction(stored["value"]), stored["ground"], inputs)


def walk(step: Step, depth: int = 0) -> Iterator[tuple[int, Step]]:
    """Every step with its depth, parents before their inputs."""
    yield depth, step
    for inner in step.inputs:
        yield from walk(inner, depth + 1)
