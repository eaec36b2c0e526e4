"""The longest way in which two rows of texts run alike: what is equal in both, in order. Lines or words, it is the same.

Equal texts are found by their hash; difflib looks only into short gaps, so that no pair of texts costs its square.
Next: diff.py, which aligns paragraphs and then their words.
"""

from __future__ import annotations

import bisect
import difflib
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

SHORT_GAP = 10_000
"""A gap is searched by difflib when its two lengths multiply to no more than this."""
DEPTH = 24
"""How many times a gap is looked into again for texts that have become unique in it."""


class _Gap(NamedTuple):
    """What is not aligned yet: [a1, a2) before and [b1, b2) after, found at this depth."""

    a1: int
    a2: int
    b1: int
    b2: int
    depth: int


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs that rise on both sides, from pairs sorted by their first number."""
    tails: list[int] = []
    chosen: list[int] = []
    previous: list[int] = []
    for at, (_, second) in enumerate(pairs):
        rank = bisect.bisect_left(tails, second)
        previous.append(chosen[rank - 1] if rank else -1)
        if rank == len(tails):
            tails.append(second)
            chosen.append(at)
        else:
            tails[rank], chosen[rank] = second, at
    found = []
    at = chosen[-1] if chosen else -1
    while at >= 0:
        found.append(pairs[at])
        at = previous[at]
    return found[::-1]


def aligned(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (at before, at after) of equal texts, rising on both sides."""
    found: list[tuple[int, int]] = []
    gaps = [_Gap(0, len(before), 0, len(after), 0)]
    while gaps:
        gap = _trimmed(before, after, gaps.pop(), found)
        if gap.a1 == gap.a2 or gap.b1 == gap.b2:
            continue
        anchors = rising(_unique(before, after, gap)) if gap.depth < DEPTH else []
        if not anchors:
            found += _searched(before, after, gap)
            continue
        found += anchors
        a1, b1 = gap.a1, gap.b1
        for a2, b2 in [*anchors, (gap.a2, gap.b2)]:
            gaps.append(_Gap(a1, a2, b1, b2, gap.depth + 1))
            a1, b1 = a2 + 1, b2 + 1
    return sorted(found)


def _trimmed(before: Sequence[str], after: Sequence[str], gap: _Gap, found: list[tuple[int, int]]) -> _Gap:
    """The gap without what is equal at its two ends, which is added to `found`."""
    a1, a2, b1, b2, depth = gap
    while a1 < a2 and b1 < b2 and before[a1] == after[b1]:
        found.append((a1, b1))
        a1, b1 = a1 + 1, b1 + 1
    while a1 < a2 and b1 < b2 and before[a2 - 1] == after[b2 - 1]:
        a2, b2 = a2 - 1, b2 - 1
        found.append((a2, b2))
    return _Gap(a1, a2, b1, b2, depth)


def _places(texts: Sequence[str], first: int, last: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at in range(first, last):
        found[texts[at]].append(at)
    return found


def _unique(before: Sequence[str], after: Sequence[str], gap: _Gap) -> list[tuple[int, int]]:
    """Texts that stand once on each side of the gap."""
    here, there = _places(before, gap.a1, gap.a2), _places(after, gap.b1, gap.b2)
    return [(at[0], there[text][0]) for text, at in here.items() if len(at) == 1 and len(there.get(text, ())) == 1]


def _searched(before: Sequence[str], after: Sequence[str], gap: _Gap) -> list[tuple[int, int]]:
    """A gap where nothing is unique: by difflib when it is short, else each repeated text with the one of its rank."""
    a1, a2, b1, b2, _ = gap
    if (a2 - a1) * (b2 - b1) <= SHORT_GAP:
        matcher = difflib.SequenceMatcher(None, before[a1:a2], after[b1:b2], autojunk=False)
        blocks = matcher.get_matching_blocks()
        return [(a1 + a + at, b1 + b + at) for a, b, size in blocks for at in range(size)]
    there = _places(after, b1, b2)
    pairs = [
        pair for text, at in _places(before, a1, a2).items() for pair in zip(at, there.get(text, ()), strict=False)
    ]
    return rising(sorted(pairs))
