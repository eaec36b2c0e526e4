"""A whole code in one Markdown file: a YAML head, headings, 'Article L1' alone on its line (marked by # or not).

One commit a reform: the head tells the day of the last one, from which this state was known; no article says its own.
Next: read_extract.py, which knows how headings hold each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bonusage.law.draft import Draft, DraftArticle, DraftHeading
from bonusage.law.read_extract import heading_level, under
from bonusage.law.read_markdown import PLAIN, read_body, title_of
from bonusage.law.reading import Block, Reading, blocks, decoded
from bonusage.law.words import clean, unaccented

_KEY = re.compile(r"(?P<key>[^\W\d][\w' -]{0,40}?)\s?:(?:\s(?P<value>.*))?")
_RANKED = re.compile(
    r"\(?(?:[a-z]+ie?re |deuxieme |seconde |troisieme |quatrieme |cinquieme )?[a-z-]+(?: ?\)?$| ?:| (?:legislative|reglementaire|"
    r"preliminaire|unique|(?:\d{1,3}|[ivxlc]{1,8})(?:er|eme)?(?: [a-z]{1,12})?\b(?: [a-z])? ?(?:\.? ?$|[.]? ?[:.-]|\()|premier))"
)


def front_matter(reading: Reading, lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The keys between the two lines '---' and the index of the line after them; quotes around a value go."""
    said: dict[str, str] = {}
    if not lines or lines[0].strip() != "---":
        reading.fault(1, "pas d'en-tête", clean(lines[0]) if lines else "", "---")
        return said, 0
    for at, line in enumerate(lines[1:], 2):
        if line.strip() == "---":
            return said, at
        found = _KEY.fullmatch(line.rstrip()) if len(line) < 2000 else None
        if found is not None:
            value = (found["value"] or "").strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            said[found["key"]] = clean(value[1:-1] if quoted else value)
        elif line.strip() and line[:1] not in " -#":
            reading.fault(at, "ligne non reconnue dans l'en-tête", clean(line), "clé: valeur")
        if at > 200:
            break
    reading.fault(1, "en-tête sans fin", expected="une seconde ligne ---")
    return said, len(lines)


class _Open(NamedTuple):
    """An article being read: its number, its line, the headings above, its blocks."""

    number: str
    line: int
    headings: tuple[str, ...]
    blocks: list[Block]


def _article_title(line: str, marked: bool) -> str | None:
    said = clean(line) if len(line) < 300 else line
    number = title_of(said)
    if number is not None or marked:
        return number
    found = PLAIN.fullmatch(said) if said.startswith("Article ") and len(said) < 120 else None
    return found["number"] if found else None


def _plain_heading(text: str) -> bool:
    """'Chapitre 1er : Organisation.' or 'TITRE II', not 'Titre de séjour en cours de validité'."""
    if len(text) > 400 or heading_level(text) < 1:
        return False
    return bool(_RANKED.match(unaccented(text[:80]).casefold()))


class _Code:
    """The state of a code file being read: headings, articles, and whether an article is open."""

    def __init__(self, reading: Reading, marked: bool) -> None:
        self.reading = reading
        self.marked = marked
        self.open_headings: list[tuple[int, str]] = []
        self.structure: list[DraftHeading] = []
        self.found: list[_Open] = []
        self.inside = False

    def block(self, block: Block) -> None:
        """The next block of the file."""
        number = _article_title(block.lines[0], self.marked)
        if number is not None:
            headings = tuple(title for _, title in self.open_headings)
            self.found.append(_Open(number, block.line, headings, []))
            self.inside = True
            if len(block.lines) > 1:
                self.found[-1].blocks.append(Block(block.line + 1, block.lines[1:]))
        elif block.lines[0].startswith("#") and len(block.lines) == 1 and len(block.lines[0]) < 2000:
            self._marked_heading(block)
        elif not self.marked and _plain_heading(block.text):
            self.inside = False
            under(self.open_headings, block.text)
            self.structure.append(DraftHeading(len(self.open_headings), block.text))
        elif self.inside:
            self.found[-1].blocks.append(block)
        else:
            self.reading.repair(block.line, "ligne sous un titre, tenue pour la suite de ce titre", block.text[:80])
            under(self.open_headings, block.text)
            self.structure.append(DraftHeading(len(self.open_headings), block.text))

    def _marked_heading(self, block: Block) -> None:
        line = block.lines[0].strip()
        level = len(line) - len(line.lstrip("#"))
        self.inside = False
        self.open_headings[:] = [one for one in self.open_headings if one[0] < level]
        title = clean(line.strip("#"))
        self.open_headings.append((level, title))
        self.structure.append(DraftHeading(len(self.open_headings), title))


def read_code(content: bytes, name: str) -> Draft:
    """Every article of a code as it stood on the day of its head. Faults when the head or the articles are not there."""
    reading = Reading(name)
    lines = decoded(content, name).split("\n")
    head, first = front_matter(reading, lines)
    title, text_id = head.get("title", ""), head.get("identifier", "")
    whole = not reading.faults
    for key in ("title", "identifier"):
        if whole and not head.get(key):
            reading.fault(1, f"en-tête sans « {key} »", expected=f'{key}: "..."')
    reading.check()
    known_at = reading.day(head.get("last_updated", ""), 1, "date last_updated")
    found = blocks(lines[first:], first + 1)
    if found and clean(found[0].lines[0]).lstrip("# ") == title:
        found = found[1:]
    code = _Code(reading, any(line.startswith("#") and title_of(line) is not None for line in lines[first:]))
    for block in found:
        code.block(block)
    if not code.found:
        reading.fault(
            first + 1, "aucun article dans ce code", expected="###### Article L1, ou Article L1 seul sur sa ligne"
        )
    articles = []
    for one in code.found:
        paragraphs, nota = read_body(reading, one.blocks)
        number = reading.number(one.number, one.line)
        articles.append(
            DraftArticle(number, paragraphs, known_at=known_at, nota=nota, headings=one.headings, line=one.line)
        )
    reading.check()
    kind = head.get("rank", "code").upper()
    return Draft(
        "git-code", tuple(articles), text_id, title, kind, tuple(code.structure), (), tuple(reading.repairs), name
    )
