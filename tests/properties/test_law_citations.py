"""Any address in words reads back; any sentence made of the grammar's pieces gives its citations; any text is survived.

Next: tests/spec/test_law_citations.py, the sentences written by hand.
"""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

from bonusage.law.address import Address, parse_address
from bonusage.law.citations import citations
from bonusage.law.codes import CODES, Code
from bonusage.law.numerals import ordinal, printed_number
from bonusage.law.spellings import in_words, read_address

DAYS = st.none() | st.dates(dt.date(1804, 3, 21), dt.date(2100, 1, 1))
TEXTS = st.sampled_from(
    [code.short for code in CODES] + ["CM2011", "LOI93-8", "LOI@1901-07-01", "ORD96-345", "DECRET85-1353"]
)
PIECES = st.lists(st.integers(1, 9999), min_size=1, max_size=4).map(lambda parts: "-".join(map(str, parts)))
PREFIXES = st.sampled_from(["L", "R", "D", "LO", "R*", "R**", "D*", "A", ""])
SUFFIXES = st.sampled_from(["", " A", " bis", " quater B", " decies E bis"])
NUMBERS = st.builds("{}{}{}".format, PREFIXES, PIECES, SUFFIXES)
RANKS = st.integers(-120, 400).filter(bool)
STEPS = st.one_of(
    RANKS.map("al{}".format),
    RANKS.map("ph{}".format),
    st.integers(1, 300).map("-{}".format),
    st.integers(1, 300).map("{}°".format),
    st.integers(1, 300).map("{}° bis".format),
    st.integers(1, 300).map("{}° A".format),
    st.sampled_from(["1)", "a)", "b)", "aa)", "c bis)", "I", "IV", "XIV", "III bis", "A", "B ter", "II A"]),
    st.sampled_from(['"le quai"', '"du code du travail"(2)', '"article L. 5, 3°"', '"en vigueur le 1er mai 2000"(12)']),
)
ADDRESSES = st.builds(Address, TEXTS, NUMBERS, DAYS, st.lists(STEPS, max_size=4).map(tuple))


@given(ADDRESSES)
@example(parse_address("CSS:L162-5@2008-06-01#13°/al2"))
def test_an_address_in_words_reads_back_to_itself(address: Address) -> None:
    assert parse_address(str(address)) == address
    assert read_address(in_words(address)) == address
    assert read_address(str(address)) == address


CODED = st.builds("{}{}".format, st.sampled_from(["L", "R", "D", "LO", "R*"]), PIECES)


@given(CODED, st.lists(CODED, max_size=4), st.sampled_from(CODES), st.booleans(), st.sampled_from(["et", "ou"]))
def test_every_number_of_a_list_is_cited_with_the_code_that_follows(
    first: str, more: list[str], code: Code, named: bool, joint: str
) -> None:
    numbers = [first, *more]
    printed = [printed_number(one) for one in numbers]
    listed = ", ".join(printed[:-1]) + (f" {joint} " if more else "") + printed[-1]
    title, short = code.titles[-1], code.short
    text = f"Les ports des articles {listed}{f' du {title}' if named else ''} sont ouverts."
    found = citations(text, "CNPI", "L1", 1)
    assert [one.target for one in found] == [f"{short if named else 'CNPI'}:{number}" for number in numbers]
    assert [text[one.start : one.end] for one in found[:-1]] == printed[:-1]
    assert text[found[-1].start : found[-1].end] == printed[-1] + (f" du {title}" if named else "")


@given(st.integers(1, 60), st.integers(1, 30), CODED)
def test_places_before_an_article_are_its_path(rank: int, item: int, number: str) -> None:
    words = f"{ordinal(rank)} alinéa du {item}° de l'article {printed_number(number)}"
    found = citations(f"Au {words}, on pêche.", "CNPI", "L1", 1)
    assert [(one.start, one.end, one.target) for one in found] == [
        (3, 3 + len(words), f"CNPI:{number}#{item}°/al{rank}")
    ]


WORDS = st.sampled_from(
    "article articles L. 12-3 R.* 4 1° 2° bis a b) I IV alinéa alinéas premier deux dernier précédent présent du des de la l' au aux et ou"
    " à , . ( ) loi n° 93-8 du 4 janvier 1993 code travail titre section même cet ledit ci-dessus Constitution phrase « » 12 -".split()
)


@given(st.lists(WORDS | st.text(max_size=3), max_size=40).map(" ".join), st.integers(0, 3))
def test_any_words_are_survived_and_spans_are_in_order(text: str, paragraph: int) -> None:
    found = citations(text, "CSS", "L1", paragraph, (text, text, "1° Un ;"))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.kind in ("article", "text", "structure", "internal")
        assert text[one.start : one.end].strip()
    starts = [one.start for one in found]
    assert starts == sorted(starts)


@given(st.text(max_size=60))
def test_a_spelling_is_read_or_refused_by_a_value_error(text: str) -> None:
    try:
        found = read_address(text)
    except ValueError:
        return
    assert parse_address(str(found)) == found
