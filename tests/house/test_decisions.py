"""Each decision is a page with the same six headings, numbered without a hole, and linked from somewhere.

What was decided is in docs/decisions/; nothing of it is repeated here.
Next: docs/decisions/0001-a-pure-core-and-one-shell.md.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

HEADINGS = [
    "Context",
    "Decision",
    "What we gain",
    "What it costs",
    "What we refused",
    "What would change our mind",
]
PAGE = 75
"""Lines: a page is read at one sitting."""

PAGES = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def faults_of_page(name: str, text: str) -> list[str]:
    """What a decision lacks."""
    number = name[:4]
    found = []
    if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name):
        found.append("its name is not NNNN-some-words.md")
    if not re.match(rf"# {number}\. \S", text):
        found.append(f"its title does not begin with '# {number}. '")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    headings, bodies = parts[::2], parts[1::2]
    if headings != HEADINGS:
        found.append(f"its headings are {headings}")
    found += [f"'{heading}' says nothing" for heading, body in zip(headings, bodies, strict=True) if not body.strip()]
    if (lines := len(text.splitlines())) > PAGE:
        found.append(f"{lines} lines, {PAGE} at most")
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_decision_is_a_page_with_its_six_headings(path: Path) -> None:
    assert faults_of_page(path.name, path.read_text("utf-8")) == []


def test_decisions_are_numbered_without_a_hole() -> None:
    assert [int(path.name[:4]) for path in PAGES] == list(range(1, len(PAGES) + 1))
    assert len(PAGES) >= 8


def test_a_poor_page_is_found() -> None:
    good = "# 0001. Title\n" + "".join(f"\n## {heading}\n\nText.\n" for heading in HEADINGS)
    assert faults_of_page("0001-title.md", good) == []
    assert faults_of_page("1-title.md", good)
    assert faults_of_page("0002-title.md", good)
    assert faults_of_page("0001-title.md", good.replace("## Decision\n", ""))
    assert faults_of_page("0001-title.md", good.replace("Text.\n", "", 1)) == ["'Context' says nothing"]
    assert faults_of_page("0001-title.md", good + "\n" * PAGE)
