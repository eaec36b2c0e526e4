"""Places: a path leads to lines, lines have a path, and a short form that means two places is never the first one.

The articles are invented; the 1,489 paragraphs of ../shared/law are walked when they are there.
Next: src/bonusage/law/places.py.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.house.tree import ROOT

from bonusage.law.address import Address, parse_address
from bonusage.law.failure import Ambiguous, NoSuchPlace, NotFound
from bonusage.law.places import Place, path_of, path_of_place, resolve
from bonusage.law.structure import outline

VERSIONS = ROOT.parent / "shared" / "law" / "css_L162-5_L162-15_versions.jsonl"
PORT = outline(
    (
        "Le port est tenu par une charte.",
        "La charte fixe :",
        "1° Les quais :",
        "a) En bois ;",
        "b) En pierre. Ils sont gardés ;",
        "2° Les phares.",
        "Ils sont blancs ;",
        "3° Les bouées.",
        "La charte exclut :",
        "- les barques ;",
        "- les radeaux.",
        "Elle interdit :",
        "- les nasses.",
    )
)
LED = [
    ("", 0, 13), ("al1", 0, 1), ("al-1", 12, 13), ("al-2", 11, 12), ("1°", 2, 5), ("1°/a)", 3, 4), ("1°/al1", 2, 3),
    ("1°/al3", 4, 5), ("1°/al-1", 4, 5), ("2°", 5, 7), ("2°/al2", 6, 7), ("a)", 3, 4), ("al9/-2", 10, 11), ("al12/-1", 12, 13),
    ("al9/--1", 10, 11), ("al9/--2", 9, 10), ("al12/--1", 12, 13), ("--2", 9, 10),
]  # fmt: skip


@pytest.mark.parametrize(("path", "first", "last"), LED, ids=[path for path, *_ in LED])
def test_a_path_leads_to_its_lines(path: str, first: int, last: int) -> None:
    assert resolve(PORT, tuple(path.split("/")) if path else ()) == Place(first, last)


def test_the_last_dash_of_two_lists_is_two_places() -> None:
    assert resolve(PORT, ("--1",)) == Ambiguous("--1", 2, ("al9/-2", "al12/-1"))
    assert resolve(PORT, ("al12", "--2")) == NoSuchPlace("al12/--2")
    assert resolve(PORT, ("1°", "--1")) == NoSuchPlace("1°/--1")


def test_a_sentence_is_counted_in_what_holds_it() -> None:
    assert resolve(PORT, ("1°", "b)", "ph2")) == Place(4, 5, (14, 31))
    assert resolve(PORT, ("1°", "ph-1")) == Place(4, 5, (14, 31))
    assert resolve(PORT, ("al1", "ph2")) == NoSuchPlace("al1/ph2")


def test_quoted_words_are_the_last_resort() -> None:
    assert resolve(PORT, ('"charte"',)) == Ambiguous("charte", 3, ('"charte"(1)', '"charte"(2)', '"charte"(3)'))
    assert resolve(PORT, ('"charte"(2)',)) == Place(1, 2, (3, 9))
    assert resolve(PORT, ("1°", '"bois"')) == Place(3, 4, (6, 10))
    assert resolve(PORT, ('"marée"',)) == NotFound("marée")


@pytest.mark.parametrize("path", ["al0", "al14", "al-14", "4°", "c)", "1°/al4", "1°/2°", "I", "al1/1°", "al1/ph1/al1"])
def test_a_place_that_is_not_there_is_said(path: str) -> None:
    assert resolve(PORT, tuple(path.split("/"))) == NoSuchPlace(path)


def test_a_short_form_of_two_places_is_ambiguous() -> None:
    assert resolve(PORT, ("-1",)) == Ambiguous("-1", 2, ("al9/-1", "al12/-1"))
    twice = outline(("Il fixe :", "1° Le quai ;", "2° Le phare.", "Il exclut :", "1° La barque."))
    assert resolve(twice, ("1°",)) == Ambiguous("1°", 2, ("al1/1°", "al4/1°"))
    assert resolve(twice, ("2°",)) == Place(2, 3)
    deep = outline(("I. - Il fixe :", "1° Le quai.", "II. - Il exclut :", "1° La barque."))
    assert resolve(deep, ("1°",)) == Ambiguous("1°", 2, ("I/1°", "II/1°"))


def test_the_path_of_each_line_says_its_items() -> None:
    assert ["/".join(path_of(PORT, at)) for at in range(len(PORT))] == [
        "al1", "al2", "1°/al1", "1°/a)", "1°/b)", "2°/al1", "2°/al2", "3°", "al9", "al9/-1", "al9/-2", "al12", "al12/-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "path"),
    [
        (Place(2, 5), "1°"), (Place(5, 7), "2°"), (Place(4, 5, (14, 31)), "1°/b)/ph2"), (Place(0, 13), ""),
        (Place(1, 2, (3, 9)), 'al2/"charte"(1)'),
    ],
)  # fmt: skip
def test_the_path_of_a_place(place: Place, path: str) -> None:
    assert "/".join(path_of_place(PORT, place)) == path


def test_lines_that_are_no_place_have_no_path() -> None:
    with pytest.raises(ValueError):
        path_of_place(PORT, Place(0, 2))


STARTS = ["", "1° ", "2° ", "3° bis ", "I. - ", "II. - ", "A. - ", "a) ", "b) ", "- ", "1) ", "i) "]
LINES = st.lists(
    st.builds("{}{}".format, st.sampled_from(STARTS), st.sampled_from(["Le quai :", "Le phare.", "La mer ;"])),
    max_size=14,
)


@given(LINES)
def test_any_line_of_any_article_has_a_path_that_leads_back(lines: list[str]) -> None:
    paragraphs = outline(tuple(lines))
    for at in range(len(lines)):
        address = parse_address(str(Address("CSS", "L1", None, path_of(paragraphs, at))))
        assert resolve(paragraphs, address.path) == Place(at, at + 1)


@given(LINES, st.lists(st.sampled_from(["1°", "a)", "-1", "al1", "al2", "al-1", "I", "ph1", "i)"]), max_size=3))
def test_any_path_leads_to_lines_or_says_why_not(lines: list[str], path: list[str]) -> None:
    paragraphs = outline(tuple(lines))
    found = resolve(paragraphs, tuple(path))
    if isinstance(found, Place):
        assert 0 <= found.first <= found.last <= len(lines)
    if isinstance(found, Ambiguous):
        leads = [resolve(paragraphs, tuple(choice.split("/"))) for choice in found.choices]
        assert len(set(leads)) == found.places > 1


@pytest.mark.skipif(not VERSIONS.is_file(), reason="the dated versions are not beside the repository (../shared/law)")
def test_address_to_place_to_address_on_every_paragraph_given() -> None:
    walked = ambiguous = 0
    for line in VERSIONS.read_text("utf-8").splitlines():
        row = json.loads(line)
        paragraphs = outline(tuple(row["alineas"]))
        for at, one in enumerate(paragraphs):
            address = Address("CSS", row["article"], None, path_of(paragraphs, at))
            again = parse_address(str(address))
            assert again == address
            assert resolve(paragraphs, again.path) == Place(at, at + 1)
            assert resolve(paragraphs, (f"al{at + 1}",)) == Place(at, at + 1)
            walked += 1
            if one.label and not one.label.startswith("-"):
                short = resolve(paragraphs, (one.label,))
                same = [two for two in paragraphs if two.label == one.label]
                assert isinstance(short, Ambiguous) or short.first == same[0].n - 1  # type: ignore[union-attr]
                ambiguous += isinstance(short, Ambiguous)
    assert walked == 1489
    assert ambiguous == 16
