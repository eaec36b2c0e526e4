"""How to name, in words that stand once in their place, what changes inside one line: replace, insert, delete, complete.

Each operation is tried on the line before it is kept. No French is written here (amend_write_french.py).
Next: amend_write_plan.py, which changes whole lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bonusage.law.amend_apply import apply
from bonusage.law.amend_model import (
    AppendSentences,
    AppendWords,
    DeleteWords,
    InsertSentences,
    InsertWords,
    Instruction,
    Operation,
    PrependWords,
    Remove,
    ReplaceWords,
    Rewrite,
    Target,
)
from bonusage.law.amend_words import find
from bonusage.law.diff import alikeness, telling, tokens, word_pieces
from bonusage.law.diff_align import aligned
from bonusage.law.structure import read_label, sentences

MANY = 12
"""A line where more places change is written again."""
LONG = 40
"""A quotation of more words than this is no longer a quotation: the line is written again."""
CLOSE = 2
"""Two changes with no more words than this between them are one."""

_WORD = re.compile(r"\w")
_ANCHOR = re.compile(r"\w{3}|\d")
_WORDS = re.compile(r"\w+")


class Edit(NamedTuple):
    """Characters [start, end) of a line become `by`."""

    start: int
    end: int
    by: str


class _Line(NamedTuple):
    """A line that changes: its path, its text, where its label ends, its sentences."""

    path: tuple[str, ...]
    text: str
    begins: int
    spans: tuple[tuple[int, int], ...]


def in_line(path: tuple[str, ...], old: str, new: str, fine: bool) -> tuple[Instruction, ...] | None:
    """The instructions that lead from one line to the other; None when the line is better written again.

    `fine`: sentences, insertions and deletions are said as such; else words are only replaced by others."""
    label, after = read_label(old), read_label(new)
    begins = label.begins if label else 0
    if old[:begins] != new[: after.begins if after else 0]:
        return None
    line = _Line(path, old, begins, sentences(old))
    found: list[Instruction] = []
    edits: list[Edit] = []
    for part in _by_sentence(line, new) if fine else ():
        if isinstance(part, Instruction):
            found.append(part)
        else:
            edits += part
    if not found and not edits:
        edits = _edits(old, new, 0)
    quoted = _quoted(line, edits)
    if quoted and any(_meets(one.span, edit) for one in found for edit, _ in quoted):
        found, quoted = [], _quoted(line, _edits(old, new, 0))
    if quoted is None or len(quoted) + len(found) > MANY or _mostly_new(old, new, quoted):
        return None
    for edit, (first, last) in quoted:
        found.append(_said(line, edit, (first, last), fine))
    return tuple(sorted(found, key=_order))


def _meets(span: tuple[int, int], edit: Edit) -> bool:
    """Does an edit touch a sentence that is removed, written again, or beside which another is put in?"""
    return span[0] < edit.end and edit.start < span[1]


def _order(instruction: Instruction) -> int:
    return instruction.span[0]


def _mostly_new(old: str, new: str, quoted: list[tuple[Edit, tuple[int, int]]]) -> bool:
    """Is there more to quote than there is in the new line?"""
    return sum(edit.end - edit.start + len(edit.by) for edit, _ in quoted) > len(new) + 60


def _by_sentence(line: _Line, new: str) -> Iterator[Instruction | list[Edit]]:
    """Sentences added, removed or written again; the words that change in the others."""
    spans, to = line.spans, sentences(new)
    old_ones, new_ones = [line.text[a:b] for a, b in spans], [new[a:b] for a, b in to]
    if not _regular(line.text, spans) or not _regular(new, to):
        return
    a1 = b1 = 0
    for a2, b2 in [*aligned(old_ones, new_ones), (len(old_ones), len(new_ones))]:
        yield from _gap(line, (a1, a2), old_ones, new_ones[b1:b2])
        a1, b1 = a2 + 1, b2 + 1


def _regular(text: str, spans: tuple[tuple[int, int], ...]) -> bool:
    """Are the sentences parted by one space, and is there nothing after the last?"""
    return text[spans[0][0] :] == " ".join(text[a:b] for a, b in spans) and len(spans) < 99


def _gap(line: _Line, rows: tuple[int, int], olds: list[str], come: list[str]) -> Iterator[Instruction | list[Edit]]:
    """What becomes of sentences [first, last) that `come` takes the place of."""
    first, last = rows
    gone = olds[first:last]
    while gone and come:  # those that pair at the start are reworded; what remains is added or removed
        alike = alikeness(telling(gone[0]), telling(come[0]))
        if len(gone) != len(come) and alike < 500:
            break
        if gone[0] != come[0]:
            yield _sentence_changed(line, first, come[0], alike)
        gone, come, first = gone[1:], come[1:], first + 1
    if gone and come:
        start, end = line.spans[first][0], line.spans[last - 1][1]
        yield [Edit(start + a, start + b, by) for a, b, by in _edits(line.text[start:end], " ".join(come), 0)]
    elif come:
        yield _sentences_added(line, first, " ".join(come), len(olds))
    elif gone:
        until = (*line.path, f"ph{last}") if last > first + 1 else ()
        yield _at(line, first, Remove(), until, line.spans[last - 1][1])


def _sentence_changed(line: _Line, rank: int, new: str, alike: int) -> Instruction | list[Edit]:
    start, end = line.spans[rank]
    if alike < 500 and len(line.spans) > 1:
        return _at(line, rank, Rewrite((new,)))
    return _edits(line.text[start:end], new, start)


def _sentences_added(line: _Line, rank: int, text: str, count: int) -> Instruction:
    if rank == count:
        end = len(line.text)
        return Instruction(Target(path=line.path), AppendSentences(text), span=(end, end))
    if rank == 0:
        return _at(line, 0, InsertSentences(text, before=True))
    return _at(line, rank - 1, InsertSentences(text))


def _at(
    line: _Line, rank: int, operation: Operation, until: tuple[str, ...] = (), end: int | None = None
) -> Instruction:
    """An operation on a sentence, or from it to another that ends at `end`."""
    span = (line.spans[rank][0], line.spans[rank][1] if end is None else end)
    return Instruction(Target(path=(*line.path, f"ph{rank + 1}"), until=until), operation, span=span)


def _edits(old: str, new: str, shift: int) -> list[Edit]:
    """The places that change, those that nearly touch made one."""
    found: list[Edit] = []
    at = 0
    for piece in word_pieces(old, new):
        if piece.sign == "=":
            at += len(piece.text)
            continue
        gone, come = (len(piece.text), "") if piece.sign == "-" else (0, piece.text)
        last = found[-1] if found else None
        if last and len(_WORDS.findall(old[last.end : at])) <= CLOSE:
            found[-1] = Edit(last.start, at + gone, last.by + old[last.end : at] + come)
        else:
            found.append(Edit(at, at + gone, come))
        at += gone
    return [Edit(edit.start + shift, edit.end + shift, edit.by) for edit in found]


def _quoted(line: _Line, edits: list[Edit]) -> list[tuple[Edit, tuple[int, int]]] | None:
    """Each edit widened until its words can be quoted, with the characters of the place where they stand once.

    Edits that meet are made one. None when a quotation gets too long."""
    cuts = [0]
    for token in tokens(line.text):
        cuts.append(cuts[-1] + len(token))
    cuts = sorted({cut for cut in cuts if cut >= line.begins} | {line.begins, len(line.text)})
    waiting, done = sorted(edits, reverse=True), list[tuple[Edit, tuple[int, int]]]()
    while waiting:
        edit = waiting.pop()
        if done and edit.start <= done[-1][0].end:
            edit = _merged(line.text, done.pop()[0], edit)
        turn = 0
        while (place := _place(line, edit)) is None:
            wider = _wider(line.text, cuts, edit, turn)
            turn += 1
            if wider is None or len(_WORDS.findall(line.text[wider.start : wider.end])) > LONG:
                return None
            if done and wider.start <= done[-1][0].end:
                wider = _merged(line.text, done.pop()[0], wider)
            while waiting and waiting[-1].start <= wider.end:
                wider = _merged(line.text, wider, waiting.pop())
            edit = wider
        done.append((edit, place))
    return done


def _merged(text: str, one: Edit, other: Edit) -> Edit:
    """Two edits, the second not before the first, made one; where they share words, the second kept them."""
    if other.start >= one.end:
        return Edit(one.start, other.end, one.by + text[one.end : other.start] + other.by)
    shared = one.end - other.start
    return Edit(one.start, other.end, one.by + other.by[shared:])


def _wider(text: str, cuts: list[int], edit: Edit, turn: int) -> Edit | None:
    """One more word, before it and after it in turn; None when it fills the line."""
    before = [cut for cut in cuts if cut < edit.start]
    after = [cut for cut in cuts if cut > edit.end]
    if before and (turn % 2 == 0 or not after):
        return Edit(before[-1], edit.end, text[before[-1] : edit.start] + edit.by)
    if after:
        return Edit(edit.start, after[0], edit.by + text[edit.end : after[0]])
    return None


def _place(line: _Line, edit: Edit) -> tuple[int, int] | None:
    """The line, or the sentence, where the words of the edit stand once and can be replaced; None when nowhere."""
    words = line.text[edit.start : edit.end]
    if not _quotable(words) or not _quotable(edit.by) or not _WORD.search(words):
        return None
    held = [span for span in line.spans if span[0] <= edit.start and edit.end <= span[1]]
    places: list[tuple[int, int]] = [(0, len(line.text)), *(held[:1] if len(line.spans) > 1 else [])]
    for place in places:
        found, loose = find(line.text, words, max(place[0], line.begins), place[1])
        if found == [edit[:2]] and not loose and _gives(line, place, ReplaceWords(words, edit.by), edit):
            return place
    return None


def _gives(line: _Line, place: tuple[int, int], operation: Operation, edit: Edit) -> bool:
    """Does the operation on this place, alone, make the edit and nothing else, without a doubt?"""
    here = ("al1",) if place == (0, len(line.text)) else ("al1", f"ph{line.spans.index(place) + 1}")
    done = apply((line.text,), [Instruction(Target(path=here), operation)])
    wanted = line.text[: edit.start] + edit.by + line.text[edit.end :]
    return done.after == (wanted,) and not done.failures and not done.warnings


def _quotable(words: str) -> bool:
    """Is there something to quote, without spaces at its ends, and does each mark in it open and close?"""
    marks = words.count("«") == words.count("»") and words.count("“") == words.count("”") and not words.count('"') % 2
    return bool(words) and words == words.strip() and marks


def _said(line: _Line, edit: Edit, place: tuple[int, int], fine: bool) -> Instruction:
    """The operation for an edit: the closest to what was done that gives the same line, else words replaced."""
    path = line.path if place == (0, len(line.text)) else (*line.path, f"ph{line.spans.index(place) + 1}")
    span = (edit.start, edit.end)
    words = line.text[edit.start : edit.end]
    for operation in _closest(words, edit.by) if fine else ():
        if _gives(line, place, operation, edit):
            return Instruction(Target(path=path), operation, span=span)
    return Instruction(Target(path=path), ReplaceWords(words, edit.by), span=span)


def _closest(words: str, by: str) -> Iterator[Operation]:
    """What an edit may have been, before words were added around it to quote them."""
    old, new = tokens(words), tokens(by)
    first = last = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    gone = "".join(old[first : len(old) - last]).strip()
    come = "".join(new[first : len(new) - last]).strip()
    head, tail = "".join(old[:first]).strip(), "".join(old[len(old) - last :]).strip()
    if come and not gone:
        yield AppendWords(come)
        yield PrependWords(come)
        if _ANCHOR.search(head):
            yield InsertWords(head, come)
        if _ANCHOR.search(tail):
            yield InsertWords(tail, come, before=True)
    if gone and not come and _WORD.search(gone):
        yield DeleteWords(gone)
    if gone and come and _WORD.search(gone):
        yield ReplaceWords(gone, come)
