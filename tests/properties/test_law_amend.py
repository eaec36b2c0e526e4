"""Amending instructions, whatever the text: no exception, no change on failure, no order, no quadratic reading.

Next: src/bonusage/law/amend_apply.py.
"""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonusage.law.amend_apply import apply
from bonusage.law.amend_model import (
    AppendLines,
    AppendWords,
    DeleteWords,
    InsertLines,
    InsertWords,
    Instruction,
    Operation,
    Remove,
    ReplaceWords,
    Rewrite,
    Target,
)
from bonusage.law.amend_read import read_instructions
from bonusage.law.amend_words import find

WORDS = ["ancre", "voile", "quai", "sept", "cinquante-sept", "port", "L. 1", "L. 1-1", "mât", "l'", "et", ","]
PIECES = [
    "Au premier alinéa", "à la seconde phrase du II", "de l'article L. 1", ", ", " ", "les mots : ", "« ancre »", '"quai"', "« ", " »", '"',
    "sont remplacés par", "est ainsi modifié :", "1° ", "a) ", "I. - ", "- ", "est supprimé", "Après le mot : ", "il est inséré",
    "un alinéa ainsi rédigé :", "et", "du même code", "respectivement", "le 3° devient le 4°", ".", " ; ", "\n", "à chaque occurrence",
]  # fmt: skip
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(lambda words: " ".join(words) + ".")
ARTICLES = st.lists(LINES, min_size=1, max_size=6).map(tuple)
GARBAGE = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=24).map("".join))


@given(st.lists(GARBAGE, max_size=6), ARTICLES)
@settings(max_examples=400, deadline=None)
def test_garbage_is_read_and_applied_without_an_exception(lines: list[str], texts: tuple[str, ...]) -> None:
    read = read_instructions(lines)
    joined = "\n".join(lines)
    assert all(0 <= one.span[0] <= one.span[1] <= len(joined) for one in read)
    for sequential in (False, True):
        patch = apply(texts, read, sequential=sequential)
        assert patch.before == texts
        assert not patch.failures or patch.after == texts


def _one(article: tuple[str, ...], rank: int, words: str, kind: int) -> Instruction:
    """An instruction on the paragraph of that rank, of one of eight kinds."""
    operations: list[Operation] = [
        ReplaceWords(words, "mouillage"),
        DeleteWords(words),
        InsertWords(words, "de nuit"),
        AppendWords("en mer"),
        Rewrite(("Un autre alinéa.",)),
        Remove(),
        InsertLines(("Un alinéa de plus.",)),
        AppendLines(("Un dernier alinéa.",)),
    ]
    path = () if kind == 7 else (f"al{rank % len(article) + 1}",)
    return Instruction(Target("", "L1", path), operations[kind], f"{rank} {kind}", (rank, rank + 1))


CHOICES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(WORDS), st.integers(0, 7)),
    min_size=1,
    max_size=5,
    unique_by=lambda one: (one[0], one[2] in (6, 7)),
)


@given(ARTICLES, CHOICES, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_a_list_reads_the_text_before_it_in_whatever_order(
    texts: tuple[str, ...], chosen: list[tuple[int, str, int]], chance: random.Random
) -> None:
    listed = [_one(texts, rank, words, kind) for rank, words, kind in chosen]
    there = apply(texts, listed)
    if any("même endroit" in said for said in there.warnings):
        return  # two insertions at one place stand in the order of the list
    mixed = listed[:]
    chance.shuffle(mixed)
    assert apply(texts, mixed).after == there.after


@given(ARTICLES, CHOICES)
@settings(max_examples=200, deadline=None)
def test_a_failure_leaves_the_text_untouched(texts: tuple[str, ...], chosen: list[tuple[int, str, int]]) -> None:
    listed = [_one(texts, rank, words, kind) for rank, words, kind in chosen]
    listed.append(Instruction(Target("", "L1", ("al99",)), Remove(), "", (3, 9)))
    patch = apply(texts, listed)
    assert patch.after == texts
    assert any(failure.span == (3, 9) for failure in patch.failures)


@given(st.sampled_from(["sept", "ancre", "L. 1", "25", "2°"]), st.text("abz09-éç°", min_size=1, max_size=3))
def test_words_are_not_found_inside_longer_ones(words: str, more: str) -> None:
    after = words + more
    goes_on = more[0].isalnum() or (more[0] == "-" and more[1:2].isalnum()) or more[0] == "°"
    if goes_on and words != "2°":
        assert find(f"le {after} ici", words, 0, len(after) + 8)[0] == []
    before = more + words
    if more[-1].isalnum() or (more[-1] == "-" and more[-2:-1].isalnum()):
        assert find(f"le {before} ici", words, 0, len(before) + 8)[0] == []
    assert len(find(f"le {words}, ici", words, 0, len(words) + 8)[0]) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "« ",
        '"', "a ", "Au premier alinéa, ", "les mots : « a » ", "1° ", "et ", "de l'article L. 1 ", "est ", "à la fin du ", "; ", "L. 1-",
        "les mots : « a » sont remplacés par les mots : « b » et ",
        "(", "premier, deuxième, ", "du code de la ", "après le mot : « a », ", ":",
    ],
)  # fmt: skip
def test_a_long_line_is_read_in_linear_time(piece: str) -> None:
    def taken(size: int) -> float:
        line = piece * (size // len(piece))
        start = time.perf_counter()
        read_instructions([line, line + "« x »."])
        return time.perf_counter() - start

    taken(1000)
    small, large = taken(12_500), taken(100_000)
    assert large < max(1.0, 40 * small), (small, large)
