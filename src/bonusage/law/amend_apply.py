"""Apply instructions to the lines of an article: every place is read in the text before, then all is edited at once.

What an operation does to lines is in amend_lines_do.py, to words in amend_words_do.py. A failure leaves the text as it
was. Next: amend_words_do.py.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from bonusage.law.amend_edits import Block, Conflict, Cut, Edit, put_together
from bonusage.law.amend_lines_do import on_lines
from bonusage.law.amend_model import InsertLines, Instruction, Patch, Ratify, Renumber, Transfer
from bonusage.law.amend_words_do import Done, on_words
from bonusage.law.failure import FAILURES, Ambiguous, Failure, Unsupported
from bonusage.law.model import Status, Version
from bonusage.law.structure import Paragraph, outline


def apply(
    texts: tuple[str, ...],
    instructions: Sequence[Instruction | Unsupported],
    *,
    sequential: bool = False,
    tombstones: bool = True,
) -> Patch:
    """The lines that the instructions give. All read `texts`; with `sequential`, each reads what the one before gave.

    `tombstones`: a numbered item that is taken away leaves '3° (Abrogé)'. Any failure, or two instructions that touch
    the same words, and `after` is `texts`. An Unsupported among the instructions is a failure.
    """
    texts = tuple(texts)
    unread = tuple(one for one in instructions if isinstance(one, Unsupported))
    read = [one for one in instructions if isinstance(one, Instruction)]
    articles = sorted({one.target.article for one in read if one.target.article})
    if len(articles) > 1:
        several = Ambiguous("instructions de plusieurs articles", len(articles), tuple(articles))
        return Patch(texts, texts, (), (*unread, several))
    if not sequential:
        return _at_once(texts, read, unread, tombstones)
    lines = texts
    warnings: list[str] = []
    failures: list[Failure] = list(unread)
    for one in read:
        patch = _at_once(lines, [one], (), tombstones)
        warnings += patch.warnings
        failures += patch.failures
        lines = patch.after
    return Patch(texts, texts if failures else lines, tuple(dict.fromkeys(warnings)), tuple(failures))


def _at_once(
    texts: tuple[str, ...], instructions: list[Instruction], unread: tuple[Unsupported, ...], tombstones: bool
) -> Patch:
    paragraphs = outline(texts)
    edits: list[Edit] = []
    warnings: list[str] = []
    failures: list[Failure] = list(unread)
    taken = {(*one.target.path[:-1], one.operation.to) for one in instructions if isinstance(one.operation, Renumber)}
    for order, one in enumerate(instructions):
        done = _one(paragraphs, one, order, tombstones and one.target.path not in taken)
        if isinstance(done, FAILURES):
            failures.append(done._replace(span=one.span))
            continue
        edits += done.edits
        warnings += (*one.warnings, *done.warnings)
    warnings += _same_point(edits)
    if failures:
        return Patch(texts, texts, tuple(dict.fromkeys(warnings)), tuple(failures))
    after = put_together(texts, _once(edits, warnings))
    if isinstance(after, Conflict):
        one, other = instructions[after.one], instructions[after.other]
        said = f"deux instructions touchent les mêmes mots : {one.text[:80]} / {other.text[:80]}"
        return Patch(texts, texts, tuple(dict.fromkeys(warnings)), (Unsupported(said, other.span),))
    changes = any(not isinstance(one.operation, Transfer | Ratify) for one in instructions)
    if after == texts and changes:
        warnings.append("aucun mot du texte ne change")
    if any(isinstance(one.operation, Renumber | InsertLines) for one in instructions):
        warnings += _twice(paragraphs, outline(after))
    return Patch(texts, after, tuple(dict.fromkeys(warnings)))


def _twice(before: tuple[Paragraph, ...], after: tuple[Paragraph, ...]) -> list[str]:
    """A number that two items of one list come to bear: an order of renumbering was left out, or misread."""
    held, made = (
        Counter((one.steps, one.intro) for one in paragraphs if one.label and not one.label.startswith("-"))
        for paragraphs in (before, after)
    )
    old = {steps for (steps, _), count in held.items() if count > 1}
    return [
        f"deux {steps[-1]} dans la même liste" for (steps, _), count in made.items() if count > 1 and steps not in old
    ]


def _one(paragraphs: tuple[Paragraph, ...], one: Instruction, order: int, tombstones: bool) -> Done | Failure:
    if isinstance(one.operation, Transfer):
        return Done((), ("transfert : l'adresse change, le texte reste",))
    if isinstance(one.operation, Ratify):
        return Done((), ("ratification : aucun article ne change",))
    done = on_words(paragraphs, one, order)
    return on_lines(paragraphs, one, order, tombstones) if done is None else done


def _once(edits: list[Edit], warnings: list[str]) -> list[Edit]:
    """The same cut ordered twice is made once."""
    seen: dict[tuple[int, int, int, str], Edit] = {}
    kept: list[Edit] = []
    for edit in edits:
        if isinstance(edit, Cut) and edit.end > edit.start:
            key = (edit.at, edit.start, edit.end, edit.text)
            if key in seen and seen[key].order != edit.order:
                warnings.append("la même modification est demandée deux fois")
                continue
            seen[key] = edit
        kept.append(edit)
    return kept


def _same_point(edits: list[Edit]) -> list[str]:
    """Two insertions at one place stand in the order of the instructions: said."""
    points: dict[tuple[int, ...], int] = {}
    for edit in edits:
        if isinstance(edit, Cut) and edit.start == edit.end:
            key: tuple[int, ...] = (edit.at, edit.start)
        elif isinstance(edit, Block) and edit.first == edit.last:
            key = (-1, edit.first, *edit.rank)
        else:
            continue
        if points.setdefault(key, edit.order) != edit.order:
            return ["deux insertions au même endroit : dans l'ordre des instructions"]
    return []


def project(version: Version, patch: Patch, day: dt.date | None) -> Version:
    """The version that would be: status PROJET, from `day` (None: unknown), with the lines of the patch."""
    return version._replace(
        start=day, end=None, status=Status.PROJET, texts=patch.after, legiarti="", made_by="", nor="", jorftext="", signed=None,
        known_at=None, links=(), nota=(), source="",
    )  # fmt: skip
