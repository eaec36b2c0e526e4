"""The neutral draft that every reader gives, whatever the form of the file; and the repairs made on the way.

A draft says what the file says: dates may lack, numbers are as printed. corpus.py makes versions of it.
Next: corpus.py, which makes versions of it.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from bonusage.law.model import Link


class Repair(NamedTuple):
    """Something a reader mended, never silently: the line of the file, what was done, the words where it was done."""

    line: int
    what: str
    before: str = ""
    after: str = ""


class DraftArticle(NamedTuple):
    """An article as a file gives it. `status` is LEGI's word or ''; `history` the notes of amending texts as printed."""

    number: str
    paragraphs: tuple[str, ...]
    start: dt.date | None = None
    end: dt.date | None = None
    status: str = ""
    known_at: dt.date | None = None
    signed: dt.date | None = None
    made_by: str = ""
    nor: str = ""
    jorftext: str = ""
    legiarti: str = ""
    headings: tuple[str, ...] = ()
    nota: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    siblings: tuple[tuple[str, dt.date | None, dt.date | None, str], ...] = ()
    """Other versions that the file names: (id, start, end, status)."""
    line: int = 0


class DraftAmendment(NamedTuple):
    """An amendment as a file gives it: the lines of its instructions (quoted paragraphs included), its summary."""

    place: str
    lines: tuple[str, ...]
    summary: tuple[str, ...] = ()
    line: int = 0


class DraftHeading(NamedTuple):
    """A heading of a text's structure: level from 1, title, id, days; and the articles it lists (id, number, days, status)."""

    level: int
    title: str
    id: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    status: str = ""
    articles: tuple[tuple[str, str, dt.date | None, dt.date | None, str], ...] = ()


class Draft(NamedTuple):
    """What one file holds. `text_id` is a LEGITEXT or JORFTEXT id or ''; `title` the title of the text, '' when unsaid;
    `code` the short name, where a file of our own gives it."""

    form: str
    articles: tuple[DraftArticle, ...] = ()
    text_id: str = ""
    title: str = ""
    kind: str = "CODE"
    structure: tuple[DraftHeading, ...] = ()
    amendments: tuple[DraftAmendment, ...] = ()
    repairs: tuple[Repair, ...] = ()
    file: str = ""
    code: str = ""
