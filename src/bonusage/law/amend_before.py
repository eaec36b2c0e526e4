"""What stands before the verb of an amending clause: places, « après le mot », the words or the places it is about.

Quotations are signs here (amend_quotes.py).
Next: amend_clause.py, which reads the verb and what follows it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bonusage.law.amend_place import Group, read_group
from bonusage.law.amend_quotes import SIGN
from bonusage.law.numerals import ORDINAL_WORD, read_cardinal, read_ordinal

_WORD = (
    r"mots?|références?|taux|dates?|années?|montants?|nombres?|chiffres?|sommes?|mentions?|termes?|signes?|expressions?"
    r"|membres? de phrase|phrases?|ponctuation|pourcentages?|coefficients?|âges?|durées?|seuils?|plafonds?"
    r"|dénominations?|noms?|numéros?|valeurs?|symboles?|lettres?|alinéas?|articles?"
    r"|intitulés?|parts?|quotités?|heures?|délais?|quantités?"
)
NOUN = (
    rf"(?:(?:les? |la |l'|un |une |des )?(?:mêmes? )?(?:{_WORD})(?: et (?:les? "
    rf"|la |l')?(?:{_WORD}))?(?: suivants?| suivantes?)?)"
)
_OCCURRENCE = (
    rf"(?:(?:la |les |aux |[àa] la )?(?P<rank>{ORDINAL_WORD}|deux|trois|quatre)s? occurrences?"
    rf"|(?:[àa] )?(?P<each>chaque occurrence|toutes les occurrences|chacune des occurrences))"
    rf" (?:des? |du |de la |de l')(?:{_WORD})"
)
_QUOTED = re.compile(
    rf"(?:(?:{_OCCURRENCE})|{NOUN}|[àa] la référence|aux mots|au mot|aux références"
    rf"|au taux|au montant|au nombre|[àa] l'année|[àa] la date)? ?:? ?(?P<sign>{SIGN})",
    re.IGNORECASE,
)
_COUNT = re.compile(r",? ?\(?(?:par )?(?P<count>deux|trois|quatre|cinq|six) (?:fois|occurrences)\)?(?=[ ,]|$)")
_AND = re.compile(r",? et |, | ou ")
_ANCHOR = re.compile(r"(?:(?P<after>après|[àa] la suite (?:de |des |du |d')?)|(?P<before>avant)) ?", re.IGNORECASE)
_EACH = re.compile(
    r"(?:[àa] chaque fois qu[^,]{1,60}|[àa] chaque (?:occurrence|fois)|[àa] (?:chacune de|toutes) (?:ses|leurs) occurrences"
    r"|[àa] toutes les occurrences|chaque fois qu[^,]{1,60})\b",
    re.IGNORECASE,
)
_NTH = re.compile(rf"[àa] (?:la |l')(?P<rank>{ORDINAL_WORD}) occurrence\b", re.IGNORECASE)
_SKIP = re.compile(r",? ?(?:et|puis|(?P<pronoun>il|elle|ils|elles)|enfin)?(?=[ ,]|$),? ?")
_EMPTY_LEAD = re.compile(
    r"(?:en conséquence|par conséquent|par coordination|par voie de conséquence"
    r"|dès lors|(?:dans|sous) les mêmes conditions|toutefois|également)(?=[ ,])",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:[àa] compter (?:du|de)|[àa] partir (?:du|de)|[àa] l'entrée en vigueur"
    r"|dès l'entrée en vigueur|[àa] la date|jusqu'au|avant le \d{1,2}(?:er)? [a-zéû]{3,}|au 1er |[àa] titre"
    r"|lors de|sous réserve|pour les)\b[^,\ue000-\uf8ff]{0,200}",
    re.IGNORECASE,
)


class Item(NamedTuple):
    """A quotation of a clause: its lines, which occurrence, how many were announced."""

    lines: tuple[str, ...]
    which: str | int = "all"
    times: int = 0


class Before(NamedTuple):
    """What was read before a verb. `places` are where ('au premier alinéa'), `subject` what ('la première phrase')."""

    places: Group | None = None
    subject: Group | None = None
    items: tuple[Item, ...] = ()
    anchors: tuple[Item, ...] = ()
    anchor_places: Group | None = None
    anchored_before: bool = False
    which: str | int = "all"
    closed: bool = False
    """The place was named after the words: no other words can follow it."""
    pronoun: bool = False
    """'Il est complété …': the subject is what the context names."""
    warnings: tuple[str, ...] = ()


def read_before(text: str, quotes: tuple[tuple[str, ...], ...]) -> Before | None:
    """The part of a clause that precedes its verb; None when any of it is not understood."""
    read = Before()
    at = 0
    while at < len(text):
        found = _one(text, at, read, quotes)
        if found is None:
            return None
        read, end = found
        if end <= at:
            return None
        at = end
    return read


def _one(text: str, at: int, read: Before, quotes: tuple[tuple[str, ...], ...]) -> tuple[Before, int] | None:
    """The next piece of the text before a verb."""
    if (found := _SKIP.match(text, at)) and found.end() > at:
        return read._replace(pronoun=read.pronoun or bool(found["pronoun"])), found.end()
    if found := _EMPTY_LEAD.match(text, at):
        return read, found.end()
    if found := _EACH.match(text, at):
        return read._replace(which="each"), found.end()
    if found := _NTH.match(text, at):
        return read._replace(which=read_ordinal(found["rank"]) or 1), found.end()
    if found := _COUNT.match(text, at):
        return read._replace(
            which="each", warnings=(*read.warnings, f"« {found[0].strip(' ,()')} » non vérifié")
        ), found.end()
    anchor = _ANCHOR.match(text, at)
    if anchor and not _DATED.match(text, at):
        if (read.anchors or read.anchor_places) and bool(anchor["before"]) != read.anchored_before:
            return None  # 'après le mot A et avant le mot B'
        return _anchor(text, anchor.end(), read._replace(anchored_before=bool(anchor["before"])), quotes)
    if listed := read_items(text, at, quotes):
        items, end = listed
        if read.items and read.closed:
            return None
        return read._replace(items=(*read.items, *items)), end
    group = read_group(text, at)
    if group:
        return _placed(text, at, read, group)
    if found := _DATED.match(text, at):
        return read._replace(
            warnings=(*read.warnings, f"date ou condition non appliquée : {found[0].strip()}")
        ), found.end()
    return None


def _placed(text: str, at: int, read: Before, group: Group) -> tuple[Before, int] | None:
    """A place: the subject when it begins as one ('le', 'la', 'les', 'l''), where the clause acts otherwise."""
    end = group.end
    named = text[at : at + 3].casefold()
    nominative = (
        named in ("le ", "la ", "les") or named[:2] == "l'" or named == "led" or named in ("cet", "ce ", "ces", "lad")
    )
    if nominative:
        return (read._replace(subject=group), end) if read.subject is None else None
    if read.places is None:
        return read._replace(places=group, closed=bool(read.items or read.anchors)), end
    if read.items or read.anchors:
        return None  # 'au 1°, le mot A et, au 2°, le mot B': which words are where is not told by one list
    joined = Group(
        (*read.places.spots, *group.spots),
        (*read.places.joints, ",", *group.joints[1:]),
        (*read.places.warnings, *group.warnings),
        end,
    )
    return read._replace(places=joined), end


def _anchor(text: str, at: int, read: Before, quotes: tuple[tuple[str, ...], ...]) -> tuple[Before, int] | None:
    """After « après » or « avant »: quoted words, or a place."""
    if listed := read_items(text, at, quotes, anchors=True):
        items, end = listed
        if read.anchors and read.closed:
            return None
        return read._replace(anchors=(*read.anchors, *items)), end
    group = read_group(text, at)
    if group is None or read.anchor_places is not None:
        return None
    return read._replace(anchor_places=group), group.end


def read_items(
    text: str, at: int, quotes: tuple[tuple[str, ...], ...], anchors: bool = False
) -> tuple[list[Item], int] | None:
    """'les mots : Q, Q et la référence : Q (deux fois)': the quotations and where the list ends; None when there is none.

    After 'après' (`anchors`), a comma and a noun begin what the clause is about: 'après le mot : Q, le mot : Q est …'."""
    items: list[Item] = []
    end = at
    while True:
        found = _QUOTED.match(text, at)
        if not found:
            return (items, end) if items else None
        which: str | int = "all"
        times = 0
        if found["each"]:
            which = "each"
        if rank := found["rank"]:
            count = read_cardinal(rank)
            which, times = ("each", count) if count else (read_ordinal(rank) or 1, 0)
        end = found.end()
        if counted := _COUNT.match(text, end):
            which, times, end = "each", read_cardinal(counted["count"]) or 0, counted.end()
        items.append(Item(quotes[ord(found["sign"]) - 0xE000], which, times))
        joint = _AND.match(text, end)
        if not joint or (anchors and joint[0] == ", " and not re.match(SIGN, text[joint.end() :])):
            return items, end
        at = joint.end()
