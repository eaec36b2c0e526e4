"""Edits of lines, all against the text before: cuts inside a line, blocks of whole lines; put together or refused.

Two edits of the same words are a conflict, never a mixture. What each operation edits is amend_apply.py's.
Next: amend_apply.py.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Cut(NamedTuple):
    """`text` in the place of line[start:end] of the line `at`; `order` is the rank of the instruction."""

    at: int
    start: int
    end: int
    text: str
    order: int


class Block(NamedTuple):
    """`lines` in the place of the lines first to last (excluded). Where several insertions meet at one place, those that
    come 'after' something stand first, the narrowest place first (`rank`)."""

    first: int
    last: int
    lines: tuple[str, ...]
    order: int
    rank: tuple[int, int] = (0, 0)


Edit = Cut | Block


class Conflict(NamedTuple):
    """Two instructions, by their ranks, that touch the same words."""

    one: int
    other: int


def put_together(texts: tuple[str, ...], edits: list[Edit]) -> tuple[str, ...] | Conflict:
    """The lines once every edit is made; a Conflict when two edits touch the same words or lines."""
    blocks = sorted(
        (one for one in edits if isinstance(one, Block)),
        key=lambda one: (one.first, one.last > one.first, one.rank, one.order),
    )
    cuts: dict[int, list[Cut]] = {}
    for edit in edits:
        if isinstance(edit, Cut):
            cuts.setdefault(edit.at, []).append(edit)
    held: Block | None = None
    for block in blocks:
        if held is not None and block.first < held.last:
            return Conflict(held.order, block.order)
        if block.last > block.first:
            held = block
    for block in blocks:
        for at in range(block.first, block.last):
            if at in cuts:
                return Conflict(block.order, cuts[at][0].order)
    lines: list[str | None] = list(texts)
    for at, listed in cuts.items():
        line = _cut(texts[at], listed)
        if isinstance(line, Conflict):
            return line
        lines[at] = line
    after: list[str] = []
    at = 0
    for block in blocks:
        after += [line for line in lines[at : block.first] if line is not None]
        after += block.lines
        at = max(at, block.last)
    after += [line for line in lines[at:] if line is not None]
    return tuple(after)


def _cut(line: str, cuts: list[Cut]) -> str | Conflict:
    """One line with its cuts. Spaces that two cuts both take out are taken out once."""
    done: list[str] = []
    at = 0
    held: Cut | None = None
    for cut in sorted(set(cuts), key=lambda one: (one.start, one.end, one.order)):
        start = cut.start
        if start < at:
            if held is None or line[start:at].strip() or (cut.end < at and line[cut.end : at].strip()):
                return Conflict(held.order if held else cut.order, cut.order)
            start = min(at, max(cut.end, at))
        done += (line[at:start], cut.text)
        at = max(at, cut.end)
        held = cut
    done.append(line[at:])
    text = "".join(done)
    return text if "  " in line else re.sub(" {2,}", " ", text).rstrip()
