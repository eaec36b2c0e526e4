"""Tags to paragraphs: the same rules for the HTML of a seed, the content of LEGI XML and the HTML inside JSON.

<br/>, <p>, <div>, <li> and headings separate paragraphs; a table gives one a row. No tag is dropped silently.
Next: read_html.py, read_legi.py, read_api.py.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from bonusage.law.reading import Reading

_BREAKS = set("address blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre ul".split())
_ROWS = {"table", "tbody", "thead", "tfoot", "tr", "caption", "colgroup", "col"}
_CELLS = {"td", "th"}
_INLINE = set("a abbr acronym b big cite em font i ins small span strong sub sup u".split())
_SKIPPED = {"script", "style", "head", "title"}
_KNOWN = _BREAKS | _ROWS | _CELLS | _INLINE | _SKIPPED | {"html", "body", "contenu"}

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]*)([^<>]*)>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANK = re.compile(r"\n[ \t]*\n")


class Token(NamedTuple):
    """A piece of HTML: 'text', 'open' or 'close', with its text or its tag name, the rest of the tag, its line."""

    kind: str
    text: str
    rest: str
    line: int


def unescaped(text: str) -> str:
    """'&eacute;' -> 'é', '&#233;' -> 'é'; '&' alone and unknown names stay."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def tokens(text: str, line: int = 1) -> Iterator[Token]:
    """The tags and texts of an HTML text, in order; comments go. Each character is looked at a few times at most."""
    at = 0
    for kind, start, end, found in _pieces(text):
        if start > at:
            yield Token("text", unescaped(text[at:start]), "", line)
            line += text.count("\n", at, start)
        if found is not None:
            yield Token(kind, found[2].lower(), found[3], line)
        line += text.count("\n", start, end)
        at = end
    if at < len(text):
        yield Token("text", unescaped(text[at:]), "", line)


def _pieces(text: str) -> Iterator[tuple[str, int, int, re.Match[str] | None]]:
    at, comments = 0, True
    while (start := text.find("<", at)) >= 0:
        if comments and text.startswith("<!--", start):
            end = text.find("-->", start)
            comments = end >= 0
            if comments:
                yield "comment", start, end + 3, None
                at = end + 3
                continue
        found = _TAG.match(text, start)
        if found is not None:
            yield "close" if found[1] else "open", start, found.end(), found
        at = found.end() if found is not None else start + 1


class Flow:
    """Gathers paragraphs from tags and texts given in order, with the line where each begins."""

    def __init__(self, reading: Reading, blank: bool = False) -> None:
        self.reading = reading
        self.blank = blank
        """Does a blank line separate paragraphs too, as in Markdown?"""
        self.found: list[tuple[int, str]] = []
        self.held: list[str] = []
        self.begins = 0
        self.cells: list[str] = []
        self.tables = 0
        self.skipped = 0
        self.unknown: set[str] = set()

    def text(self, text: str, line: int) -> None:
        """Some text at a line."""
        if self.skipped:
            return
        if self.blank and not self.tables and "\n" in text:
            pieces = _BLANK.split(text)
            for piece in pieces[:-1]:
                self._add(piece, line)
                self.stop()
                line += piece.count("\n") + 2
            text = pieces[-1]
        self._add(text, line)

    def _add(self, text: str, line: int) -> None:
        if not self.begins and text.strip():
            self.begins = line + text.count("\n", 0, len(text) - len(text.lstrip()))
        self.held.append(text)

    def opens(self, tag: str, line: int) -> None:
        """A tag opens."""
        if tag in _SKIPPED:
            self.skipped += 1
            self.reading.repair(line, f"contenu de <{tag}> laissé de côté")
        elif tag == "table":
            if not self.tables:
                self.stop()
                self.reading.repair(line, "tableau aplati : un alinéa par ligne du tableau")
            self.tables += 1
        elif tag not in _KNOWN and tag not in self.unknown:
            self.unknown.add(tag)
            self.reading.repair(line, "balise inconnue retirée, son texte gardé", f"<{tag}>")
        if self.tables and tag == "tr":
            self._row()
        elif self.tables and tag in _CELLS:
            if said := self._taken(line):  # the cell before was not closed
                self.cells.append(said)
        elif tag in _BREAKS:
            self._break()

    def closes(self, tag: str, line: int) -> None:
        """A tag closes."""
        if tag in _SKIPPED:
            self.skipped = max(0, self.skipped - 1)
        elif tag in _CELLS and self.tables:
            self.cells.append(self._taken(line))
        elif tag == "tr" and self.tables:
            self._row()
        elif tag == "table" and self.tables:
            self._row()
            self.tables -= 1
        elif tag in _BREAKS:
            self._break()

    def _break(self) -> None:
        if self.tables:
            self.held.append(" ")
        else:
            self.stop()

    def _taken(self, line: int) -> str:
        said = self.reading.kept("".join(self.held), self.begins or line)
        self.held = []
        return said

    def _row(self) -> None:
        rest = self._taken(self.begins)
        cells = [*self.cells, rest] if rest else self.cells
        if any(cells):
            self.found.append((self.begins, " | ".join(cells)))
        self.cells, self.begins = [], 0

    def stop(self) -> None:
        """The paragraph ends here."""
        raw = "".join(self.held)
        said = self._taken(self.begins)
        if said:
            lines = raw.strip().count("\n") + 1
            if self.blank and lines > 1:
                self.reading.repair(self.begins, f"{lines} lignes recollées en un alinéa", said[:40])
            self.found.append((self.begins, said))
        self.begins = 0

    def paragraphs(self) -> tuple[str, ...]:
        """What was gathered, once everything was given."""
        if self.tables:
            self._row()
        self.stop()
        return tuple(text for _, text in self.found)


def flowed(reading: Reading, text: str, line: int = 1, blank: bool = False) -> tuple[str, ...]:
    """The paragraphs of an HTML text that begins at this line."""
    flow = Flow(reading, blank)
    for token in tokens(text, line):
        if token.kind == "text":
            flow.text(token.text, token.line)
        elif token.kind == "close":
            flow.closes(token.text, token.line)
        else:
            flow.opens(token.text, token.line)
            if token.rest.endswith("/"):
                flow.closes(token.text, token.line)
    return flow.paragraphs()
