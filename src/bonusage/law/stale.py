"""Links that no longer lead where they did: the cited article is repealed, renumbered, not in force, or its place is gone
or has other words than when the citing version began.

What the corpus does not hold is said to be so: nothing is concluded about it.
Next: graph.py for the links themselves.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable
from typing import NamedTuple

from bonusage.law.address import Address
from bonusage.law.citations import Citation, citations_of
from bonusage.law.corpus import Corpus
from bonusage.law.failure import Ambiguous
from bonusage.law.graph import cited_articles, targets
from bonusage.law.model import LinkKind, Origin, Status, Version
from bonusage.law.places import Place, resolve
from bonusage.law.spellings import in_words
from bonusage.law.structure import read_label
from bonusage.law.words import text_hash, unaccented


class Staleness(enum.StrEnum):
    """Why a link is stale on a day. NOT_IN_CORPUS concludes nothing; the others are facts of the corpus."""

    NOT_IN_CORPUS = "not in the corpus"
    NOT_YET = "not yet in force"
    REPEALED = "repealed"
    RENUMBERED = "renumbered"
    ABSENT = "not in force"
    NO_SUCH_PLACE = "no such place"
    AMBIGUOUS = "ambiguous place"
    REPEALED_PLACE = "repealed place"
    REWORDED = "reworded"


class StaleLink(NamedTuple):
    """A link of a version in force on the day: where it is printed, what it points to, why it is stale and since when.

    `paragraph` 0 is the declared list. `successor` is the new number of a renumbered article.
    """

    source: Address
    paragraph: int
    span: tuple[int, int]
    printed: str
    target: Address
    staleness: Staleness
    since: dt.date | None = None
    successor: str = ""

    def __str__(self) -> str:
        cited = f"{self.source}, alinéa {self.paragraph} cite" if self.paragraph else f"{self.source} déclare citer"
        since = f" depuis le {self.since:%d/%m/%Y}" if self.since else ""
        why = {
            Staleness.NOT_IN_CORPUS: "n'est pas dans le magasin, on n'en sait rien",
            Staleness.NOT_YET: f"n'entre en vigueur que le {self.since:%d/%m/%Y}"
            if self.since
            else "n'est pas en vigueur",
            Staleness.REPEALED: f"est abrogé{since}",
            Staleness.RENUMBERED: f"a changé de numéro{since}" + (f" : {self.successor}" if self.successor else ""),
            Staleness.ABSENT: f"n'est plus en vigueur{since}, sans abrogation connue",
            Staleness.NO_SUCH_PLACE: "n'existe pas dans la version en vigueur",
            Staleness.AMBIGUOUS: "désigne plusieurs endroits de la version en vigueur",
            Staleness.REPEALED_PLACE: f"est abrogé dans la version en vigueur{since}",
            Staleness.REWORDED: f"a changé de termes{since}, après le début de la version qui le cite",
        }[self.staleness]
        return f"{cited} « {self.printed} » : {in_words(self.target)} {why}"


_REPEALED = re.compile(r"\W*(?:abroge|supprime)e?s?\b", re.IGNORECASE)
_GONE = (Status.ABROGE, Status.ABROGE_DIFF, Status.ANNULE, Status.PERIME, Status.DISJOINT)


def stale(corpus: Corpus, day: dt.date) -> tuple[StaleLink, ...]:
    """Every stale link of the versions in force that day, in the order of the codes; a place printed twice counts twice."""
    found = (corpus.at(*key, day) for key in corpus.articles())
    return tuple(link for version in found if version is not None for link in stale_of(corpus, version, day))


def stale_of(corpus: Corpus, version: Version, day: dt.date) -> Iterable[StaleLink]:
    """The stale links of one version: those of its words, then the declared citations that its words do not make."""
    seen = set()
    for paragraph, citation in citations_of(version):
        if citation.kind not in ("article", "internal"):
            continue
        printed = version.texts[paragraph - 1][citation.start : citation.end]
        for target in _targets(corpus, version, citation):
            seen.add((target.code, target.article))
            told = _judge(corpus, version, target, day)
            if told:
                yield StaleLink(version.address, paragraph, (citation.start, citation.end), printed, target, *told)
    for link in version.links:
        if (
            link.kind == LinkKind.CITE
            and link.outward
            and link.origin == Origin.DECLARED
            and link.code
            and link.article
        ):
            target = Address(link.code, link.article, None, link.path)
            told = None if (link.code, link.article) in seen else _judge(corpus, version, target, day)
            if told:
                yield StaleLink(version.address, 0, (0, 0), link.printed or str(target), target, *told)


def _targets(corpus: Corpus, version: Version, citation: Citation) -> tuple[Address, ...]:
    """What a citation means; of a range, both ends and the articles inside that were in force when the version began."""
    opened = cited_articles(corpus, citation)
    if len(opened) < 3 or version.start is None:
        return opened or targets(citation.target)
    inside = (one for one in opened[1:-1] if corpus.at(one.code, one.article, version.start))
    return (opened[0], *inside, opened[-1])


_Told = tuple[Staleness, dt.date | None, str]


def _judge(corpus: Corpus, version: Version, target: Address, day: dt.date) -> _Told | None:
    """Why the target is stale that day: (staleness, since, successor); None when it is not."""
    if (target.code, target.article) == (version.code, version.article):
        return _place(version, target)
    known = corpus.versions(target.code, target.article)
    if not known:
        return Staleness.NOT_IN_CORPUS, None, ""
    now = corpus.at(target.code, target.article, day)
    if now is None:
        return _gone(known, day)
    told = _place(now, target)
    if told or not target.path or version.start is None:
        return told
    then = corpus.at(target.code, target.article, version.start)
    later = [one for one in known if one.start and version.start < one.start <= day and one.status != Status.PROJET]
    return _reworded(then, now, later, target) if then is not None else None


def _gone(known: tuple[Version, ...], day: dt.date) -> _Told:
    """Of an article that is not in force that day: what its last version before the day says."""
    before = [one for one in known if one.start is not None and one.start <= day]
    if not before:
        starts = [one.start for one in known if one.start is not None]
        return (Staleness.NOT_YET, min(starts), "") if starts else (Staleness.NOT_IN_CORPUS, None, "")
    last = max(before, key=lambda one: (one.start or dt.date.min, one.end or dt.date.max))
    moved = [link.article for link in last.links if link.kind == LinkKind.TRANSFERE and link.outward and link.article]
    if last.status == Status.TRANSFERE or moved:
        return Staleness.RENUMBERED, last.end, moved[0] if moved else ""
    return (Staleness.REPEALED if last.status in _GONE else Staleness.ABSENT), last.end, ""


def _place(now: Version, target: Address) -> _Told | None:
    """Of a cited place: is it still there?"""
    if not target.path:
        return None
    place = resolve(now.paragraphs, target.path)
    if isinstance(place, Ambiguous):
        return Staleness.AMBIGUOUS, None, ""
    if not isinstance(place, Place):
        return Staleness.NO_SUCH_PLACE, None, ""
    first = now.texts[place.first]
    label = read_label(first)
    if place.last == place.first + 1 and _REPEALED.match(unaccented(first[label.begins if label else 0 :])):
        return Staleness.REPEALED_PLACE, None, ""
    return None


def _reworded(then: Version, now: Version, later: list[Version], target: Address) -> _Told | None:
    """Of a cited place that is still there: since when it has other words than when the citing version began."""
    words = _words(then, target)
    if words is None or words == _words(now, target):
        return None
    since = [one.start for one in later if _words(one, target) != words]
    return Staleness.REWORDED, min((day for day in since if day), default=now.start), ""


def _words(version: Version, target: Address) -> tuple[str, ...] | None:
    """The hashes of the lines of a place; None when the version does not have it."""
    place = resolve(version.paragraphs, target.path)
    if not isinstance(place, Place):
        return None
    if place.span is not None:
        return (text_hash(version.texts[place.first][slice(*place.span)]),)
    return tuple(text_hash(text) for text in version.texts[place.first : place.last])
