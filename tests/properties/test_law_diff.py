"""Whatever the two texts: the changes lead from one to the other, say nothing of what did not change, and stay quick.

Next: test_law_round_trip.py, the same through French instructions.
"""

from __future__ import annotations

import itertools
import json
import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from bonusage.law.diff import Kind, apply_changes, diff, tokens, word_pieces
from bonusage.law.diff_align import aligned, rising
from bonusage.law.diff_show import as_html, as_json, as_text
from bonusage.law.identity import follow, identities

QUIET = settings(deadline=None)
WORDS = st.sampled_from("le la du port quai ancre bateau pilote avant-port l'écluse 12 12-1 , ; . : ( ) « »".split())
LABELS = st.sampled_from(["", "", "1° ", "2° ", "2° bis ", "a) ", "b) ", "I.-", "II.-", "- "])
LINES = st.one_of(
    st.builds(lambda label, words: label + " ".join(words), LABELS, st.lists(WORDS, min_size=1, max_size=12)),
    st.sampled_from(["1° (Abrogé)", "2° (Abrogé) ;", "Fin.", ""]),
    st.text(max_size=20),
)
TEXTS = st.lists(LINES, max_size=12).map(tuple)


@QUIET
@given(TEXTS, TEXTS)
def test_the_changes_lead_from_one_text_to_the_other(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    changes = diff(before, after)
    assert apply_changes(before, changes) == after
    assert sorted(one.before for one in changes if one.before is not None) == list(range(len(before)))
    assert sorted(one.after for one in changes if one.after is not None) == list(range(len(after)))
    for one in changes:
        if one.kind == Kind.SAME:
            assert one.old == one.new
        if one.pieces:
            assert "".join(piece.text for piece in one.pieces if piece.sign != "+") == one.old
            assert "".join(piece.text for piece in one.pieces if piece.sign != "-") == one.new
    as_text(changes)
    as_html(changes)
    json.loads(as_json(changes))


@QUIET
@given(TEXTS)
def test_a_text_and_itself_are_the_same(text: tuple[str, ...]) -> None:
    assert {one.kind for one in diff(text, text)} <= {Kind.SAME}


@QUIET
@given(st.lists(TEXTS, max_size=5).map(tuple))
def test_an_identity_is_one_line_of_each_version(versions: tuple[tuple[str, ...], ...]) -> None:
    ids = identities(versions)
    assert [len(one) for one in ids] == [len(one) for one in versions]
    for at, here in enumerate(ids):
        assert len(set(here)) == len(here)
        for line in range(len(here)):
            for other in range(len(versions)):
                to = follow(versions, at, line, other)
                assert to is None or follow(versions, other, to, at) == line


@QUIET
@given(st.text(max_size=60), st.text(max_size=60))
def test_pieces_and_tokens_keep_every_character(old: str, new: str) -> None:
    assert "".join(tokens(old)) == old
    pieces = word_pieces(old, new)
    assert "".join(one.text for one in pieces if one.sign != "+") == old
    assert "".join(one.text for one in pieces if one.sign != "-") == new


@QUIET
@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde"), max_size=30))
def test_what_is_aligned_is_equal_and_rises(before: list[str], after: list[str]) -> None:
    pairs = aligned(before, after)
    assert all(before[one] == after[other] for one, other in pairs)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in itertools.pairwise(pairs))


@QUIET
@given(st.lists(st.integers(0, 30), max_size=40, unique=True))
def test_the_longest_rise_is_as_long_as_counted_simply(numbers: list[int]) -> None:
    longest = [0] * len(numbers)
    for at, one in enumerate(numbers):
        longest[at] = 1 + max((longest[other] for other in range(at) if numbers[other] < one), default=0)
    found = rising(list(enumerate(numbers)))
    assert len(found) == max(longest, default=0)
    assert found == sorted(found)
    assert [one for _, one in found] == sorted({one for _, one in found})


def _worst(count: int) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    chance = random.Random(3)
    words = [f"mot{at}" for at in range(300)]

    def article() -> tuple[str, ...]:
        return tuple(" ".join(chance.choices(words, k=40)) for _ in range(count))

    one = article()
    few = [tuple(chance.choices("abc", k=count)) for _ in range(2)]
    return [
        (one, article()),
        (one, tuple(line.replace("mot7", "mot") for line in one)),
        (one, tuple(chance.sample(one, count))),
        (("a",) * count, ("b", "a") * count),
        (few[0], few[1]),
        (
            tuple(f"{at}° Le cas {at} est fixé par décret ;" for at in range(count)),
            tuple(f"{at}° Le cas {at} est fixé par arrêté ;" for at in range(1, count)),
        ),
    ]


@settings(deadline=None, max_examples=1)
@given(st.just(2000))
def test_articles_of_two_thousand_paragraphs_take_no_square(count: int) -> None:
    for before, after in _worst(count):
        began = time.perf_counter()
        assert apply_changes(before, diff(before, after)) == after
        assert time.perf_counter() - began < 10
