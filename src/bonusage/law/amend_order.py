"""An operation on a target, and what every verb needs to make one: ranges, shares of quoted lines, edges.

The verbs are in amend_orders.py and amend_orders_add.py.
Next: amend_orders.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bonusage.law.amend_before import Before, Item
from bonusage.law.amend_context import headed, kind_of
from bonusage.law.amend_model import Operation, RewriteRest, RewriteStart, Target
from bonusage.law.amend_objects import Objects, Part
from bonusage.law.amend_place import NUMBER, PREFIX, ROMAN
from bonusage.law.amend_quotes import without_article_head
from bonusage.law.numerals import canonical_number, read_roman, roman
from bonusage.law.structure import read_label


class Order(NamedTuple):
    """An operation on a target, and what is not sure."""

    target: Target
    operation: Operation
    warnings: tuple[str, ...] = ()


class Clause(NamedTuple):
    """A clause with its places settled: `places` where, `subject` what (() when no place is the subject)."""

    before: Before
    objects: Objects
    places: tuple[Target, ...]
    subject: tuple[Target, ...]
    anchors: tuple[Target, ...]
    warnings: tuple[str, ...]
    said: bool
    """A place is named in this clause."""


def words_of(item: Item) -> str:
    return " ".join(item.lines)


def one_anchor(before: Before) -> bool:
    """No « après le mot X », or one of one quotation that every occurrence is not asked of."""
    counted = any(isinstance(item.which, int) for item in (*before.items, *before.anchors))
    return not before.anchors or (len(before.anchors) == 1 and not counted and not isinstance(before.which, int))


def beside_anchor(before: Before, words: str) -> str:
    """« Après le mot X, le mot Y est remplacé »: Y with the X that stands before it ('avant': after it)."""
    if not before.anchors:
        return words
    anchor = words_of(before.anchors[0])
    first, second = (words, anchor) if before.anchored_before else (anchor, words)
    tight = not first or not second or second[0] in ",.)" or first[-1] in "'’("
    return f"{first}{second}" if tight else f"{first} {second}"


def names_a_text(before: Before) -> bool:
    """Is a place of the clause a code, a law or a heading, without an article?"""
    groups = [headed(group) for group in (before.places, before.subject) if group]
    spots = [spot for group in groups for phrase in group.spots for spot in phrase]
    return any(not spot.units and not spot.article and not spot.same_article and not spot.edge for spot in spots)


def which_of(clause: Clause, item: Item) -> tuple[str | int, int]:
    if item.which != "all":
        return item.which, item.times
    if clause.before.which != "all":
        return clause.before.which, 0
    return clause.objects.which, clause.objects.times


def count_warning(part: Part) -> tuple[str, ...]:
    found = sum(len(item.lines) for item in part.items)
    return (f"{part.announced} alinéas annoncés, {found} cités",) if part.announced and part.announced != found else ()


def canonical(printed: str) -> str:
    try:
        return canonical_number(printed)
    except ValueError:
        return ""


def consecutive(step: str, following: str) -> bool:
    kind = kind_of(step)
    if kind != kind_of(following):
        return False
    if kind in PREFIX:
        prefix = PREFIX[kind]
        return int(following.removeprefix(prefix)) == int(step.removeprefix(prefix)) + 1
    if kind == NUMBER:
        return step.endswith("°") and following.endswith("°") and int(following[:-1]) == int(step[:-1]) + 1
    if kind == ROMAN:
        return (read_roman(following) or 0) == (read_roman(step) or -9) + 1
    return len(step) == len(following) and ord(following[0]) == ord(step[0]) + 1 and step[1:] == following[1:]


def block(targets: tuple[Target, ...]) -> Target | None:
    """One target for places that follow one another ('les deuxième et troisième alinéas'); None when they do not."""
    first = targets[0]
    for target in targets[1:]:
        before = (first.until or first.path)[-1:]
        same = target._replace(path=(), until=()) == first._replace(path=(), until=())
        if not before or not target.path or target.until or not same or target.path[:-1] != first.path[:-1]:
            return None
        if not consecutive(before[0], target.path[-1]):
            return None
        first = first._replace(until=target.path)
    return first


def steps_of(first: str, last: str) -> list[str]:
    """'3°' to '5°' -> 3°, 4°, 5°; [] when the range cannot be counted."""
    if not last:
        return [first]
    kind = kind_of(first)
    if kind in PREFIX:
        prefix = PREFIX[kind]
        return [
            f"{prefix}{rank}" for rank in range(int(first.removeprefix(prefix)), int(last.removeprefix(prefix)) + 1)
        ][:99]
    if kind == NUMBER and first.endswith("°") and last.endswith("°"):
        return [f"{rank}°" for rank in range(int(first[:-1]), int(last[:-1]) + 1)][:99]
    if kind == ROMAN and read_roman(first) and read_roman(last):
        return [roman(rank) for rank in range(read_roman(first) or 0, (read_roman(last) or 0) + 1)]
    if len(first) == 2 and len(last) == 2:
        return [f"{chr(rank)})" for rank in range(ord(first[0]), ord(last[0]) + 1)]
    return []


def each_of(target: Target) -> list[Target]:
    if not target.until:
        return [target]
    steps = steps_of(target.path[-1], target.until[-1])
    return [target._replace(path=(*target.path[:-1], step), until=()) for step in steps]


def edge_rewritten(clause: Clause, words: str) -> list[Order] | None:
    """« Après le mot X, la fin … », « Avant le mot X, le début … »."""
    edges = {target.edge for target in clause.subject}
    anchors = clause.before.anchors
    if len(edges) != 1 or len(anchors) > 1 or clause.before.items or clause.anchors:
        return None
    anchor = words_of(anchors[0]) if anchors else ""
    targets = [target._replace(edge="") for target in clause.subject]
    words = " ".join(without_article_head((words,))[0]) if all(not target.path for target in targets) else words
    if edges == {"end"} and not (anchor and clause.before.anchored_before):
        return [Order(target, RewriteRest(anchor, words)) for target in targets] if anchor or words else None
    if edges == {"start"} and (not anchor or clause.before.anchored_before):
        return [Order(target, RewriteStart(anchor, words)) for target in targets] if anchor or words else None
    return None


def shared_out(
    targets: tuple[Target, ...], lines: tuple[str, ...], make: Callable[[tuple[str, ...]], Operation]
) -> list[Order] | None:
    """Quoted paragraphs given to the places they rewrite: all to one, or one share to each by labels or article heads."""
    if len(targets) == 1:
        target = targets[0]
        if target.path:
            return [Order(target, make(lines))]
        text, printed = without_article_head(lines)
        if any(without_article_head((line,))[1] for line in lines[1:]):
            return None
        wrong = bool(printed) and bool(target.article) and canonical(printed) != target.article
        return [Order(target, make(text), (f"les lignes citées sont celles de l'article {printed}",) if wrong else ())]
    shares: list[list[str]] = []
    for line in lines:
        label = read_label(line)
        head = without_article_head((line,))[1]
        at = len(shares)
        if at < len(targets):
            expected = targets[at]
            starts = (label and expected.path[-1:] == (label.step,)) or (
                not expected.path and head and canonical(head) == expected.article
            )
            if starts:
                shares.append([line])
                continue
        if not shares:
            break
        shares[-1].append(line)
    if len(shares) == len(targets):
        given = [tuple(share) for share in shares]
    elif len(lines) == len(targets) and all(one.path and not one.until for one in targets):
        given = [(line,) for line in lines]
    else:
        return None
    texts = [
        lines if target.path else without_article_head(lines)[0] for target, lines in zip(targets, given, strict=True)
    ]
    return [Order(target, make(text)) for target, text in zip(targets, texts, strict=True)]
