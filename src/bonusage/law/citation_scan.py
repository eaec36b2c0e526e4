"""Where in a line a citation can begin: a few rare pieces of words, looked for by str.find, which is very fast.

A regular expression of the same words tries them at every letter and is ten times slower. The grammar decides.
Next: citations.py, which reads the grammar at these places only.
"""

from __future__ import annotations

import re
from operator import itemgetter

_ARTICLE = re.compile(r"(?:articles?|ARTICLES?|Articles?|[Aa]rts?\.) ?|\bart (?=[LRD]\.? ?\d)")
_RANKS = re.compile(r"[Aa]lin[ée]as?\b|ALIN[ÉE]AS?|phrases?\b|tirets?\b")
_PRESENT = re.compile(r"[Pp]r[ée]sente? ")
_NAMED = re.compile(
    r"(?:[Cc]ode|CODE|[Ll]ois?|LOI|[Oo]rdonnances?|[Dd][ée]crets?(?:-loi)?|[Aa]rr[êe]t[ée]s?|[Dd]irectives?|[Rr][èe]glements?) "
    r"|[Ll]ivre (?=des proc)|Constitution\b"
)
_STRUCTURE = re.compile(
    r"(?:(?:sous-)?(?:sections?|titres?|paragraphes?)|chapitres?|livres?|parties?) (?=[IVXL\d]|premi|unique|[A-H]\b)",
    re.IGNORECASE,
)
_NEEDLES = (
    ("rticle", 1, "article", _ARTICLE),
    ("rt. ", 1, "article", _ARTICLE),
    ("lin\u00e9a", 1, "ranks", _RANKS),
    ("phrase", 0, "ranks", _RANKS),
    ("tiret", 0, "ranks", _RANKS),
    ("r\u00e9sent ", 1, "present", _PRESENT),
    ("r\u00e9sente ", 1, "present", _PRESENT),
    ("ode ", 1, "named", _NAMED),
    ("oi ", 1, "named", _NAMED),
    ("ois ", 1, "named", _NAMED),
    ("rdonnance", 1, "named", _NAMED),
    ("cret", 2, "named", _NAMED),
    ("rr\u00eat\u00e9", 1, "named", _NAMED),
    ("irective", 1, "named", _NAMED),
    ("\u00e8glement", 1, "named", _NAMED),
    ("ivre des pro", 1, "named", _NAMED),
    ("ection", 1, "structure", _STRUCTURE),
    ("hapitre", 1, "structure", _STRUCTURE),
    ("itre", 1, "structure", _STRUCTURE),
    ("ivre", 1, "structure", _STRUCTURE),
    ("aragraphe", 1, "structure", _STRUCTURE),
    ("artie", 1, "structure", _STRUCTURE),
)
"""(piece, letters before it, form, the whole word)."""

# a set of capitals first: an alternation there would be tried at every letter
_CAPITALS = re.compile(
    r"[ACDLR](?:RTICLES? ?|RT\. ?|rts?\. ?|LIN[\u00c9E]AS?\b|ODE |OI |onstitution\b"
    r"|(?:(?:\. ?|\. ?O\.? ?|O\. ?| )\*{0,2}\.? ?|O|\*{0,2})\d)"
)
_CAPITAL_FORMS = {"AR": "article", "Ar": "article", "AL": "ranks", "CO": "named", "LO": "named", "Co": "named"}
_LABEL = re.compile(r" (?:[A-HJ-UIVX][IVX]*|[a-z]\)?|[a-z]{2}\))(?=[ ,;.:)-]|$)")
_LABELLED = frozenset("au Au aux Aux du Du des Des le Le les Les AU AUX dudit audit".split())
_DIGITS = "0123456789"


def candidates(line: str) -> list[tuple[int, str, int]]:
    """(where, form, end of the word) of everything that may begin a citation, in order."""
    found: list[tuple[int, str, int]] = []
    for piece, back, form, known in [one for one in _NEEDLES if one[0] in line]:
        at = line.find(piece)
        while at >= 0:
            begin = at - back
            if form == "structure" and line.startswith("ous-", max(begin - 4, 0)):
                begin -= 5
            if begin >= 0 and not (begin and line[begin - 1].isalnum()) and (whole := known.match(line, begin)):
                found.append((begin, form, whole.end()))
            at = line.find(piece, at + 1)
    _add_numbers(line, found)
    for word in _CAPITALS.finditer(line):
        begin = word.start()
        if not (begin and line[begin - 1].isalnum()):
            form = "coded" if word[0][-1].isdecimal() else _CAPITAL_FORMS.get(word[0][:2], "")
            if form:
                found.append((begin, form, word.end()))
    for label in _LABEL.finditer(line):
        begin = label.start()
        near = max(begin - 7, 0)
        if line[near:begin].rpartition(" ")[2].lstrip('("') in _LABELLED:
            found.append((begin + 1, "label", label.end()))
    found.sort(key=itemgetter(0))
    return found


def _add_numbers(line: str, found: list[tuple[int, str, int]]) -> None:
    """'13°', '2 °'; not the 'n°' of a law."""
    at = line.find("\u00b0")
    while at >= 0:
        begin = at
        while begin and begin > at - 5 and line[begin - 1] in _DIGITS + " ":
            begin -= 1
        while begin < at and line[begin] == " ":
            begin += 1
        if begin < at:
            found.append((begin, "number", at + 1))
        at = line.find("\u00b0", at + 1)
