"""Diff to French to text again: on invented articles and random edits, what is written leads back to the letter, always.

The articles are made of few words, often repeated, so that quoting them once is hard; lists, sentences and tombstones.
Next: tests/spec/test_law_amend_write.py, where the French itself is read.
"""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonusage.law.amend_apply import apply
from bonusage.law.amend_read import read_instructions
from bonusage.law.amend_write import Unwritable, write, write_instructions
from bonusage.law.words import clean

QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))
FEW = "le la du de port quai ancre bateau pilote maire avant-port sept cinquante-sept et ou notamment".split()
MORE = [
    *FEW,
    "l'écluse",
    "d'un",
    "l'article L. 3-1",
    "l'article R.* 12-4",
    "n° 5-12",
    "l'«appontement»",
    "(s'il y a lieu)",
]
NUMBERED = ["1°", "2°", "2° bis", "3°", "4°", "5°", "12°"]
LETTERED = ["a)", "b)", "b bis)", "c)"]

words = st.lists(st.sampled_from(MORE), min_size=1, max_size=9)
few_words = st.lists(st.sampled_from(FEW), min_size=1, max_size=4)


def _sentence(said: list[str], comma: int) -> str:
    text = " ".join(said)
    if comma < len(said):
        text = " ".join([*said[:comma], said[comma] + ",", *said[comma + 1 :]])
    return text[0].upper() + text[1:]


sentence = st.builds(_sentence, words, st.integers(0, 12))
plain = st.builds(
    lambda several, end: ". ".join(several) + end,
    st.lists(sentence, min_size=1, max_size=3),
    st.sampled_from([".", " :", ""]),
)
item = st.builds(
    lambda label, several, end: f"{label} {'. '.join(several)}{end}",
    st.sampled_from([*NUMBERED, *LETTERED, "-", "I. -", "II. -"]),
    st.lists(sentence, min_size=1, max_size=2),
    st.sampled_from([" ;", ".", " :", ";"]),
)
tombstone = st.builds(
    lambda label, end: f"{label} (Abrogé){end}", st.sampled_from(NUMBERED), st.sampled_from([" ;", "", "."])
)
numbered_list = st.builds(
    lambda head, items: [head + " :", *(f"{label} {text} ;" for label, text in zip(NUMBERED, items, strict=False))],
    sentence,
    st.lists(sentence, min_size=1, max_size=6),
)
line = st.one_of(plain, item, tombstone)
article = st.one_of(
    st.lists(line, min_size=1, max_size=8),
    st.builds(
        lambda first, listed, last: [*first, *listed, *last],
        st.lists(plain, max_size=2),
        numbered_list,
        st.lists(line, max_size=3),
    ),
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """An article, and what it became by a few edits of any kind."""
    before = [clean(one) for one in draw(article)]
    after = list(before)
    for _ in range(draw(st.integers(1, 4))):
        _edit(draw, after)
    return tuple(before), tuple(clean(one) for one in after if clean(one)) or ("(Abrogé).",)


def _edit(draw: st.DrawFn, lines: list[str]) -> None:
    at = draw(st.integers(0, max(len(lines) - 1, 0)))
    kind = draw(
        st.sampled_from(
            ["words", "words", "words", "sentence", "end", "line", "drop", "swap", "label", "repeal", "rewrite"]
        )
    )
    if kind == "line" or not lines:
        lines.insert(draw(st.integers(0, len(lines))), draw(line))
    elif kind == "drop":
        del lines[at]
    elif kind == "swap":
        other = draw(st.integers(0, len(lines) - 1))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == "rewrite":
        lines[at] = draw(line)
    elif kind == "label":
        lines[at] = re.sub(r"^\S+°|^\w\)|^-|^", draw(st.sampled_from([*NUMBERED, *LETTERED])) + " ", lines[at], count=1)
    elif kind == "repeal":
        lines[at] = draw(tombstone)
    elif kind == "end":
        lines[at] = re.sub(r"[ ;.:]*$", draw(st.sampled_from([".", " ;", " :", ""])), lines[at])
    elif kind == "sentence":
        lines[at] = f"{lines[at]} {draw(sentence)}." if draw(st.booleans()) else f"{draw(sentence)}. {lines[at]}"
    else:
        said = lines[at].split(" ")
        first = draw(st.integers(0, len(said)))
        last = min(len(said), first + draw(st.integers(0, 3)))
        lines[at] = " ".join([*said[:first], *draw(st.one_of(st.just([]), few_words)), *said[last:]])


def back(before: tuple[str, ...], lines: tuple[str, ...]) -> tuple[str, ...]:
    """The text that the lines lead to; what was not read is a failure."""
    patch = apply(before, read_instructions(lines))
    assert patch.failures == ()
    return patch.after


@settings(QUIET, max_examples=400)
@given(edited())
def test_what_is_written_leads_back_to_the_letter(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    before, after = pair
    lines = write_instructions(before, after, "L. 12-3", "code de la navigation imaginaire")
    assert back(before, lines) == after
    assert (lines == ()) == (before == after)


@settings(QUIET, max_examples=150)
@given(article, article)
def test_two_articles_that_have_nothing_in_common(one: list[str], other: list[str]) -> None:
    before, after = tuple(map(clean, one)), tuple(map(clean, other))
    assert back(before, write_instructions(before, after, "R.* 4")) == after


@settings(QUIET, max_examples=150)
@given(
    st.lists(st.text(alphabet="ab «»\"'’-.;:°)(1\u00a0", max_size=12), min_size=1, max_size=4),
    st.lists(st.text(alphabet="ab «»\"'’-.;:°)(1", max_size=12), max_size=4),
)
def test_any_text_is_written_so_that_it_comes_back_or_is_refused(one: list[str], other: list[str]) -> None:
    before, after = tuple(one), tuple(other)
    try:
        lines = write_instructions(before, after, "L1")
    except Unwritable:
        return
    assert back(before, lines) == after


def test_the_article_is_seldom_written_again_as_a_whole() -> None:
    """Small edits of articles of several lines: fine forms do the work, the fallbacks are few."""
    counts = {"pairs": 0, "forced": 0, "fine": 0}

    @settings(QUIET, max_examples=300, derandomize=True, database=None)
    @given(edited())
    def count(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        before, after = pair
        if before == after:
            return
        found = write(before, after, "L. 12-3")
        counts["pairs"] += 1
        counts["forced"] += found.forced
        counts["fine"] += not found.forced and all(level == 3 for level in found.levels)

    count()
    assert counts["pairs"] > 150
    assert counts["forced"] * 100 <= counts["pairs"], counts
    assert counts["fine"] * 100 >= counts["pairs"] * 80, (
        counts
    )  # an item that goes without a tombstone has no fine form
