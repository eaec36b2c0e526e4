"""A sentence in its usual order before it is read: « Il est inséré, après X, un alinéa » is « après X, il est inséré … ».

Only the order changes; what is read of it, and what is refused, is amend_clause.py's.
Next: amend_clause.py.
"""

from __future__ import annotations

import re

from bonusage.law.amend_before import NOUN, read_before
from bonusage.law.amend_quotes import FIRST_SIGN, LAST_SIGN, SIGN

Quotes = tuple[tuple[str, ...], ...]

_ADDED_FIRST = re.compile(
    r"(?:(?:il )?est|sont) (?:également )?(?:insérée?s?|ajoutée?s?|introduite?s?|rétablie?s?)(?P<joint>,? )"
    r"(?P<place>(?:après |avant |[àa] la |[àa] l'|aux? |audit |dans ).{1,300})$",
    re.IGNORECASE,
)
_ADDED_LAST = re.compile(
    rf"(?P<lead>(?:.{{1,300}}, )?)(?P<items>{NOUN} ?:? ?{SIGN}(?:(?:, | et ){SIGN})*) (?P<verb>(?:est|sont) insérée?s?),? "
    r"(?P<place>(?:après|avant) .{1,200})$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r",? (?=(?:une?|des|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|les? mots?|la phrase|l'alinéa|les? alinéas?"
    r"|la référence|les références)\b)"
)
_SIGNS = {"une virgule": ",", "un point-virgule": ";", "un point": ".", "deux points": ":"}
_NAMED_SIGN = re.compile(rf"(?<= par )(?:{'|'.join(_SIGNS)})(?= et |, | ?;|$)")
_NO_SUBJECT = re.compile(r"(?:est|sont) (?:ainsi )?complétée?s? par ", re.IGNORECASE)


def usual(text: str, quotes: Quotes) -> tuple[str, Quotes]:
    """The sentence with its place first, its subject said, the signs of punctuation quoted; as it was when it has one
    verb more, or when its place is not understood."""
    named = [found[0] for found in _NAMED_SIGN.finditer(text)]
    if named and len(quotes) + len(named) < LAST_SIGN - FIRST_SIGN:
        signs = iter(range(FIRST_SIGN + len(quotes), LAST_SIGN))
        text = _NAMED_SIGN.sub(lambda _: f"le signe : {chr(next(signs))}", text)
        quotes = (*quotes, *((_SIGNS[one],) for one in named))
    if _NO_SUBJECT.match(text):
        text = f"il {text}"
    if found := _ADDED_FIRST.match(text):
        text = _place_first(text, found, quotes)
    elif found := _ADDED_LAST.fullmatch(text):
        before = read_before(found["place"], quotes)
        if before is not None and (before.anchors or before.anchor_places):
            text = f"{found['lead']}{found['place']}, {found['verb']} {found['items']}"
    return text, quotes


def _place_first(text: str, found: re.Match[str], quotes: Quotes) -> str:
    """The first split where what stands before the object is a place, or words, and nothing else."""
    verb, rest = text[: found.end("joint")].rstrip(" ,"), found["place"]
    for stop in _OBJECT.finditer(rest):
        before = read_before(rest[: stop.start()], quotes)
        if before is not None and not before.items and (before.places or before.anchors or before.anchor_places):
            return f"{rest[: stop.start()]}, {verb} {rest[stop.end() :]}"
    return text
