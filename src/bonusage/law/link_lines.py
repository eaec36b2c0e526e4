"""Links as they are printed or declared: 'Loi n°1-23 du 4 mai 1956 - art. 7 (V)' -> Link.

Nothing is looked for in the text of an article here (citations.py does that).
Next: read_markdown.py and read_legi.py, which meet them.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import NamedTuple

from bonusage.law.codes import by_title, short_name, title_key
from bonusage.law.model import LINK_STATES, Link, LinkKind
from bonusage.law.numerals import LATIN_WORD, canonical_number
from bonusage.law.reading import OPEN_END, iso_day
from bonusage.law.words import clean, matched, unaccented

_VERBS = {
    "cite": LinkKind.CITE,
    "cree": LinkKind.CREE,
    "modifie": LinkKind.MODIFIE,
    "codifie": LinkKind.CODIFIE,
    "abroge": LinkKind.ABROGE,
    "transfere": LinkKind.TRANSFERE,
    "concorde": LinkKind.CONCORDE,
    "concordance": LinkKind.CONCORDE,
    "perime": LinkKind.PERIME,
    "applique": LinkKind.APPLIQUE,
    "ratifie": LinkKind.RATIFIE,
}
_ACTS = {"CITATION": LinkKind.CITE, "APPLICATION": LinkKind.APPLIQUE} | {
    verb.upper(): kind for verb, kind in _VERBS.items() if verb not in ("cite", "applique", "concordance")
}
"""`typelien` that says what the source of the link does."""
_DONE = {
    "CREATION": LinkKind.CREE,
    "MODIFICATION": LinkKind.MODIFIE,
    "CODIFICATION": LinkKind.CODIFIE,
    "ABROGATION": LinkKind.ABROGE,
    "TRANSFERT": LinkKind.TRANSFERE,
    "CONCORDANCE": LinkKind.CONCORDE,
    "PEREMPTION": LinkKind.PERIME,
    "RATIFICATION": LinkKind.RATIFIE,
}
"""`typelien` that says what the source of the link underwent: the inverse of the verb of the same kind."""
_MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
_SHORT_TITLES = {"cgi": "CGI", "css": "CSS", "csp": "CSP"}

_DAY = r"(?P<d>\d{1,2})(?:er)? (?P<m>[a-z]{3,9}) (?P<y>\d{4})"
_ACT = re.compile(
    r"(?P<kind>loi(?: organique| constitutionnelle)?|ordonnance|decret(?:-loi)?|arrete|decision|rapport)\b"
    r"(?: ?(?:n ?°|no|n\.|n) ?(?P<number>\d[\d-]*)| (?!\d{4}-\d\d-\d\d)(?P<bare>\d{2,4}-\d{1,5})(?![\d-]))?"
    rf"(?:(?: du)? (?P<iso>\d{{4}}-\d\d-\d\d)| du {_DAY})?"
)
_ART = re.compile(
    r"(?:^|[ ,(])(?:art\.|article(?!s)) ?(?P<article>annexe\b(?:[^(]|\(\d{1,3}\)){0,60}"
    r"|(?:(?:l\.? ?o|[lrda])\.? ?)?\*{0,2} ?[^ (,]{1,30})(?P<rest>[^(]{0,200})"
)
_NUMBERED = re.compile(r" (?P<article>(?:[lrda]\.? ?)?\*{0,2}\d[\d-]{0,20})$")
_STATE = re.compile(r"\((?P<state>[A-Za-z]{0,3})\)")
_AFTER = re.compile(r"\bjorf\b|\bjournal officiel\b|\ben vigueur\b|, v\. ", re.IGNORECASE)
_SUFFIX = re.compile(rf"(?: (?:{LATIN_WORD}\b|[A-HJ-UWYZ](?= |$)))+", re.IGNORECASE)
_SEVERAL = re.compile(r" ?,| ?(?:et|à)\b", re.IGNORECASE)
_PLACE = re.compile(
    rf"(?: ?-)? (?P<step>[IVX]{{1,5}}(?: {LATIN_WORD})?|\d{{1,3}}°(?: {LATIN_WORD})?|[a-z]\)|[A-H])(?=[ ,.)]|$)",
    re.IGNORECASE,
)
_SIGNS = {
    "loi": "LOI",
    "ordonnance": "ORD",
    "decret": "DECRET",
    "decret-loi": "DECRETLOI",
    "arrete": "ARRETE",
    "decision": "DECISION",
}


class Printed(NamedTuple):
    """What a printed line says: text (short name or ''), article, path, letter of the state, day of the act."""

    code: str
    article: str
    path: tuple[str, ...]
    state: str
    signed: dt.date | None


def read_group(title: str) -> tuple[LinkKind, bool, str]:
    """'Cité par' -> (CITE, False, ''); outward when the article acts: 'Cite'. Unknown titles are OTHER, kept as words."""
    flat = title_key(title).rstrip(": ")
    verb = flat.removesuffix(" par")
    kind = _VERBS.get(verb.removesuffix("s")) or _VERBS.get(verb)
    return (kind or LinkKind.OTHER, not flat.endswith(" par"), "" if kind else clean(title))


def read_typelien(typelien: str, sens: str) -> tuple[LinkKind, bool]:
    """The kind and the direction of a declared link, whichever noun the source uses.

    'CREATION'/'source' and 'CREE'/'cible' both say that the other text created this article: (CREE, False).
    """
    source = sens != "cible"
    if typelien in _ACTS:
        return _ACTS[typelien], source
    if typelien in _DONE:
        return _DONE[typelien], not source
    undergone = typelien.endswith(("ION", "MENT")) or typelien == "SPEC_APPLI"
    return LinkKind.OTHER, not source if undergone else source


@functools.lru_cache(maxsize=16384)
def read_printed(printed: str) -> Printed:
    """What the line of a link names; '' for what it does not say. Never raises."""
    text = matched(clean(printed))[:1000]
    flat = unaccented(text).casefold()
    if len(flat) != len(text):  # a ligature: offsets would not agree
        text = unaccented(text)
        flat = text.casefold()
    state = _STATE.search(text)
    letter = state["state"] if state and state["state"] in LINK_STATES else ""
    act = _ACT.search(flat)
    cut = flat.find(" - ")
    head = flat[: cut if cut >= 0 else len(flat)]
    known, end = _known_code(head)
    if known:
        article = text[end : len(head)].strip() if end < len(head) else ""
        return Printed(known, _number(article) or _article(text, _article_of(flat, 0))[0], (), letter, None)
    if act is None:
        return Printed("", _article(text, _article_of(flat, 0))[0], (), letter, None)
    article, path = _article(text, _article_of(flat, act.end()))
    day = _day(act)
    return Printed(_act_code(act, day), article, path, letter, day)


def _article_of(flat: str, start: int) -> re.Match[str] | None:
    """The article of the line: after the last ' - art.', for the title of a law may name articles too; else the first."""
    at = max(flat.rfind(" - art. ", start), flat.rfind(" - article ", start))
    return _ART.search(flat, at if at >= 0 else start)


def _number(said: str) -> str:
    try:
        return canonical_number(said) if said else ""
    except ValueError:
        return ""


def _known_code(head: str) -> tuple[str, int]:
    """The short name of the code that the line begins with, and where its title ends; ('', 0) when it is no code."""
    numbered = _NUMBERED.search(head.rstrip(" .,"))
    found = _ART.search(head)
    end = min(numbered.start() if numbered else len(head), found.start() if found else len(head))
    key = head[:end].rstrip(" .,-")
    if code := by_title().get(key):
        return code.short, end if numbered and end == numbered.start() else len(head)
    if key in _SHORT_TITLES:
        return _SHORT_TITLES[key], len(head)
    if key.startswith(("code ", "livre des ")):
        return short_name("", key), end if numbered and end == numbered.start() else len(head)
    return "", 0


def _article(text: str, found: re.Match[str] | None) -> tuple[str, tuple[str, ...]]:
    if found is None:
        return "", ()
    start, end = found.span("article")
    rest = text[found.start("rest") : found.end("rest")]
    after = _AFTER.search(rest)
    rest = rest[: after.start()] if after else rest
    number = text[start:end].strip(" .,;")
    article = _number(number)
    if not article:
        return "", ()
    suffix = _SUFFIX.match(rest)
    if suffix and article[-1:].isalnum():
        said = " ".join(one if len(one) == 1 else one.casefold() for one in suffix[0].split())
        article, rest = canonical_number(f"{article} {said}"), rest[suffix.end() :]
    path: list[str] = []
    at = 0
    while place := _PLACE.match(rest, at):
        step = place["step"]
        path.append(step.upper() if step[0].isalpha() and not step.endswith(")") and " " not in step else step)
        at = place.end()
    return article, () if _SEVERAL.match(rest, at) else tuple(path)


def _day(act: re.Match[str]) -> dt.date | None:
    if act["iso"]:
        day = iso_day(act["iso"])
        return None if day == OPEN_END else day
    if not act["d"] or act["m"] not in _MONTHS:
        return None
    try:
        return dt.date(int(act["y"]), _MONTHS.index(act["m"]) + 1, int(act["d"]))
    except ValueError:
        return None


def _act_code(act: re.Match[str], day: dt.date | None) -> str:
    sign = _SIGNS.get(act["kind"].split()[0], "")
    number = (act["number"] or act["bare"] or "").rstrip("-")
    if number and act["number"] and iso_day(number):
        number = ""
    said = number or (str(day) if day else "")
    return sign + said if sign and said else ""


def read_link_line(printed: str, kind: LinkKind, outward: bool, typelien: str = "") -> Link:
    """A line of a list of links, in the group of this kind."""
    said = read_printed(printed)
    return Link(kind, outward, said.code, said.article, said.path, said.state, clean(printed), typelien=typelien)


class Declared(NamedTuple):
    """A link as LEGI XML or the API declare it: what the attributes say, '' for what they do not."""

    printed: str
    typelien: str
    sens: str
    text_id: str = ""
    other_id: str = ""
    nature: str = ""
    number: str = ""
    article: str = ""
    signed: dt.date | None = None
    nor: str = ""


def read_declared(declared: Declared) -> Link:
    """The link that a source declares: attributes first, then what the printed words say."""
    kind, outward = read_typelien(declared.typelien, declared.sens)
    said = read_printed(declared.printed)
    is_code = declared.nature == "CODE" and bool(declared.text_id)
    code = short_name(declared.text_id, "") if is_code else ""
    sign = _SIGNS.get(unaccented(declared.nature).casefold().split("_")[0], "")
    if not code and sign and re.fullmatch(r"\d[\d-]*", declared.number):
        code = sign + declared.number.rstrip("-")
    elif not code and sign and not said.code and declared.signed:
        code = f"{sign}{declared.signed}"
    article = _number(declared.article) or said.article
    typelien = declared.typelien if kind == LinkKind.OTHER else ""
    other = declared.other_id or declared.text_id
    path = said.path if article == said.article else ()
    return Link(
        kind,
        outward,
        code or said.code,
        article,
        path,
        said.state,
        clean(declared.printed),
        other_id=other,
        typelien=typelien,
    )


def made_by(links: list[tuple[Declared, Link]]) -> tuple[str, dt.date | None, str, str]:
    """(title, day of signature, NOR, JORFTEXT) of the text that made a version: the one that modified, else created it."""
    for wanted in (LinkKind.MODIFIE, LinkKind.CREE):
        for declared, link in links:
            if link.kind == wanted and not link.outward:
                signed = declared.signed or read_printed(declared.printed).signed
                text_id = declared.text_id if declared.text_id.startswith("JORFTEXT") else ""
                return link.printed, signed, declared.nor, text_id
    return "", None, "", ""
