"""What the operations on words edit: replace, delete, insert, add at an edge, rewrite a start or an end, sentences.

Nothing is found here (amend_where.py).
Next: amend_lines_do.py for whole lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from bonusage.law.amend_edits import Cut, Edit
from bonusage.law.amend_model import (
    AppendSentences,
    AppendWords,
    DeleteWords,
    InsertSentences,
    InsertWords,
    Instruction,
    PrependWords,
    ReplaceWords,
    RewriteRest,
    RewriteStart,
)
from bonusage.law.amend_where import Hit, hits, text_start, where
from bonusage.law.amend_words import glue
from bonusage.law.failure import FAILURES, Ambiguous, Failure, NotFound, Unsupported
from bonusage.law.places import Place
from bonusage.law.structure import Paragraph, read_label
from bonusage.law.words import matched

_FINAL = re.compile(r"\s*[.;:,]\s*$")
_UNCHANGED = re.compile(
    r"[\s.…,]*\(? ?(?:le reste|la fin|la suite)(?: de [^()]{1,40})? sans changement ?\)?[\s.;]*$", re.IGNORECASE
)
_MENTION = re.compile(r"(?:[IVX]+(?: [a-z]+)?(?: [A-Z])? ?\.? ?-+|\d{1,3} ?°(?: [a-z]+)?|[a-z]{1,2} ?\)|[A-Z]\. ?-+|-)")


class Done(NamedTuple):
    """The edits of one instruction, and what is not sure."""

    edits: tuple[Edit, ...]
    warnings: tuple[str, ...] = ()


def on_words(paragraphs: tuple[Paragraph, ...], one: Instruction, order: int) -> Done | Failure | None:
    """The edits of an operation on words or sentences; None for another operation."""
    operation = one.operation
    if isinstance(operation, ReplaceWords | DeleteWords | InsertWords):
        return _at_words(paragraphs, one, operation, order)
    if isinstance(operation, AppendWords | PrependWords | AppendSentences | InsertSentences):
        found = where(paragraphs, one.target)
        if isinstance(found, FAILURES):
            return found
        if not paragraphs:
            return Unsupported("article sans texte")
        done: Done | Failure
        if isinstance(operation, AppendWords):
            done = _append(paragraphs, found.place, operation.words, order)
        elif isinstance(operation, PrependWords):
            done = _prepend(paragraphs, found.place, operation.words, order)
        elif isinstance(operation, AppendSentences):
            done = _append_sentence(paragraphs, found.place, operation.text, order)
        else:
            done = _insert_sentence(paragraphs, found.place, operation, order)
        return done if isinstance(done, FAILURES) else done._replace(warnings=(*found.warnings, *done.warnings))
    if isinstance(operation, RewriteRest | RewriteStart):
        return _at_edge(paragraphs, one, operation, order)
    return None


def _cut(paragraphs: tuple[Paragraph, ...], at: int, start: int, end: int, words: str, order: int) -> Done:
    glued = glue(paragraphs[at].text, start, end, words)
    return Done((Cut(at, glued.start, glued.end, glued.text, order),), glued.warnings)


def _together(done: Iterable[Done], warnings: Iterable[str] = ()) -> Done:
    listed = list(done)
    return Done(
        tuple(edit for one in listed for edit in one.edits),
        tuple(dict.fromkeys((*warnings, *(said for one in listed for said in one.warnings)))),
    )


def _at_words(
    paragraphs: tuple[Paragraph, ...], one: Instruction, operation: ReplaceWords | DeleteWords | InsertWords, order: int
) -> Done | Failure:
    words = operation.anchor if isinstance(operation, InsertWords) else operation.words
    found = where(paragraphs, one.target, words)
    if isinstance(found, FAILURES):
        return found
    said = "/".join(one.target.path)
    if not paragraphs:
        return NotFound(words, said)
    listed, loose = hits(paragraphs, found.place, words)
    if not listed:
        return NotFound(words, said)
    warnings = list(found.warnings)
    if loose:
        warnings.append(f"accents ou espaces non comparés : {words[:60]}")
    if one.target.edge:
        chosen = _edge_hits(paragraphs, found.place, listed, one.target.edge)
        if not chosen:
            if len(listed) > 1:
                return Ambiguous(words, len(listed))
            warnings.append(
                f"« {words[:60]} » n'est pas {'au début' if one.target.edge == 'start' else 'à la fin'} du lieu"
            )
            chosen = listed
    else:
        picked = _picked(operation, words, listed)
        if isinstance(picked, FAILURES):
            return picked
        chosen = picked
        if len(chosen) > 1 and operation.which == "all":
            warnings.append(f"{len(chosen)} occurrences de « {words[:60]} » : toutes prises")
    done = [_word_edit(paragraphs, hit, operation, order) for hit in chosen]
    return _together(done, warnings)


def _picked(operation: ReplaceWords | DeleteWords | InsertWords, words: str, listed: list[Hit]) -> list[Hit] | Failure:
    which, times = operation.which, operation.times
    if isinstance(which, int):
        rank = which - 1 if which > 0 else which
        return [listed[rank]] if -len(listed) <= rank < len(listed) else NotFound(words, f"occurrence {which}")
    if times and len(listed) != times:
        return Ambiguous(f"{words} ({times} fois)", len(listed))
    if which == "all" and isinstance(operation, InsertWords) and len(listed) > 1:
        return Ambiguous(words, len(listed))
    return listed


def _word_edit(
    paragraphs: tuple[Paragraph, ...], hit: Hit, operation: ReplaceWords | DeleteWords | InsertWords, order: int
) -> Done:
    if isinstance(operation, ReplaceWords):
        return _cut(paragraphs, hit.at, hit.start, hit.end, operation.by, order)
    if isinstance(operation, DeleteWords):
        return _cut(paragraphs, hit.at, hit.start, hit.end, "", order)
    at = hit.start if operation.before else hit.end
    return _cut(paragraphs, hit.at, at, at, operation.words, order)


def _end(paragraphs: tuple[Paragraph, ...], place: Place) -> tuple[int, int]:
    """The line and the column where a place ends."""
    last = place.last - 1
    return last, place.span[1] if place.span else len(paragraphs[last].text.rstrip())


def _edge_hits(paragraphs: tuple[Paragraph, ...], place: Place, listed: list[Hit], edge: str) -> list[Hit]:
    if edge == "start":
        start = text_start(paragraphs, place)
        return [
            one for one in listed if one.at == place.first and not paragraphs[one.at].text[start : one.start].strip()
        ][:1]
    last, end = _end(paragraphs, place)
    return [
        one for one in listed if one.at == last and not paragraphs[last].text[one.end : end].strip(' .;:,»"\u00a0')
    ][-1:]


def _several(place: Place) -> tuple[str, ...]:
    return ("le lieu a plusieurs alinéas : fin du dernier",) if place.last - place.first > 1 else ()


def _append(paragraphs: tuple[Paragraph, ...], place: Place, words: str, order: int) -> Done:
    """Before the final punctuation; in its place when the words bring their own."""
    at, end = _end(paragraphs, place)
    text = paragraphs[at].text[:end]
    final = _FINAL.search(text)
    stop = final.start() if final else end
    warnings = _several(place)
    if final and words.rstrip()[-1:] in ".;:,":
        if words.rstrip()[-1] != final[0].strip():
            warnings = (*warnings, "ponctuation finale remplacée par celle des mots ajoutés")
        return _together([_cut(paragraphs, at, stop, end, words, order)], warnings)
    return _together([_cut(paragraphs, at, stop, stop, words, order)], warnings)


def _prepend(paragraphs: tuple[Paragraph, ...], place: Place, words: str, order: int) -> Done:
    text = paragraphs[place.first].text
    if _MENTION.fullmatch(matched(words).strip()) and not (place.span and place.span[0]):
        return Done((Cut(place.first, 0, 0, words.strip() + " ", order),))
    start = text_start(paragraphs, place)
    done = _cut(paragraphs, place.first, start, start, words, order)
    if text[start : start + 1].isupper() and words.rstrip()[-1:] not in ".;:":
        return done._replace(warnings=(*done.warnings, "majuscule laissée après les mots ajoutés au début"))
    return done


def _append_sentence(paragraphs: tuple[Paragraph, ...], place: Place, sentence: str, order: int) -> Done:
    at, end = _end(paragraphs, place)
    done = _after(paragraphs, at, end, sentence, order)
    return done._replace(warnings=(*_several(place), *done.warnings))


def _after(paragraphs: tuple[Paragraph, ...], at: int, end: int, sentence: str, order: int) -> Done:
    """A sentence after column `end`: where an item ended with ';', a full stop takes its place and it ends the sentence."""
    text = paragraphs[at].text
    final = re.search(r"\s*;\s*$", text[:end])
    if final is None:
        return _cut(paragraphs, at, end, end, sentence, order)
    added = sentence.rstrip()
    if added.endswith("."):
        added = added[:-1] + " ;"
    warned = "point-virgule reporté après la phrase ajoutée"
    return Done((Cut(at, final.start(), end, f". {added}", order),), (warned,))


def _insert_sentence(
    paragraphs: tuple[Paragraph, ...], place: Place, operation: InsertSentences, order: int
) -> Done | Failure:
    if place.span is None:
        return Unsupported("phrase insérée hors d'une phrase")
    at, (start, end) = place.first, place.span
    if operation.before:
        return _cut(paragraphs, at, start, start, operation.text, order)
    return _after(paragraphs, at, end, operation.text, order)


def _at_edge(
    paragraphs: tuple[Paragraph, ...], one: Instruction, operation: RewriteRest | RewriteStart, order: int
) -> Done | Failure:
    """The end of a place after some words, or its start before some."""
    rest = isinstance(operation, RewriteRest)
    anchor = operation.after if isinstance(operation, RewriteRest) else operation.before
    words = _UNCHANGED.sub("", operation.words)
    found = where(paragraphs, one.target, anchor)
    if isinstance(found, FAILURES):
        return found
    if not paragraphs:
        return Unsupported("article sans texte")
    place, warnings = found.place, list(found.warnings)
    if anchor:
        listed, loose = hits(paragraphs, place, anchor)
        if not listed:
            return NotFound(anchor, "/".join(one.target.path))
        if len(listed) > 1:
            return Ambiguous(anchor, len(listed))
        if loose:
            warnings.append(f"accents ou espaces non comparés : {anchor[:60]}")
        hit = listed[0]
    else:
        common = _common(paragraphs, place, words, rest)
        if isinstance(common, FAILURES):
            return common
        hit = common
        warnings.append("limite de la partie récrite déduite des mots cités")
    done = (
        _rest(paragraphs, place, hit, words, order, bool(anchor))
        if rest
        else _start(paragraphs, place, hit, words, order, bool(anchor))
    )
    return done if isinstance(done, FAILURES) else done._replace(warnings=(*warnings, *done.warnings))


def _common(paragraphs: tuple[Paragraph, ...], place: Place, words: str, rest: bool) -> Hit | Failure:
    """The longest run of first (last, for a start) words that stands once in the place: two words at least."""
    pieces = words.split()
    for count in range(min(len(pieces), 12), 1, -1):
        run = " ".join(pieces[:count] if rest else pieces[-count:])
        listed, _ = hits(paragraphs, place, run)
        if len(listed) == 1:
            return listed[0]
        if len(listed) > 1:
            return Ambiguous(run, len(listed))
    return NotFound(words[:80], "mots qui bornent la partie récrite")


def _rest(
    paragraphs: tuple[Paragraph, ...], place: Place, hit: Hit, words: str, order: int, anchored: bool
) -> Done | Failure:
    last, end = _end(paragraphs, place)
    if hit.at != last:
        return Unsupported("fin d'un lieu de plusieurs alinéas")
    start = hit.end if anchored else hit.start
    text = paragraphs[last].text
    final = _FINAL.search(text[:end])
    if final and final.start() >= start and words.rstrip()[-1:] not in tuple(".;:,"):
        end = final.start()
    return _cut(paragraphs, last, start, end, words, order)


def _start(
    paragraphs: tuple[Paragraph, ...], place: Place, hit: Hit, words: str, order: int, anchored: bool
) -> Done | Failure:
    if hit.at != place.first:
        return Unsupported("début d'un lieu de plusieurs alinéas")
    start = text_start(paragraphs, place)
    if read_label(words) and not (place.span and place.span[0] > start):
        start = 0
    end = hit.start if anchored else hit.end
    if end < start:
        return Unsupported("début déjà occupé par le numéro")
    return _cut(paragraphs, place.first, start, end, words, order)
