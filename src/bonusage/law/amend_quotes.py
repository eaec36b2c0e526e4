"""Quotations in an amending text: those inside a sentence become one sign each; quoted paragraphs lose their marks.

« », " " and “ ” are read, nested too; a mark that is opened and never closed is said, not repaired in silence.
Next: amend_clause.py, which reads the sentence around the signs; amend_read.py, which gathers the paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bonusage.law.words import APOSTROPHES, DASHES, SPACES, clean

FIRST_SIGN, LAST_SIGN = 0xE000, 0xF8FF
SIGN = f"[{chr(FIRST_SIGN)}-{chr(LAST_SIGN)}]"
"""One character of the private area stands for each quotation."""

OPENERS = '«“„‟"'
_CLOSER = {"«": "»", "“": "”", "„": "”", "‟": "”", '"': '"'}
_PRIVATE = re.compile(SIGN)
_FLAT = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(DASHES, "-") | dict.fromkeys(SPACES, " ")
)  # the quotation marks stay: « tells where it opens
_TRAIL = " ;.,:"
_ARTICLE_HEAD = re.compile(
    r"Art(?:icle|\.)? ?(?P<number>(?:L\.? ?O\.?|[LRDA]\.?)? ?\*{0,2} ?\d[\w-]*(?: [\w-]{1,15})?(?: [A-Z])?)\. ?-+ ?"
)


class Masked(NamedTuple):
    """A sentence with a sign for each quotation. `cut` is where a quotation opens that nothing closes, -1 when none does;
    the quotation n is `quotes[n]`, the lines of one or more paragraphs."""

    prose: str
    quotes: tuple[tuple[str, ...], ...]
    cut: int = -1


def flat(text: str) -> str:
    """Straight apostrophes, plain dashes and spaces; the same length; quotation marks stay as they are."""
    return text if text.isascii() else text.translate(_FLAT)


def mask(text: str) -> Masked:
    """Replace each quotation of a line by a sign. Linear; a closing mark that opens nothing stays in the prose."""
    line = _PRIVATE.sub("?", flat(text))
    prose: list[str] = []
    quotes: list[tuple[str, ...]] = []
    at = 0
    while at < len(line):
        if line[at] not in OPENERS or len(quotes) > LAST_SIGN - FIRST_SIGN - 2:
            prose.append(line[at])
            at += 1
            continue
        end = _closing(line, at)
        if end < 0:
            return Masked("".join(prose).rstrip(), tuple(quotes), at)
        prose.append(chr(FIRST_SIGN + len(quotes)))
        quotes.append((clean(text[at + 1 : end]),))
        at = end + 1
    return Masked("".join(prose), tuple(quotes))


def _closing(line: str, at: int) -> int:
    """Where the quotation opened at `at` closes, or -1."""
    opener, closer, depth = line[at], _CLOSER[line[at]], 0
    for index in range(at, len(line)):
        one = line[index]
        if one == closer and (opener != '"' or (index > at and not _opens(line, index))):
            depth -= 1
            if not depth:
                return index
        elif one == opener or (opener in "„‟" and one in "“„‟"):
            depth += 1
    return -1


def _opens(line: str, index: int) -> bool:
    """Inside straight quotes, does this straight mark open a nested one? After a space, before a word."""
    before = line[index - 1] if index else " "
    after = line[index + 1] if index + 1 < len(line) else " "
    return before in " ('" and after not in " ,.;:)\"'"


def starts_quoted(line: str) -> bool:
    """Does the line begin with an opening mark?"""
    return line[:1] in ("«", "“", "„", "‟", '"')


def ends_quoted(line: str) -> bool:
    """Does the line end with a closing mark, whatever punctuation of the amending text follows it?"""
    return line.rstrip(_TRAIL)[-1:] in ("»", "”", '"')


def unquoted(line: str) -> tuple[str, bool]:
    """A quoted paragraph without its marks, and whether the closing one was there.

    '« 3° Le « chef » dirige. »' -> ('3° Le « chef » dirige.', True); without the last mark, False and the same text.
    """
    opener = line[0]
    rest = line[1:]
    closer = _CLOSER[opener]
    body = rest.rstrip(_TRAIL)
    if not body.endswith(closer):
        return clean(rest), False
    closed = rest.count('"') % 2 == 1 if opener == '"' else rest.count(closer) > rest.count(opener)
    return (clean(body[:-1]), True) if closed else (clean(rest), False)


def unclosed(line: str) -> tuple[str, bool]:
    """A paragraph that bears no opening mark of its own: its text, and whether the closing mark of the whole is there."""
    body = line.rstrip(_TRAIL)
    closed = body[-1:] == "»" and body.count("»") > body.count("«")
    closed = closed or (body[-1:] == "”" and body.count("”") > body.count("“"))
    closed = closed or (body[-1:] == '"' and body.count('"') % 2 == 1)
    return (clean(body[:-1]), True) if closed else (clean(line), False)


_NEW_ARTICLE = re.compile(r"ins[ée]rer (?:l'article suivant|les articles suivants) ?:?$", re.IGNORECASE)


def without_outer_marks(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of an additional article that an amendment quotes whole, « on each of them: as the article has them.

    Each mark taken away leaves a space, so that spans stay. Lines that are not all quoted come back as they are.
    """
    first = next((at for at, line in enumerate(lines) if starts_quoted(line.strip())), None)
    body = [line.strip() for line in lines[first:] if line.strip()] if first is not None else []
    headed = first == 0 or (first is not None and _NEW_ARTICLE.search(flat(lines[first - 1]).rstrip()) is not None)
    if not headed or not all(line[0] == "«" for line in body):
        return tuple(lines)
    return (*lines[:first], *(_without_mark(line) for line in lines[first:]))


def _without_mark(line: str) -> str:
    """The line without its first « and, when it closes more than it opens then, without its last »."""
    line = line.replace("«", " ", 1)
    at = line.rfind("»")
    if line.count("»") > line.count("«") and not line[at + 1 :].strip(" .;,"):
        return line[:at] + " " + line[at + 1 :]
    return line


def without_article_head(lines: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """'Art. L. 1. - Texte' -> 'Texte' and the number as printed; '' when no article heads the lines."""
    found = _ARTICLE_HEAD.match(flat(lines[0])) if lines else None
    if not found:
        return lines, ""
    return (lines[0][found.end() :], *lines[1:]), found["number"].strip()
