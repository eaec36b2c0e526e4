"""What the law room holds: texts, article versions with their days, links, and what was repaired when they were read.

Nothing is read from a file or looked up here. Statuses are those of LEGI (DILA), and PROJET, which is ours.
Next: draft.py for what a reader gives, corpus.py for point in time.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import NamedTuple

from bonusage.law.address import Address
from bonusage.law.structure import Paragraph, outline


class Status(enum.StrEnum):
    """The ten statuses of LEGI, as known when the file was made; PROJET marks a text that would be."""

    VIGUEUR = "VIGUEUR"
    VIGUEUR_DIFF = "VIGUEUR_DIFF"
    MODIFIE = "MODIFIE"
    MODIFIE_MORT_NE = "MODIFIE_MORT_NE"
    ABROGE = "ABROGE"
    ABROGE_DIFF = "ABROGE_DIFF"
    ANNULE = "ANNULE"
    DISJOINT = "DISJOINT"
    PERIME = "PERIME"
    TRANSFERE = "TRANSFERE"
    PROJET = "PROJET"


LINK_STATES = {
    "V": Status.VIGUEUR,
    "VD": Status.VIGUEUR_DIFF,
    "VT": Status.VIGUEUR,  # in force, with an end date
    "M": Status.MODIFIE,
    "MMN": Status.MODIFIE_MORT_NE,
    "Ab": Status.ABROGE,
    "AbD": Status.ABROGE_DIFF,
    "P": Status.PERIME,
    "T": Status.TRANSFERE,
    "": None,
}
"""The letter after a linked article is the state of the linked version on the day the page was made; '' is unknown."""


class LinkKind(enum.StrEnum):
    """What one text does to another. Direction OUT: this article acts; IN: the other one does ('Cité par')."""

    CITE = "CITE"
    CREE = "CREE"
    MODIFIE = "MODIFIE"
    CODIFIE = "CODIFIE"
    ABROGE = "ABROGE"
    TRANSFERE = "TRANSFERE"
    CONCORDE = "CONCORDE"
    PERIME = "PERIME"
    APPLIQUE = "APPLIQUE"
    RATIFIE = "RATIFIE"
    OTHER = "OTHER"


class Origin(enum.StrEnum):
    """Where a link comes from: the list that the source prints, or the words of the article. Both are kept."""

    DECLARED = "declared"
    EXTRACTED = "extracted"


class Link(NamedTuple):
    """A link of an article version. `code` and `article` are canonical when they are known, else ''.

    `state` is the printed letter of the other version; `typelien` the source's own word where the kind is OTHER;
    `paragraph` and `span` tell where an extracted link stands (paragraph from 1).
    """

    kind: LinkKind
    outward: bool
    code: str
    article: str
    path: tuple[str, ...] = ()
    state: str = ""
    printed: str = ""
    origin: Origin = Origin.DECLARED
    other_id: str = ""
    typelien: str = ""
    paragraph: int = 0
    span: tuple[int, int] = (0, 0)


class Text(NamedTuple):
    """A code, a law, a convention: its short name in addresses (`CSS`), its official id, kind and title."""

    code: str
    id: str = ""
    kind: str = "CODE"
    title: str = ""


class Version(NamedTuple):
    """An article on the days [start, end): None is unknown (start) or open (end). `texts` are its lines, one a paragraph.

    `known_at` is the day from which this row was known, when the source tells; `signed` the day of the amending text.
    """

    code: str
    article: str
    start: dt.date | None
    end: dt.date | None
    status: Status
    texts: tuple[str, ...]
    known_at: dt.date | None = None
    signed: dt.date | None = None
    made_by: str = ""
    nor: str = ""
    jorftext: str = ""
    legiarti: str = ""
    headings: tuple[str, ...] = ()
    nota: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    source: str = ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its lines with their labels and the items that hold them."""
        return outline(self.texts)

    @property
    def address(self) -> Address:
        """The address of the version: on its first day when that is known."""
        return Address(self.code, self.article, self.start, ())

    def covers(self, day: dt.date) -> bool:
        """Is the day one of its days? Never for a version without a first day or a stillborn one."""
        return self.start is not None and self.start <= day and (self.end is None or day < self.end)
