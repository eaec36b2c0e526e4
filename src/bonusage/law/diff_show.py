"""The changes of an article, shown: as text for a terminal, as an HTML fragment, as JSON.

Nothing is compared here (diff.py). Paragraphs are numbered from 1, as Parliament counts them.
Next: amend_write.py, the same changes as French instructions.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import TypedDict

from bonusage.law.diff import Change, Kind
from bonusage.law.structure import read_label

AROUND = 1
"""Unchanged paragraphs shown before and after a change."""

FRENCH = {
    Kind.SAME: "Inchangé",
    Kind.MOVED: "Déplacé",
    Kind.RELABELLED: "Renuméroté",
    Kind.REWORDED: "Modifié",
    Kind.INSERTED: "Ajouté",
    Kind.DELETED: "Supprimé",
}


class HunkPiece(TypedDict):
    """Words kept ('='), taken away ('-') or put in ('+')."""

    sign: str
    text: str


class Hunk(TypedDict):
    """A change as JSON: `before` and `after` are numbers of paragraphs from 1, or null; labels are '' when there is none."""

    kind: str
    before: int | None
    after: int | None
    label_before: str
    label_after: str
    old: str
    new: str
    pieces: list[HunkPiece]


def as_text(changes: Sequence[Change], around: int = AROUND) -> str:
    """Plain text: '- ' and '+ ' before the lines, [-words-] and {+words+} marked in those reworded; '' for no change."""
    lines = []
    for change, hidden in _shown(changes, around):
        if change is None:
            lines.append(f"  … {hidden} alinéa{'s' if hidden > 1 else ''} sans changement")
        else:
            lines += _text_lines(change)
    return "\n".join(lines)


def _shown(changes: Sequence[Change], around: int) -> list[tuple[Change | None, int]]:
    """The changes with what is around them; (None, how many) for those left out. Nothing when nothing changed."""
    changed = [at for at, change in enumerate(changes) if change.kind != Kind.SAME]
    near = {at for one in changed for at in range(one - around, one + around + 1)}
    found: list[tuple[Change | None, int]] = []
    for at, change in enumerate(changes if changed else ()):
        if at in near:
            found.append((change, 0))
        elif found and found[-1][0] is None:
            found[-1] = (None, found[-1][1] + 1)
        else:
            found.append((None, 1))
    return found


def _text_lines(change: Change) -> list[str]:
    if change.kind == Kind.SAME:
        return [f"  {change.new}"]
    if change.kind == Kind.INSERTED:
        return [f"+ {change.new}"]
    if change.kind == Kind.DELETED:
        return [f"- {change.old}"]
    if not change.pieces:
        return [f"> {change.new}", f"  ({_was(change)})"]
    old = "".join(f"[-{one.text}-]" if one.sign == "-" else one.text for one in change.pieces if one.sign != "+")
    new = "".join(f"{{+{one.text}+}}" if one.sign == "+" else one.text for one in change.pieces if one.sign != "-")
    moved = [f"  ({_was(change)})"] if change.kind == Kind.MOVED else []
    return [f"- {old}", f"+ {new}", *moved]


def _was(change: Change) -> str:
    """'déplacé : alinéa 4 avant, 6 après'."""
    before, after = (change.before or 0) + 1, (change.after or 0) + 1
    return f"déplacé : alinéa {before} avant, {after} après"


def as_html(changes: Sequence[Change]) -> str:
    """A fragment that needs nothing else: a list, <ins> and <del> in it, and in words what became of each paragraph."""
    items = "\n".join(_html_item(change) for change in changes)
    return f'<ol class="diff" lang="fr" aria-label="Comparaison de deux versions, alinéa par alinéa">\n{items}\n</ol>'


def _html_item(change: Change) -> str:
    said = f"<strong>{_heading(change)}</strong> "
    if change.kind == Kind.SAME:
        said = ""
    if change.pieces:
        body = "".join(_marked(piece.sign, piece.text) for piece in change.pieces)
    else:
        sign = {Kind.INSERTED: "+", Kind.DELETED: "-"}.get(change.kind, "=")
        body = _marked(sign, change.new or change.old)
    return f'<li class="{change.kind}">{said}{body}</li>'


def _heading(change: Change) -> str:
    """'Modifié (alinéa 3) :', with both numbers when they differ."""
    numbers = [str(at + 1) for at in (change.before, change.after) if at is not None]
    where = numbers[0] if len(set(numbers)) == 1 else f"{numbers[0]}, devenu {numbers[1]}"
    return f"{FRENCH[change.kind]} (alinéa {where}) :"


def _marked(sign: str, text: str) -> str:
    tag = {"+": "ins", "-": "del"}.get(sign)
    said = html.escape(text)
    return f"<{tag}>{said}</{tag}>" if tag else said


def hunks(changes: Sequence[Change]) -> list[Hunk]:
    """The changes as JSON holds them."""
    return [
        Hunk(
            kind=change.kind.value,
            before=None if change.before is None else change.before + 1,
            after=None if change.after is None else change.after + 1,
            label_before=_label(change.old),
            label_after=_label(change.new),
            old=change.old,
            new=change.new,
            pieces=[HunkPiece(sign=piece.sign, text=piece.text) for piece in change.pieces],
        )
        for change in changes
    ]


def _label(text: str) -> str:
    label = read_label(text)
    return label.step if label else ""


def as_json(changes: Sequence[Change]) -> str:
    """The hunks as a JSON text, one array, indented by two spaces."""
    return json.dumps(hunks(changes), ensure_ascii=False, indent=2)
