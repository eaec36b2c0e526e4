"""The citation graph of a corpus, read both ways; what its lists declare against what its words say.

An edge is stored once, under the article that cites; 'cited by' is derived. Both origins are kept.
Next: stale.py, the links that no longer lead where they did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from bonusage.law.address import Address
from bonusage.law.citations import Citation, citations_of
from bonusage.law.corpus import Corpus
from bonusage.law.model import Link, LinkKind, Origin, Version
from bonusage.law.numerals import number_key

Article = tuple[str, str]
"""(code, article); the article is '' when a whole text is cited."""


class Occurrence(NamedTuple):
    """One place where an edge is printed: the version, its paragraph from 1 (0: its list of links), the span, the cited
    path, what is printed, the state letter of a declared link."""

    version: Address
    origin: Origin
    paragraph: int
    span: tuple[int, int]
    path: tuple[str, ...]
    printed: str
    state: str = ""


class Edge(NamedTuple):
    """One article cites (creates, modifies...) another: every occurrence of it, the declared ones first."""

    source: Article
    target: Article
    kind: LinkKind
    occurrences: tuple[Occurrence, ...]

    @property
    def origins(self) -> tuple[Origin, ...]:
        """DECLARED, EXTRACTED, or both."""
        found = {occurrence.origin for occurrence in self.occurrences}
        return tuple(origin for origin in Origin if origin in found)

    @property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """The cited places, in order of occurrence, each once; () is the whole article."""
        return tuple(dict.fromkeys(occurrence.path for occurrence in self.occurrences))


class Agreement(NamedTuple):
    """The articles that a version cites, by who says so. Its own article is left out."""

    version: Address
    both: tuple[Article, ...]
    declared_only: tuple[Article, ...]
    extracted_only: tuple[Article, ...]

    def __str__(self) -> str:
        said = [f"{self.version} : {len(self.both)} citation(s) déclarée(s) et lue(s) dans le texte"]
        for articles, what in (
            (self.declared_only, "déclarée(s) sans être dans le texte"),
            (self.extracted_only, "dans le texte sans être déclarée(s)"),
        ):
            if articles:
                said.append(f"{len(articles)} {what} : {', '.join(':'.join(one).rstrip(':') for one in articles)}")
        return " ; ".join(said)


def targets(target: str) -> tuple[Address, ...]:
    """The addresses that a citation's target means: two for a range, (first, last); none for a division of a code."""
    code, _, rest = target.partition(":")
    article, _, path = rest.partition("#")
    steps = tuple(path.split("/")) if path else ()
    if any(".." in step for step in steps):
        first = tuple(step.partition("..")[0] for step in steps)
        last = tuple(step.partition("..")[2] or step for step in steps)
        return (Address(code, article, None, first), Address(code, article, None, last))
    if ".." in article:
        ends = article.split("..")
        return (Address(code, ends[0], None, steps), Address(code, ends[1], None, steps))
    return (Address(code, article, None, steps),)


def between(corpus: Corpus, code: str, first: str, last: str) -> tuple[str, ...]:
    """The articles of a range: both ends, and every article of the corpus between them."""
    low, high = number_key(first), number_key(last)
    inside = [number for _, number in corpus.articles(code) if low < number_key(number) < high]
    return (first, *inside, last)


def cited_articles(corpus: Corpus, citation: Citation) -> tuple[Address, ...]:
    """Every article that a citation means, ranges of articles opened; () for divisions and the article itself."""
    if citation.kind not in ("article", "text"):
        return ()
    found = targets(citation.target)
    if len(found) == 2 and found[0].article != found[1].article:
        code, path = found[0].code, found[0].path
        return tuple(
            Address(code, number, None, path) for number in between(corpus, code, found[0].article, found[1].article)
        )
    return found


def agreement(corpus: Corpus, version: Version) -> Agreement:
    """What a version declares that it cites against what its words cite."""
    here = (version.code, version.article)
    declared = {
        (link.code, link.article): None
        for link in version.links
        if link.kind == LinkKind.CITE and link.outward and link.origin == Origin.DECLARED and link.code
    }
    extracted = {
        (one.code, one.article): None
        for _, citation in citations_of(version)
        for one in cited_articles(corpus, citation)
        if one.article
    }
    declared.pop(here, None)
    extracted.pop(here, None)
    return Agreement(
        version.address,
        tuple(one for one in declared if one in extracted),
        tuple(one for one in declared if one not in extracted),
        tuple(one for one in extracted if one not in declared),
    )


class Graph:
    """Edges between articles. Built once by `Graph.of`, then only read."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._out: dict[Article, list[Edge]] = {}
        self._in: dict[Article, list[Edge]] = {}
        for edge in edges:
            self._out.setdefault(edge.source, []).append(edge)
            self._in.setdefault(edge.target, []).append(edge)

    @classmethod
    def of(cls, corpus: Corpus, day: dt.date | None = None) -> Graph:
        """The graph of the versions in force that day; of every version when there is no day."""
        occurrences: dict[tuple[Article, Article, LinkKind], list[Occurrence]] = {}
        for version in _versions(corpus, day):
            for key, occurrence in _occurrences(corpus, version):
                occurrences.setdefault(key, []).append(occurrence)
        return cls(
            Edge(*key, tuple(sorted(found, key=lambda one: one.origin != Origin.DECLARED)))
            for key, found in occurrences.items()
        )

    def cites(self, code: str, article: str, kind: LinkKind | None = LinkKind.CITE) -> tuple[Edge, ...]:
        """The edges that leave an article: its citations, or every kind (None)."""
        return tuple(one for one in self._out.get((code, article), ()) if kind in (None, one.kind))

    def cited_by(self, code: str, article: str, kind: LinkKind | None = LinkKind.CITE) -> tuple[Edge, ...]:
        """The edges that arrive at an article, or at a whole text ('')."""
        return tuple(one for one in self._in.get((code, article), ()) if kind in (None, one.kind))

    def __len__(self) -> int:
        return sum(len(edges) for edges in self._out.values())


def _versions(corpus: Corpus, day: dt.date | None) -> Iterable[Version]:
    if day is None:
        return corpus.everything()
    found = (corpus.at(*key, day) for key in corpus.articles())
    return (version for version in found if version is not None)


def _occurrences(corpus: Corpus, version: Version) -> Iterable[tuple[tuple[Article, Article, LinkKind], Occurrence]]:
    """The declared links (the inward ones turned round), then what the words say. The article itself is no target."""
    here = (version.code, version.article)
    for link in version.links:
        there = (link.code, link.article)
        if link.code and there != here:
            source, target = (here, there) if link.outward else (there, here)
            yield (source, target, link.kind), _declared(version, link)
    for paragraph, citation in citations_of(version):
        printed = version.texts[paragraph - 1][citation.start : citation.end]
        span = (citation.start, citation.end)
        for one in cited_articles(corpus, citation):
            there = (one.code, one.article)
            if there != here:
                occurrence = Occurrence(version.address, Origin.EXTRACTED, paragraph, span, one.path, printed)
                yield (here, there, LinkKind.CITE), occurrence


def _declared(version: Version, link: Link) -> Occurrence:
    return Occurrence(version.address, link.origin, link.paragraph, link.span, link.path, link.printed, link.state)
