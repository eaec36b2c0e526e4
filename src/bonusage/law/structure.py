"""The lines of an article: each new line is a paragraph (alinéa), as Parliament counts; some open an item by a label.

Circulaire du 20 octobre 2000 (NOR PRMX0004462C): dashes, numbers and quotes begin a paragraph like any other line.
No address is resolved here. Next: places.py, from a path to the lines it means and back.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from bonusage.law.numerals import LATIN_WORD, latin_rank, read_roman
from bonusage.law.words import matched

ROMAN, CAPITAL, NUMBER, LETTER, SMALL_ROMAN, DASH = range(6)
"""Kinds of label, from the widest item to the narrowest, when nothing else tells which holds which."""

_END = r"(?=\s|$|\()"
_LABELS = (
    (
        ROMAN,
        re.compile(rf"(?P<n>[IVX]+)(?: ?(?P<latin>{LATIN_WORD}))?(?: (?P<cap>[A-Z]))?\s?(?:\.\s?-+|-|\.(?=\s))\s*"),
    ),
    (CAPITAL, re.compile(rf"(?P<n>[A-HJ-U])(?: ?(?P<latin>{LATIN_WORD}))?\s?(?:\.\s?-+)\s*")),
    (
        NUMBER,
        re.compile(
            rf"(?P<n>\d{{1,3}})\s?°(?:\s?\))?(?:\s?(?P<latin>{LATIN_WORD})\b)?(?: (?P<cap>[A-Z])(?=\s+[A-ZÀ-Ý(]))?(?P<gap>\s*)"
        ),
    ),
    (NUMBER, re.compile(r"(?P<n>\d{1,3})\s?(?P<close>\))(?P<latin>)" + _END + r"\s*")),
    (LETTER, re.compile(rf"(?P<n>([a-z])\2?)(?: (?P<latin>{LATIN_WORD}))?\s?\)" + _END + r"\s*")),
    (DASH, re.compile(r"(?P<n>-+|•|\*)(?=\s|[a-zà-ÿ(\"])\s*")),
)
_SMALL_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")


class Label(NamedTuple):
    """What opens an item: its kind, its canonical step ('13°', '2° bis', 'a)', 'I', '-'), its rank, where its text begins."""

    kind: int
    step: str
    rank: tuple[int, int, str]
    begins: int


class Paragraph(NamedTuple):
    """A line of an article: its number from 1, its label or '', the items that hold it, its rank in the innermost one.

    `steps` are the labels of the open items, outermost first; `intro` the number of the line that introduces the list
    of the innermost item (0: none); `uncertain` says that the text cannot tell whether the line belongs to the item.
    """

    n: int
    label: str
    steps: tuple[str, ...]
    first: int
    intro: int
    text: str
    uncertain: bool = False


class _Open(NamedTuple):
    kind: int
    step: str
    rank: tuple[int, int, str]
    first: int
    intro: int


@functools.lru_cache(maxsize=8192)
def read_label(text: str) -> Label | None:
    """The label that opens a line, or None. '1° Après' is item 1°, not '1° A'; 'L. 162-5' opens nothing."""
    line = matched(text)
    for kind, pattern in _LABELS:
        found = pattern.match(line)
        if not found:
            continue
        if kind == DASH:
            return Label(DASH, "-", (0, 0, ""), found.end())
        number, latin = found["n"], found["latin"] or ""
        cap = found.groupdict().get("cap") or ""
        rest = (f" {latin}" if latin else "") + (f" {cap}" if cap else "")
        if kind == ROMAN:
            value = read_roman(number)
            if value:
                return Label(ROMAN, number + rest, (value, latin_rank(latin), cap), found.end())
        elif kind == CAPITAL:
            return Label(CAPITAL, number + rest, (ord(number), latin_rank(latin), cap), found.end())
        elif kind == NUMBER:
            closed = ")" if found.groupdict().get("close") else "°"
            return Label(NUMBER, number + closed + rest, (int(number), latin_rank(latin), cap), found.end())
        else:
            order = sum((ord(one) - 96) * 26**at for at, one in enumerate(reversed(number)))
            return Label(
                LETTER, f"{number}{f' {latin}' if latin else ''})", (order, latin_rank(latin), ""), found.end()
            )
    return None


def _follows(rank: tuple[int, int, str], before: tuple[int, int, str]) -> bool:
    """Does this label come later in the same list?"""
    return rank > before


def _begins(label: Label) -> bool:
    return label.rank[0] in (1, ord("A"))


def _small(label: Label, opened: list[_Open]) -> Label:
    """'i)' after 'h)' is a letter; elsewhere a small Roman numeral."""
    number = label.step.split(")")[0].split(" ")[0]
    if label.kind != LETTER or not _SMALL_ROMAN.fullmatch(number):
        return label
    before = next((one for one in reversed(opened) if one.kind == LETTER), None)
    if before and label.rank[0] == before.rank[0] + 1:
        return label
    value = read_roman(number.upper()) or 0
    small = next((one for one in reversed(opened) if one.kind == SMALL_ROMAN), None)
    if (small and _follows((value, label.rank[1], ""), small.rank)) or (value == 1 and (before or len(number) == 1)):
        return label._replace(kind=SMALL_ROMAN, rank=(value, label.rank[1], ""))
    return label


def _place(label: Label, opened: list[_Open], colon: bool) -> int:
    """How many of the open items still hold a line that this label opens."""
    for depth in range(len(opened) - 1, -1, -1):
        if opened[depth].kind == label.kind:
            nested = _begins(label) and colon and label.kind != DASH and depth == len(opened) - 1
            return depth + 1 if nested else depth
    depth = len(opened)
    while depth and not colon and opened[depth - 1].kind > label.kind:
        depth -= 1
    return depth


class _Outliner:
    """Reads the lines in order; keeps the items that are open and the dashes counted in each."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.texts = texts
        self.labels: list[Label | None] = [read_label(text) for text in texts]
        self.opened: list[_Open] = []
        self.intro: list[int] = [0]
        self.dashes: dict[tuple[int, ...], int] = {}
        self.next_label = [self._next_labels(kind) for kind in range(6)]

    def _next_labels(self, kind: int) -> list[Label | None]:
        """For each line, the first label from there on that is as wide as `kind`, or wider: read once, from the end."""
        found: list[Label | None] = [None] * (len(self.texts) + 1)
        for at in range(len(self.texts) - 1, -1, -1):
            label = self.labels[at]
            found[at] = label if label is not None and label.kind <= kind else found[at + 1]
        return found

    def line(self, at: int) -> Paragraph:
        """The paragraph of a line, once those before it were read."""
        label = self.labels[at]
        return self._plain(at) if label is None else self._labelled(at, label)

    def _labelled(self, at: int, label: Label) -> Paragraph:
        label = _small(label, self.opened)
        colon = at > 0 and matched(self.texts[at - 1]).rstrip().endswith(":")
        depth = _place(label, self.opened, colon)
        same = depth < len(self.opened) and self.opened[depth].kind == label.kind
        intro = self.intro[depth]
        if same and not (_begins(label) and label.kind != DASH):
            intro = self.opened[depth].intro
        del self.opened[depth:], self.intro[depth + 1 :]
        step = label.step
        if label.kind == DASH:
            key = (*(one.first for one in self.opened), -1, intro)
            self.dashes[key] = self.dashes.get(key, 0) + 1
            step = f"-{self.dashes[key]}"
        self.opened.append(_Open(label.kind, step, label.rank, at + 1, intro))
        self.intro.append(at + 1)
        return self._paragraph(at, step, False)

    def _plain(self, at: int) -> Paragraph:
        """A line without label: in the item whose list goes on after it; once the list ended, in what holds the list.

        'I' and 'II' divide the whole article and hold what follows them. Where only punctuation tells, it is uncertain.
        """
        uncertain = False
        ended = matched(self.texts[at - 1]).rstrip(' "')
        depth = len(self.opened)
        while depth:
            item = self.opened[depth - 1]
            if item.kind in (ROMAN, CAPITAL) or (item.kind != DASH and self._goes_on(at, item)):
                break
            outer = any(one.kind in (ROMAN, CAPITAL) or self._goes_on(at, one) for one in self.opened[: depth - 1])
            over = ended.endswith(".") or (ended.endswith(";") and (item.kind == DASH or outer))
            uncertain = uncertain or item.kind != DASH
            if not over:
                break
            depth -= 1
        del self.opened[depth:], self.intro[depth + 1 :]
        self.intro[-1] = at + 1
        return self._paragraph(at, "", uncertain)

    def _goes_on(self, at: int, item: _Open) -> bool:
        """Does a later label of the same list come before a wider one?"""
        label = self.next_label[item.kind][at + 1]
        return label is not None and label.kind == item.kind and _follows(label.rank, item.rank)

    def _paragraph(self, at: int, label: str, uncertain: bool) -> Paragraph:
        steps = tuple(one.step for one in self.opened)
        first = self.opened[-1].first if self.opened else 0
        intro = self.opened[-1].intro if self.opened else 0
        return Paragraph(at + 1, label, steps, first, intro, self.texts[at], uncertain)


@functools.lru_cache(maxsize=512)
def outline(texts: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs of an article, in order, from its lines."""
    reader = _Outliner(texts)
    return tuple(reader.line(at) for at in range(len(texts)))


_STOP = re.compile(r"[.!?…](?=[\"»)\s]*\s+[\"«(]*[A-ZÀ-ÝŒ0-9])")
_SHORT = re.compile(
    r"(?:^|[\s(\"'])(?:[A-Z]|[A-Z]\.[A-Z]|art|al|n|p|cf|M|MM|Mme|etc|R\*+|chap|J\.O|JO|ex)$", re.IGNORECASE
)


_CLOSING = re.compile(r"(?:\s*[»”]|[\")])+")


def _past_closing(text: str, end: int) -> int:
    """A sentence holds the quotes and brackets that close after its stop."""
    found = _CLOSING.match(text, end)
    return found.end() if found else end


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph, as (start, end) in it; the label is outside the first one.

    'L. 162-5', 'art.' and 'n.' end nothing.
    """
    label = read_label(text)
    start, found = label.begins if label else 0, []
    line = matched(text)
    for stop in _STOP.finditer(line, start):
        if stop[0] == "." and _SHORT.search(line[start : stop.start()]):
            continue
        end = _past_closing(text, stop.end())
        found.append((start, end))
        start = end + len(line[end:]) - len(line[end:].lstrip())
    if start < len(text.rstrip()) or not found:
        found.append((start, len(text.rstrip())))
    return tuple(found)
