"""Addresses of the law: what is written comes back letter for letter, and what is no address is refused.

Next: src/bonusage/law/address.py.
"""

from __future__ import annotations

import datetime as dt

import pytest

from bonusage.law.address import Address, in_french, parse_address

DAY = dt.date(2011, 8, 12)
READ = [
    ("CSS:L162-5", Address("CSS", "L162-5", None, ())),
    ("CSS:L162-5@2011-08-12", Address("CSS", "L162-5", DAY, ())),
    ("CSS:L162-5@2011-08-12#al12", Address("CSS", "L162-5", DAY, ("al12",))),
    ("CSS:L162-5@2011-08-12#22°", Address("CSS", "L162-5", DAY, ("22°",))),
    ("CSS:L162-5@2011-08-12#12°/a)", Address("CSS", "L162-5", DAY, ("12°", "a)"))),
    ("CSS:L162-5@2011-08-12#12°/al2", Address("CSS", "L162-5", DAY, ("12°", "al2"))),
    ("CSS:L162-5#12° bis/-1/ph2", Address("CSS", "L162-5", None, ("12° bis", "-1", "ph2"))),
    ("CSS:L162-12-18@2002-03-07#al3", Address("CSS", "L162-12-18", dt.date(2002, 3, 7), ("al3",))),
    ("CSS:R*162-1#III ter", Address("CSS", "R*162-1", None, ("III ter",))),
    ("CM2011:26", Address("CM2011", "26", None, ())),
    ("CM2011:26.1", Address("CM2011", "26.1", None, ())),
    ("CSS:L162-5#al-2", Address("CSS", "L162-5", None, ("al-2",))),
    ("CSS:L162-5#2°/--1", Address("CSS", "L162-5", None, ("2°", "--1"))),
]


@pytest.mark.parametrize(("text", "address"), READ, ids=[text for text, _ in READ])
def test_an_address_is_read_and_comes_back(text: str, address: Address) -> None:
    assert parse_address(text) == address
    assert str(address) == text
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "L162-5", "CSS", "CSS:", ":L162-5", "css:L162-5", "CSS: L162-5", "CSS:L162-5 ", "CSS:162-", "CSS:L",
        "CSS:L162-5@", "CSS:L162-5@2011", "CSS:L162-5@2011-13-12", "CSS:L162-5@2011-02-30", "CSS:L162-5@12/08/2011",
        "CSS:L162-5#", "CSS:L162-5#al0", "CSS:L162-5#al", "CSS:L162-5#12", "CSS:L162-5#ab)", "CSS:L162-5#12°//a)",
        "CSS:L162-5#--0", "CSS:L162-5#---1", "CSS:L162-5#al1#al2", "CSS:L162-5#al1@2011-08-12", "article L. 162-5 du CSS",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_address(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CSS:L162-5", "article L162-5"),
        ("CSS:L162-5@2011-08-12", "article L162-5 (version du 12/08/2011)"),
        ("CSS:L162-5@2011-08-12#22°", "22°, article L162-5 (version du 12/08/2011)"),
        ("CSS:L162-5#12°/al2", "alinéa 2, 12°, article L162-5"),
        ("CSS:L162-5#al3/-1/ph2", "phrase 2, tiret 1, alinéa 3, article L162-5"),
        ("CSS:L162-5#al-1/--1/ph-1", "dernière phrase, dernier tiret, dernier alinéa, article L162-5"),
    ],
)
def test_an_address_in_french(text: str, said: str) -> None:
    assert in_french(parse_address(text)) == said
