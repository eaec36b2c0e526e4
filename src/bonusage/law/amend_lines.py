"""The lines of an amending text: which carry instructions, which are paragraphs that they quote.

Quoted paragraphs come with « on each and » on the last (Journal officiel), both on each, « on the first only, or bare.
Next: amend_read.py, which reads the instructions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bonusage.law.amend_quotes import FIRST_SIGN, OPENERS, ends_quoted, flat, mask, starts_quoted, unclosed, unquoted
from bonusage.law.structure import read_label
from bonusage.law.words import clean

_AWAITS = re.compile(
    r"(?:(?:rédigée?s?(?: ainsi)?|suivante?s?|rétablie?s?|complétée?s?|conçue?s?|libellée?s?|comme suit|qu'il suit"
    r"|rédaction suivante)|(?:par|insérée?s?|ajoutée?s?) (?:une?|des|les|deux|trois|quatre|cinq|six) [^:]{1,60}) ?:$"
)
_MODIFIED = re.compile(r"modifiée?s? (?:comme suit|ainsi qu'il suit) ?:$")
_WORDS_AWAITED = re.compile(r"(?:mots?|mention|références?|taux|montant|nombre|dates?|année|par) ?:$")
_COUNT = re.compile(
    r"(?:par|insérée?s?|ajoutée?s?|les) (un|une|deux|trois|quatre|cinq|six|sept"
    r"|huit|neuf|dix|onze|douze) (?:nouveaux? )?(?:alinéa|phrase|tiret)"
)
_WORDS = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze".split()
_HEADING = re.compile(
    r"(?:(?:article|articles|amendement|chapitre|titre|section|livre) (?:[IVXLC\dA-Z]\S{0,8}"
    r"|premier|unique|additionnel\w*|n° ?\d+)"
    r"(?: ?(?:bis|ter|quater|[A-Z]|\(nouveau\)|\(suite\))){0,3}|article additionnel"
    r"|articles additionnels|dispositif|texte de l'amendement)[ .:]{0,3}",
    re.IGNORECASE,
)
_WRAPPER = re.compile(
    r"(?:après|avant|[àa]) (?:l'article|le chapitre|le titre|la section) [^,\ue000-\uf8ff]{1,60},"
    r" ?insérer (?:un|l'|les|deux|une) ?(?:articles?|division)[^:]{0,60}:?",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?:exposé (?:sommaire|des motifs)|objet)[ .:]{0,3}", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:est|sont|il est|deviennent|devient)\b.{0,80}(?:remplac|supprim|insér"
    r"|rédig|complét|abrog|modifi|rétabl|ajout)|[:;] ?$|\b(?:mots?|références?) ?: ?[\"«“]"
)


class Line(NamedTuple):
    """A line that carries instructions: as printed, with signs for its quotations and for the paragraphs it quotes."""

    text: str
    prose: str
    quotes: tuple[tuple[str, ...], ...]
    span: tuple[int, int]
    warnings: tuple[str, ...] = ()
    cut: bool = False
    """A quotation opens that nothing closes."""


class _Raw(NamedTuple):
    text: str
    start: int
    end: int


def gather(lines: Sequence[str]) -> list[Line]:
    """The lines that carry instructions, in order; headings and what wraps an amendment are passed over."""
    raw = _raw(lines)
    found: list[Line] = []
    at = 0
    while at < len(raw):
        text = raw[at].text
        if _STOP.fullmatch(text):
            break
        if _HEADING.fullmatch(text) or _WRAPPER.fullmatch(text):
            at += 1
            continue
        line, at = _gathered(raw, at)
        found.append(line)
    return found


def _raw(lines: Sequence[str]) -> list[_Raw]:
    """The lines that are not empty, cleaned, with where they stand; a line that goes on in lower case is one line."""
    found: list[_Raw] = []
    offset = 0
    for line in lines:
        text = clean(line)
        if text:
            found.append(_Raw(text, offset, offset + len(line)))
        offset += len(line) + 1
    return found


def _gathered(raw: list[_Raw], at: int) -> tuple[Line, int]:
    """The line at `at` and the paragraphs that it quotes."""
    first = raw[at]
    warnings: list[str] = []
    masked = mask(first.text)
    following = at + 1
    if starts_quoted(first.text) and not read_label(first.text):
        block, following = _block(raw, at, 0, warnings)
        return Line(first.text, chr(FIRST_SIGN), (tuple(block),), (first.start, raw[following - 1].end)), following
    prose, quotes = masked.prose, list(masked.quotes)
    text = first.text
    while masked.cut < 0 and following < len(raw) and _goes_on(text, raw[following].text):
        text = f"{text} {raw[following].text}"
        warnings.append("ligne coupée : recollée")
        masked = mask(text)
        prose, quotes = masked.prose, list(masked.quotes)
        following += 1
    cut = masked.cut >= 0 and not _in_block(prose)
    if masked.cut >= 0:
        if not cut:
            block, following = _block([_Raw(text[masked.cut :], 0, 0), *raw[following:]], 0, following - 1, warnings)
            quotes.append(tuple(block))
            prose = f"{prose} {chr(FIRST_SIGN + len(quotes) - 1)}"
    elif flat(prose).rstrip().endswith(":") and following < len(raw):
        block, following = _expected(raw, following, flat(prose).rstrip(), warnings)
        if block:
            quotes.append(tuple(block))
            prose = f"{prose.rstrip()} {chr(FIRST_SIGN + len(quotes) - 1)}"
    span = (first.start, raw[following - 1].end)
    return Line(text, prose, tuple(quotes), span, tuple(dict.fromkeys(warnings)), cut), following


def _in_block(prose: str) -> bool:
    """Does the sentence announce paragraphs, so that a quotation may stay open at the end of the line?"""
    said = flat(prose).rstrip()[-80:]
    return _AWAITS.search(said) is not None and not _WORDS_AWAITED.search(said)


def _goes_on(text: str, following: str) -> bool:
    """Was the line cut by the width of a page? The next one goes on in lower case, and no punctuation ends this one."""
    if text[-1] in '.;:,»”")' or read_label(following) or starts_quoted(following):
        return False
    return following[0].islower() and not read_label(text[:1])


def _expected(raw: list[_Raw], at: int, prose: str, warnings: list[str]) -> tuple[list[str], int]:
    """The paragraphs after a colon: quoted, or bare when the sentence announces some."""
    if starts_quoted(raw[at].text):
        return _block(raw, at, 0, warnings)
    if not _AWAITS.search(prose[-80:]) or _MODIFIED.search(prose[-80:]):
        return [], at
    counted = _COUNT.search(prose[-120:])
    block: list[str] = []
    limit = _WORDS.index(counted[1].replace("une", "un")) if counted else len(raw)
    while at < len(raw) and len(block) < limit:
        if not counted and block and _VERB.search(raw[at].text[:400]):
            break
        block.append(raw[at].text)
        at += 1
    warnings.append("paragraphes cités sans guillemets")
    return block, at


def _block(raw: list[_Raw], at: int, shift: int, warnings: list[str]) -> tuple[list[str], int]:
    """Quoted paragraphs from `at`: to the last that begins with a mark; a mark on the first only runs to the closing one."""
    block: list[str] = []
    closed = False
    while at < len(raw) and starts_quoted(raw[at].text):
        text, closed = unquoted(raw[at].text)
        block.append(text)
        at += 1
        if closed or (at < len(raw) and starts_quoted(raw[at].text)):
            continue
        end = _closing_line(raw, at)
        if end < 0:
            continue
        while at <= end:
            text, closed = unclosed(raw[at].text)
            at += 1
            if _wrapped(block[-1]):
                block[-1] = f"{block[-1]} {text}"
                warnings.append("ligne coupée : recollée")
            else:
                block.append(text)
    if not closed:
        warnings.append("guillemet jamais fermé")
    return [line for line in block if line], at + shift


def _closing_line(raw: list[_Raw], at: int) -> int:
    """The line that closes a quotation, before any line that opens another; -1 when none does."""
    for index in range(at, min(len(raw), at + 400)):
        text = raw[index].text
        if text[0] in OPENERS:
            return -1
        if ends_quoted(text) and unclosed(text)[1]:
            return index
    return -1


def _wrapped(text: str) -> bool:
    """Does a quoted paragraph stop in the middle of a sentence?"""
    return text[-1:] not in '.;:!?»”"' or text[-1:] == ""
