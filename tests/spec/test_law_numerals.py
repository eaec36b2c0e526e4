"""Numbers as lawyers write them, and words that are the same written in two ways.

Next: src/bonusage/law/numerals.py, src/bonusage/law/words.py.
"""

from __future__ import annotations

import random

import pytest

from bonusage.law.numerals import (
    canonical_number,
    cardinal,
    number_key,
    ordinal,
    printed_number,
    read_cardinal,
    read_ordinal,
    read_roman,
    roman,
)
from bonusage.law.words import clean, loose_key, matched, strict_key, text_hash

NUMBERS = [
    ("L. 162-5", "L162-5"), ("L.162-5", "L162-5"), ("L162-5", "L162-5"), ("L 12", "L12"), ("L.\u00a012", "L12"),
    ("R. * 111-1", "R*111-1"), ("R.* 111-1", "R*111-1"), ("R*111-1", "R*111-1"), ("R** 12", "R**12"), ("L.O. 111-3", "LO111-3"),
    ("LO 111-3", "LO111-3"), ("L. 137-16-1 A", "L137-16-1 A"), ("199 decies E bis", "199 decies E bis"), ("1er", "1"),
    ("premier", "1"), ("26.1", "26.1"), ("L. 12 - 3", "L12-3"), ("D. 4", "D4"), ("A. 212-1", "A212-1"), ("Annexe I", "Annexe I"),
    ("L. 162\u20115", "L162-5"), ("6", "6"),
    ("unique", "Unique"), ("préliminaire", "Préliminaire"), ("Tableau 1", "Tableau 1"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "number"), NUMBERS)
def test_a_number_has_one_canonical_form(printed: str, number: str) -> None:
    assert canonical_number(printed) == number
    assert canonical_number(number) == number


@pytest.mark.parametrize("printed", ["L. 1 du code civil", "12 alinéa 2", "", "L.", "le port", "L. abc", "°", "-3"])
def test_what_is_no_number_is_refused(printed: str) -> None:
    with pytest.raises(ValueError):
        canonical_number(printed)


def test_numbers_are_printed_as_in_a_letter() -> None:
    assert [printed_number(one) for one in ("L162-5", "LO111-3", "R*111-1", "6", "26.1")] == [
        "L. 162-5", "L.O. 111-3", "R.* 111-1", "6", "26.1",
    ]  # fmt: skip


ORDER = (
    "1 2 10 LO111-3 L1 L162-5 | L162-5 bis | L162-5 ter | L162-5 A | L162-5-1 L162-5-1-1 L162-5-2 L162-5-10 L162-6 L162-12 "
    "L162-12-1 L162-12-18 L200 R*1 R1 D1 | Annexe I"
)


def test_numbers_sort_as_the_codes_do() -> None:
    parts = [part.strip() for part in ORDER.split("|")]
    wanted = [
        one
        for part in parts
        for one in ([part] if " bis" in part or " ter" in part or " A" in part or "Annexe" in part else part.split())
    ]
    mixed = list(wanted)
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=number_key) == wanted


ORDINALS = [
    (1, "premier", "première"), (2, "deuxième", "deuxième"), (4, "quatrième", "quatrième"), (5, "cinquième", "cinquième"),
    (9, "neuvième", "neuvième"), (11, "onzième", "onzième"), (16, "seizième", "seizième"), (19, "dix-neuvième", "dix-neuvième"),
    (20, "vingtième", "vingtième"), (21, "vingt et unième", "vingt et unième"), (30, "trentième", "trentième"),
    (71, "soixante et onzième", "soixante et onzième"), (80, "quatre-vingtième", "quatre-vingtième"), (-1, "dernier", "dernière"),
    (-2, "avant-dernier", "avant-dernière"),
]  # fmt: skip


@pytest.mark.parametrize(("rank", "he", "she"), ORDINALS)
def test_ordinals(rank: int, he: str, she: str) -> None:
    assert (ordinal(rank), ordinal(rank, feminine=True)) == (he, she)


def test_every_ordinal_and_cardinal_is_read_back() -> None:
    for count in range(1, 100):
        assert read_cardinal(cardinal(count)) == count
        assert read_ordinal(ordinal(count)) == read_ordinal(ordinal(count, feminine=True)) == count
    assert [read_ordinal(one) for one in ("second", "seconde", "1er", "3e", "Deuxieme", "premiers", "port")] == [
        2,
        2,
        1,
        3,
        2,
        1,
        None,
    ]
    assert [read_cardinal(one) for one in ("une", "12", "trois", "port")] == [1, 12, 3, None]


def test_roman_numerals() -> None:
    assert [read_roman(roman(value)) for value in range(1, 40)] == list(range(1, 40))
    assert [read_roman(one) for one in ("IIII", "VX", "", "L", "iv")] == [None] * 5


def test_matching_keeps_every_character_in_its_place() -> None:
    text = "L\u2019article\u00a0L.\u202f12\u20133 «\u00a0dit\u00a0» \u201coui\u201d"
    assert matched(text) == 'L\'article L. 12-3 " dit " "oui"'
    assert len(matched(text)) == len(text)


def test_a_line_is_cleaned_of_what_cannot_be_seen() -> None:
    assert clean(" Le\u00ad port\u200b  \t est\u00a0libre\n") == "Le port est libre"
    assert clean("e\u0301te\u0301") == "été"


def test_keys() -> None:
    assert strict_key("Le port « libre » ; L\u2019Etat") == strict_key('le port "libre"; l\'etat')
    assert strict_key("Le port") != strict_key("Les ports")
    assert strict_key("État") != strict_key("Etat")
    assert loose_key("L'État verse 1 000 € ; (Abrogé)") == loose_key("l'Etat verse 1 000 euros")
    assert loose_key("le cœur") == loose_key("le coeur")
    assert loose_key("le port") != loose_key("le pont")


def test_a_hash_knows_words_not_spaces() -> None:
    assert text_hash("Le  port «libre»") == text_hash('Le port "libre"')
    assert text_hash("Le port") != text_hash("le port")
    assert len(text_hash("Le port")) == 16
