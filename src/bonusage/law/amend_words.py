"""Words looked for in a line, and words put into it: word boundaries, spaces and commas as the Official Journal sets them.

« sept » is not in « cinquante-sept », « L. 1 » not in « L. 1-1 » nor in « L. 1 bis ». Nothing is applied here.
Next: amend_edits.py, which applies the cuts.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from bonusage.law.numerals import LATIN_WORD
from bonusage.law.words import matched, unaccented

_SUFFIX = re.compile(rf" (?:{LATIN_WORD})\b")
_DIGITS_AFTER = re.compile(r"[.,]\d| \d{3}(?!\d)")
_TIGHT = " :;!?,.()[]%\"-°'"
_CAPITAL_SUFFIX = re.compile(r" [A-Z](?=[ ,.;)]|$)")
_ELIDED = re.compile(
    r"(?:^|[ ('’])(?:le|la|de|du|au|ce|sa|que|ne|se|je|me|te|jusque|lorsque|puisque|quoique)[ \u00a0]$", re.IGNORECASE
)
_COMPOUND = re.compile(r"\w[-\u2011]$")
_ARTICLE_END = re.compile(r"[LRDA]\.? ?\*{0,2} ?\d[\d-]*$")


class Match(NamedTuple):
    """Words found: from, to in the line."""

    start: int
    end: int


class Glued(NamedTuple):
    """A cut with its spacing: what to take out of the line, what to put there, and what was not sure."""

    start: int
    end: int
    text: str
    warnings: tuple[str, ...] = ()


@functools.lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern[str] | None:
    pieces = matched(words).split()
    return re.compile(" +".join(re.escape(piece) for piece in pieces)) if pieces else None


@functools.lru_cache(maxsize=2048)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without accents, nor spaces around punctuation, '€' as 'euros'; and where each character comes from."""
    line = matched(text)
    out: list[str] = []
    where: list[int] = []
    for at, one in enumerate(line):
        if one == " " and ((out and out[-1] in _TIGHT) or line[at + 1 : at + 2] in tuple(_TIGHT)):
            continue
        plain = " euros" if one == "€" and out and out[-1] != " " else "euros" if one == "€" else unaccented(one)
        out += plain
        where += [at] * len(plain)
    return "".join(out), (*where, len(line))


def find(line: str, words: str, start: int, end: int) -> tuple[list[Match], bool]:
    """Where the words stand in line[start:end], in order, and whether accents or spaces had to be set aside for it."""
    pattern = _pattern(words)
    if pattern is None:
        return [], False
    text = matched(line)
    found = [Match(*span) for span in _spans(text, pattern, start, end)]
    if found:
        return found, False
    flat, where = _folded(line)
    sought = _folded(" ".join(words.split()))[0].strip()
    if not sought:
        return [], False
    loose = []
    for begin, stop in _spans(flat, re.compile(re.escape(sought)), 0, len(flat)):
        one = Match(where[begin], where[stop - 1] + 1)
        if start <= one.start and one.end <= end:
            loose.append(one)
    return loose, bool(loose)


def _spans(text: str, pattern: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    found = []
    at = start
    while hit := pattern.search(text, at, end):
        if _whole(text, hit.start(), hit.end()):
            found.append((hit.start(), hit.end()))
            at = hit.end()
        else:
            at = hit.start() + 1
    return found


def _whole(text: str, start: int, end: int) -> bool:
    """Do whole words, whole numbers, whole references stand at text[start:end]?"""
    first, last = text[start], text[end - 1]
    if first.isalnum() and start:
        before = text[start - 1]
        if before.isalnum() or (before == "-" and start > 1 and text[start - 2].isalnum()):
            return False
        if first.isdecimal() and before in ",." and start > 1 and text[start - 2].isdecimal():
            return False
        thousands = re.compile(r"\d{3}(?!\d)").match(text, start)
        if before == " " and thousands and start > 1 and text[start - 2].isdecimal():
            return False
    after = text[end : end + 1]
    if last.isalnum() and after:
        if after.isalnum() or after == "°" or (after == "-" and text[end + 1 : end + 2].isalnum()):
            return False
        if last.isdecimal() and _DIGITS_AFTER.match(text, end):
            return False
    if (last.isdecimal() or last == "°") and _SUFFIX.match(text, end):
        return False
    lettered = last.isdecimal() and _CAPITAL_SUFFIX.match(text, end)
    return not (lettered and _ARTICLE_END.search(text[max(0, end - 24) : end]))


def glue(line: str, start: int, end: int, words: str) -> Glued:
    """The cut that puts `words` in the place of line[start:end], '' to take it out, with the spaces that it needs."""
    new = words.strip()
    left, right = line[:start], line[end:]
    glued = _out(left, right, start, end) if not new else _in(left, right, start, end, new)
    first = (new or right).lstrip()[:1]
    opens = not left.strip() or left.rstrip()[-1] in ".-)°"
    if opens and line[start : start + 1].isupper() and end > start and first.islower():
        return glued._replace(warnings=(*glued.warnings, "la phrase commence par une minuscule"))
    return glued


def _out(left: str, right: str, start: int, end: int) -> Glued:
    warnings = _elision(left, right.lstrip()) if left[-1:] in (" ", "'", "’", "\u00a0") else ()
    if left.rstrip().endswith(",") and right.lstrip()[:1] in (",", ".", ";") and right.strip():
        start = len(left.rstrip()) - 1
        return Glued(start, end, "", ("virgule ôtée devant les mots supprimés",))
    if left[-1:].isspace() and (not right or right[0].isspace() or right[0] in ",.)"):
        start = len(left.rstrip())
    elif (not left or left[-1] in "('’«\"\u00a0 ") and right[:1].isspace():
        end += len(right) - len(right.lstrip())
    elif left[-1:].isalnum() and right[:1].isalnum():
        return Glued(start, end, " ")
    return Glued(start, end, "", warnings)


def _in(left: str, right: str, start: int, end: int, new: str) -> Glued:
    warnings: list[str] = []
    if new[0] == "," and left.rstrip().endswith(","):
        new = new[1:].lstrip()
        warnings.append("virgule double évitée")
    if new and new[-1] in ",." and right.lstrip()[:1] == new[-1]:
        new = new[:-1]
        warnings.append("ponctuation double évitée")
    if new and new[-1] == "," and right.lstrip()[:1] in (".", ";", ":", ")"):
        new = new[:-1].rstrip()
        warnings.append("virgule ôtée devant la ponctuation")
    if not new:
        return Glued(start, end, "", tuple(warnings))
    if new[0] in ",.)":
        if left[-1:].isspace():
            start = len(left.rstrip())
    elif left and not left[-1].isspace() and left[-1] not in "('’«\"[" and not _COMPOUND.search(left):
        new = " " + new
    if right and not right[0].isspace() and right[0] not in ',.;:)»"]' and new[-1] not in "('’«":
        new += " "
    elif new[-1] in "'’" and right[:1].isspace():
        end += len(right) - len(right.lstrip())
    warnings += _elision(left, new.lstrip()) + _elision(new, right.lstrip())
    return Glued(start, end, new, tuple(warnings))


def _elision(before: str, after: str) -> tuple[str, ...]:
    """« l'patron », « le officier »: words that no longer agree where they meet are left as ordered, and said."""
    if not after[:1].isalpha() or not before:
        return ()
    sound = unaccented(after[0]).casefold() in "aeiouœæ"
    before = before.rstrip() if before.rstrip()[-1:] in ("'", "’") else f"{before.rstrip()} "
    if before[-1] in "'’":
        return () if sound or after[0] in "hHyY" else (f"élision à revoir : {before[-2:]}{after[:20]}",)
    long = len(after.split(" ")[0].rstrip(",;.")) > 1
    return (
        (f"élision à revoir : {before[-4:].strip()} {after[:20]}",) if sound and long and _ELIDED.search(before) else ()
    )
