"""What changed between two texts of an article: paragraph by paragraph, then word by word in those reworded.

Nothing is shown here, and no instruction is written (amend_write.py).
Next: diff_show.py for text, HTML and JSON; identity.py for a paragraph across many versions.
"""

from __future__ import annotations

import bisect
import enum
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from bonusage.law.diff_align import aligned, rising
from bonusage.law.structure import read_label
from bonusage.law.words import loose_key, matched


class Kind(enum.StrEnum):
    """What became of a paragraph. MOVED: the same words, elsewhere or under another number; RELABELLED: the same words
    at the same rank, only the label differs."""

    SAME = "same"
    MOVED = "moved"
    RELABELLED = "relabelled"
    REWORDED = "reworded"
    INSERTED = "inserted"
    DELETED = "deleted"


class Piece(NamedTuple):
    """Words kept ('='), taken away ('-') or put in ('+')."""

    sign: str
    text: str


class Change(NamedTuple):
    """One paragraph: its number from 0 on each side (None: it is not there) and its text on each side ('' likewise).

    `pieces` give both texts back, word for word, when the two texts differ; else ().
    """

    kind: Kind
    before: int | None
    after: int | None
    old: str
    new: str
    pieces: tuple[Piece, ...] = ()


ALIKE = 500
"""Two paragraphs are one, reworded, when so many thousandths of their words are common."""
ALIKE_AFAR = 700
"""The same for paragraphs that do not stand in the same gap between two unchanged ones."""
SMALL_GAP = 2_500
"""A gap where every paragraph is compared with every other: the product of its two lengths."""
RARE = 5
"""Beyond such a gap, paragraphs are compared when they share a word that no more than this many others have."""

_TOKEN = re.compile(r"(?:LO|[LRDA])\. ?\*{0,2} ?\d+(?:-\d+)*(?![\w-])|[^\W_]+(?:-[^\W_]+)*'?|\s+|[^\w\s]|_")
_WORD = re.compile(r"\d+|[^\W\d_]{4,}")
_ANY = re.compile(r"\w+")


def tokens(text: str) -> tuple[str, ...]:
    """The words, spaces and signs of a text; joined, they give it back. A hyphen is a letter, an apostrophe ends a word;
    'L. 162-5' is one word."""
    flat = matched(text)
    return tuple(text[found.start() : found.end()] for found in _TOKEN.finditer(flat))


def diff(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[Change, ...]:
    """The changes from one list of lines to the other, in the order of `after`, what is deleted where it stood.

    `apply_changes(before, diff(before, after)) == after`. Lines that are equal are found by hash; the others are paired
    by their words without label, then by likeness.
    """
    if before == after:
        return tuple(Change(Kind.SAME, at, at, text, text) for at, text in enumerate(before))
    return _listed(before, after, _Pairing(before, after).pairs)


def apply_changes(before: tuple[str, ...], changes: Iterable[Change]) -> tuple[str, ...]:
    """The text after the changes. ValueError when the changes were not made from this text."""
    lines: dict[int, str] = {}
    for change in changes:
        if change.before is not None and before[change.before : change.before + 1] != (change.old,):
            raise ValueError(f"ces changements ne viennent pas de ce texte (alinéa {change.before + 1})")
        if change.after is None:
            continue
        if change.before is None:
            lines[change.after] = change.new
        elif change.pieces:
            lines[change.after] = "".join(piece.text for piece in change.pieces if piece.sign != "-")
        else:
            lines[change.after] = before[change.before]
    return tuple(lines[at] for at in range(len(lines)))


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The words kept, taken away and put in, from one text to the other; spaces between two changes belong to them."""
    left, right = tokens(old), tokens(new)
    runs: list[tuple[str, str, str]] = []  # kept, taken away, put in
    a1 = b1 = 0
    for a2, b2 in [*aligned(left, right), (len(left), len(right))]:
        gone, come = "".join(left[a1:a2]), "".join(right[b1:b2])
        if gone or come:
            runs.append(("", gone, come))
        if a2 < len(left):
            runs.append((left[a2], "", ""))
        a1, b1 = a2 + 1, b2 + 1
    found: list[Piece] = []
    for kept, gone, come in _joined(runs):
        found += [Piece(sign, text) for sign, text in (("=", kept), ("-", gone), ("+", come)) if text]
    return tuple(found)


def _joined(runs: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Runs of the same nature made one; words kept that hold no letter between two changes go into the change."""
    found: list[tuple[str, str, str]] = []
    for run in runs:
        if found and bool(run[0]) == bool(found[-1][0]):
            found[-1] = (found[-1][0] + run[0], found[-1][1] + run[1], found[-1][2] + run[2])
        else:
            found.append(run)
        if len(found) > 2 and not run[0] and found[-2][0] and not _ANY.search(found[-2][0]):
            last, kept, first = found.pop(), found.pop()[0], found.pop()
            found.append(("", first[1] + kept + last[1], first[2] + kept + last[2]))
    return found


def bare(text: str) -> str:
    """The words of a line without its label, in the form in which they are compared."""
    label = read_label(text)
    return matched(text)[label.begins if label else 0 :].strip()


def is_tombstone(text: str) -> bool:
    """'3° (Abrogé)': a label and nothing else, or nothing at all."""
    return not loose_key(bare(text))


def alikeness(old: frozenset[str], new: frozenset[str]) -> int:
    """Thousandths of the words of two paragraphs that they share; a long one that holds a short one is alike too."""
    if not old or not new:
        return 0
    common = len(old & new)
    least = min(len(old), len(new))
    held = 1000 * common // least
    alike = 2000 * common // (len(old) + len(new))
    return max(alike, held - 300) if held >= 800 and least >= 8 else alike


def telling(text: str) -> frozenset[str]:
    """The words by which a paragraph is known: numbers and words of four letters, or all when it has none."""
    flat = bare(text).casefold()
    return frozenset(_WORD.findall(flat) or _ANY.findall(flat))


class _Pairing:
    """Which paragraph before is which paragraph after: `pairs` from one number to the other."""

    def __init__(self, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        self.before, self.after = before, after
        self.pairs = dict(aligned(before, after))
        self._equal(str)
        self._equal(lambda text: "" if is_tombstone(text) else bare(text))
        self.telling_before = {at: telling(before[at]) for at in self._left()}
        self.telling_after = {at: telling(after[at]) for at in self._right()}
        for left, right in self._gaps():
            if left and right and len(left) * len(right) <= SMALL_GAP:
                self._reworded_in(left, right)
        self._reworded_afar()

    def _left(self) -> list[int]:
        return [at for at in range(len(self.before)) if at not in self.pairs]

    def _right(self) -> list[int]:
        taken = set(self.pairs.values())
        return [at for at in range(len(self.after)) if at not in taken]

    def _equal(self, key: Callable[[str], str]) -> None:
        """Pairs what is left and has the same key, in order; an empty key is no key."""
        waiting: dict[str, list[int]] = defaultdict(list)
        for at in reversed(self._right()):
            waiting[key(self.after[at])].append(at)
        for at in self._left():
            same = key(self.before[at])
            if same and waiting.get(same):
                self.pairs[at] = waiting[same].pop()

    def _gaps(self) -> Iterable[tuple[list[int], list[int]]]:
        """What is left, between the paragraphs that kept their order."""
        kept = rising(sorted(self.pairs.items()))
        gaps: list[tuple[list[int], list[int]]] = [([], []) for _ in range(len(kept) + 1)]
        firsts, seconds = [one for one, _ in kept], [one for _, one in kept]
        for at in self._left():
            gaps[bisect.bisect_left(firsts, at)][0].append(at)
        for at in self._right():
            gaps[bisect.bisect_left(seconds, at)][1].append(at)
        return gaps

    def _likeness(self, old: int, new: int) -> int:
        """In thousandths; the same label speaks for a pair, and makes one of a paragraph and its tombstone."""
        one, other = read_label(self.before[old]), read_label(self.after[new])
        same = one is not None and other is not None and one.step == other.step != "-"
        if same and is_tombstone(self.before[old]) != is_tombstone(self.after[new]):
            return ALIKE
        return alikeness(self.telling_before[old], self.telling_after[new]) + (100 if same else 0)

    def _reworded_in(self, left: list[int], right: list[int]) -> None:
        """The pairs of a small gap that rise on both sides and are the most alike together."""
        best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
        alike = [[self._likeness(old, new) for new in right] for old in left]
        for row in range(len(left) - 1, -1, -1):
            for column in range(len(right) - 1, -1, -1):
                pair = alike[row][column]
                paired = pair + best[row + 1][column + 1] if pair >= ALIKE else 0
                best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
        row = column = 0
        while row < len(left) and column < len(right):
            if best[row][column] == best[row + 1][column]:
                row += 1
            elif best[row][column] == best[row][column + 1]:
                column += 1
            else:
                self.pairs[left[row]] = right[column]
                row, column = row + 1, column + 1

    def _reworded_afar(self) -> None:
        """Paragraphs reworded and moved, or in a large gap: those that share a rare word, the most alike first."""
        left, right = self._left(), self._right()
        holders: dict[str, list[int]] = defaultdict(list)
        for new in right:
            for word in self.telling_after[new]:
                holders[word].append(new)
        found = set()
        for old in left:
            seen: dict[int, int] = defaultdict(int)
            for word in self.telling_before[old]:
                for new in holders.get(word, ()) if len(holders.get(word, ())) <= RARE else ():
                    seen[new] += 1
            for new in sorted(seen, key=lambda one: (-seen[one], one))[:RARE]:
                if (alike := self._likeness(old, new)) >= ALIKE_AFAR:
                    found.add((-alike, old, new))
        taken: set[int] = set()
        for _, old, new in sorted(found):
            if old not in self.pairs and new not in taken:
                self.pairs[old] = new
                taken.add(new)


def _kind(old: str, new: str, before: int, after: int, in_order: bool) -> Kind:
    if old == new:
        return Kind.SAME if in_order else Kind.MOVED
    if bare(old) != bare(new) or is_tombstone(old):
        return Kind.REWORDED
    return Kind.RELABELLED if in_order and before == after else Kind.MOVED


def _listed(before: tuple[str, ...], after: tuple[str, ...], pairs: dict[int, int]) -> tuple[Change, ...]:
    in_order = dict(rising(sorted(pairs.items())))
    origin = {new: old for old, new in pairs.items()}
    found: list[Change] = []
    told = 0  # paragraphs before this one are told when they are deleted

    def deleted(until: int) -> None:
        nonlocal told
        for at in range(told, until):
            if at not in pairs:
                found.append(Change(Kind.DELETED, at, None, before[at], ""))
        told = max(told, until)

    for at, new in enumerate(after):
        source = origin.get(at)
        if source is None:
            found.append(Change(Kind.INSERTED, None, at, "", new))
            continue
        kept_place = source in in_order
        if kept_place:
            deleted(source)
        old = before[source]
        pieces = () if old == new else word_pieces(old, new)
        found.append(Change(_kind(old, new, source, at, kept_place), source, at, old, new, pieces))
    deleted(len(before))
    return tuple(found)
