"""Every paragraph of the seven seed versions is answered for; the pages of docs/reference/coverage are those generated now.

BONUSAGE_GOLDEN=1 writes the pages again: read the difference before it is kept.
Next: src/bonusage/legality/coverage.py.
"""

from __future__ import annotations

import datetime as dt
import json
import os

import pytest
from tests.house.tree import ROOT

from bonusage.desk.coverage_pages import load_inventory, pages
from bonusage.law.address import Address
from bonusage.law.holders import GAPS
from bonusage.law.places import path_of
from bonusage.law.structure import outline
from bonusage.legality.act import ActKind
from bonusage.legality.coverage import Coverage, coverage, lines_of, read_inventory
from bonusage.legality.coverage_table import COVERAGE
from bonusage.legality.rule import Rule
from bonusage.legality.rules import RULES
from bonusage.values.fault import Faults

FOLDER = ROOT / "docs" / "reference" / "coverage"
VERSIONS = ROOT.parent / "shared" / "law" / "css_L162-5_L162-15_versions.jsonl"
SEEDS = {
    "L162-12-17@1999-12-30": 6,
    "L162-12-18@1999-12-30": 15,
    "L162-12-17@2002-03-07": 6,
    "L162-12-18@2002-03-07": 12,
    "L162-12-19@2002-03-07": 1,
    "L162-12-20@2002-03-07": 5,
    "L162-5@2007-12-22": 29,
}
"""Paragraphs of the seven versions (dossier 1.6)."""
DECREE = ("L162-5@2007-12-22", 2)


def covered() -> dict[str, Coverage]:
    return {one.name: one for one in coverage(load_inventory(), RULES, COVERAGE)}


def test_the_seven_seed_versions_have_their_74_paragraphs() -> None:
    every = covered()
    assert {name for name, one in every.items() if one.seed} == set(SEEDS)
    assert {name: len(every[name].lines) for name in SEEDS} == SEEDS
    assert sum(SEEDS.values()) == 74
    assert all(line.summary for name in SEEDS for line in every[name].lines)


def test_every_paragraph_of_the_seed_versions_is_answered() -> None:
    every = covered()
    assert {name: every[name].unanswered for name in SEEDS} == dict.fromkeys(SEEDS, ())


def test_gaps_are_few_and_none_is_a_rule_but_what_the_text_leaves_to_a_decree() -> None:
    every = covered()
    declared = {(name, line.number): line for name in SEEDS for line in every[name].lines if line.why}
    assert len(declared) * 10 < 74
    assert {line.why for line in declared.values()} <= set(GAPS)
    assert [key for key, line in declared.items() if line.why == "not modelled"] == [DECREE]
    assert declared[DECREE].rules, "what the law itself says of local agreements is held"
    assert {line.path for line in declared.values() if not line.rules} == {"12°/al1"}


def test_rules_stand_where_the_table_of_summaries_says() -> None:
    every = covered()
    for one in COVERAGE:
        version = every[f"{one.address.article}@{one.address.day}"]
        line = version.lines[int(one.address.path[0][2:]) - 1]
        assert set(one.rules) <= set(line.rules), one


@pytest.mark.skipif(not VERSIONS.is_file(), reason="the texts are not beside the repository (../shared/law)")
def test_the_paths_are_those_of_the_texts() -> None:
    texts = {}
    for line in VERSIONS.read_text("utf-8").splitlines():
        row = json.loads(line)
        texts[row["article"], dt.date.fromisoformat(row["date_debut"])] = tuple(row["alineas"])
    stood_on = {(rule.address.article, rule.address.day) for rule in RULES} & set(texts)
    assert stood_on <= set(load_inventory()), "a version that rules stand on is not in paragraphs.toml"
    for key, told in load_inventory().items():
        paragraphs = outline(texts[key])
        assert list(told) == ["/".join(path_of(paragraphs, at)) for at in range(len(paragraphs))], key


def test_the_pages_are_those_generated_now() -> None:
    wanted = pages()
    if os.environ.get("BONUSAGE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("*.md"):
            old.unlink()
        for name, text in wanted.items():
            (FOLDER / name).write_text(text, "utf-8")
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(wanted)
    stale = [name for name, text in wanted.items() if (FOLDER / name).read_text("utf-8") != text]
    assert stale == [], "BONUSAGE_GOLDEN=1 writes them again"


def test_a_rule_that_is_taken_away_is_missed() -> None:
    fewer = [rule for rule in RULES if rule.id != "ACBUS.GATE"]
    found = {one.name: one.unanswered for one in coverage(load_inventory(), fewer, COVERAGE)}
    assert found["L162-12-17@2002-03-07"] == (5,)


TOLD = ("al1", "al2", "1°", "2°/al1", "2°/a)", "2°/b)", "al7")


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("al2", (1,)),
        ("al5", (4,)),
        ("al8", ()),
        ("1°", (2,)),
        ("2°", (3, 4, 5)),
        ("2°/b)", (5,)),
        ("3°", ()),
        ("1°/ph2", (2,)),
        ("al1/ph2", (0,)),
        ("2°/c)", ()),
        ("1°/al1", (2,)),
    ],
)
def test_a_path_leads_to_its_lines(path: str, lines: tuple[int, ...]) -> None:
    assert lines_of(tuple(path.split("/")), TOLD) == lines


def _rule(path: str) -> Rule:
    day = dt.date(2000, 1, 1)
    place = tuple(path.split("/")) if path else ()
    address = Address("CSS", "L1", day, place)
    return Rule(f"R.{path or 'ALL'}", frozenset({ActKind.CBP}), address, day, None, "", lambda act, day, facts: None)


def test_what_has_no_line_is_said_apart() -> None:
    text = '[[version]]\narticle = "L1"\nday = 2000-01-01\npaths = ["al1", "al2"]\n'
    only = coverage(read_inventory(text), [_rule(""), _rule("9°"), _rule("al2"), _rule("al2")], ())[0]
    assert [line.rules for line in only.lines] == [(), ("R.al2",)]
    assert (only.whole, only.beyond, only.unanswered) == (("R.ALL",), (("R.9°", "9°"),), (1,))


HEAD = '[[version]]\narticle = "L1"\nday = 2000-01-01\n'


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f'{HEAD}paths = ["al1"]\n' * 2, "version écrite deux fois"),
        (f"{HEAD}paths = []\nwords = []\n", "clé inconnue"),
        (HEAD, "clé absente"),
        ("[[versions]]\n", "table inconnue"),
    ],
)
def test_a_faulty_inventory_is_told(text: str, what: str) -> None:
    with pytest.raises(Faults) as told:
        read_inventory(text)
    assert what in [fault.what for fault in told.value.faults]
