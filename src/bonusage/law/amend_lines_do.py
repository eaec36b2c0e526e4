"""What the operations on whole lines edit: rewrite, remove with a tombstone, insert, add, restore, renumber.

Words inside a line are amend_words_do.py's.
Next: amend_gold.py, which tries it on rows whose result is known.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bonusage.law.amend_context import kind_of
from bonusage.law.amend_edits import Block, Cut, Edit
from bonusage.law.amend_model import (
    AppendLines,
    Create,
    InsertLines,
    Instruction,
    Remove,
    Renumber,
    Repeal,
    ReplaceByLines,
    ReplaceBySentences,
    Restore,
    Rewrite,
)
from bonusage.law.amend_place import LINE
from bonusage.law.amend_where import where
from bonusage.law.amend_words_do import Done
from bonusage.law.failure import FAILURES, Failure, NoSuchPlace, Unsupported
from bonusage.law.numerals import LATIN_WORD
from bonusage.law.places import Place
from bonusage.law.structure import DASH, Label, Paragraph, read_label
from bonusage.law.words import matched

_TOMBSTONE = re.compile(r"\(? ?(?:abrogée?s?|supprimée?s?) ?\)?[ .;,]*$", re.IGNORECASE)
_FINAL = re.compile(r"\s*[.;,]$")
_CORE = re.compile(
    rf"(?P<core>\d{{1,3}}(?P<degree> ?°)?(?: ?{LATIN_WORD}\b)?(?: [A-Z](?= [A-Z]))?"
    rf"|[IVX]+(?: {LATIN_WORD}\b)?(?: [A-Z]\b)?|[A-Z](?: {LATIN_WORD}\b)?|[a-z]{{1,4}}(?: {LATIN_WORD}\b)?)"
)


class _At(NamedTuple):
    """An instruction with its place."""

    paragraphs: tuple[Paragraph, ...]
    one: Instruction
    place: Place
    order: int
    tombstones: bool


def on_lines(paragraphs: tuple[Paragraph, ...], one: Instruction, order: int, tombstones: bool) -> Done | Failure:
    """The edits of an operation on whole lines, or on a sentence that is rewritten or removed."""
    operation = one.operation
    if isinstance(operation, Create):
        return _created(paragraphs, operation, order)
    if isinstance(operation, Restore):
        return _restored(paragraphs, one, operation, order)
    found = where(paragraphs, one.target)
    if isinstance(found, FAILURES):
        return found
    at = _At(paragraphs, one, found.place, order, tombstones)
    done = _done(at)
    return done if isinstance(done, FAILURES) else done._replace(warnings=(*found.warnings, *done.warnings))


def _done(at: _At) -> Done | Failure:
    operation = at.one.operation
    if isinstance(operation, Rewrite | ReplaceByLines):
        return _rewritten(at, operation.lines)
    if isinstance(operation, ReplaceBySentences):
        return _rewritten(at, (operation.text,))
    if isinstance(operation, Remove | Repeal):
        return _sentence_removed(at) if at.place.span else _removed(at)
    if isinstance(operation, InsertLines):
        return _inserted(at, operation)
    if isinstance(operation, AppendLines):
        return _appended(at, operation.lines)
    if isinstance(operation, Renumber):
        return _renumbered(at, operation.to)
    return Unsupported(type(operation).__name__)


def _uncertain(at: _At) -> tuple[str, ...]:
    """A line without label after an item may belong to it or not: only punctuation tells."""
    held = at.paragraphs[at.place.first : at.place.last]
    labelled = bool(held) and bool(held[0].label)
    return (
        ("l'appartenance d'un alinéa sans numéro est incertaine",)
        if labelled and any(one.uncertain for one in held[1:])
        else ()
    )


def _rewritten(at: _At, lines: tuple[str, ...]) -> Done | Failure:
    place, paragraphs = at.place, at.paragraphs
    if not lines or not any(line.strip() for line in lines):
        return Unsupported("nouveau texte vide")
    if place.span:
        text = " ".join(lines)
        start, end = place.span
        label = read_label(paragraphs[place.first].text)
        if label and start == label.begins and (new := read_label(text)) and new.step == label.step:
            start = 0
        return Done((Cut(place.first, start, end, text, at.order),))
    warnings = _uncertain(at)
    old = read_label(paragraphs[place.first].text) if paragraphs else None
    new_label = read_label(lines[0])
    path = at.one.target.path
    if old and not new_label and path and old.kind != DASH and _names_item(at, old):
        kept = paragraphs[place.first].text[: old.begins]
        lines = (f"{kept.rstrip()} {lines[0]}", *lines[1:])
        warnings = (*warnings, f"numéro {kept.strip()} repris : le nouveau texte n'en a pas")
    elif (
        old
        and new_label
        and old.step != new_label.step
        and path
        and kind_of(path[-1]) != LINE
        and not at.one.target.until
    ):
        warnings = (*warnings, f"le {old.step} est récrit par un {new_label.step}")
    return Done((Block(place.first, place.last, lines, at.order),), warnings)


def _names_item(at: _At, old: Label) -> bool:
    """Does the path lead to the item itself, or to its first line ('le premier alinéa du I')?"""
    path = at.one.target.path
    return kind_of(path[-1]) != LINE or (path[-1] == "al1" and len(path) > 1 and path[-2] == old.step)


def _removed(at: _At) -> Done | Failure:
    place, paragraphs = at.place, at.paragraphs
    held = paragraphs[place.first : place.last]
    if not at.one.target.path or not held:
        return Done((Block(place.first, place.last, (), at.order),))
    if not at.tombstones or not held[0].label or held[0].label.startswith("-"):
        return Done((Block(place.first, place.last, (), at.order),), _uncertain(at))
    depth = len(held[0].steps)
    if kind_of(at.one.target.path[-1]) == LINE:
        after = paragraphs[place.last : place.last + 1]
        if after and after[0].steps[:depth] == held[-1].steps and held[-1].label:
            said = f"le numéro {held[-1].label} disparaît, le reste de l'alinéa numéroté demeure"
            return Done((Block(place.first, place.last, (), at.order),), (said,))
    warnings = _uncertain(at)
    if kind_of(at.one.target.path[-1]) == LINE:
        warnings = (*warnings, f"alinéa nommé par son rang : le {held[0].label} laissé comme abrogé")
    lines: list[str] = []
    starts = [one for one in held if one.label and len(one.steps) == depth]
    ends = [one.n - 1 for one in starts[1:]] + [place.last]
    for item, end in zip(starts, ends, strict=True):
        lines.append(_tombstone(item.text, paragraphs[end - 1].text))
    return Done((Block(place.first, place.last, tuple(lines), at.order),), warnings)


def _tombstone(text: str, last: str) -> str:
    """'3° Le filet ;' -> '3° (Abrogé) ;': the label as printed, the final punctuation of the item."""
    label = read_label(text)
    head = text[: label.begins].rstrip() if label else ""
    final = _FINAL.search(last.rstrip())
    return f"{head} (Abrogé){final[0] if final else ''}"


def _sentence_removed(at: _At) -> Done | Failure:
    place, line = at.place, at.paragraphs[at.place.first].text
    start, end = place.span or (0, 0)
    before, after = line[:start].rstrip(), line[end:].strip()
    label = read_label(line)
    if not after and (not before or (label and start <= label.begins)):
        if label and label.kind != DASH and at.tombstones:
            return Done(
                (Block(place.first, place.last, (_tombstone(line, line),), at.order),),
                ("la seule phrase est supprimée",),
            )
        return Done(
            (Block(place.first, place.last, (), at.order),), ("la seule phrase est supprimée : l'alinéa aussi",)
        )
    if after:
        return Done((Cut(place.first, start, end + len(line[end:]) - len(line[end:].lstrip()), "", at.order),))
    if line[start:end].rstrip().endswith(";") and before.endswith("."):
        warned = ("point-virgule reporté à la fin de la phrase qui reste",)
        return Done((Cut(place.first, len(before) - 1, end, " ;", at.order),), warned)
    return Done((Cut(place.first, len(before), end, "", at.order),))


def _inserted(at: _At, operation: InsertLines) -> Done | Failure:
    if at.place.span or not operation.lines:
        return Unsupported("alinéas insérés dans une phrase")
    if operation.before:
        return Done((Block(at.place.first, at.place.first, operation.lines, at.order, (1, at.place.last)),))
    rank = (0, -2 * at.place.first)
    return Done((Block(at.place.last, at.place.last, operation.lines, at.order, rank),), _uncertain(at))


def _appended(at: _At, lines: tuple[str, ...]) -> Done | Failure:
    """After the last line of the place; a numbered item that would not follow its list is said."""
    place = at.place
    if place.span or not lines:
        return Unsupported("alinéas ajoutés à une phrase")
    warnings: tuple[str, ...] = ()
    label = read_label(lines[0])
    if label and label.kind != DASH and at.one.target.path and kind_of(at.one.target.path[-1]) == LINE:
        warnings = (f"{label.step} mis juste après l'alinéa nommé",)
    elif label and label.kind != DASH:
        listed = [one for one in at.paragraphs[place.first : place.last] if one.label]
        same = [one for one in listed if (found := read_label(one.text)) and found.kind == label.kind]
        if same:
            last = same[-1]
            loose = [
                one for one in at.paragraphs[last.n : place.last] if last.steps[-1] not in one.steps or one.uncertain
            ]
            if loose:
                warnings = (f"des alinéas suivent le {last.label} : {label.step} est mis après eux",)
            found = read_label(last.text)
            if found and label.rank <= found.rank:
                warnings = (*warnings, f"{label.step} vient après {last.label}")
    rank = (0, -2 * place.first - 1)  # in the place, so before what is inserted after it
    return Done((Block(place.last, place.last, lines, at.order, rank),), warnings)


def _created(paragraphs: tuple[Paragraph, ...], operation: Create, order: int) -> Done | Failure:
    if paragraphs and not _is_tombstone(paragraphs, Place(0, len(paragraphs))):
        return Unsupported("article nouveau, alors que l'article a déjà un texte")
    return Done((Block(0, len(paragraphs), operation.lines, order),))


def _is_tombstone(paragraphs: tuple[Paragraph, ...], place: Place) -> bool:
    if place.span or place.last - place.first != 1:
        return False
    text = paragraphs[place.first].text
    label = read_label(text)
    return _TOMBSTONE.match(text[label.begins if label else 0 :].strip()) is not None


def _restored(paragraphs: tuple[Paragraph, ...], one: Instruction, operation: Restore, order: int) -> Done | Failure:
    target, lines = one.target, operation.lines
    if not lines:
        return Unsupported("nouveau texte vide")
    if not target.path:
        if paragraphs and not _is_tombstone(paragraphs, Place(0, len(paragraphs))):
            return Unsupported("article rétabli, alors qu'il a un texte")
        return Done((Block(0, len(paragraphs), lines, order),))
    found = where(paragraphs, target)
    if not isinstance(found, FAILURES):
        if not _is_tombstone(paragraphs, found.place):
            return Unsupported(f"{'/'.join(target.path)} rétabli, alors qu'il a un texte")
        return Done((Block(found.place.first, found.place.last, lines, order),), found.warnings)
    holder = where(paragraphs, target._replace(path=target.path[:-1]))
    label = read_label(lines[0])
    if not isinstance(found, NoSuchPlace) or isinstance(holder, FAILURES) or label is None or not paragraphs:
        return found
    held = paragraphs[holder.place.first : holder.place.last]
    listed = [
        (item, mark) for item in held if item.label and (mark := read_label(item.text)) and mark.kind == label.kind
    ]
    before = [item for item, mark in listed if mark.rank < label.rank]
    depths = {item.steps[:-1] for item, _ in listed}
    if len(depths) != 1 or not before:
        return found
    place = where(paragraphs, target._replace(path=(*target.path[:-1], before[-1].label)))
    if isinstance(place, FAILURES):
        return place
    said = f"{label.step} rétabli après {before[-1].label}"
    return Done((Block(place.place.last, place.place.last, lines, order, (0, -2 * place.place.first)),), (said,))


def _renumbered(at: _At, to: str) -> Done | Failure:
    path = at.one.target.path
    if kind_of(to) == LINE:
        return Done((), ("rang d'un alinéa : aucun texte ne change",)) if path else Unsupported("article devenu alinéa")
    if at.place.span or not at.paragraphs:
        return Unsupported("numéro donné à une phrase")
    line = at.paragraphs[at.place.first].text
    label = read_label(line)
    roman = kind_of(to) == 1
    if label is None or kind_of(path[-1] if path else "al1") == LINE:
        head = f"{to}. - " if roman else f"{to} "
        return Done((Cut(at.place.first, 0, 0, head, at.order),), ("numéro mis devant l'alinéa",))
    core = _CORE.match(matched(line))
    if core is None or core.end("core") > label.begins or label.kind == DASH:
        return Unsupported(f"{label.step} devient {to}")
    new = to.removesuffix(")")
    if new[:1].isdecimal() and not core["degree"]:
        new = new.replace("°", "")
    elif core["degree"] and core["degree"].startswith(" "):
        new = new.replace("°", " °")
    edit: Edit = Cut(at.place.first, core.start("core"), core.end("core"), new, at.order)
    return Done((edit,))
