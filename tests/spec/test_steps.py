"""The operations of a Step, each on numbers worked out by hand, and the checker's arithmetic beside them.

The checker knows nothing of step.py: both must find the same value for the same inputs.
Next: test_check.py.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from bonusage.values import step as steps
from bonusage.values.check import ARITHMETIC, Altered, replay
from bonusage.values.step import Once, Step, cited, from_wire, given, to_wire, total, walk


def at(value: str | int) -> Step:
    """A given value; its label is itself."""
    return given(f"v{value}", Fraction(value), "g")


@pytest.mark.parametrize(
    ("made", "value"),
    [
        (steps.total("s", (at("1/2"), at("1/3"), at(2))), "17/6"),
        (steps.total("s", (at("1/4"), at("3/4"))), "1"),
        (steps.total("s", ()), "0"),
        (steps.product("s", (at("2/3"), at("-3/4"))), "-1/2"),
        (steps.product("s", ()), "1"),
        (steps.difference("s", at("1/2"), at("2/3")), "-1/6"),
        (steps.quotient("s", at(142), at(150)), "71/75"),
        (steps.quotient("s", at(1), at("-1/2")), "-2"),
        (steps.between("s", at("3/5"), at("27/50"), at("13/20")), "6/11"),
        (steps.between("s", at("2/25"), at("11/100"), at("1/20")), "1/2"),  # downwards
        (steps.between("s", at("1/5"), at("11/100"), at("1/20")), "0"),
        (steps.between("s", at("9/10"), at("1/2"), at("3/5")), "1"),
        (steps.between("s", at("1/2"), at("1/2"), at("3/5")), "0"),
        (steps.between("s", at("3/5"), at("1/2"), at("3/5")), "1"),
        (steps.at_least("s", at("2/3"), at("200/300")), "1"),
        (steps.at_least("s", at("6666/10000"), at("2/3")), "0"),
        (steps.less_than("s", at("6666/10000"), at("2/3")), "1"),
        (steps.less_than("s", at("2/3"), at("2/3")), "0"),
        (steps.when("s", at(1), at("5/7")), "5/7"),
        (steps.rounded_half_up("s", at("1/2"), "g"), "1"),
        (steps.rounded_half_up("s", at("-1/2"), "g"), "0"),
        (steps.rounded_half_up("s", at("49/100"), "g"), "0"),
        (steps.rounded_half_up("s", at("-3/2"), "g"), "-1"),
    ],
)
def test_an_operation_and_the_checker_agree(made: Step, value: str) -> None:
    assert made.value == Fraction(value)
    found = replay(to_wire(made))
    assert not isinstance(found, Altered)
    assert Fraction(*found) == Fraction(value)


def test_every_operation_is_in_the_table_above() -> None:
    marks = test_an_operation_and_the_checker_agree.pytestmark  # type: ignore[attr-defined]
    assert {made.op for mark in marks for made, _ in mark.args[1]} == set(ARITHMETIC)


@pytest.mark.parametrize("make", [
    lambda: steps.quotient("s", at(1), at(0)),
    lambda: steps.between("s", at(1), at(2), at(2)),
])  # fmt: skip
def test_what_has_no_value_is_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(ZeroDivisionError):
        make()


def test_a_branch_is_taken_only_when_its_test_holds() -> None:
    with pytest.raises(AssertionError):
        steps.when("s", at(0), at(5))
    lie = Step("when", "s", Fraction(5), "", (at(0), at(5)))
    assert replay(to_wire(lie)) == Altered(
        "trace", "s", "an operation that can be done (the test does not hold)", "5/1"
    )


def test_the_checker_divides_by_zero_no_more_than_the_engine() -> None:
    lie = Step("quotient", "s", Fraction(5), "", (at(1), at(0)))
    found = replay(to_wire(lie))
    assert isinstance(found, Altered)
    assert found.path == "trace"


def test_once_is_written_out_once() -> None:
    made = []
    step = Once(lambda: made.append(1) or at(3))  # type: ignore[func-returns-value]
    first, second, third = step(), step(), step()
    assert (first, second, third) == (at(3), cited(at(3)), cited(at(3)))
    assert made == [1]


def test_a_citation_must_follow_what_it_cites() -> None:
    good = total("sum", (at(3), cited(at(3))))
    assert replay(to_wire(good)) == (6, 1)
    too_soon = total("sum", (cited(at(3)), at(3)))
    assert replay(to_wire(too_soon)) == Altered("trace.1", "v3", "a step established earlier under this label", "none")


def test_a_citation_is_worth_what_it_cites() -> None:
    lie = total("sum", (at(3), cited(at(3))._replace(value=Fraction(4))))
    assert replay(to_wire(lie)) == Altered("trace.2", "v3", "3/1", "4/1")


def test_what_is_stored_is_read_back() -> None:
    made = total("sum", (at("1/3"), steps.product("p", (at(2), at(5)), "h"), cited(at("1/3"))), "g")
    assert from_wire(to_wire(made)) == made
    assert [depth for depth, _ in walk(made)] == [0, 1, 1, 2, 2, 1]
