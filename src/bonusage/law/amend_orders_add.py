"""The verbs that add: complété par, inséré, ajouté, précédé, suivi.

What does not fit gives nothing.
Next: amend_orders.py for the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bonusage.law.amend_context import kind_of
from bonusage.law.amend_model import (
    AppendLines,
    AppendSentences,
    AppendWords,
    Create,
    InsertLines,
    InsertSentences,
    InsertWords,
    Operation,
    PrependWords,
    Target,
)
from bonusage.law.amend_objects import Part
from bonusage.law.amend_order import Clause, Order, canonical, count_warning, which_of, words_of
from bonusage.law.amend_place import LINE, SENTENCE
from bonusage.law.amend_quotes import without_article_head
from bonusage.law.structure import read_label

AT_THE_END = "ajout lu à la fin du lieu nommé"


def completed(clause: Clause) -> list[Order] | None:
    before = clause.before
    targets = clause.subject or (clause.places if before.places else ())
    if not targets or before.items or before.anchors or clause.anchors or not clause.objects.parts:
        return None
    if clause.objects.respectively:
        return None
    made: list[Order] = []
    for target in targets:
        for part in clause.objects.parts:
            put = _appended(target._replace(edge=""), part)
            if put is None:
                return None
            made += put
    return made


def _appended(target: Target, part: Part) -> list[Order] | None:
    narrow = kind_of(target.path[-1]) if target.path else -1
    lines = tuple(line for item in part.items for line in item.lines)
    if part.sort == "words":
        return [Order(target, AppendWords(words_of(item))) for item in part.items]
    if part.sort == "sentences":
        return [Order(target, AppendSentences(" ".join(lines)))]
    if part.sort == "article":
        return _created(target, part, "", False)
    if narrow == SENTENCE:
        return None
    if part.sort == "direct" and narrow == LINE:
        return None  # 'le premier alinéa est ainsi complété': words, a sentence or a paragraph, nothing tells
    if part.sort == "both":
        if len(lines) != part.announced:
            return None
        return [Order(target, AppendSentences(lines[0])), Order(target, AppendLines(lines[1:]))]
    return [Order(target, AppendLines(lines), count_warning(part))]


def _created(target: Target, part: Part, beside: str, before: bool) -> list[Order] | None:
    """A new article for each article head of the quoted lines; the lines are its own when there is no head."""
    if target.path:
        return None
    articles: list[tuple[str, list[str]]] = []
    for line in part.items[0].lines:
        (text, *_), printed = without_article_head((line,))
        if printed or not articles:
            articles.append((canonical(printed or part.label), []))
        articles[-1][1].append(text)
    announced = [canonical(one.strip()) for one in re.split(r",| et | à ", part.label)] if part.label else []
    numbers = [number for number, _ in articles]
    if "" in numbers or len(set(numbers)) != len(numbers):
        return None
    warned: tuple[str, ...] = ()
    if announced and (announced[0] != numbers[0] or announced[-1] != numbers[-1]):
        warned = (f"{part.label} annoncé, {', '.join(numbers)} cité",)
    return [
        Order(Target(target.code, number), Create(tuple(lines), beside, before), warned) for number, lines in articles
    ]


def inserted(clause: Clause, at_end: bool = False) -> list[Order] | None:
    """Après le mot, après le premier alinéa, au début, à la fin; nothing when the place is not said.

    `at_end`: the verb itself says 'at the end'."""
    before, parts = clause.before, clause.objects.parts
    if before.items and before.anchors and not parts:
        clause = clause._replace(
            before=before._replace(items=()), objects=clause.objects._replace(parts=(Part("words", before.items),))
        )
        return _inserted_by_words(clause)
    if not parts or before.items:
        return None
    if before.anchors:
        return _inserted_by_words(clause)
    if clause.anchors and clause.subject:
        return None
    made: list[Order] = []
    for part in parts:
        put = _inserted_beside(clause, part) if clause.anchors else _inserted_at(clause, part, at_end)
        if put is None:
            return None
        made += put
    return made


def _inserted_by_words(clause: Clause) -> list[Order] | None:
    """One thing after each anchor, several after one; as many as anchors only when 'respectivement' is said."""
    anchors, parts = clause.before.anchors, clause.objects.parts
    items = [item for part in parts for item in part.items]
    if clause.anchors or any(part.sort != "words" for part in parts):
        return None
    if clause.objects.respectively:
        if len(items) != len(anchors):
            return None
        pairs = list(zip(anchors, items, strict=True))
    elif len(anchors) > 1 and len(items) > 1:
        return None
    else:
        pairs = [(anchor, item) for anchor in anchors for item in items]
    before = clause.before.anchored_before
    return [
        Order(target, InsertWords(words_of(anchor), words_of(item), before, *which_of(clause, anchor)))
        for target in clause.places
        for anchor, item in pairs
    ]


def added(clause: Clause) -> list[Order] | None:
    """'Il est ajouté un 8°': at the end is what it says; 'inséré' without more is only read so."""
    made = inserted(clause, at_end=True)
    if made is None:
        return None
    return [one._replace(warnings=tuple(said for said in one.warnings if said != AT_THE_END)) for one in made]


def _inserted_beside(clause: Clause, part: Part) -> list[Order] | None:
    """Après le premier alinéa, le 3°, l'article L. 1, la première phrase."""
    if len(clause.anchors) != 1:
        return None
    target, before = clause.anchors[0], clause.before.anchored_before
    narrow = kind_of(target.path[-1]) if target.path else -1
    lines = tuple(line for item in part.items for line in item.lines)
    if part.sort == "article" or not target.path:
        return _created(target, part, target.article, before) if part.sort == "article" else None
    if part.sort == "sentences":
        return [Order(target, InsertSentences(" ".join(lines), before))] if narrow == SENTENCE else None
    if part.sort == "words" or narrow == SENTENCE:
        return None
    return [Order(target, InsertLines(lines, before), count_warning(part))]


def _inserted_at(clause: Clause, part: Part, at_end: bool) -> list[Order] | None:
    """Au début, à la fin; or in a place without more, where only additions at the end are read."""
    made: list[Order] = []
    for target in clause.subject or clause.places:
        lines = tuple(line for item in part.items for line in item.lines)
        plain = target._replace(edge="")
        if target.edge == "start":
            if part.sort == "words":
                made += [Order(plain, PrependWords(words_of(item))) for item in part.items]
            elif part.sort == "sentences" and target.path and kind_of(target.path[-1]) == LINE:
                made.append(Order(plain._replace(path=(*target.path, "ph1")), InsertSentences(" ".join(lines), True)))
            elif part.sort == "lines":
                made.append(Order(plain._replace(path=(*target.path, "al1"), until=()), InsertLines(lines, True)))
            else:
                return None
            continue
        if part.sort == "words" and target.edge != "end" and not at_end:
            return None
        if part.sort == "article":
            put = _created(plain, part, "", False)
        elif part.sort == "lines" and part.label and target.edge != "end":
            put = _by_label(plain, part, lines)
        else:
            put = _appended(plain, part)
            if put is not None and target.edge != "end":
                put = [one._replace(warnings=(*one.warnings, AT_THE_END)) for one in put]
        if put is None:
            return None
        made += put
    return made


def _by_label(target: Target, part: Part, lines: tuple[str, ...]) -> list[Order]:
    """'Il est inséré un 3° bis' without saying where: after the 3°, with a warning; else at the end."""
    label = read_label(lines[0])
    if label and " " in label.step.rstrip(")"):
        base = label.step.split(" ")[0] + (")" if label.step.endswith(")") else "")
        said = (f"place déduite du numéro : après {base}",)
        return [Order(target._replace(path=(*target.path, base)), InsertLines(lines), said)]
    return [Order(target, AppendLines(lines), (AT_THE_END,))]


def preceded(clause: Clause) -> list[Order] | None:
    return _at_edge(clause, PrependWords)


def followed(clause: Clause) -> list[Order] | None:
    return _at_edge(clause, AppendWords)


def _at_edge(clause: Clause, make: Callable[[str], Operation]) -> list[Order] | None:
    parts = clause.objects.parts
    if (
        clause.before.items
        or clause.before.anchors
        or not clause.subject
        or len(parts) != 1
        or parts[0].sort != "words"
    ):
        return None
    return [Order(target, make(words_of(item))) for target in clause.subject for item in parts[0].items]
