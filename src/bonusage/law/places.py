"""From a path to the lines it means, and from lines to their path: unique, or a failure that lists the choices.

No words are read here; labels are structure.py's.
Next: address.py for the written form.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bonusage.law.failure import Ambiguous, NoSuchPlace, NotFound
from bonusage.law.structure import Paragraph, sentences
from bonusage.law.words import matched

_COUNTED = re.compile(r"(al|ph|-(?=-))(-?[1-9]\d*)")
_QUOTED = re.compile(r'"(?P<words>[^"]+)"(?:\((?P<rank>[1-9]\d*)\))?')


class Place(NamedTuple):
    """Lines `first` included to `last` excluded, from 0; `span` (start, end) when it is a part of the one line `first`."""

    first: int
    last: int
    span: tuple[int, int] | None = None


class _Where(NamedTuple):
    """How far a path has led: lines, the labels open there, the line chosen by its number when it introduces a list."""

    first: int
    last: int
    steps: tuple[str, ...]
    intro: int
    span: tuple[int, int] | None = None


class _Several(NamedTuple):
    """Lines that bear the same label, where only one was expected."""

    step: str
    lines: tuple[int, ...]


def resolve(paragraphs: tuple[Paragraph, ...], path: tuple[str, ...]) -> Place | Ambiguous | NoSuchPlace | NotFound:
    """The lines that a path means, outermost step first; () is the whole article.

    `alN` counts from the first line of what holds it (-1 is the last); a label is looked for among the items of what
    holds it, then deeper; two items of that label are Ambiguous, never the first one. `--1` is the last dash of a list,
    and Ambiguous where there are two lists of dashes.
    """
    found = _lead(paragraphs, path)
    if isinstance(found, _Several):
        return Ambiguous(found.step, len(found.lines), tuple("/".join(path_of(paragraphs, at)) for at in found.lines))
    return found


def _lead(
    paragraphs: tuple[Paragraph, ...], path: tuple[str, ...]
) -> Place | Ambiguous | NoSuchPlace | NotFound | _Several:
    where = _Where(0, len(paragraphs), (), 0)
    for index, step in enumerate(path):
        if where.span is not None and not step.startswith('"'):
            return NoSuchPlace("/".join(path[: index + 1]))
        found = _step(paragraphs, where, step)
        if found is None:
            return NoSuchPlace("/".join(path[: index + 1]))
        if isinstance(found, Ambiguous | NotFound | _Several):
            return found
        where = found
    return Place(where.first, where.last, where.span)


def _step(
    paragraphs: tuple[Paragraph, ...], where: _Where, step: str
) -> _Where | Ambiguous | NotFound | _Several | None:
    if counted := _COUNTED.fullmatch(step):
        rank = int(counted[2])
        if counted[1] == "-":
            return _dash_from_last(paragraphs, where, rank)
        return _line(paragraphs, where, rank) if counted[1] == "al" else _sentence(paragraphs, where, rank)
    if quoted := _QUOTED.fullmatch(step):
        return _words(paragraphs, where, quoted["words"], int(quoted["rank"] or 0))
    return _item(paragraphs, where, step)


def _line(paragraphs: tuple[Paragraph, ...], where: _Where, rank: int) -> _Where | None:
    at = where.first + rank - 1 if rank > 0 else where.last + rank
    if not where.first <= at < where.last:
        return None
    return _Where(at, at + 1, paragraphs[at].steps, at + 1)


def _sentence(paragraphs: tuple[Paragraph, ...], where: _Where, rank: int) -> _Where | None:
    spans = [(at, span) for at in range(where.first, where.last) for span in sentences(paragraphs[at].text)]
    if not -len(spans) <= (rank - 1 if rank > 0 else rank) < len(spans):
        return None
    at, span = spans[rank - 1 if rank > 0 else rank]
    return _Where(at, at + 1, paragraphs[at].steps, 0, span)


def _words(paragraphs: tuple[Paragraph, ...], where: _Where, words: str, rank: int) -> _Where | Ambiguous | NotFound:
    found = []
    for at in range(where.first, where.last):
        start, end = where.span or (0, len(paragraphs[at].text))
        line = matched(paragraphs[at].text)
        begin = line.find(matched(words), start, end)
        while begin >= 0:
            found.append(_Where(at, at + 1, paragraphs[at].steps, 0, (begin, begin + len(words))))
            begin = line.find(matched(words), begin + 1, end)
    if not found or rank > len(found):
        return NotFound(words)
    if len(found) > 1 and not rank:
        return Ambiguous(words, len(found), tuple(f'"{words}"({at})' for at in range(1, len(found) + 1)))
    return found[max(rank - 1, 0)]


def _item(paragraphs: tuple[Paragraph, ...], where: _Where, step: str) -> _Where | _Several | None:
    """The item of this label: in the list that the line introduces, among the direct items, then among deeper ones."""
    return _only(paragraphs, where, step, [one for one in _items(paragraphs, where) if one.label == step])


def _dash_from_last(paragraphs: tuple[Paragraph, ...], where: _Where, rank: int) -> _Where | _Several | None:
    """The dash of this rank from the last of its list (-1), found where an item is."""
    lists: dict[tuple[int, tuple[str, ...]], list[Paragraph]] = {}
    for one in _items(paragraphs, where):
        if one.label.startswith("-"):
            lists.setdefault((one.intro, one.steps[:-1]), []).append(one)
    named = [dashes[rank] for dashes in lists.values() if len(dashes) >= -rank]
    return _only(paragraphs, where, f"-{rank}", named)


def _items(paragraphs: tuple[Paragraph, ...], where: _Where) -> list[Paragraph]:
    if where.intro:
        return [one for one in paragraphs if one.label and one.intro == where.intro]
    return [one for one in paragraphs[where.first : where.last] if one.label]


def _only(
    paragraphs: tuple[Paragraph, ...], where: _Where, step: str, named: list[Paragraph]
) -> _Where | _Several | None:
    """Of the items that a step names, the direct ones, else the deeper ones: one, or several."""
    chosen = [one for one in named if one.steps[:-1] == where.steps] or named
    if not chosen:
        return None
    if len(chosen) > 1:
        return _Several(step, tuple(one.n - 1 for one in chosen))
    only = chosen[0]
    return _Where(only.n - 1, _end(paragraphs, only), only.steps, 0)


def _end(paragraphs: tuple[Paragraph, ...], item: Paragraph) -> int:
    """The first line after an item."""
    depth, at = len(item.steps), item.n
    while at < len(paragraphs):
        steps = paragraphs[at].steps
        if steps[:depth] != item.steps or (len(steps) == depth and paragraphs[at].label):
            break
        at += 1
    return at


def path_of(paragraphs: tuple[Paragraph, ...], at: int) -> tuple[str, ...]:
    """The canonical path of one line: by labels when they lead to it alone, then through the line that introduces its
    list (`al3/-1`), else by its number (`al12`). `resolve` leads back to it."""
    line = paragraphs[at]
    counted = (f"al{line.n}",)
    if not line.steps:
        return counted
    item = paragraphs[line.first - 1]
    rank = (f"al{line.n - item.n + 1}",) if _end(paragraphs, item) - item.n + 1 > 1 else ()
    forms = [(*line.steps, *rank)]
    if item.intro:
        forms.append((f"al{item.intro}", line.steps[-1], *rank))
    if line.steps[-1].startswith("-"):
        forms.reverse()
    return next((form for form in forms if _lead(paragraphs, form) == Place(at, at + 1)), counted)


def path_of_place(paragraphs: tuple[Paragraph, ...], place: Place) -> tuple[str, ...]:
    """The canonical path of a place: of its line, of the item it fills, or of its sentence; () for the whole article."""
    if place.span is not None:
        held = sentences(paragraphs[place.first].text)
        if place.span in held:
            return (*path_of(paragraphs, place.first), f"ph{held.index(place.span) + 1}")
        start, end = place.span
        words = paragraphs[place.first].text[start:end]
        before = matched(paragraphs[place.first].text)[: end - 1].count(matched(words))
        return (*path_of(paragraphs, place.first), f'"{words}"({before + 1})')
    if place.last == place.first + 1:
        return path_of(paragraphs, place.first)
    if (place.first, place.last) == (0, len(paragraphs)):
        return ()
    item = paragraphs[place.first]
    for form in (item.steps, (f"al{item.intro}", *item.steps[-1:])):
        if _lead(paragraphs, form) == place:
            return form
    raise ValueError(f"ces lignes ne font pas un endroit : {place}")
