"""Which instructions lead from one text to another, at a given fineness: lines changed by words, written again, put in.

The places are those of the text before. Nothing is said in French here (amend_write_french.py).
Next: amend_write.py, which says, reads back, and asks for a coarser plan where it must.
"""

from __future__ import annotations

from typing import NamedTuple

from bonusage.law.amend_model import (
    AppendLines,
    InsertLines,
    Instruction,
    Operation,
    Remove,
    Renumber,
    Repeal,
    ReplaceByLines,
    Restore,
    Rewrite,
    Target,
)
from bonusage.law.amend_write_french import COUNTED, LABEL_STEP
from bonusage.law.amend_write_words import in_line
from bonusage.law.diff import bare, diff, is_tombstone
from bonusage.law.diff_align import rising
from bonusage.law.places import Place, path_of, resolve
from bonusage.law.structure import DASH, outline, read_label

FINE, PLAIN, LINES = 3, 2, 1
"""How finely a stretch is told: with every form; only words replaced and places counted; whole lines."""


class Stretch(NamedTuple):
    """Lines [a1, a2) before that become lines [b1, b2) after; `reworded`: one line on each side, the same paragraph."""

    a1: int
    a2: int
    b1: int
    b2: int
    reworded: bool = False


def stretches(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[Stretch, ...]:
    """What changed, in order: each line reworded alone, and each run of lines that come or go between lines that stay."""
    told = sorted(
        (one.before, one.after) for one in diff(before, after) if one.before is not None and one.after is not None
    )
    found: list[Stretch] = []
    a1 = b1 = 0
    for a2, b2 in [*rising(told), (len(before), len(after))]:
        if a2 > a1 or b2 > b1:
            found.append(Stretch(a1, a2, b1, b2))
        if a2 < len(before) and before[a2] != after[b2]:
            found.append(Stretch(a2, a2 + 1, b2, b2 + 1, reworded=True))
        a1, b1 = a2 + 1, b2 + 1
    return _with_repeals(found, before, after)


def _with_repeals(found: list[Stretch], before: tuple[str, ...], after: tuple[str, ...]) -> tuple[Stretch, ...]:
    """An item repealed with all its lines is one stretch, when it leaves one tombstone."""
    paragraphs = outline(before)
    made: list[Stretch] = []
    for one in found:
        last = made[-1] if made else None
        if last and last.reworded and one.b1 == one.b2 and one.a1 == last.a2 and is_tombstone(after[last.b1]):
            item = resolve(paragraphs, paragraphs[last.a1].steps)
            if item == Place(last.a1, one.a2):
                made[-1] = Stretch(last.a1, one.a2, last.b1, last.b2)
                continue
        made.append(one)
    return tuple(made)


def widened(stretch: Stretch, before: tuple[str, ...]) -> Stretch:
    """A stretch where lines only come or go, with the line that stays before it, or after it: it can be written again."""
    if stretch.a1 < stretch.a2 and stretch.b1 < stretch.b2:
        return stretch._replace(reworded=False)
    if stretch.a1:
        return Stretch(stretch.a1 - 1, stretch.a2, stretch.b1 - 1, stretch.b2)
    return Stretch(stretch.a1, stretch.a2 + 1, stretch.b1, stretch.b2 + 1)


def joined(one: Stretch, other: Stretch) -> Stretch:
    """Two stretches, the first before the second, and the lines between them, made one."""
    return Stretch(one.a1, max(one.a2, other.a2), one.b1, max(one.b2, other.b2))


class Planner:
    """Plans instructions for stretches of one change."""

    def __init__(self, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        self.before, self.after = before, after
        self.paragraphs = outline(before)

    def plan(self, stretch: Stretch, fineness: int) -> tuple[Instruction, ...]:
        """The instructions for one stretch."""
        lines = self.after[stretch.b1 : stretch.b2]
        if stretch.reworded:
            return self._reworded(stretch.a1, lines[0], fineness)
        if stretch.a1 == stretch.a2:
            return (self._inserted(stretch.a1, lines, fineness),)
        if not lines:
            return (self._on(stretch, Remove(), FINE if fineness == FINE else PLAIN),)
        item = self.paragraphs[stretch.a1].steps
        if fineness == FINE and len(lines) == 1 and is_tombstone(lines[0]) and self._fills(item, stretch, lines):
            return (Instruction(Target(path=item), Repeal()),)
        if len(lines) == 1 and stretch.a2 == stretch.a1 + 1:
            return (self._on(stretch, Rewrite(lines), fineness),)
        return (self._on(stretch, ReplaceByLines(lines), fineness),)

    def _fills(self, path: tuple[str, ...], stretch: Stretch, lines: tuple[str, ...]) -> bool:
        """Is the stretch this item, whole, and do the new lines bear its label?"""
        if not path or not sayable(path) or not _same_label(self.before[stretch.a1], lines):
            return False
        return resolve(self.paragraphs, path) == Place(stretch.a1, stretch.a2)

    def _on(self, stretch: Stretch, operation: Operation, fineness: int) -> Instruction:
        """An operation on whole lines."""
        if len(self.before) == 1 and isinstance(operation, ReplaceByLines):
            return Instruction(Target(), Rewrite(operation.lines))
        if isinstance(operation, Rewrite | ReplaceByLines) and not _same_label(
            self.before[stretch.a1], operation.lines
        ):
            fineness = PLAIN
        if stretch.a2 == stretch.a1 + 1:
            return Instruction(Target(path=self._path(stretch.a1, fineness)), operation)
        return Instruction(Target(path=(f"al{stretch.a1 + 1}",), until=(f"al{stretch.a2}",)), operation)

    def _path(self, at: int, fineness: int) -> tuple[str, ...]:
        """How a line is named: by labels when it is fine and they are sure, else by its number."""
        if fineness == FINE and len(self.before) == 1:
            return ()
        if fineness == FINE and at == len(self.before) - 1 and not self.paragraphs[at].steps:
            return ("al-1",)
        path = path_of(self.paragraphs, at)
        return path if fineness == FINE and self._sure(at) and sayable(path) else (f"al{at + 1}",)

    def _sure(self, at: int) -> bool:
        item = self.paragraphs[at].first
        return not self.paragraphs[at].uncertain and not (item and self.paragraphs[item - 1].uncertain)

    def _reworded(self, at: int, new: str, fineness: int) -> tuple[Instruction, ...]:
        old, path = self.before[at], self._path(at, fineness)
        operation = _as_item(old, new) if fineness == FINE else None
        if operation is not None and path and LABEL_STEP.fullmatch(path[-1]):
            return (Instruction(Target(path=path), operation),)
        found = in_line(path, old, new, fineness == FINE) if fineness > LINES else None
        if found:
            return found
        named_by = path if _same_label(old, (new,)) else self._path(at, PLAIN)
        return (Instruction(Target(path=named_by), Rewrite((new,))),)

    def _inserted(self, at: int, lines: tuple[str, ...], fineness: int) -> Instruction:
        """Lines put in before line `at`: after the item that ends there, at the end of the article, or after a line."""
        if fineness == FINE and at == len(self.before):
            return Instruction(Target(), AppendLines(lines))
        if not at:
            return Instruction(Target(path=("al1",)), InsertLines(lines, before=True))
        if fineness == FINE and (item := self._item_ending(at, lines[0])):
            return Instruction(Target(path=item), InsertLines(lines))
        return Instruction(Target(path=self._path(at - 1, fineness)), InsertLines(lines))

    def _item_ending(self, at: int, line: str) -> tuple[str, ...]:
        """The path of the item that ends just before line `at` and is labelled as the new line is; () when none is."""
        label = read_label(line)
        steps = self.paragraphs[at - 1].steps
        for depth in range(len(steps), 0, -1):
            path = steps[:depth]
            place = resolve(self.paragraphs, path)
            if label is None or not isinstance(place, Place) or place.last != at or not sayable(path):
                continue
            item = read_label(self.before[place.first])
            if item and item.kind == label.kind != DASH and self._sure(place.first):
                return path
        return ()


def _same_label(line: str, lines: tuple[str, ...]) -> bool:
    """Do the new lines begin with the label of the old one, or neither with any?"""
    old, new = read_label(line), read_label(lines[0])
    return (old.step if old else "") == (new.step if new else "")


def sayable(path: tuple[str, ...]) -> bool:
    """Can every step be said in French without doubt?"""
    return all(LABEL_STEP.fullmatch(step) or COUNTED.fullmatch(step) for step in path)


def _as_item(old: str, new: str) -> Operation | None:
    """What became of an item as a whole: repealed, restored, or under another number."""
    one, other = read_label(old), read_label(new)
    if is_tombstone(old) != is_tombstone(new):
        if not one or not other or one.step != other.step:
            return None
        return Repeal() if is_tombstone(new) else Restore((new,))
    if one and other and bare(old) == bare(new) and one.kind == other.kind and one.step != other.step:
        return Renumber(other.step)
    return None


def kept(before: tuple[str, ...], after: tuple[str, ...]) -> int:
    """How many characters of the text after were there before."""
    total = 0
    for one in diff(before, after):
        if one.pieces:
            total += sum(len(piece.text) for piece in one.pieces if piece.sign == "=")
        elif one.before is not None and one.after is not None:
            total += len(one.new)
    return total


def size(instructions: tuple[Instruction, ...]) -> int:
    """How many characters the instructions quote, and some for each sentence."""
    return sum(60 + sum(_length(value) for value in one.operation) for one in instructions)


def _length(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    return sum(len(line) for line in value) if isinstance(value, tuple) else 0
