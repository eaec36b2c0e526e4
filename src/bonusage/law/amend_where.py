"""From a Target to the place it means in a text, when words must help: a sentence named without its paragraph, ranges.

Paths without words are places.py's.
Next: amend_apply.py, which edits what is found.
"""

from __future__ import annotations

from typing import NamedTuple

from bonusage.law.amend_model import Target
from bonusage.law.amend_words import Match, find
from bonusage.law.failure import FAILURES, Ambiguous, Failure, NoSuchPlace, NotFound
from bonusage.law.places import Place, path_of_place, resolve
from bonusage.law.structure import Paragraph, read_label, sentences


class Found(NamedTuple):
    """A place, and what was assumed to find it."""

    place: Place
    warnings: tuple[str, ...] = ()


class Hit(NamedTuple):
    """Words found in a line."""

    at: int
    start: int
    end: int


def where(paragraphs: tuple[Paragraph, ...], target: Target, words: str = "") -> Found | Failure:
    """The place of a target. `words` are those it must hold: they choose between paragraphs when none was named."""
    if not paragraphs and target.path:
        return NoSuchPlace("/".join(target.path))
    if target.path and target.path[-1].startswith("ph") and not target.until:
        return _sentence(paragraphs, target, words)
    place = _resolved(paragraphs, target.path)
    if isinstance(place, FAILURES):
        return place
    if not target.until:
        return Found(place)
    last = _resolved(paragraphs, target.until)
    if isinstance(last, FAILURES):
        return last
    return _range(paragraphs, target, place, last)


def _resolved(paragraphs: tuple[Paragraph, ...], path: tuple[str, ...]) -> Place | Failure:
    """places.resolve, with the other spellings of a label: '3°' printed '3)', 'I' after 'le paragraphe'."""
    place = resolve(paragraphs, path)
    if not isinstance(place, NoSuchPlace):
        return place
    other = tuple(step.replace("°", ")") if step[:1].isdecimal() else step for step in path)
    if other != path:
        found = resolve(paragraphs, other)
        if not isinstance(found, NoSuchPlace):
            return found
    return place


def _range(paragraphs: tuple[Paragraph, ...], target: Target, place: Place, last: Place) -> Found | Failure:
    said = f"{'/'.join(target.path)} à {'/'.join(target.until)}"
    if place.span and last.span:
        if place.first != last.first or place.span[0] > last.span[0]:
            return Ambiguous(said, 2)
        return Found(Place(place.first, place.last, (place.span[0], last.span[1])))
    if place.first >= last.last or place.span or last.span:
        return NoSuchPlace(said)
    return Found(Place(place.first, last.last))


def _sentence(paragraphs: tuple[Paragraph, ...], target: Target, words: str) -> Found | Failure:
    """A sentence: of one line it is sure; of several, only what the words decide."""
    holder = _resolved(paragraphs, target.path[:-1])
    if isinstance(holder, FAILURES):
        return holder
    literal = _resolved(paragraphs, target.path)
    if holder.span or holder.last - holder.first == 1:
        return literal if isinstance(literal, FAILURES) else Found(literal)
    rank = int(target.path[-1][2:])
    candidates = []
    for at in range(holder.first, holder.last):
        spans = sentences(paragraphs[at].text)
        if len(spans) >= abs(rank):
            candidates.append(Place(at, at + 1, spans[rank - 1 if rank > 0 else rank]))
    agreeing = [one for one in candidates if not words or hits(paragraphs, one, words)[0]]
    said = "/".join(target.path)
    counted = not isinstance(literal, FAILURES) and (rank < 0 or rank == 1 or literal.first == holder.first)
    if not target.bare and counted and isinstance(literal, Place) and literal in (agreeing if words else [literal]):
        return Found(literal, ("phrase comptée dans un lieu de plusieurs alinéas",))
    if len(agreeing) == 1:
        return Found(agreeing[0], (f"alinéa non nommé : seul l'alinéa {agreeing[0].first + 1} convient",))
    if not agreeing:
        return NotFound(words, said) if candidates and words else NoSuchPlace(said)
    choices = tuple("/".join(path_of_place(paragraphs, one)) for one in agreeing)
    return Ambiguous(said, len(agreeing), choices)


def text_start(paragraphs: tuple[Paragraph, ...], place: Place) -> int:
    """Where the text of a place begins in its first line: after the label, or at the span."""
    if place.span:
        return place.span[0]
    label = read_label(paragraphs[place.first].text)
    return label.begins if label else 0


def hits(paragraphs: tuple[Paragraph, ...], place: Place, words: str) -> tuple[list[Hit], bool]:
    """Where the words stand in a place, labels left out unless they are only there; and whether spelling was set aside."""
    found: list[Hit] = []
    labels: list[Hit] = []
    loose = False
    for at in range(place.first, place.last):
        text = paragraphs[at].text
        start, end = place.span or (0, len(text))
        label = read_label(text)
        begins = label.begins if label and not place.span else 0
        spans, folded = find(text, words, start, end)
        loose = loose or folded
        for one in spans:
            inside: list[Hit] = labels if one.start < begins and not _bears(one, text, words) else found
            inside.append(Hit(at, one.start, one.end))
    return found or labels, loose


def _bears(one: Match, text: str, words: str) -> bool:
    """Do the words go on beyond the label they begin with ('I. - Les caisses')?"""
    label = read_label(text)
    return label is not None and one.end > label.begins
