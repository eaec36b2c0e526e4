"""Every form of amending instruction on fictitious articles, as law_amend_cases.toml and law_amend_cases_2.toml write them.

Next: src/bonusage/law/amend_read.py, amend_apply.py.
"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from tests.house.tree import ROOT

from bonusage.law.amend_apply import apply
from bonusage.law.amend_gold import KINDS
from bonusage.law.amend_read import read_instructions

TABLES: list[dict[str, Any]] = [
    tomllib.loads((ROOT / "tests" / "spec" / name).read_text("utf-8"))
    for name in ("law_amend_cases.toml", "law_amend_cases_2.toml")
]
TEXTS: dict[str, tuple[str, ...]] = {name: tuple(lines) for table in TABLES for name, lines in table["texts"].items()}
CASES: list[dict[str, Any]] = [case for table in TABLES for case in table["case"]]


def expected(before: tuple[str, ...], after: list[str]) -> tuple[str, ...]:
    """'=3' is line 3 of the text before, '=3-5' lines 3 to 5."""
    lines: list[str] = []
    for line in after:
        if line.startswith("="):
            first, _, last = line[1:].partition("-")
            lines += before[int(first) - 1 : int(last or first)]
        else:
            lines.append(line)
    return tuple(lines)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_instruction_gives_the_text_that_the_drafting_rules_say(case: dict[str, Any]) -> None:
    before = TEXTS[case["on"]]
    patch = apply(before, read_instructions(case["lines"]))
    if "fails" in case:
        assert {KINDS[type(failure)] for failure in patch.failures} == {case["fails"]}, patch
        assert patch.after == before
        return
    assert patch.failures == ()
    assert patch.after == expected(before, case["after"])
    assert bool(patch.warnings) == case.get("warned", False), patch.warnings


def test_the_table_is_wide() -> None:
    assert len(CASES) >= 300
    assert len({case["name"] for case in CASES}) == len(CASES)
