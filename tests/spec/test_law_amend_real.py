"""Amendments on the real data that lies beside the project: the rows whose result is published, and the seed that adds a 21°.

Three strict rows hold a sentence cut at 300 characters: what they put in is not in the row, and nothing guesses it.
Next: src/bonusage/law/amend_gold.py.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.house.tree import ROOT

from bonusage.law.amend_apply import apply, project
from bonusage.law.amend_gold import gold_row
from bonusage.law.amend_model import Instruction
from bonusage.law.amend_read import read_instructions
from bonusage.law.model import Status, Version

LAW = ROOT.parent / "shared" / "law"
pytestmark = pytest.mark.skipif(not LAW.is_dir(), reason="the real data is not beside the repository (../shared/law)")
CUT = 300


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LAW / "amendment_gold.jsonl").read_text("utf-8").splitlines()]


def is_cut(row: dict[str, Any]) -> bool:
    """Does a sentence of the row stop at 300 characters, in the middle of a quotation?"""
    return any(len(one["text"]) == CUT and one["text"].count('"') % 2 for one in row["instructions"])


@pytest.mark.parametrize("use_path", [False, True])
def test_every_row_gives_what_was_published(use_path: bool) -> None:
    read = rows()
    whole = [row for row in read if not is_cut(row)]
    assert (len(read), len(whole)) == (42, 39)
    verdicts = [(row["match"], gold_row(row, use_path)["verdict"]) for row in whole]
    assert [one for one in verdicts if one[0] == "strict" and one[1] != "exact"] == []
    assert [one for one in verdicts if one[1] not in ("exact", "loose")] == []


@pytest.mark.parametrize("use_path", [False, True])
def test_a_sentence_that_is_cut_is_said_and_changes_nothing(use_path: bool) -> None:
    for row in filter(is_cut, rows()):
        given = gold_row(row, use_path)
        assert given["verdict"] == "unsupported"
        assert given["after"] == row["before"]


def test_what_was_published_is_only_compared_with() -> None:
    for row in rows():
        alone = {key: value for key, value in row.items() if key != "after"}
        given = gold_row(alone)
        assert given["verdict"] in ("applied", "unsupported")
        assert given["after"] == gold_row(row)["after"]


def article(number: str, start: str) -> Version:
    for line in (LAW / "css_L162-5_L162-15_versions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if (row["article"], row["date_debut"]) == (number, start):
            return Version("CSS", number, None, None, Status.VIGUEUR, tuple(row["alineas"]))
    raise AssertionError(f"{number} {start}")


def test_the_amendment_of_the_seed_adds_the_21() -> None:
    version = article("L162-5", "2007-12-22")
    lines = (LAW / "seeds" / "004_866f0b8b81719a92.txt").read_text("utf-8").splitlines()
    read = read_instructions(lines)
    assert len(read) == 1
    assert isinstance(read[0], Instruction)
    assert (read[0].target.code, read[0].target.article) == ("CSS", "L162-5")
    patch = apply(version.texts, read)
    assert patch.failures == ()
    assert (len(patch.before), len(patch.after)) == (29, 30)
    assert patch.after[:29] == version.texts
    assert patch.after[29].startswith("21° ")
    assert patch.after[29].endswith("professionnels.")
    would_be = project(version, patch, None)
    assert (would_be.status, would_be.texts) == (Status.PROJET, patch.after)
    assert would_be.paragraphs[-1].label == "21°"
