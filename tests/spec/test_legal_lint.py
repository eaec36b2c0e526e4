"""The lint of contracts: each slip planted alone is found, and what is sound is left in peace.

The command is tested in tests/desk/test_cli_legal.py.
Next: src/bonusage/legality/lint.py.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from bonusage.desk.catalogue import load
from bonusage.desk.law_facts import load_law_facts
from bonusage.instruments.model import Figure, Indicator, Instrument
from bonusage.legality.act import Act, ActKind, Commitment, Content, Context, Counterpart, Level, Tier
from bonusage.legality.lint import Flaw, Reached, lint_act, lint_instrument, tier_flaws
from bonusage.legality.lint_paid import lint_acts_together, lint_instruments_together
from bonusage.values.period import Period

GP = "medecin_generaliste"


def told(found: Sequence[Flaw], start: str = "") -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in found if one.code.startswith(start)]


def spaced(text: str) -> str:
    return text.replace("\u202f", " ")


# ---- tiers


def tiers(*bands: Tier) -> list[str]:
    """'CODE message' of the bands of a lump sum."""
    found = tier_flaws(Counterpart("forfait", "flat", counted="coefficients", tiers=bands))
    return [f"{one.code} {spaced(one.message)}" for one in found]


def test_the_real_bands_of_the_surgeons() -> None:
    found = tiers(Tier(4000_00, below=25000), Tier(5500_00, at_least=25001, at_most=50000), Tier(7000_00, above=50000))
    assert found == ["TIERS.GAP « forfait » : exactement 25 000 n'est dans aucune tranche (coefficients)."]


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ((Tier(1, below=10), Tier(2, at_least=10)), []),
        ((Tier(1, at_most=10), Tier(2, above=10)), []),
        ((Tier(1, at_most=9), Tier(2, at_least=10)), []),
        ((Tier(1, at_least=5, below=10), Tier(2, at_least=10)), []),
        ((Tier(1),), []),
        ((), []),
        ((Tier(1, below=10), Tier(2, above=10)), ["TIERS.GAP exactement 10 "]),
        ((Tier(1, below=10), Tier(2, at_least=11)), ["TIERS.GAP exactement 10 "]),
        ((Tier(1, below=10), Tier(2, at_least=12)), ["TIERS.GAP de 10 à 11, aucune"]),
        ((Tier(1, below=10), Tier(2, at_least=10, at_most=20)), ["TIERS.GAP rien n'est dit au-dessus de 20 "]),
        ((Tier(100, at_most=10), Tier(250, at_least=10)), ["TIERS.OVERLAP à 10, 1 € et 2,50 € "]),
        ((Tier(1, at_most=12), Tier(2, at_least=10)), ["TIERS.OVERLAP de 10 à 12, "]),
        ((Tier(1), Tier(2, at_least=10)), ["TIERS.OVERLAP à partir de 10, "]),
        ((Tier(1, at_most=10), Tier(2)), ["TIERS.OVERLAP "]),
        ((Tier(1), Tier(2)), ["TIERS.OVERLAP partout, "]),
        ((Tier(2, at_least=10), Tier(1, below=10)), ["TIERS.ORDER dans le désordre (10, sans borne)"]),
        ((Tier(1, at_least=20, at_most=10),), ["TIERS.ORDER commence à 20 et finit à 10"]),
        (
            (Tier(1, below=10), Tier(2, above=10, at_most=30), Tier(3, at_least=30)),
            ["TIERS.GAP exactement 10 ", "TIERS.OVERLAP à 30, "],
        ),
    ],
)
def test_bands(bands: tuple[Tier, ...], said: list[str]) -> None:
    found = tiers(*bands)
    assert len(found) == len(said), found
    for got, wanted in zip(found, said, strict=True):
        code, _, words = wanted.partition(" ")
        assert got.startswith(code), found
        assert words in got, found


def test_a_bound_said_twice_is_the_narrower() -> None:
    assert tiers(Tier(1, at_most=20, below=10), Tier(2, at_least=5, above=9)) == []


# ---- acts


def act(id: str = "essai", *, kind: ActKind = ActKind.CBP, **changes: object) -> Act:
    """An act of GPs with one commitment and one lump sum, from 2005 on."""
    content = Content(
        commitments=(Commitment("genériques", "generics"),),
        counterparts=(Counterpart("forfait", "flat", method="chaque année"),),
    )
    made = Act(id, kind, Level.NATIONAL, "Essai", (GP,), dt.date(2005, 1, 1), content=content)
    return made._replace(**changes)


def paying(counterpart: Counterpart, **content: object) -> Act:
    return act()._replace(content=Content(counterparts=(counterpart,))._replace(**content))


def test_a_payment_needs_a_method() -> None:
    bare = Counterpart("forfait", "flat")
    assert told(lint_act(paying(bare))) == [("PAY.NO_METHOD", "forfait")]
    assert lint_act(paying(bare._replace(method="chaque année"))) == ()
    assert lint_act(paying(bare, evaluation="chaque année")) == ()


@pytest.mark.parametrize(
    "path",
    ["content", "content.evaluation", "content.counterparts", "content.counterparts.forfait.method"],
)
def test_what_the_sources_do_not_tell_is_no_slip(path: str) -> None:
    assert lint_act(paying(Counterpart("forfait", "flat"))._replace(unknown=(path,))) == ()


def test_an_objective_in_figures_needs_an_evaluation() -> None:
    goals = act(content=Content(quantified_objectives=("5 % de visites en moins",)))
    found = lint_act(goals)
    assert told(found) == [("INDICATOR.UNMEASURABLE", "content.quantified_objectives")]
    assert "5 % de visites en moins" in found[0].message
    assert lint_act(goals._replace(content=goals.content._replace(evaluation="un an"))) == ()
    assert lint_act(goals._replace(unknown=("content.evaluation",))) == ()


def test_a_commitment_that_says_who_pays_it_twice() -> None:
    twice = Commitment("a", "training", paid_by=("csp-1", "cbp-2"))
    once = twice._replace(paid_by=("csp-1",))
    pay = (Counterpart("forfait", "flat", method="m"),)
    facts = load_law_facts()
    for commitment, elsewhere, wanted in (
        (twice, (), [("PAID.TWICE", "a")]),
        (once, (), [("PAID.TWICE", "a")]),
        (once._replace(paid_by=()), ("a",), [("PAID.TWICE", "a")]),
        (once._replace(paid_by=()), ("b",), []),
        (once._replace(paid_by=()), (), []),
    ):
        content = Content(commitments=(commitment,), counterparts=pay)
        made = act(content=content, context=Context(paid_elsewhere=elsewhere))
        assert told(lint_acts_together(made, (), facts)) == wanted, (commitment, elsewhere)
    unpaid = act(content=Content(commitments=(once,)))
    assert lint_acts_together(unpaid, (), facts) == ()


def together(one: Act, other: Act) -> list[tuple[str, str]]:
    return told(lint_acts_together(one, (other,), load_law_facts()))


def test_two_acts_that_pay_the_same_theme_on_the_same_days() -> None:
    assert together(act(), act("autre")) == [("PAID.SAME_THEME", "generics")]
    assert together(act(), act()) == [], "an act is not its own double"
    assert together(act(), act("autre", professions=("medecin",))) == [("PAID.SAME_THEME", "generics")]
    assert together(act(professions=("medecin",)), act("autre")) == [("PAID.SAME_THEME", "generics")]
    assert together(act(), act("autre", professions=("infirmier",))) == []
    assert together(act(region="centre"), act("autre", region="alsace")) == []
    assert together(act(region="centre"), act("autre")) == [("PAID.SAME_THEME", "generics")]


def test_acts_that_never_run_together_pay_nothing_twice() -> None:
    ended = act("autre", concluded_on=dt.date(2002, 1, 1), ends_on=dt.date(2005, 1, 1))
    assert together(act(), ended) == []
    assert together(ended, act()) == []
    assert together(act(), ended._replace(ends_on=dt.date(2005, 1, 2))) == [("PAID.SAME_THEME", "generics")]
    assert together(act(starts_on=dt.date(2006, 1, 1)), act("autre", ends_on=dt.date(2006, 1, 1))) == []
    assert together(act(), act("autre", concluded_on=None)) == [], "a day that is not known is no day"
    unpaid = act("autre")
    assert together(act(), unpaid._replace(content=unpaid.content._replace(counterparts=()))) == []


def test_the_same_words_are_the_same_commitment() -> None:
    said = (Commitment("a", "other", text="une fiche pré-opératoire"),)
    pay = (Counterpart("forfait", "flat", method="m"),)
    one = act(content=Content(commitments=said, counterparts=pay))
    assert together(one, one._replace(id="autre")) == [("PAID.TWICE", "a")]
    other = one._replace(id="autre", content=one.content._replace(commitments=(said[0]._replace(text="un stage"),)))
    assert together(one, other) == [], "'other' is no theme"


# ---- contracts that are paid


@functools.cache
def rosp() -> Instrument:
    return load("rosp-2011-mt")


def changed(id: str, **changes: object) -> Instrument:
    """The contract, one indicator changed."""
    other = tuple(replace(one, **changes) if one.id == id else one for one in rosp().indicators)  # type: ignore[arg-type]
    return replace(rosp(), indicators=other)


def figure(id: str, name: str) -> Figure:
    found = getattr(one(id), name)
    assert isinstance(found, Figure)
    return found


def one(id: str) -> Indicator:
    return rosp().indicator(id)


DECLARED = [("INDICATOR.UNMEASURABLE", id) for id in ("R11-02", "R11-03", "R11-04", "R11-05", "R11-09")]


def new(instrument: Instrument, *results: Reached) -> list[tuple[str, str]]:
    """The slips of a contract beside those that it has as it is."""
    return [flaw for flaw in told(lint_instrument(instrument, results)) if flaw not in DECLARED]


def test_the_contract_as_it_is() -> None:
    assert told(lint_instrument(rosp())) == DECLARED


def test_objectives_out_of_order() -> None:
    up, down = figure("R11-10", "target"), figure("R11-17", "target")
    assert up.value is not None
    assert down.value is not None
    assert new(changed("R11-10", target=replace(up, value=Fraction(10)))) == [("THRESHOLDS.ORDER", "R11-10")]
    assert new(changed("R11-17", target=replace(down, value=Fraction(99)))) == [("THRESHOLDS.ORDER", "R11-17")]
    same = figure("R11-10", "intermediate")
    assert new(changed("R11-10", target=replace(up, value=same.value))) == []


def test_an_indicator_without_objective_is_paid_without_method() -> None:
    assert new(changed("R11-10", target=None)) == [("PAY.NO_METHOD", "R11-10")]
    absent = replace(figure("R11-10", "target"), value=None, confidence="absent")
    assert new(changed("R11-10", target=absent)) == [("PAY.NO_METHOD", "R11-10")]
    assert new(changed("R11-10", intermediate=None)) == [("PAY.NO_METHOD", "R11-10")]
    nothing = replace(figure("R11-10", "points"), value=Fraction(0))
    assert new(changed("R11-10", target=None, points=nothing)) == []


def test_a_block_with_points_and_no_indicator() -> None:
    lost = replace(rosp(), indicators=tuple(one for one in rosp().indicators if one.block != "prevention"))
    assert new(lost) == [("PAY.NO_METHOD", "prevention")]


def test_what_nobody_can_measure() -> None:
    assert new(changed("R11-10", measure=None)) == [("INDICATOR.UNMEASURABLE", "R11-10")]
    later = replace(rosp(), valid=Period(rosp().valid.start, dt.date(2018, 1, 1)))
    undated = {where for code, where in new(later) if code == "INDICATOR.UNMEASURABLE"}
    assert undated == {"R11-10", "R11-11"}, "the campaigns against influenza have no dates for 2017"
    assert any("pour 2017" in flaw.message for flaw in lint_instrument(later))


def test_two_indicators_that_count_the_same() -> None:
    assert new(changed("R11-12", measure=one("R11-13").measure)) == [("PAID.TWICE", "R11-13")]
    assert new(changed("R11-15", measure=one("R11-13").measure)) == [], "one is to rise, the other to fall"


@pytest.mark.parametrize(
    ("id", "percent", "reached"),
    [
        ("R11-10", 75, True),
        ("R11-10", Fraction(749, 10), False),
        ("R11-17", 37, True),
        ("R11-17", Fraction(371, 10), False),
        ("R11-25", 100, False),
        ("R99", 100, False),
    ],
)
def test_a_target_already_reached(id: str, percent: Fraction, reached: bool) -> None:
    for of, words in (("average", "en moyenne"), ("worst", "par tous")):
        seen = Reached(id, Fraction(percent) / 100, of, "en 2015")
        found = [flaw for flaw in lint_instrument(rosp(), [seen]) if flaw.code == "TARGET.REACHED"]
        assert [flaw.where for flaw in found] == ([id] if reached else [])
        assert all(words in flaw.message and "en 2015" in flaw.message for flaw in found)


def test_two_contracts_that_count_the_same() -> None:
    other = replace(rosp(), id="autre", indicators=(one("R11-12"),))
    assert told(lint_instruments_together(rosp(), [other])) == [("PAID.TWICE", "R11-12")]
    assert lint_instruments_together(rosp(), [rosp()]) == ()
    assert lint_instruments_together(rosp(), [replace(other, profession="infirmier")]) == ()
    after = Period(rosp().valid.end, dt.date(2020, 1, 1))
    assert lint_instruments_together(rosp(), [replace(other, valid=after)]) == ()
    assert lint_instruments_together(replace(other, valid=after), [rosp()]) == ()
    down = replace(other, indicators=(replace(one("R11-12"), direction="down"),))
    assert lint_instruments_together(rosp(), [down]) == ()
