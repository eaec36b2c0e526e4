"""From the parts of a clause to operations on targets: one function a verb. What does not fit gives nothing.

The French was read by amend_before.py and amend_objects.py; the verbs that add are in amend_orders_add.py.
Next: amend_read.py, which does it for every line of a list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bonusage.law.amend_before import Before
from bonusage.law.amend_context import Context, kind_of, settle
from bonusage.law.amend_model import (
    Create,
    DeleteWords,
    Ratify,
    Remove,
    Renumber,
    Repeal,
    ReplaceByLines,
    ReplaceBySentences,
    ReplaceWords,
    Restore,
    Rewrite,
    Target,
    Transfer,
)
from bonusage.law.amend_objects import Objects
from bonusage.law.amend_order import (
    Clause,
    Order,
    beside_anchor,
    block,
    canonical,
    count_warning,
    each_of,
    edge_rewritten,
    names_a_text,
    one_anchor,
    shared_out,
    steps_of,
    which_of,
    words_of,
)
from bonusage.law.amend_orders_add import added, completed, followed, inserted, preceded
from bonusage.law.amend_place import LINE, SENTENCE
from bonusage.law.amend_quotes import without_article_head
from bonusage.law.structure import read_label


class Made(NamedTuple):
    """The orders of a clause; the places it leaves as a container; the places it named, for the clauses that follow."""

    orders: tuple[Order, ...] = ()
    container: tuple[Target, ...] = ()
    named: tuple[Target, ...] = ()


def orders(before: Before, verb: str, objects: Objects, context: Context) -> Made | None:
    """The orders of one clause; None when its parts do not fit together."""
    clause = _settled(before, objects, context)
    if clause is None:
        return None
    if before.pronoun and not clause.subject and not before.items and verb in _OF_A_PRONOUN:
        clause = clause._replace(subject=clause.places)
    if verb == "modifi":
        container = clause.subject or clause.places
        fits = objects.opens and container and not before.items and not before.anchors and not before.anchor_places
        return Made((), container, container) if fits else None
    read = _VERBS.get(verb)
    made = read(clause) if read else None
    if made is None or (names_a_text(before) and not all(isinstance(one.operation, _OF_A_TEXT) for one in made)):
        return None
    named = clause.subject or clause.anchors or clause.places
    if not context.known and any(not one.target.article for one in made):
        return None
    warned = tuple(one._replace(warnings=(*clause.warnings, *one.warnings)) for one in made)
    return Made(warned, (), tuple(one._replace(edge="") for one in named))


def _settled(before: Before, objects: Objects, context: Context) -> Clause | None:
    warnings = list(before.warnings)
    if objects.text:
        warnings.append(f"précision non appliquée : {objects.text}")
    places = context.near or context.base
    inside = context
    if before.places:
        found = settle(before.places, context)
        if not found.targets:
            return None
        places = found.targets
        warnings += found.warnings
        inside = Context(places, places, (), context.known)
    else:
        places = tuple(one._replace(edge="") for one in places)
    named: list[tuple[Target, ...]] = []
    for group in (before.subject, before.anchor_places):
        if group is None:
            named.append(())
            continue
        found = settle(group, inside)
        if not found.targets:
            return None
        warnings += found.warnings
        named.append(found.targets)
    said = bool(before.places or before.subject or before.anchor_places)
    return Clause(before, objects, places, named[0], named[1], tuple(dict.fromkeys(warnings)), said)


def _replaced(clause: Clause) -> list[Order] | None:
    before, objects = clause.before, clause.objects
    if len(objects.parts) > 1 and any(part.sort != "words" for part in objects.parts):
        return None
    if not before.items:
        return _place_replaced(clause)
    if clause.subject or clause.anchors or objects.parts[0].sort != "words" or not one_anchor(before):
        return None
    by = [item for part in objects.parts for item in part.items]
    old = before.items
    warnings: tuple[str, ...] = ()
    if len(by) == 1:
        by = by * len(old)
    elif len(by) != len(old):
        return None
    elif not objects.respectively:
        warnings = ("remplacements lus respectivement",)
    made = []
    for target in clause.places:
        for item, new in zip(old, by, strict=True):
            which, times = which_of(clause, item)
            words, put = beside_anchor(before, words_of(item)), beside_anchor(before, words_of(new))
            made.append(Order(target, ReplaceWords(words, put, which, times), warnings))
    return made


def _place_replaced(clause: Clause) -> list[Order] | None:
    if not clause.subject or len(clause.objects.parts) != 1 or len(clause.objects.parts[0].items) != 1:
        return None
    part = clause.objects.parts[0]
    lines = part.items[0].lines
    if clause.before.anchors or clause.subject[0].edge:
        return edge_rewritten(clause, " ".join(lines)) if part.sort == "words" else None
    target = block(clause.subject)
    if target is None or clause.anchors:
        return None
    if part.sort == "article" or (part.sort == "lines" and not target.path):
        make = Rewrite if part.sort == "article" else ReplaceByLines
        return shared_out((target,), lines, make) if not target.path else None
    narrow = kind_of(target.path[-1]) if target.path else -1
    if part.sort == "lines":
        return [Order(target, ReplaceByLines(lines), count_warning(part))] if narrow != SENTENCE else None
    if part.sort == "sentences" or narrow == SENTENCE:
        if narrow not in (SENTENCE, LINE):
            return None
        operation = ReplaceBySentences(" ".join(lines)) if narrow == SENTENCE else ReplaceByLines(lines)
        return [Order(target, operation)]
    return None


def _written(clause: Clause) -> list[Order] | None:
    parts = clause.objects.parts
    if not clause.subject or len(parts) != 1 or clause.before.items or clause.anchors:
        return None
    lines = parts[0].items[0].lines
    if clause.before.anchors or clause.subject[0].edge:
        return edge_rewritten(clause, " ".join(lines)) if len(lines) == 1 else None
    return shared_out(clause.subject, lines, Rewrite)


def _restored(clause: Clause) -> list[Order] | None:
    parts = clause.objects.parts
    if len(parts) != 1 or clause.before.items or clause.before.anchors:
        return None
    part = parts[0]
    if clause.subject:
        return shared_out(clause.subject, part.items[0].lines, Restore)
    lines, printed = without_article_head(part.items[0].lines)
    if part.sort == "article":
        number = canonical(part.label or printed)
        return [Order(Target(clause.places[0].code, number), Restore(lines))] if number else None
    label = read_label(lines[0]) if part.label else None
    if label is None or len(clause.places) != 1:
        return None
    where = clause.places[0]
    return [Order(where._replace(path=(*where.path, label.step), edge=""), Restore(lines))]


def _removed(clause: Clause) -> list[Order] | None:
    return _taken_away(clause, Remove())


def _repealed(clause: Clause) -> list[Order] | None:
    return _taken_away(clause, Repeal())


def _taken_away(clause: Clause, operation: Remove | Repeal) -> list[Order] | None:
    before = clause.before
    items = (*before.items, *(item for part in clause.objects.parts for item in part.items))
    subject = clause.subject
    if not items and not subject and before.places:
        subject = clause.places
    if clause.anchors or (items and (subject or not one_anchor(before))):
        return None
    if subject and subject[0].edge:
        return edge_rewritten(clause._replace(subject=subject), "") if before.anchors and not items else None
    if not items and (before.anchors or not subject):
        return None
    made: list[Order] = []
    for target in clause.places if items else ():
        for item in items:
            words, kept = beside_anchor(before, words_of(item)), beside_anchor(before, "")
            gone = ReplaceWords(words, kept, *which_of(clause, item)) if kept else None
            made.append(Order(target, gone or DeleteWords(words, *which_of(clause, item))))
    for target in subject:
        if not target.article and not target.path:
            return None
        made.append(Order(target, operation))
    return made


def _renumbered(clause: Clause) -> list[Order] | None:
    group = clause.objects.group
    if not clause.subject or group is None or clause.before.items:
        return None
    spots = [spot for phrase in group.spots for spot in phrase]
    if any(spot.article for spot in spots):
        if len(spots) != len(clause.subject) or any(target.path for target in clause.subject):
            return None
        return [Order(one, Transfer(spot.article)) for one, spot in zip(clause.subject, spots, strict=True)]
    if any(len(spot.units) != 1 or spot.units[0].same for spot in spots):
        return None
    old = [one for target in clause.subject for one in each_of(target)]
    new = [step for spot in spots for step in steps_of(spot.units[0].step, spot.units[0].until)]
    if not new or len(old) != len(new):
        return None
    return [Order(target, Renumber(step)) for target, step in zip(old, new, strict=True)]


def _transferred(clause: Clause) -> list[Order] | None:
    targets = clause.subject
    return [Order(target, Transfer(clause.objects.text)) for target in targets] if targets else None


def _ratified(clause: Clause) -> list[Order] | None:
    return [Order(target, Ratify()) for target in clause.subject] if clause.subject else None


_OF_A_TEXT = (Create, Restore, Transfer, Ratify)
"""What can be ordered of a code or a law without an article; all else is in an article."""
_OF_A_PRONOUN = ("modifi", "complét", "rédig", "abrog", "supprim", "remplac")
_VERBS: dict[str, Callable[[Clause], list[Order] | None]] = {
    "remplac": _replaced,
    "substitu": _replaced,
    "supprim": _removed,
    "abrog": _repealed,
    "complét": completed,
    "insér": inserted,
    "ajout": added,
    "introduit": inserted,
    "créé": inserted,
    "rédig": _written,
    "rétabli": _restored,
    "transfér": _transferred,
    "ratifi": _ratified,
    "précéd": preceded,
    "suivi": followed,
    "devien": _renumbered,
}
