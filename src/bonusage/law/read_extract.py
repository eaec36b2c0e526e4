"""An extract of a code: headings, several articles, the notes of their history, page ends in the middle of sentences.

A note of history is kept as printed and never read as text.
Next: reading.py, which joins the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bonusage.law.draft import Draft, DraftArticle, DraftHeading
from bonusage.law.read_markdown import PLAIN, is_links_title, read_links, title_of
from bonusage.law.reading import Block, Reading, blocks, decoded, joined_sentences, unwrapped
from bonusage.law.words import clean, matched, unaccented

LEVELS = (
    "code",
    "partie",
    "livre",
    "titre",
    "sous-titre",
    "chapitre",
    "section",
    "sous-section",
    "paragraphe",
    "sous-paragraphe",
)
"""Words that open a heading, widest first; a heading closes those as wide as itself, or narrower."""
_FIRST = re.compile(
    r"\(?(?P<rank>[a-z]+ie?re |deuxieme |seconde |troisieme |quatrieme |cinquieme |sixieme )?(?P<word>[a-z-]+)\b"
)
_HEADING = re.compile(r"(?:\*\*(?P<bold>[^*]{1,300})\*\*|#{1,6} (?P<hash>[^#]{1,300}?) ?#*)")
_PAGE = re.compile(r"(?:page )?[-–—]? ?\d{1,4}(?: ?[/] ?\d{1,4})? ?[-–—]?", re.IGNORECASE)
_NOTE = re.compile(r"(?:\*|_)?\((?P<said>[^()]*(?:\([^()]*\)[^()]*)*)\)(?:\*|_)?\.?")
_ALONE = ("#", "*", "_", "(")
"""How lines that stand alone begin."""
_ACT = re.compile(
    r"(?:(?:insere|modifie|cree|abroge|transfere|remplace|complete)e?s? par )?"
    r"(?:la |le |l')?(?:loi|ordonnance|decret|arrete|edit|rectificatif)\b"
)


def heading_level(title: str) -> int:
    """0 for a code, 1 for 'Partie', ... ; -1 when the first word opens no heading."""
    found = _FIRST.match(unaccented(matched(title[:60])).casefold())
    word = found["word"] if found else ""
    return LEVELS.index(word) if word in LEVELS else -1


def under(open_headings: list[tuple[int, str]], title: str) -> None:
    """Open a heading: it closes those as wide, or narrower. One without a known word goes under the last."""
    level = heading_level(title)
    if level >= 0:
        open_headings[:] = [one for one in open_headings if one[0] < level]
    open_headings.append((level if level >= 0 else len(LEVELS), title))


def note_of(text: str) -> str | None:
    """'*(Loi n° 1 du ... Journal Officiel du ...)*' -> what is between the brackets; None for any other text."""
    if len(text) > 1000 or text[:2].lstrip("*_")[:1] != "(":
        return None
    found = _NOTE.fullmatch(text)
    if found is None or not _ACT.match(unaccented(matched(found["said"])).casefold()):
        return None
    return found["said"]


def heading_of(text: str) -> str | None:
    """A line all in bold or after '#'; None for any other."""
    found = _HEADING.fullmatch(text) if len(text) < 320 else None
    return clean(found["bold"] or found["hash"] or "") if found else None


class _Extract:
    """What was read so far: the open headings, the articles, the one being read."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.title = ""
        self.headings: list[tuple[int, str]] = []
        self.structure: list[DraftHeading] = []
        self.articles: list[DraftArticle] = []
        self.pieces: list[tuple[int, str]] = []
        self.history: list[str] = []
        self.inside = False
        """Is an article being read? A heading ends it."""

    def heading(self, title: str) -> None:
        """A heading that was found."""
        if heading_level(title) == 0 and not self.title:
            self.title = title
        under(self.headings, title)
        self.structure.append(DraftHeading(len(self.headings), title))

    def article(self, number: str, line: int) -> None:
        """The title of an article: what was read before belongs to the one before."""
        self.close()
        headings = tuple(title for _, title in self.headings)
        number = self.reading.number(number, line)
        self.articles.append(DraftArticle(number, (), headings=headings, line=line))
        self.inside = True

    def close(self) -> None:
        """The article being read is complete."""
        if not self.inside:
            return
        last = self.articles[-1]
        paragraphs = tuple(joined_sentences(self.reading, self.pieces))
        if not paragraphs:
            self.reading.fault(last.line, "article sans texte", last.number, "au moins un alinéa sous le titre")
        self.articles[-1] = last._replace(paragraphs=paragraphs, history=tuple(self.history))
        self.pieces, self.history, self.inside = [], [], False


def read_extract(content: bytes, name: str) -> Draft:
    """Headings in bold or after '#', titles of articles, notes between brackets, paragraphs. Faults when no article."""
    reading = Reading(name)
    lines = decoded(content, name).replace("\f", " ").split("\n")
    extract = _Extract(reading)
    found = blocks(lines)
    at = 0
    while at < len(found):
        block = found[at]
        at += 1
        if extract.inside and is_links_title(block.lines[0]):
            at = _links(extract, lines, found, at - 1)
            continue
        for piece in _pieces(block):
            _piece(extract, piece)
    extract.close()
    if not extract.articles:
        expected = "**Article L1** ou #### Article L1"
        reading.fault(1, "aucun titre d'article dans cet extrait", clean(lines[0]), expected)
    reading.check()
    structure = tuple(extract.structure)
    return Draft(
        "seed-extract", tuple(extract.articles), "", extract.title, "CODE", structure, (), tuple(reading.repairs), name
    )


def _pieces(block: Block) -> list[Block]:
    """A block with the lines that stand alone (titles, headings, notes) taken apart."""
    said: list[Block] = []
    held: list[str] = []
    for at, line in enumerate(block.lines):
        if not line.lstrip().startswith(_ALONE):
            held.append(line)
            continue
        text = clean(line) if len(line) < 1200 else line
        if title_of(text) is None and heading_of(text) is None and note_of(text) is None:
            held.append(line)
            continue
        if held:
            said.append(Block(block.line + at - len(held), tuple(held)))
            held = []
        said.append(Block(block.line + at, (line,)))
    if held:
        said.append(Block(block.line + len(block.lines) - len(held), tuple(held)))
    return said


def _piece(extract: _Extract, block: Block) -> None:
    text = block.text
    alone = text.startswith(_ALONE)
    number = title_of(text) if alone else None
    if text.startswith("Article ") and len(text) < 120 and (plain := PLAIN.fullmatch(text)):
        number = plain["number"]
    heading, note = (heading_of(text), note_of(text)) if alone else (None, None)
    if number is not None:
        extract.article(number, block.line)
    elif heading is not None and (not extract.inside or heading_level(heading) >= 0):
        extract.close()
        extract.heading(heading)
    elif note is not None and extract.inside:
        extract.history.append(note)
    elif len(text) < 20 and _PAGE.fullmatch(text):
        extract.reading.repair(block.line, "numéro de page retiré", text)
    elif extract.inside:
        extract.pieces += [(block.line, said) for said in unwrapped(extract.reading, block)]
    elif heading_level(text) >= 0 and len(text) < 300:
        extract.heading(text)
    else:
        extract.reading.repair(block.line, "texte hors d'un article, laissé de côté", text[:80])


def _links(extract: _Extract, lines: Sequence[str], found: Sequence[Block], at: int) -> int:
    """Read a list of links, up to the next title; returns the index of the next block."""
    end = at + 1
    while end < len(found) and title_of(found[end].lines[0]) is None and not found[end].lines[0].startswith("#"):
        end += 1
    last = found[end].line - 1 if end < len(found) else len(lines)
    first = found[at].line
    links = read_links(extract.reading, lines[first:last], first + 1)
    article = extract.articles[-1]
    extract.articles[-1] = article._replace(links=(*article.links, *links))
    return end
