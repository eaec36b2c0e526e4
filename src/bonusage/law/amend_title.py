"""The texts that an amending phrase names: « du code de la … », « de la loi n° … », « du titre II du livre Ier du code … ».

Places inside an article are amend_place.py's.
Next: amend_place.py.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bonusage.law.codes import by_short, by_title, short_name, title_key
from bonusage.law.numerals import ORDINAL_WORD


class Named(NamedTuple):
    """A text: short name ('' for 'le même code'), whether it was named before, where the phrase ends."""

    code: str
    same: bool
    end: int


_SAME = r"(?P<same>(?:même|présent)e?s? )?"
OF = re.compile(
    r" (?:du |de la |de l'|des |(?P<said>dudit |de ladite |desdite?s? )|de (?P<ce>ce(?:t|tte|s)? )|de (?=code ))"
    + _SAME
)
_CODE = re.compile(
    r"(?:présent )?(?:code|livre des procédures fiscales|livre des procedures fiscales)\b[^,;:\ue000-\uf8ff]{0,120}"
)
_CODE_END = re.compile(
    r" (?:est|sont|et(?! (?:de la |du |des |de l'|d')(?!code|loi|article|ordonnance|décret|même|présent|[IVX]+ |\d|[a-z] "
    rf"|{ORDINAL_WORD}))|il|elle|dans|issue?s?|telle?s?|résultant|ainsi|sera|après"
    r"|avant|aux?|[àa]|les|un|une|deviennent|devient|\()(?= |$)|'"
)
_LAW = re.compile(
    r"(?:présente )?(?P<kind>loi|ordonnance|décret|arrêté)(?: organique| constitutionnelle)?"
    r"(?: de finance(?:s|ment)[^,;:()0-9]{0,60}(?:\d{4})?)?(?: ?\(?n° ?(?P<number>\d{1,4}-\d+))?"
    r"(?: du \d{1,2}(?:er)? [a-zéû]+ \d{4})?\)?(?: (?:précitée?|susvisée?|susmentionnée?)(?= |,|;|:|$))?"
)
_OTHER_PLACE = (
    rf" (?:et|ainsi que) (?:(?:à )?l'article |(?:aux |les )articles |(?:au |le |à la |la )(?:{ORDINAL_WORD}) (?:alinéa|phrase)"
    r"|(?:au |le )(?:[IVX]+|\d+ ?°|[a-z]) (?:de |du ))"
)
"""What a title cannot hold: a second place."""
_TITLE = re.compile(
    r" (?:relati[fv]e?s?|[a-zéèê]{3,14}ant|pour|d'|de|du|sur|en faveur|pris|prise)\b"
    rf"[^,;:\ue000-\uf8ff]{{0,400}}?(?=,|;|:| est | sont |{_OTHER_PLACE}|$)"
)
_STRUCTURE = re.compile(
    r"(?:(?:première|deuxième|troisième|quatrième|cinquième|sixième) )?"
    r"(?:sous-section|section|chapitre|titre|livre|partie|sous-paragraphe|paragraphe)\b[^,;:\ue000-\uf8ff]{0,60}?"
    r"(?= (?:du|de la|de ce|des|est|sont) |,|;|:|$)"
)


def read_title(text: str, at: int, same: bool) -> Named | None:
    """A code, a law, or a heading of one, at `at`."""
    if found := _CODE.match(text, at):
        return _code(text, at, found[0], same)
    if text.startswith("Constitution", at):
        return Named("CONST", same, at + len("Constitution"))
    if found := _LAW.match(text, at):
        return _law(text, found, same)
    if found := _STRUCTURE.match(text, at):
        opening = OF.match(text, found.end())
        if opening:
            outer = read_title(text, opening.end(), bool(opening["same"] or opening["said"] or opening["ce"]))
            if outer is not None:
                return outer
        return None
    return None


def _code(text: str, at: int, phrase: str, same: bool) -> Named:
    title = phrase
    known = _known_title(phrase)
    if known:
        title = known
    else:
        for found in _CODE_END.finditer(phrase):
            if found[0] != "'":
                title = phrase[: found.start()]
                break
    title = title.rstrip(" .")
    bare = title in ("code", "présent code")
    short = "" if bare else short_name("", title)
    return Named(short, same or bare, at + len(title))


def _known_title(phrase: str) -> str:
    """The longest known title that begins the phrase, as the phrase prints it; '' when none does."""
    words = phrase.split(" ")
    for count in range(min(len(words), 16), 1, -1):
        if title_key(" ".join(words[:count])) in by_title():
            return " ".join(words[:count])
    return ""


def _law(text: str, found: re.Match[str], same: bool) -> Named:
    kind = {"loi": "LOI", "ordonnance": "ORD", "décret": "DEC", "arrêté": "ARR"}[found["kind"]]
    at = found.end()
    if title := _TITLE.match(text, at):
        at = title.end()
    named = same or found[0].startswith("présente")
    code = f"{kind}{found['number']}" if found["number"] else "" if named else kind
    return Named(code, named and not code, at)


def code_name(title: str) -> str:
    """'code de la sécurité sociale' or 'CSS' -> 'CSS'; '' stays ''."""
    return title if not title or title in by_short() or title.isupper() else short_name("", title)
