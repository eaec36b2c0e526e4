"""The Markdown of the Tricoteuses: a head with État and days, <h1>Article 9-1</h1>, wrapped text, links in <details>.

A README.md of that form lists the articles of a heading.
Next: read_code.py, which reads the head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bonusage.law.draft import Draft, DraftArticle, DraftHeading
from bonusage.law.link_lines import Declared, made_by, read_declared, read_printed
from bonusage.law.markup import flowed, tokens
from bonusage.law.model import LINK_STATES, Link
from bonusage.law.read_code import front_matter
from bonusage.law.read_html import html_title
from bonusage.law.reading import Reading, decoded
from bonusage.law.words import clean

_H1 = re.compile(r"<h1[^<>]*>[^<>]{0,400}</h1>", re.IGNORECASE)
_LISTED = re.compile(r"[-*] \[Article (?P<number>[^\]]{1,80})\]\([^()]{0,300}\)")
_DETAILS = re.compile(r"^\s{0,4}<details>", re.MULTILINE)
_ID = re.compile(r"(?:LEGI|JORF)(?:ARTI|TEXT|SCTA)[0-9]{12}")
_SIDED = re.compile(r"\b(?P<typelien>[A-Z][A-Z_]{2,30}) (?P<sens>source|cible)\b")
_ABOUT = re.compile(
    r"(?: (?:AUTONOME|ENTIEREMENT_MODIF|PARTIELLEMENT_MODIF))?(?: [A-Z][A-Z_]{3,20})?(?:, en vigueur [^,]{0,60})?$"
)
_STATES = {status.value: letter for letter, status in LINK_STATES.items() if status is not None and letter != "VT"}
_OTHER = {"source": "cible", "cible": "source"}


def read_tricoteuses(content: bytes, name: str) -> Draft:
    """An article with its status, days, id and links; or a heading with its articles. Faults when it is neither."""
    reading = Reading(name)
    lines = decoded(content, name).split("\n")
    head, first = front_matter(reading, lines)
    reading.check()
    at = next((at for at in range(first, len(lines)) if lines[at].strip()), first)
    line = lines[at] if at < len(lines) else ""
    number = html_title(line)
    start = reading.day(head.get("Date de début", ""), 1, "Date de début")
    end = reading.day(head.get("Date de fin", ""), 1, "Date de fin")
    status = reading.status(head.get("État", head.get("Etat", "")), 1)
    own = head.get("Identifiant", "")
    if number is None:
        heading = _heading(reading, line, at, lines)
        reading.check()
        structure = (heading._replace(id=own, start=start, end=end, status=status),)
        return Draft("tricoteuses", structure=structure, repairs=tuple(reading.repairs), file=name)
    text = "\n".join(lines[at + 1 :])
    cut = _DETAILS.search(text)
    body = text[: cut.start()] if cut else text
    paragraphs = flowed(reading, body, at + 2, blank=True)
    nota = next((n for n, said in enumerate(paragraphs) if said.startswith(("NOTA", "Nota"))), len(paragraphs))
    rest = text[cut.start() :] if cut else ""
    links = _links(reading, rest, at + 2 + body.count("\n"))
    title, signed, nor, jorftext = made_by(links)
    article = DraftArticle(
        number=reading.number(number, at + 1),
        paragraphs=paragraphs[:nota],
        start=start,
        end=end,
        status=status,
        signed=signed,
        made_by=title,
        nor=nor,
        jorftext=jorftext,
        legiarti=own,
        nota=paragraphs[nota:],
        links=tuple(link for _, link in links),
        line=at + 1,
    )
    reading.check()
    return Draft("tricoteuses", (article,), repairs=tuple(reading.repairs), file=name)


def _heading(reading: Reading, line: str, at: int, lines: Sequence[str]) -> DraftHeading:
    """A README: the title, and a list of articles and of the headings below."""
    if not _H1.fullmatch(line.strip()):
        reading.fault(at + 1, "pas de titre sous l'en-tête", clean(line[:200]), "<h1>Article 1</h1>")
        return DraftHeading(1, "")
    title = clean("".join(token.text for token in tokens(line) if token.kind == "text"))
    found = (_LISTED.fullmatch(one.strip()) for one in lines[at + 1 :] if len(one) < 600)
    articles = tuple(("", one["number"], None, None, "") for one in found if one)
    return DraftHeading(1, title, articles=articles)


def _links(reading: Reading, text: str, line: int) -> list[tuple[Declared, Link]]:
    """The entries of the lists. In the lists of those who refer to the article, the side is the other text's."""
    found: list[tuple[Declared, Link]] = []
    seen: set[Link] = set()
    theirs, group, entry, href = False, "", [""], ""
    inside = ""
    for token in tokens(text, line):
        if token.kind == "text":
            if inside == "h2":
                group += token.text
            elif inside == "li":
                entry.append(token.text)
        elif token.text == "h2":
            inside = "h2" if token.kind == "open" else ""
            theirs = clean(group).endswith("faisant référence à l'article") if token.kind == "close" else theirs
            group = ""
        elif token.text == "li" and token.kind == "open":
            inside, entry, href = "li", [], ""
        elif token.text == "a" and token.kind == "open":
            mark = _ID.search(token.rest)
            href = mark[0] if mark else href
        elif token.text == "li" and inside == "li":
            inside = ""
            one = _entry(reading, clean("".join(entry)), href, theirs, token.line)
            if one is not None and one[1] not in seen:
                seen.add(one[1])
                found.append(one)
    return found


def _entry(reading: Reading, said: str, other: str, theirs: bool, line: int) -> tuple[Declared, Link] | None:
    sided = list(_SIDED.finditer(said[:2000]))
    if not sided:
        reading.fault(line, "lien sans type ni sens", said, "« CITATION cible » ou « MODIFICATION source »")
        return None
    found = sided[-1] if theirs else sided[0]
    printed = said[: found.start()] if theirs else said[found.end() :]
    sens = _OTHER[found["sens"]] if theirs else found["sens"]
    text_id = other if "TEXT" in other else ""
    printed = reading.kept(printed, line)
    bare = _ABOUT.sub("", printed)
    declared = Declared(bare, found["typelien"], sens, text_id, other, signed=read_printed(bare).signed)
    link = read_declared(declared)._replace(printed=printed)
    state = next(
        (letter for status, letter in _STATES.items() if f" {status}," in printed or printed.endswith(f" {status}")), ""
    )
    return declared, link._replace(state=link.state or state)
