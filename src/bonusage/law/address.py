"""Addresses of the law: article, version, paragraph; one parser, one printer.

No text of the law is here and none is read; labels are kept as written, never resolved to a paragraph.
Next: instruments/loader.py, which refuses a ground that is not an address.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from bonusage.law.numerals import LATIN_WORD

_LATIN = f"(?: {LATIN_WORD})?"
_ARTICLE = (
    r"(?:(?:LO|[A-Z])?\*{0,2}[0-9]+(?:[-.][0-9A-Za-z]+)*(?: [0-9A-Za-z-]+)*"
    r"|(?:Annexe|Tableau|[ÉEée]tat|Appendice)(?: [^@#:/\s]+)*|Unique|Pr[ée]liminaire|Liminaire)"
)
_ADDRESS = re.compile(
    rf"(?P<code>[A-Z][A-Z0-9]*(?:-[0-9]+)*(?:@[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?=:))?):(?P<article>{_ARTICLE})"
    r"(?:@(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))?(?:#(?P<path>[^#@]+))?"
)
_STEP = re.compile(
    rf"[IVXLC]+{_LATIN}(?: [A-Z])?|[A-Z]{_LATIN}|[0-9]+[°)]{_LATIN}(?: [A-Z])?|([a-z])\1?{_LATIN}\)|al-?[1-9][0-9]*"
    r"|--?[1-9][0-9]*|ph-?[1-9][0-9]*|\"[^\"/#@]+\"(?:\([1-9][0-9]*\))?"
)


class Address(NamedTuple):
    """`CSS:L162-5@2011-08-12#22°/al2`: text, article, day of the version or None, path (labels, outermost first).

    The text is a code (`CSS`), a convention (`CM2011`) or a law by its number (`LOI93-8`), its day when it has none."""

    code: str
    article: str
    day: dt.date | None
    path: tuple[str, ...]

    def __str__(self) -> str:
        day = f"@{self.day}" if self.day else ""
        path = "#" + "/".join(self.path) if self.path else ""
        return f"{self.code}:{self.article}{day}{path}"


def parse_address(text: str) -> Address:
    """Read an address; `str` of it gives the same text back. ValueError says what is wrong with it."""
    found = _ADDRESS.fullmatch(text)
    if not found:
        raise ValueError(f"pas une adresse CODE:ARTICLE[@AAAA-MM-JJ][#CHEMIN] : {text!r}")
    path = tuple(found["path"].split("/")) if found["path"] else ()
    for step in path:
        if not _STEP.fullmatch(step):
            raise ValueError(f"pas un alinéa, un point ou un tiret : {step!r} dans {text!r}")
    try:
        day = dt.date.fromisoformat(found["day"]) if found["day"] else None
    except ValueError:
        raise ValueError(f"pas un jour : {found['day']!r} dans {text!r}") from None
    return Address(found["code"], found["article"], day, path)


def in_french(address: Address) -> str:
    """'22° de l'article L162-5 (version en vigueur au 12/08/2011)'; the code is named by the caller."""
    parts = [step_in_french(step) for step in reversed(address.path)]
    parts.append(f"article {address.article}")
    day = f" (version du {address.day:%d/%m/%Y})" if address.day else ""
    return ", ".join(parts) + day


_COUNTED = re.compile(r"(al|ph|-)(-?[1-9][0-9]*)")
_QUOTED = re.compile(r'"([^"]+)"(?:\(([1-9][0-9]*)\))?')
_NAMES = {"al": ("alinéa", "dernier alinéa"), "ph": ("phrase", "dernière phrase"), "-": ("tiret", "dernier tiret")}


def step_in_french(step: str) -> str:
    """'alinéa 2', 'dernière phrase', 'tiret 3', '« mots » (2)'; a label is said as it is."""
    if found := _COUNTED.fullmatch(step):
        one, last = _NAMES[found[1]]
        return last if found[2] == "-1" else f"{one} {found[2]}"
    if found := _QUOTED.fullmatch(step):
        return f"« {found[1]} »" + (f" ({found[2]})" if found[2] else "")
    return step
