"""Numbers as lawyers write them: ordinals and cardinals in words, Roman numerals, 'bis' and 'ter', article numbers.

No reference is looked for in a text here, and no place is resolved (places.py).
Next: structure.py, where labels open the items of an article.
"""

from __future__ import annotations

import functools
import re

LATIN = (
    "bis ter quater quinquies sexies septies octies nonies decies undecies duodecies terdecies quaterdecies quindecies "
    "sexdecies septdecies octodecies novodecies vicies unvicies duovicies tervicies quatervicies quinvicies sexvicies "
    "septvicies octovicies novovicies tricies"
).split()
"""Suffixes in their order: 2 bis comes after 2 and before 3."""
LATIN_WORD = "(?:" + "|".join(sorted(LATIN, key=len, reverse=True)) + ")"

_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
).split()
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_TENS_BY_20 = {70: ("soixante", 10), 80: ("quatre-vingts", 0), 90: ("quatre-vingt", 10)}
_ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_IS_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_PREFIXES = ("", "LO", "L", "R**", "R*", "R", "D**", "D*", "D", "A*", "A")


def cardinal(count: int) -> str:
    """21 -> 'vingt et un'; 0 to 99, masculine."""
    if count < 20:
        return _UNITS[count]
    tens = count - count % 10
    if tens in _TENS_BY_20:
        word, more = _TENS_BY_20[tens]
        rest = more + count % 10
        if not rest:
            return word
        joint = " et " if count == 71 else "-"
        return word.removesuffix("s") + joint + _UNITS[rest]
    rest = count % 10
    return _TENS[tens] + ("" if not rest else " et un" if rest == 1 else "-" + _UNITS[rest])


@functools.cache
def ordinal(rank: int, feminine: bool = False) -> str:
    """1 -> 'premier' or 'première', 2 -> 'deuxième', 21 -> 'vingt et unième'; -1 'dernier', -2 'avant-dernier'."""
    if rank < 0:
        named = {-1: "dernier", -2: "avant-dernier", -3: "antépénultième"}[rank]
        return named[:-2] + "ère" if feminine and named.endswith("er") else named
    if rank == 1:
        return "première" if feminine else "premier"
    word = cardinal(rank).removesuffix("s") if rank % 20 == 0 else cardinal(rank)
    ending = {"q": "quième", "f": "vième"}.get(word[-1] if not word.endswith("neuf") else "f")
    if ending:
        return word[:-1] + ending
    return word.removesuffix("e") + "ième"


def _plain(word: str) -> str:
    return word.translate(str.maketrans("éèêà", "eeea")).casefold().replace("\u2011", "-")


@functools.cache
def _ordinals() -> dict[str, int]:
    found = {_plain(ordinal(rank, feminine)): rank for rank in range(-3, 100) if rank for feminine in (False, True)}
    return found | {"second": 2, "seconde": 2, "1er": 1, "1re": 1, "1ere": 1, "penultieme": -2}


@functools.cache
def _cardinals() -> dict[str, int]:
    return {_plain(cardinal(count)): count for count in range(1, 100)} | {"une": 1, "vingt et une": 21}


def read_ordinal(word: str) -> int | None:
    """'premier' -> 1, 'seconde' -> 2, 'avant-dernier' -> -2, '3e' -> 3; accents are free; None when it is none."""
    flat = _plain(word)
    if found := re.fullmatch(r"(\d+)(?:e|eme|er|re)", flat):
        return int(found[1])
    return _ordinals().get(flat) or _ordinals().get(flat.removesuffix("s"))


def read_cardinal(word: str) -> int | None:
    """'deux' -> 2, 'une' -> 1, '3' -> 3; None when it is none."""
    flat = _plain(word)
    return int(flat) if flat.isdecimal() else _cardinals().get(flat)


ORDINAL_WORD = "(?:" + "|".join(
    sorted({ordinal(rank, g) for rank in range(-3, 100) if rank for g in (False, True)} | {"second", "seconde"}, key=len, reverse=True)
) + ")"  # fmt: skip


def read_roman(word: str) -> int | None:
    """'XIV' -> 14; None when it is no Roman numeral below 40."""
    if not word or not _IS_ROMAN.fullmatch(word):
        return None
    total, rest = 0, word
    for sign, value in _ROMAN:
        while rest.startswith(sign):
            total, rest = total + value, rest[len(sign) :]
    return total


def roman(value: int) -> str:
    """14 -> 'XIV'; 1 to 39."""
    said = ""
    for sign, one in _ROMAN:
        while value >= one:
            said, value = said + sign, value - one
    return said


def latin_rank(word: str) -> int:
    """'' -> 0, 'bis' -> 1, 'ter' -> 2."""
    return LATIN.index(word) + 1 if word else 0


_NUMBER = re.compile(
    r"(?P<prefix>L\.?\s*O\.?|[LRDA]\.?)?\s*(?P<stars>\*{0,2})\s*(?P<number>\d[\w.]*(?:\s?-\s?\w+)*)(?P<rest>(?:\s+[\w-]+)*)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s(?:du|de|des|code|alinéas?)\b", re.IGNORECASE)
"""Words after a number that are none of it: 'L1 du code civil' is a citation."""
_FIRST = re.compile(r"(?:premier|1\s*er|1er)", re.IGNORECASE)
_ANNEX = re.compile(r"annexe\b\s*(?P<rest>.*)", re.IGNORECASE)
_NAMED = re.compile(r"(?:unique|pr[ée]liminaire|liminaire|tableau\b.*|[ée]tat\b.*|appendice\b.*)", re.IGNORECASE)
_TOKEN = re.compile(r"\d+|[a-z]+|[A-Z]+", re.ASCII)


@functools.lru_cache(maxsize=65536)
def canonical_number(printed: str) -> str:
    """'L. 162-5' -> 'L162-5', 'R. * 111-1' -> 'R*111-1', 'L.O. 111-3' -> 'LO111-3', '1er' -> '1', 'L 12' -> 'L12'.

    Suffixes stay: 'L137-16-1 A', '199 decies E bis', 'Annexe I à l'art. R434-35 (10)'; so do names: 'Unique',
    'Préliminaire', 'Tableau 1'. ValueError when it is none.
    """
    text = " ".join(printed.replace("\u2011", "-").replace("\u00a0", " ").split()).strip(" .:;,")
    if _FIRST.fullmatch(text):
        return "1"
    if found := _ANNEX.fullmatch(text):
        return f"Annexe {found['rest']}".strip()
    if _NAMED.fullmatch(text):
        return text[0].upper() + text[1:]
    found = _NUMBER.fullmatch(text)
    if not found or _OF.search(found["rest"]):
        raise ValueError(f"pas un numéro d'article : {printed!r}")
    prefix = re.sub(r"[.\s]", "", found["prefix"] or "").upper()
    number = re.sub(r"\s?-\s?", "-", found["number"]).rstrip(".")
    return f"{prefix}{found['stars']}{number}{' ' if found['rest'] else ''}{found['rest'].strip()}"


def printed_number(number: str) -> str:
    """'L162-5' -> 'L. 162-5', 'R*111-1' -> 'R.* 111-1', '6' -> '6': as a letter prints it."""
    found = re.fullmatch(r"([A-Z]{1,2})(\*{0,2})(\d.*)", number)
    return f"{'.'.join(found[1])}.{found[2]} {found[3]}" if found else number


def number_key(number: str) -> tuple[object, ...]:
    """Sorts article numbers as the codes do: L162-5 < L162-5 bis < L162-5 A < L162-5-1 < L162-6 < L162-12."""
    found = re.match(r"([A-Z]*)(\**)(.*)", number)
    prefix, rest = (found[1] + found[2], found[3]) if found else ("", number)
    if number.startswith("Annexe"):
        return (len(_PREFIXES) + 1, number)
    if _NAMED.fullmatch(number):
        return (-1 if "liminaire" in number else len(_PREFIXES), number)
    tokens: list[tuple[int, int, str]] = []
    for token in _TOKEN.findall(rest):
        if token.isdecimal():
            tokens.append((3, int(token), ""))
        elif token in LATIN:
            tokens.append((1, latin_rank(token), ""))
        else:
            tokens.append((2, len(token), token))
    return (_PREFIXES.index(prefix) if prefix in _PREFIXES else len(_PREFIXES), *tokens)
