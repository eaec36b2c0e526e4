"""Law 11: one name for one thing. GLOSSARY.md is the table; the names that the code defines are held to it.

Names of other people's libraries are not judged: only what `src` defines.
Next: GLOSSARY.md.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

import pytest

from tests.house.tree import ROOT, modules, names_defined, parsed, told

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_CODE = re.compile(r"`([^`]+)`")


class Term(NamedTuple):
    """A row of the glossary."""

    french: str
    identifier: str
    meaning: str
    never: tuple[str, ...]


def glossary(text: str) -> list[Term]:
    """The rows of the table."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and (named := _CODE.fullmatch(cells[1])):
            found.append(Term(cells[0], named[1], cells[2], tuple(_CODE.findall(cells[3]))))
    return found


def empty_words(text: str) -> tuple[str, ...]:
    """The words that are refused everywhere, from the last paragraph."""
    return tuple(_CODE.findall(text.rpartition("refused everywhere:")[2]))


def parts(name: str) -> str:
    """'treatingDoctor_ids' -> ' treating doctor id ': so that a name can be looked for inside another."""
    words = (word.lower() for word in _WORD.findall(name))
    return " " + " ".join(word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words) + " "


@functools.cache
def names() -> dict[str, str]:
    """Every name that src defines, with where it first is."""
    found: dict[str, str] = {}
    for path in modules():
        for name, line in [(path.stem, 1), *names_defined(parsed(path))]:
            found.setdefault(name, f"{told(path)}:{line}")
    return found


def refused(never: tuple[str, ...], defined: dict[str, str]) -> list[str]:
    """'where name (word)' for each name that holds a word that is refused."""
    return [
        f"{where} {name} ({word})" for name, where in defined.items() for word in never if parts(word) in parts(name)
    ]


TEXT = (ROOT / "GLOSSARY.md").read_text("utf-8")


def test_one_name_for_one_thing() -> None:
    terms = glossary(TEXT)
    assert len(terms) > 40
    for column in (0, 1):
        said = [term[column] for term in terms]
        assert len(said) == len(set(said)), "a term of the glossary stands twice"
    assert all(term.meaning for term in terms)
    banned = {word for term in terms for word in term.never} | set(empty_words(TEXT))
    assert banned & {term.identifier for term in terms} == set()


def test_every_identifier_of_the_glossary_is_used() -> None:
    everywhere = "".join(parts(name) for name in names())
    assert [term.identifier for term in glossary(TEXT) if parts(term.identifier) not in everywhere] == []


def test_no_name_of_the_code_is_a_refused_synonym() -> None:
    never = tuple(word for term in glossary(TEXT) for word in term.never)
    assert len(never) > 40
    assert refused(never, names()) == []


def test_no_name_of_the_code_is_an_empty_word() -> None:
    assert len(empty_words(TEXT)) > 10
    assert refused(empty_words(TEXT), names()) == []


@pytest.mark.parametrize("name", ["Membership", "read_memberships", "MEMBERSHIP_DAYS", "newMembership"])
def test_a_planted_synonym_is_found(name: str) -> None:
    assert refused(("membership",), {name: "planted.py:1"}) == [f"planted.py:1 {name} (membership)"]
    assert refused(("membership",), {"members": "planted.py:1", "ship": "planted.py:2"}) == []


def test_an_empty_word_is_found_as_a_part_only() -> None:
    assert refused(("data", "info"), {"claims_data": "a.py:1", "metadata": "a.py:2", "informed": "a.py:3"}) == [
        "a.py:1 claims_data (data)"
    ]
