"""Pins: what a rule is told when its paragraph moved, was reworded or repealed, and that it is told nothing else.

The code de la navigation de plaisance imaginaire is invented; the real versions are read beside the repository.
Next: src/bonusage/law/pins.py.
"""

from __future__ import annotations

import datetime as dt
import difflib
import itertools
import json
import re
from collections import Counter

import pytest
from tests.house.tree import ROOT

from bonusage.law.address import Address, parse_address
from bonusage.law.corpus import Corpus
from bonusage.law.failure import Ambiguous, NoSuchPlace
from bonusage.law.model import Link, LinkKind, Status, Version
from bonusage.law.pins import Pin, Standing, changes, check, fingerprint, reworded, said, watch
from bonusage.law.pins_place import Stands
from bonusage.law.places import Place, path_of, resolve
from bonusage.law.words import text_hash

REAL = ROOT.parent / "shared" / "law" / "css_L162-5_L162-15_versions.jsonl"
real = pytest.mark.skipif(not REAL.is_file(), reason="the dated versions are not beside the repository (../shared/law)")

INTRO = "Le plaisancier imaginaire qui quitte le port déclare :"
NAME = "1° Le nom de son bateau et celui de son chat ;"
CREW = "2° Le nombre des personnes embarquées, mousse compris ;"
FOOD = "3° Les vivres :"
BISCUIT = "a) Le biscuit, en kilogrammes ;"
WATER = "b) L'eau douce, en litres."
COURSE = "4° Le cap qu'il se propose de tenir. Il peut en changer par gros temps."
MASTER = "La déclaration est remise au maître de port avant le lever du soleil."
FIRST = (INTRO, NAME, CREW, FOOD, BISCUIT, WATER, COURSE, MASTER)

LANTERN = "2° La couleur de sa lanterne ;"
SECOND = (
    INTRO, NAME, LANTERN, CREW.replace("2°", "3°"), FOOD.replace("3°", "4°"), BISCUIT, WATER, COURSE.replace("4°", "5°"), MASTER,
)  # fmt: skip
THIRD = tuple(
    CREW.replace("2°", "3°").replace("mousse compris", "mousse et chat compris") if line.startswith("3°") else line
    for line in SECOND
    if line != MASTER
)

D1, D2, D3, D4 = dt.date(2001, 1, 1), dt.date(2004, 6, 1), dt.date(2008, 3, 15), dt.date(2011, 9, 1)


def version(
    texts: tuple[str, ...], start: dt.date, end: dt.date | None, article: str = "L7-3", **more: object
) -> Version:
    status = Status.MODIFIE if end else Status.VIGUEUR
    return Version("CNPI", article, start, end, status, texts, **more)  # type: ignore[arg-type]


CORPUS = Corpus(
    [
        version(FIRST, D1, D2, made_by="Loi n° 2000-1"),
        version(SECOND, D2, D3, made_by="Loi n° 2004-2"),
        version(THIRD, D3, D4, made_by="Loi n° 2008-3")._replace(status=Status.ABROGE),
        version(("Le chat du bord ne paie pas de droit de port.",), D1, None, "L7-4"),
    ]
)


def pin(address: str, corpus: Corpus = CORPUS) -> Pin:
    found = parse_address(address)
    words = fingerprint(corpus, found)
    assert isinstance(words, str)
    return Pin("a-rule", "rule", found, words)


def standing(address: str, day: dt.date, corpus: Corpus = CORPUS) -> Standing:
    return check(corpus, pin(address, corpus), day)


def one_article(*texts: tuple[str, ...]) -> Corpus:
    """Versions of L9, one a year from 2001."""
    years = range(2001, 2001 + len(texts))
    return Corpus(
        version(lines, dt.date(year, 1, 1), dt.date(year + 1, 1, 1) if year + 1 in years else None, "L9")
        for year, lines in zip(years, texts, strict=True)
    )


def test_a_fingerprint_is_the_hash_of_the_words_that_the_address_means() -> None:
    assert fingerprint(CORPUS, parse_address("CNPI:L7-3@2001-01-01#2°")) == text_hash(CREW)
    assert fingerprint(CORPUS, parse_address("CNPI:L7-3@2001-01-01#4°/ph2")) == text_hash(
        "Il peut en changer par gros temps."
    )
    whole = fingerprint(CORPUS, parse_address("CNPI:L7-3@2001-01-01#3°"))
    assert whole not in (text_hash(FOOD), text_hash(" ".join((FOOD, BISCUIT, WATER))))
    assert fingerprint(CORPUS, parse_address("CNPI:L7-3")) == fingerprint(CORPUS, parse_address("CNPI:L7-3@2008-03-15"))


def test_a_fingerprint_of_no_place_is_a_failure() -> None:
    assert isinstance(fingerprint(CORPUS, parse_address("CNPI:L7-3@2001-01-01#9°")), NoSuchPlace)
    assert isinstance(fingerprint(CORPUS, parse_address("CNPI:L8@2001-01-01")), NoSuchPlace)
    twice = one_article(("Un :", "1° Le mât ;", "2° La voile.", "Deux :", "1° La rame ;", "2° L'écope."))
    assert isinstance(fingerprint(twice, parse_address("CNPI:L9@2001-01-01#2°")), Ambiguous)


@pytest.mark.parametrize("path", ["al1", "1°", "2°", "3°", "3°/a)", "4°", "4°/ph2", "al8", "", 'al1/"quitte le port"'])
def test_on_its_own_days_everything_is_in_force(path: str) -> None:
    address = f"CNPI:L7-3@2001-01-01{'#' if path else ''}{path}"
    for day in (D1, D2 - dt.timedelta(1)):
        assert standing(address, day).stands == Stands.IN_FORCE


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("2°", "3°"),
        ("3°", "4°"),
        ("3°/a)", "4°/a)"),
        ("4°", "5°"),
        ("4°/ph2", "5°/ph2"),
        ("al8", "al9"),
        ("al5", "4°/a)"),
    ],
)
def test_the_same_words_elsewhere_have_moved_and_where_is_told(path: str, to: str) -> None:
    found = standing(f"CNPI:L7-3@2001-01-01#{path}", D2)
    assert (found.stands, found.since, found.by) == (Stands.MOVED, D2, "Loi n° 2004-2")
    assert str(found.to) == f"CNPI:L7-3@2004-06-01#{to}"


@pytest.mark.parametrize("path", ["al1", "1°", 'al1/"quitte le port"'])
def test_when_another_paragraph_changed_nothing_is_reported(path: str) -> None:
    for day in (D2, D3):
        assert standing(f"CNPI:L7-3@2001-01-01#{path}", day).stands == Stands.IN_FORCE


def test_other_words_are_a_rewording_since_the_version_that_brought_it() -> None:
    found = standing("CNPI:L7-3@2001-01-01#2°", D3)
    assert (found.stands, found.since, found.by) == (Stands.REWORDED, D3, "Loi n° 2008-3")
    assert str(found.to) == "CNPI:L7-3@2008-03-15#3°"
    (change,) = reworded(found)
    assert [piece.text.strip() for piece in change.pieces if piece.sign == "+"] == ["3", "et chat"]
    held = standing("CNPI:L7-3@2004-06-01#3°", D3)
    assert (held.stands, held.since) == (Stands.REWORDED, D3)
    whole = standing("CNPI:L7-3@2001-01-01", D3)
    assert (whole.stands, whole.since) == (Stands.REWORDED, D2)


def test_a_paragraph_that_is_gone_is_repealed_since_the_version_without_it() -> None:
    found = standing("CNPI:L7-3@2001-01-01#al8", D3)
    assert (found.stands, found.since, found.by) == (Stands.REPEALED, D3, "Loi n° 2008-3")
    assert found.before == (MASTER,)


def test_an_article_that_ended_is_repealed_since_its_last_day() -> None:
    for path in ("", "#1°", "#4°/ph2"):
        found = standing(f"CNPI:L7-3@2001-01-01{path}", D4)
        assert (found.stands, found.since) == (Stands.REPEALED, D4)
    told = Link(LinkKind.ABROGE, False, "", "", printed="Loi n° 2011-9 - art. 4 (V)")
    corpus = Corpus([version(FIRST, D1, D2, links=(told,))])
    assert standing("CNPI:L7-3@2001-01-01#1°", D3, corpus).by == "Loi n° 2011-9 - art. 4 (V)"


def test_a_tombstone_is_a_repeal() -> None:
    corpus = one_article((INTRO, NAME, CREW), (INTRO, NAME, "2° (Abrogé)"), ("(Abrogé)",))
    assert standing("CNPI:L9@2001-01-01#2°", dt.date(2002, 1, 1), corpus).stands == Stands.REPEALED
    assert standing("CNPI:L9@2001-01-01#1°", dt.date(2002, 1, 1), corpus).stands == Stands.IN_FORCE
    assert standing("CNPI:L9@2001-01-01", dt.date(2003, 1, 1), corpus).stands == Stands.REPEALED
    assert standing("CNPI:L9@2002-01-01#2°", dt.date(2002, 5, 1), corpus).stands == Stands.IN_FORCE


def test_an_article_whose_words_another_one_took_has_moved() -> None:
    corpus = Corpus([version(FIRST, D1, D2), version(FIRST, D2, None, "L12-1"), version(SECOND, D1, None, "L12-2")])
    assert str(standing("CNPI:L7-3@2001-01-01", D2, corpus).to) == "CNPI:L12-1@2004-06-01"
    found = standing("CNPI:L7-3@2001-01-01#2°", D2, corpus)
    assert (found.stands, str(found.to)) == (Stands.MOVED, "CNPI:L12-1@2004-06-01#2°")
    before = Corpus([version(FIRST, D1, D2), version(FIRST, D1, None, "L12-1")])
    assert standing("CNPI:L7-3@2001-01-01#2°", D2, before).stands == Stands.REPEALED


def test_one_of_two_equal_paragraphs_that_goes_is_reported() -> None:
    lines = ("Les voiles sont blanches ou bleues.", "Le pavillon est rouge.", "Les voiles sont blanches ou bleues.")
    corpus = one_article(lines, lines[:2])
    day = dt.date(2002, 1, 1)
    assert [standing(f"CNPI:L9@2001-01-01#al{n}", day, corpus).stands for n in (1, 2, 3)] == [
        Stands.IN_FORCE, Stands.IN_FORCE, Stands.REPEALED,
    ]  # fmt: skip


def test_a_label_that_now_stands_twice_does_not_hide_the_paragraph() -> None:
    before = ("Un :", "1° Le mât ;", "2° La voile.")
    corpus = one_article(before, (*before, "Deux :", "1° La rame ;", "2° L'écope."))
    found = standing("CNPI:L9@2001-01-01#2°", dt.date(2002, 1, 1), corpus)
    assert (found.stands, found.to and "/".join(found.to.path)) == (Stands.MOVED, "al1/2°")


def test_a_list_that_an_item_now_holds_has_moved_though_its_label_still_leads_to_it() -> None:
    before = ("Le port a :", "1° Un quai ;", "2° Un phare.")
    corpus = one_article(before, ("I. - Le port a :", *before[1:], "II. - La rade est libre."))
    found = standing("CNPI:L9@2001-01-01#2°", dt.date(2002, 1, 1), corpus)
    assert (found.stands, found.to and "/".join(found.to.path)) == (Stands.MOVED, "I/2°")
    assert said(found) == "L9, 2° : déplacé au I, 2° depuis le 01/01/2002"
    assert standing("CNPI:L9@2001-01-01#al3", dt.date(2002, 1, 1), corpus).stands == Stands.IN_FORCE


def test_an_item_of_several_lines_is_held_whole() -> None:
    corpus = one_article(FIRST, tuple(line.replace("litres", "barriques") for line in FIRST), FIRST[:3] + FIRST[6:])
    found = standing("CNPI:L9@2001-01-01#3°", dt.date(2002, 1, 1), corpus)
    assert (found.stands, found.after) == (Stands.REWORDED, (FOOD, BISCUIT, "b) L'eau douce, en barriques."))
    assert standing("CNPI:L9@2001-01-01#3°/a)", dt.date(2002, 1, 1), corpus).stands == Stands.IN_FORCE
    assert standing("CNPI:L9@2001-01-01#3°", dt.date(2003, 1, 1), corpus).stands == Stands.REPEALED
    without = one_article(FIRST, FIRST[:3] + FIRST[4:])
    assert standing("CNPI:L9@2001-01-01#3°", dt.date(2002, 1, 1), without).stands == Stands.REWORDED
    cut = one_article(("Le quai est long et large.",), ("Le quai est long", "et large."))
    assert standing("CNPI:L9@2001-01-01", dt.date(2002, 1, 1), cut).stands == Stands.REWORDED


def test_a_sentence_is_followed_in_its_paragraph() -> None:
    calm = COURSE.replace("gros temps", "temps calme")
    short = "4° Le cap qu'il se propose de tenir."
    corpus = one_article(FIRST, (*FIRST[:6], calm, MASTER), (*FIRST[:6], short, MASTER), (*FIRST[:6], MASTER))
    path = "CNPI:L9@2001-01-01#4°/ph2"
    found = [standing(path, dt.date(year, 1, 1), corpus) for year in (2002, 2003, 2004)]
    assert [one.stands for one in found] == [Stands.REWORDED, Stands.REPEALED, Stands.REPEALED]
    assert found[0].after == ("Il peut en changer par temps calme.",)
    first = [standing(path[:-1] + "1", dt.date(year, 1, 1), corpus).stands for year in (2002, 2003, 2004)]
    assert first == [Stands.IN_FORCE, Stands.IN_FORCE, Stands.REPEALED]
    added = one_article((COURSE,), (COURSE.replace("tenir. ", "tenir. Il le note. "),))
    moved = standing("CNPI:L9@2001-01-01#4°/ph2", dt.date(2002, 1, 1), added)
    assert (moved.stands, moved.to and "/".join(moved.to.path)) == (Stands.MOVED, "4°/ph3")


def test_quoted_words_that_go_are_a_rewording_of_their_paragraph() -> None:
    corpus = one_article(FIRST, tuple(line.replace("du soleil", "de la lune") for line in FIRST))
    found = standing('CNPI:L9@2001-01-01#al8/"lever du soleil"', dt.date(2002, 1, 1), corpus)
    assert (found.stands, found.after) == (Stands.REWORDED, (MASTER.replace("du soleil", "de la lune"),))
    assert standing('CNPI:L9@2001-01-01#al8/"maître de port"', dt.date(2002, 1, 1), corpus).stands == Stands.IN_FORCE
    twice = one_article(FIRST, (*FIRST[:7], "La déclaration est remise au maître de port par le maître de port."))
    assert standing('CNPI:L9@2001-01-01#al8/"maître de port"', dt.date(2002, 1, 1), twice).stands == Stands.AMBIGUOUS


def test_words_put_back_are_in_force_again() -> None:
    corpus = one_article(FIRST, (*FIRST[:7], "Tout est libre."), FIRST)
    stands = [standing("CNPI:L9@2001-01-01#al8", dt.date(year, 1, 1), corpus).stands for year in (2001, 2002, 2003)]
    assert stands == [Stands.IN_FORCE, Stands.REPEALED, Stands.IN_FORCE]


def test_words_put_back_beside_those_that_took_their_place_have_moved() -> None:
    changed = MASTER.replace("du soleil", "de la lune")
    corpus = one_article((INTRO, MASTER), (INTRO, changed), (INTRO, changed, MASTER))
    found = [standing("CNPI:L9@2001-01-01#al2", dt.date(year, 1, 1), corpus) for year in (2002, 2003)]
    assert [(one.stands, one.to and one.to.path) for one in found] == [
        (Stands.REWORDED, ("al2",)),
        (Stands.MOVED, ("al3",)),
    ]


def test_a_paragraph_reworded_again_and_again_is_followed_and_dated_from_the_first_time() -> None:
    steps = (
        "Le gardien du phare allume chaque soir la grande lampe.",
        "Le gardien du phare allume chaque soir deux feux verts.",
        "Une vigie montée allume chaque soir deux feux verts.",
        "Une vigie montée signale toujours par deux feux verts.",
    )
    corpus = one_article(*((*(["Avis aux navigateurs."] * (at > 2)), INTRO, line) for at, line in enumerate(steps)))
    found = [standing("CNPI:L9@2001-01-01#al2", dt.date(year, 1, 1), corpus) for year in (2002, 2003, 2004)]
    assert [(one.stands, one.since, one.after) for one in found] == [
        (Stands.REWORDED, dt.date(2002, 1, 1), (steps[at],)) for at in (1, 2, 3)
    ]
    assert [one.to and one.to.path for one in found] == [("al2",), ("al2",), ("al3",)]


def test_a_sentence_that_passed_to_another_paragraph_has_moved() -> None:
    corpus = one_article(
        FIRST, (*FIRST[:6], "4° Le cap qu'il se propose de tenir.", MASTER + " Il peut en changer par gros temps.")
    )
    found = standing("CNPI:L9@2001-01-01#4°/ph2", dt.date(2002, 1, 1), corpus)
    assert (found.stands, found.to and "/".join(found.to.path)) == (Stands.MOVED, "al8/ph2")


def test_words_that_two_other_articles_took_are_repealed_in_theirs() -> None:
    corpus = Corpus([version(FIRST, D1, D2), version(FIRST, D2, None, "L12-1"), version(FIRST, D2, None, "L12-2")])
    assert standing("CNPI:L7-3@2001-01-01#2°", D2, corpus).stands == Stands.REPEALED


def test_what_is_not_known_yet_dates_nothing() -> None:
    late = dt.date(2009, 1, 1)
    hidden = tuple(line.replace("bateau", "navire") for line in FIRST)
    corpus = Corpus(
        [version(FIRST, D1, D2), version(hidden, D2, D3, known_at=late), version(hidden, D3, None, known_at=D3)]
    )
    held = pin("CNPI:L7-3@2001-01-01#1°", corpus)
    assert check(corpus, held, D4).since == D2
    assert check(corpus, held, D4, known_at=D3).since == D3


@pytest.mark.parametrize(
    ("address", "day", "missing"),
    [
        ("CSPI:L7-3@2001-01-01#1°", D1, "text"),
        ("CNPI:L7-9@2001-01-01#1°", D1, "article"),
        ("CNPI:L7-3@1999-01-01#1°", D1, "version"),
        ("CNPI:L7-3@2001-01-01#9°", D1, "place"),
    ],
)
def test_what_the_corpus_has_not_is_named(address: str, day: dt.date, missing: str) -> None:
    found = check(CORPUS, Pin("a-rule", "rule", parse_address(address), "0" * 16), day)
    assert (found.stands, found.missing) == (Stands.ABSENT, missing)


def test_an_address_that_means_two_places_is_ambiguous_with_its_choices() -> None:
    twice = one_article(("Un :", "1° Le mât ;", "2° La voile.", "Deux :", "1° La rame ;", "2° L'écope."))
    found = check(twice, Pin("a-rule", "rule", parse_address("CNPI:L9@2001-01-01#2°"), "0" * 16), D1)
    assert (found.stands, found.choices) == (Stands.AMBIGUOUS, ("al1/2°", "al4/2°"))


def test_a_hash_of_other_words_says_that_the_pin_itself_is_wrong() -> None:
    other = pin("CNPI:L7-3@2004-06-01#2°")
    found = check(CORPUS, other._replace(address=parse_address("CNPI:L7-3@2001-01-01#2°")), D3)
    assert (found.stands, found.choices) == (Stands.TAMPERED, ("CNPI:L7-3@2004-06-01#2°", "CNPI:L7-3@2008-03-15#2°"))
    assert check(CORPUS, other._replace(hash="0" * 16), D3).choices == ()
    assert check(CORPUS, other._replace(hash=""), D3).stands == Stands.IN_FORCE, "a pin that has no hash yet"


def test_a_pin_without_a_day_is_that_of_the_version_that_has_its_hash() -> None:
    old = pin("CNPI:L7-3@2001-01-01#2°")
    found = check(CORPUS, old._replace(address=parse_address("CNPI:L7-3#2°")), D2)
    assert (found.stands, str(found.to)) == (Stands.MOVED, "CNPI:L7-3@2004-06-01#3°")


def test_before_its_version_a_pin_holds_when_the_words_were_there_already() -> None:
    assert standing("CNPI:L7-3@2004-06-01#1°", D1).stands == Stands.IN_FORCE
    early = standing("CNPI:L7-3@2004-06-01#2°", D1)
    assert (early.stands, early.missing, early.since) == (Stands.ABSENT, "version", D2)


def test_what_was_not_known_yet_is_not_reported() -> None:
    late = dt.date(2005, 2, 1)
    corpus = Corpus([version(FIRST, D1, D2), version(SECOND, D2, None, known_at=late)])
    held = pin("CNPI:L7-3@2001-01-01#2°", corpus)
    lantern = check(corpus, pin("CNPI:L7-3@2004-06-01#2°", corpus), D3, known_at=late - dt.timedelta(1))
    assert (lantern.stands, lantern.missing) == (Stands.ABSENT, "version"), "what nobody knew yet was not repealed"
    assert check(corpus, held, D2 + dt.timedelta(30)).stands == Stands.MOVED
    assert check(corpus, held, D2 + dt.timedelta(30), known_at=late - dt.timedelta(1)).stands == Stands.IN_FORCE
    assert check(corpus, held, D2 + dt.timedelta(30), known_at=late).stands == Stands.MOVED


def test_a_text_that_would_be_changes_nothing() -> None:
    project = version(THIRD, D2, None)._replace(status=Status.PROJET)
    corpus = Corpus([version(FIRST, D1, None), project])
    assert standing("CNPI:L7-3@2001-01-01#2°", D3, corpus).stands == Stands.IN_FORCE


def test_every_change_between_two_days_is_told_once_in_order() -> None:
    pins = [pin(f"CNPI:L7-3@2001-01-01#{path}") for path in ("2°", "1°", "al8")]
    found = changes(CORPUS, pins, D1, D4)
    assert [(one.day, str(one.standing.pin.address.path[0]), one.standing.stands) for one in found] == [
        (D2, "2°", Stands.MOVED),
        (D2, "al8", Stands.MOVED),
        (D3, "2°", Stands.REWORDED),
        (D3, "al8", Stands.REPEALED),
        (D4, "2°", Stands.REPEALED),
        (D4, "1°", Stands.REPEALED),
    ]
    assert changes(CORPUS, pins, D2, D2) == ()
    assert changes(CORPUS, pins, D2 - dt.timedelta(1), D3 - dt.timedelta(1)) == found[:2]


@pytest.mark.parametrize(
    ("address", "day", "sentence"),
    [
        ("#1°", D3, "L7-3, 1° : en vigueur, inchangé"),
        ("#2°", D2, "L7-3, 2° : déplacé au 3° depuis le 01/06/2004 (Loi n° 2004-2)"),
        ("#al8", D2, "L7-3, alinéa 8 : déplacé à l'alinéa 9 depuis le 01/06/2004 (Loi n° 2004-2)"),
        ("#2°", D3, "L7-3, 2° : reformulé depuis le 15/03/2008 (Loi n° 2008-3), maintenant au 3°"),
        ("#al8", D3, "L7-3, alinéa 8 : abrogé depuis le 15/03/2008 (Loi n° 2008-3)"),
        ("", D4, "L7-3 : abrogé depuis le 01/09/2011"),
        ("#4°/ph2", D2, "L7-3, 4°, phrase 2 : déplacé au 5°, phrase 2 depuis le 01/06/2004 (Loi n° 2004-2)"),
    ],
)
def test_a_standing_is_said_in_french(address: str, day: dt.date, sentence: str) -> None:
    assert said(standing(f"CNPI:L7-3@2001-01-01{address}", day)) == sentence


@pytest.mark.parametrize(
    ("address", "hash", "sentence"),
    [
        ("CSPI:L7@2001-01-01", "", "L7 : le texte CSPI n'est pas dans le magasin"),
        ("CNPI:L7@2001-01-01", "", "L7 : l'article L7 n'est pas dans le magasin (CNPI)"),
        ("CNPI:L7-3@1999-01-01", "", "L7-3 : la version du 01/01/1999 n'est pas dans le magasin"),
        ("CNPI:L7-3@2001-01-01#9°", "", "L7-3, 9° : la version du 01/01/2001 n'a pas cet endroit"),
        (
            "CNPI:L7-3@2004-06-01#2°",
            "",
            "L7-3, 2° : pas encore rédigé ainsi le 01/01/2001 : l'est depuis le 01/06/2004",
        ),
        (
            "CNPI:L7-3@2001-01-01#2°",
            "0123456789abcdef",
            "L7-3, 2° : l'empreinte 0123456789abcdef n'est pas celle de la version du 01/01/2001",
        ),
    ],
)
def test_what_cannot_be_told_is_said_in_french(address: str, hash: str, sentence: str) -> None:
    assert said(check(CORPUS, Pin("a-rule", "rule", parse_address(address), hash), D1)) == sentence


_OPENING = re.compile(r"^(?:[IVX]+(?: bis| ter)?\s?\.?\s?-+|\d+\s?°\)?(?: bis| ter)?|[a-z]{1,2}\)|-+)\s*")


def _plain(line: str) -> str:
    """The words of a line without what opens it, by a pattern of our own: independent of structure.py."""
    return " ".join(_OPENING.sub("", " ".join(line.replace("\u2019", "'").split())).split())


def _real() -> Corpus:
    versions = []
    for line in REAL.read_text("utf-8").splitlines():
        row = json.loads(line)
        start, end = dt.date.fromisoformat(row["date_debut"]), row["date_fin"]
        until = dt.date.fromisoformat(end) if end else None
        versions.append(Version("CSS", row["article"], start, until, Status(row["etat"]), tuple(row["alineas"])))
    return Corpus(versions)


@real
def test_every_real_change_is_reported_and_nothing_else() -> None:
    """Judged by difflib and counts of words, without the alignment that the code uses."""
    corpus, seen, paragraphs = _real(), Counter[str](), 0
    for code, article in corpus.articles():
        for one, two in itertools.pairwise(corpus.versions(code, article)):
            assert one.start
            assert two.start
            paths = [path_of(one.paragraphs, at) for at in range(len(one.texts))]
            pins = []
            for path in paths:
                held = fingerprint(corpus, Address(code, article, one.start, path))
                assert isinstance(held, str)
                pins.append(Pin("r", "rule", Address(code, article, one.start, path), held))
            there = [_plain(line) for line in two.texts]
            now = {path_of(two.paragraphs, at): words for at, words in enumerate(there)}
            was = Counter(_plain(line) for line in one.texts)
            for at, found in enumerate(watch(corpus, pins, two.start)):
                words, paragraphs = _plain(one.texts[at]), paragraphs + 1
                where = f"{pins[at].address}: {said(found)}"
                seen[found.stands] += 1
                if now.get(paths[at]) == words:
                    assert found.stands == Stands.IN_FORCE, where
                elif words not in there:
                    assert found.stands in (Stands.REWORDED, Stands.REPEALED), where
                    _closest(found, words, there, where)
                elif paths[at] == (f"al{at + 1}",) and two.texts[at : at + 1] == (one.texts[at],):
                    assert found.stands == Stands.IN_FORCE, f"its number still leads to it: {where}"
                elif was[words] == 1 and there.count(words) == 1:
                    assert found.stands == Stands.MOVED, where
                    assert found.to, where
                    assert found.to.path == path_of(two.paragraphs, there.index(words)), where
                else:
                    assert found.stands != Stands.IN_FORCE, where
    assert paragraphs == sum(seen.values()) > 1000
    assert min(seen[one] for one in (Stands.IN_FORCE, Stands.MOVED, Stands.REWORDED, Stands.REPEALED)) > 20


def _closest(found: Standing, words: str, there: list[str], where: str) -> None:
    """A paragraph told repealed has no near copy; one told reworded has not changed beyond recognition."""
    ratios = [difflib.SequenceMatcher(None, words.split(), line.split(), autojunk=False).ratio() for line in there]
    if found.stands == Stands.REPEALED:
        assert max(ratios, default=0) < 0.9, where


@real
def test_a_real_item_of_several_lines_is_reported_when_one_of_its_lines_changed() -> None:
    corpus, seen = _real(), Counter[str]()
    for code, article in corpus.articles():
        for one, two in itertools.pairwise(corpus.versions(code, article)):
            assert two.start
            for line in one.paragraphs:
                whole = resolve(one.paragraphs, line.steps)
                if not line.label or not isinstance(whole, Place) or whole.last - whole.first < 2:
                    continue
                there = resolve(two.paragraphs, line.steps)
                lines = [_plain(text) for text in one.texts[whole.first : whole.last]]
                then = (
                    [_plain(text) for text in two.texts[there.first : there.last]] if isinstance(there, Place) else []
                )
                address = Address(code, article, one.start, line.steps)
                held = fingerprint(corpus, address)
                assert isinstance(held, str)
                found = check(corpus, Pin("r", "rule", address, held), two.start)
                assert (found.stands == Stands.IN_FORCE) == (lines == then), said(found)
                seen[found.stands] += 1
    assert min(seen[one] for one in (Stands.IN_FORCE, Stands.REWORDED, Stands.REPEALED)) > 5


@real
def test_every_real_article_that_ended_is_repealed_on_its_last_day() -> None:
    corpus, ended = _real(), 0
    for code, article in corpus.articles():
        last = corpus.versions(code, article)[-1]
        assert last.start
        if last.end is None:
            continue
        ended += 1
        for at in range(len(last.texts)):
            address = Address(code, article, last.start, path_of(last.paragraphs, at))
            held = fingerprint(corpus, address)
            assert isinstance(held, str)
            on = [check(corpus, Pin("r", "rule", address, held), last.end - dt.timedelta(days)) for days in (1, 0)]
            assert on[0].stands == Stands.IN_FORCE
            assert on[1].stands in (Stands.REPEALED, Stands.MOVED), said(on[1])
            if on[1].stands == Stands.MOVED:
                assert on[1].to
                assert on[1].to.article != article
    assert ended > 5
