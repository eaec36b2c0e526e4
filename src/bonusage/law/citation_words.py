"""Words by which a text of law is named: article numbers, codes by their title, laws and decrees by number or by day.

Nothing is searched for here: each reader begins at a given offset of a line that words.matched made plain.
Next: citation_place.py for the places inside an article, citations.py for the scan.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bonusage.law.codes import by_short, by_title, short_name, title_key
from bonusage.law.numerals import LATIN_WORD
from bonusage.law.words import unaccented

SUFFIX = (
    rf"(?: (?:{LATIN_WORD}\b(?:-0(?= [A-Z]))?|(?!(?:DU|DE|ET|OU|AU|LA|LE|EN) )(?:[A-HJ-UWYZ]{{1,2}}|V[A-HJ-UWYZ]|Z[A-Z]{{2}})"
    rf"(?![\w'.°-])|[VX](?= {LATIN_WORD}\b))){{0,4}}"
)
"""' A', ' quater B', ' terdecies-0 A', ' ter ZAA', ' VB': what may follow the figures of a number."""
CODED = re.compile(
    r"(?P<prefix>(?:L\. ?O\.?|LO\.?|[LRD]\.?|A\.) ?(?:\*{1,2}\.? ?)?)(?P<rest>\d+(?:-\d+)*(?!\d| ?°)"
    + SUFFIX
    + r")(?:er\b)?"
)
"""'L. 162-5', 'R.* 111-1', 'L.O. 111-3', 'LO 6214-1', 'L. 137-16-1 A', 'D. 12 bis'."""
BARE = re.compile(rf"(?:(?P<number>\d+(?:-\d+)*)(?:er\b)?(?![\d/%]| ?°|er)|premier\b){SUFFIX}")
"""'6', '1er', 'premier', '39 AB', '199 decies E bis': the number of an article without a letter before it."""


def coded_number(found: re.Match[str]) -> str:
    """The canonical number of a match of CODED: 'R*. 111-2' -> 'R*111-2'."""
    return found["prefix"].replace(".", "").replace(" ", "") + found["rest"]


MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_MONTH = {unaccented(month): at for at, month in enumerate(MONTHS, 1)}
_DAY = (
    r"(?:(?P<d>\d{1,2})(?:er)? (?P<m>janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre"
    r"|d[ée]cembre) (?P<y>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2})(?!\d))"
)
_DATED = rf"(?: (?:modifiée? )?(?:en date )?du {_DAY.replace('?P<', '?P<a')}| {_DAY})"
_LAW = re.compile(
    r"(?P<noun>loi|ordonnance|d[ée]cret-loi|d[ée]cret|arr[êe]t[ée]|r[èe]glement|directive)s?"
    r"(?: organiques?| constitutionnelles?| de finances(?: rectificatives?)?| de financement de la s[ée]curit[ée] sociale)?"
    r"(?: pour \d{4})?(?: modifiée?s?)?(?P<union> \((?:UE|CE|CEE|UE, Euratom)\))?"
    r"(?: ?\(?(?:n ?[°o]\.?|num[ée]ro) ?(?P<number>\d+(?:[-/]\d+)*(?:/(?:CEE|CE|UE))?)| (?P<plain>\d{2,4}[-/]\d+(?!-\d\d\b)"
    rf"(?:/(?:CEE|CE|UE))?))?(?:{_DATED})?",
    re.IGNORECASE,
)
_NEXT_LAW = re.compile(
    rf"(?:, (?:et )?| et | ou )(?:n ?[°o]\.? ?(?P<number>\d+(?:-\d+)+)(?:{_DATED})?|(?:celle )?du {_DAY.replace('?P<', '?P<b')})",
    re.IGNORECASE,
)
_PREFIX = {
    "loi": "LOI",
    "ordonnance": "ORD",
    "decret": "DECRET",
    "decret-loi": "DECRETLOI",
    "arrete": "ARRETE",
    "reglement": "REG",
    "directive": "DIR",
}
ACTS = frozenset(_PREFIX.values())
"""How the codes of acts without articles of a code begin: LOI93-8, ORD96-345, DECRET85-1353."""

_CLASSES = {"e": "[eéèê]", "a": "[aàâ]", "o": "[oô]", "i": "[iî]", "u": "[uùû]", "c": "[cç]"}


def _spelled(title: str) -> str:
    """The title with accents free."""
    return "".join(_CLASSES.get(one, re.escape(one)) for one in title)


_TITLES = re.compile(
    "(?:" + "|".join(_spelled(title) for title in sorted(by_title(), key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE
)
_SMALL = r"(?:de la |de l'|des |du |de |d')"
_ADJECTIVE = r"[^\W\d]{2,}(?:aire|ique|ale?|elle?|aux|ifs?|ives?|ains?|aines?|eux|able|ive)s?\b"
_UNKNOWN = re.compile(rf"[Cc]ode (?:général )?{_SMALL}[\w-]+(?: (?:(?:et )?{_SMALL}[\w-]+|{_ADJECTIVE}))*")
_ANNEX = re.compile(r"annexe (?P<n>I{1,3}|IV) (?:au|du) (?=code général des impôts)")
_CGI_ANNEX = {"I": "1", "II": "2", "III": "3", "IV": "4"}


class Named(NamedTuple):
    """A text that is named: its short name (`CSP`, `LOI93-8`, `LOI@1901-07-01`), where the naming ends, is it a code,
    the day by which it may be called again ('la loi du 4 janvier 1993 précitée'), what kind of act it is."""

    code: str
    end: int
    is_code: bool
    day: str = ""
    noun: str = ""
    known: bool = True


def read_code(line: str, at: int) -> Named | None:
    """The code whose title begins at `at`, the longest title first; an unknown title up to its last noun."""
    found = _TITLES.match(line, at)
    if found:
        return Named(by_title()[title_key(found[0])].short, found.end(), True)
    if annex := _ANNEX.match(line, at):
        code = read_code(line, annex.end())
        return Named("CGIAN" + _CGI_ANNEX[annex["n"]], code.end if code else annex.end(), True)
    unknown = _UNKNOWN.match(line, at)
    if unknown is None:
        return None
    return Named(short_name("", unknown[0]) or "CODE", unknown.end(), True, known=False)


def _day(found: re.Match[str], letter: str) -> str:
    """The day of a match as AAAA-MM-JJ, or ''."""
    if found[letter + "iso"]:
        return found[letter + "iso"]
    if not found[letter + "y"]:
        return ""
    return f"{found[letter + 'y']}-{_MONTH[unaccented(found[letter + 'm']).lower()]:02}-{int(found[letter + 'd']):02}"


_ONE_DAY = re.compile(_DAY, re.IGNORECASE)


def read_day(said: str) -> str:
    """'1er juin 2008' -> '2008-06-01'; '' when it is no day."""
    found = _ONE_DAY.fullmatch(said)
    return _day(found, "") if found else ""


def _named_act(noun: str, number: str, day: str, end: int) -> Named | None:
    """By its number, or by its day when it has none; None when neither is printed."""
    prefix = _PREFIX[noun]
    if number:
        bare = re.sub(r"/(?:CEE|CE|UE)$", "", number, flags=re.IGNORECASE).replace("/", "-")
        return Named(prefix + bare, end, False, day, noun)
    return Named(f"{prefix}@{day}", end, False, day, noun) if day else None


def read_act(line: str, at: int) -> Named | None:
    """The law, ordinance, decree, order, regulation or directive named at `at`; None for a generic one ('un décret')."""
    found = _LAW.match(line, at)
    if found is None:
        return None
    noun = unaccented(found["noun"]).lower()
    number = found["number"] or found["plain"] or ""
    if noun in ("reglement", "directive") and "/" not in number:
        return None
    return _named_act(noun, number, _day(found, "a") or _day(found, ""), found.end())


def read_next_act(line: str, before: Named) -> tuple[int, Named] | None:
    """', n° 84-16 du 11 janvier 1984' after a named act of a list: (where it begins, the act)."""
    found = _NEXT_LAW.match(line, before.end)
    if found is None or not before.noun:
        return None
    day = _day(found, "a") or _day(found, "") or _day(found, "b")
    act = _named_act(before.noun, found["number"] or "", day, found.end())
    begin = found.start("number") if found["number"] else found.start("bd")
    if found["number"]:
        begin = line.rfind("n", before.end, begin)
    return (begin, act) if act else None


def is_code(short: str) -> bool:
    """Is this the short name of a code (and not of an act)?"""
    if short in by_short():
        return True
    return not any(short.startswith(one) and short[len(one) : len(one) + 1] in tuple("@0123456789") for one in ACTS)
