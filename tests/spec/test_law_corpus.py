"""The corpus: the version of a day, as known on a day; overlaps, holes; an undated text dated by its words.

Next: src/bonusage/law/corpus.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.law.corpus import Corpus
from bonusage.law.model import Status, Version


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def version(
    start: str | None,
    end: str | None,
    words: str,
    status: str = "MODIFIE",
    known_at: str | None = None,
    article: str = "L1",
) -> Version:
    return Version(
        "CNP", article, day(start) if start else None, day(end) if end else None, Status(status), (words,),
        day(known_at) if known_at else None,
    )  # fmt: skip


FIRST = version("2000-01-01", "2005-01-01", "Le port est libre.")
SECOND = version("2005-01-01", "2010-01-01", "Le port est fermé.")
THIRD = version("2012-01-01", None, "Le port est ouvert.", "VIGUEUR")
PORT = Corpus([THIRD, FIRST, SECOND])


def test_the_version_of_a_day_is_half_open() -> None:
    found = {
        one: PORT.at("CNP", "L1", day(one))
        for one in ("1999-12-31", "2000-01-01", "2004-12-31", "2005-01-01", "2011-01-01", "2050-01-01")
    }
    assert list(found.values()) == [None, FIRST, FIRST, SECOND, None, THIRD]
    assert PORT.at("CNP", "L2", day("2004-01-01")) is None
    assert PORT.versions("CNP", "L1") == (FIRST, SECOND, THIRD)


def test_what_was_known_on_a_day() -> None:
    """A text of 10 March, in force since 1 January: on 1 February nobody knew."""
    old = version("2000-01-01", "2006-01-01", "Le port est libre.")
    retroactive = version("2006-01-01", None, "Le port est taxé.", "VIGUEUR", known_at="2006-03-10")
    port = Corpus([old, retroactive])
    assert port.at("CNP", "L1", day("2006-02-01")) == retroactive
    assert port.at("CNP", "L1", day("2006-02-01"), known_at=day("2006-02-01")) == old
    assert port.at("CNP", "L1", day("2006-02-01"), known_at=day("2006-03-10")) == retroactive
    assert port.at("CNP", "L1", day("2005-02-01"), known_at=day("1999-01-01")) is None


def test_a_stillborn_version_hides_none_as_known_on_a_day() -> None:
    """It was to come until what replaced it was known; from then on it is in force on no day, and ends nothing."""
    open_ended = version("2000-01-01", None, "Le port est libre.", "VIGUEUR")
    stillborn = version("2010-01-01", "2010-01-01", "Le port est mort-né.", "MODIFIE_MORT_NE", known_at="2009-01-01")
    alone = Corpus([open_ended, stillborn])
    assert alone.at("CNP", "L1", day("2011-01-01"), known_at=day("2020-01-01")) == open_ended
    old = version("2000-01-01", "2010-01-01", "Le port est libre.")
    taken = version("2010-01-01", None, "Le port est ouvert.", "VIGUEUR", known_at="2009-06-01")
    port = Corpus([old, stillborn, taken])
    asked = ("2008-01-01", "2009-02-01", "2009-07-01")
    known = [port.at("CNP", "L1", day("2010-02-01"), known_at=day(one)) for one in asked]
    assert known == [old, stillborn, taken]
    assert port.at("CNP", "L1", day("2009-12-31"), known_at=day("2009-07-01")) == old


def test_an_end_without_successor_is_known() -> None:
    ended = Corpus([version("2000-01-01", "2006-01-01", "Le port est libre.", "ABROGE")])
    assert ended.at("CNP", "L1", day("2006-02-01"), known_at=day("2007-01-01")) is None


def test_a_project_is_never_in_force_unless_asked_for() -> None:
    would_be = version("2012-06-01", None, "Le port serait gratuit.", "PROJET")
    port = Corpus([THIRD, would_be])
    assert port.at("CNP", "L1", day("2013-01-01")) == THIRD
    assert port.at("CNP", "L1", day("2013-01-01"), projects=True) == would_be
    assert port.at("CNP", "L1", day("2013-01-01"), known_at=day("2013-01-01")) == THIRD


def test_stillborn_and_undated_versions_cover_no_day() -> None:
    stillborn = version("2003-01-01", "2002-01-01", "Le port est mort-né.", "MODIFIE_MORT_NE")
    undated = version(None, None, "Le port est sans date.")
    port = Corpus([FIRST, stillborn, undated])
    assert port.at("CNP", "L1", day("2003-01-01")) == FIRST
    assert port.clashes() == ()
    assert port.versions("CNP", "L1")[0] == undated


def test_overlaps_empty_intervals_and_holes_are_listed() -> None:
    overlapping = version("2004-01-01", "2006-01-01", "Le port est double.")
    empty = version("2007-01-01", "2007-01-01", "Le port est vide.")
    clashes = Corpus([FIRST, overlapping, empty]).clashes()
    assert [(one.what, one.first, one.second) for one in clashes] == [
        ("intervalle vide", empty, None),
        ("jours communs", FIRST, overlapping),
    ]
    assert PORT.holes() == ((SECOND, THIRD),)


def test_an_undated_text_is_dated_by_its_words() -> None:
    exact = PORT.date("CNP", "L1", ("le port  est fermé .",))
    assert [(one.version, one.exact) for one in exact] == [(SECOND, True)]
    loose = PORT.date("CNP", "L1", ("Le port est ferme",))
    assert [(one.version, one.exact) for one in loose] == [(SECOND, False)]
    assert PORT.date("CNP", "L1", ("Le port est bleu.",)) == ()
    assert PORT.date("CNP", "L9", ("Le port est fermé.",)) == ()


def test_the_view_of_a_day_is_in_the_order_of_the_codes() -> None:
    port = Corpus(
        [version("2000-01-01", None, "Un.", "VIGUEUR", article=one) for one in ("L10", "L2", "L2-1", "L1")] + [FIRST]
    )
    assert [one.article for one in port.view("CNP", day("2020-01-01"))] == ["L1", "L2", "L2-1", "L10"]
