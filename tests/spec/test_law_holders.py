"""Pins and gaps as a file gives them, and those of the catalogue: every ground of a shipped contract is watched.

What became of a pin is test_law_pins.py; messages word for word are tests/bad/law/pins-*.toml.
Next: src/bonusage/law/holders.py.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.house.tree import ROOT, SRC

from bonusage.law.address import Address
from bonusage.law.corpus import Corpus, versions_of
from bonusage.law.holders import GAPS, KINDS, Gap, read_holders
from bonusage.law.pins import Pin, fingerprint, watch
from bonusage.law.pins_place import Stands
from bonusage.law.read_lines import read_lines
from bonusage.legality.rule_pins import rule_pins
from bonusage.legality.rules import RULES
from bonusage.values.fault import Faults

REAL = ROOT.parent / "shared" / "law" / "css_L162-5_L162-15_versions.jsonl"
real = pytest.mark.skipif(not REAL.is_file(), reason="the dated versions are not beside the repository (../shared/law)")
PINS = SRC / "catalogue" / "law" / "pins.toml"
GROUNDS = {"basis", "clause", "ground", "grounds", "adhesion_ground"}
"""The keys of a contract that hold an address of the law."""

WHOLE = """
[[pin]]
holder = "phare"
kind = "rule"
address = "CSS:L900-1@2001-02-03#2°/a)"
hash = "0123456789abcdef"

[[gap]]
address = "CSS:L900-1"
why = "a person judges"
reason = "le gardien"

[[pin]]
holder = "phare/lettre"
kind = "letter"
address = "CM2011:26"
"""


def told(text: str) -> list[tuple[str, str]]:
    """What is wrong, and where."""
    with pytest.raises(Faults) as refused:
        read_holders(text, "p.toml")
    return [(fault.what, fault.where) for fault in refused.value.faults]


def test_pins_and_gaps_are_read_in_their_order() -> None:
    found = read_holders(WHOLE, "p.toml")
    day = dt.date(2001, 2, 3)
    assert found.pins == (
        Pin("phare", "rule", Address("CSS", "L900-1", day, ("2°", "a)")), "0123456789abcdef"),
        Pin("phare/lettre", "letter", Address("CM2011", "26", None, ()), ""),
    )
    assert found.gaps == (Gap(Address("CSS", "L900-1", None, ()), "a person judges", "le gardien"),)


def test_an_empty_file_holds_nothing() -> None:
    assert read_holders("# rien\n", "p.toml") == ((), ())


def test_a_gap_is_said_in_french() -> None:
    address = Address("CSS", "L900-1", None, ())
    assert str(Gap(address, "a person judges", "le gardien")) == "une personne en juge : le gardien"
    assert str(Gap(address, "not a duty", "")) == "n'oblige à rien"
    assert set(GAPS) == {"definition", "not a duty", "a person judges", "not modelled"}
    assert KINDS == ("rule", "clause", "letter")


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = WHOLE.replace("rule", "rein").replace("abcdef", "ABCDEF").replace("a person", "une personne") + "[quai]\n"
    assert told(text) == [
        ("table inconnue", "p.toml"),
        ("valeur inconnue", "p.toml, pin n° 1, kind"),
        ("empreinte mal formée", "p.toml, pin n° 1, hash"),
        ("valeur inconnue", "p.toml, gap n° 1, why"),
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[[pin]\n", [("TOML illisible", "p.toml:1")]),
        ('a = 1\nb = "\n', [("TOML illisible", "p.toml:2")]),
        ("pin = 3\n", [("entrée mal formée", "p.toml")]),
        ("[pin]\n", [("entrée mal formée", "p.toml")]),
        ("gap = [3]\n", [("entrée mal formée", "p.toml, gap n° 1")]),
        (WHOLE.replace('holder = "phare"\n', ""), [("clé absente", "p.toml, pin n° 1, holder")]),
        (WHOLE.replace('"letter"', "3"), [("valeur qui n'est pas un texte", "p.toml, pin n° 2, kind")]),
        (WHOLE.replace("@2001-02-03", "@2001-02-30"), [("adresse illisible", "p.toml, pin n° 1")]),
        (WHOLE.replace("CM2011:26", "vingt-six"), [("adresse illisible", "p.toml, pin n° 2")]),
        (WHOLE.replace('why = "a person judges"', "quai = 1"), [
            ("clé inconnue", "p.toml, gap n° 1"),
            ("valeur qui n'est pas un texte", "p.toml, gap n° 1, quai"),
            ("clé absente", "p.toml, gap n° 1, why"),
        ]),
        (WHOLE.replace("a person judges", "not modelled").replace("le gardien", ""), [
            ("raison absente", "p.toml, gap n° 1, reason"),
        ]),
    ],
)  # fmt: skip
def test_each_fault_says_where(text: str, faults: list[tuple[str, str]]) -> None:
    assert told(text) == faults


# The catalogue


def grounds(value: Any, key: str = "") -> Iterator[str]:
    """Every address that a contract rests on, wherever it stands in it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from grounds(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from grounds(inner, key)
    elif key in GROUNDS:
        yield value


def contracts() -> list[Path]:
    return sorted(path for path in (SRC / "catalogue").glob("*/instrument.toml"))


def test_grounds_are_found_in_a_contract() -> None:
    contract = {
        "basis": "CSS:L1",
        "blocks": [{"ground": "CSS:L2", "title": "CSS:L3"}, {"grounds": ["CSS:L4", "CSS:L5"]}],
    }
    assert list(grounds(contract)) == ["CSS:L1", "CSS:L2", "CSS:L4", "CSS:L5"]
    assert contracts()


@pytest.mark.parametrize("path", contracts(), ids=lambda path: path.parent.name)
def test_every_ground_of_a_contract_has_its_pin(path: Path) -> None:
    contract = tomllib.loads(path.read_text("utf-8"))
    held = read_holders(PINS.read_text("utf-8"), PINS.name)
    own = {str(pin.address) for pin in held.pins if pin.holder.partition("/")[0] == path.parent.name}
    found = set(grounds(contract))
    assert found, "a contract rests on the law"
    assert found - own == set()


def test_no_pin_is_of_a_contract_that_is_not_shipped() -> None:
    shipped = {path.parent.name for path in contracts()}
    held = read_holders(PINS.read_text("utf-8"), PINS.name)
    assert {pin.holder.partition("/")[0] for pin in held.pins if pin.kind != "rule"} <= shipped
    told = {(pin.holder, str(pin.address), pin.outside, pin.until) for pin in held.pins if pin.kind == "rule"}
    assert told == {(pin.holder, str(pin.address), pin.outside, pin.until) for pin in rule_pins()}
    assert {pin.holder for pin in rule_pins()} < {rule.id for rule in RULES}, "law check --write renews them"
    assert len({(pin.holder, str(pin.address)) for pin in held.pins}) == len(held.pins), "a pin stands once"


@real
def test_the_hashes_are_those_of_the_real_text() -> None:
    text, versions = versions_of(read_lines(REAL.read_bytes(), REAL.name))
    corpus = Corpus(versions, [text])
    held = [pin for pin in read_holders(PINS.read_text("utf-8"), PINS.name).pins if pin.address.code == text.code]
    assert sum(bool(pin.hash) for pin in held) > 600
    for pin in held:
        mark = fingerprint(corpus, pin.address)
        assert pin.hash == (mark if isinstance(mark, str) else ""), pin.address


@real
def test_every_pin_holds_on_the_days_of_its_rule() -> None:
    """A rule that ends with its words is told as of its last day: none is moved, reworded or repealed before it ends."""
    text, versions = versions_of(read_lines(REAL.read_bytes(), REAL.name))
    corpus = Corpus(versions, [text])
    told = watch(corpus, read_holders(PINS.read_text("utf-8"), PINS.name).pins, dt.date(2015, 4, 10))
    assert {str(one.pin.address) for one in told if one.stands not in (Stands.IN_FORCE, Stands.ABSENT)} == set()
    assert {one.pin.address.article for one in told if one.stands is Stands.ABSENT and not one.declared} == {
        "L162-1-13", "L162-32-1", "L162-32-2", "L645-2", "L722-4",
    }  # fmt: skip
