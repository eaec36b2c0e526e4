"""The corpus: article versions by article, the text of a day, what was known then, and the date of an undated text.

Nothing is read from a disk here; a corpus is built from drafts and never changes.
Next: model.py for what a version is.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import NamedTuple

from bonusage.law.codes import by_short, short_name
from bonusage.law.draft import Draft, DraftArticle
from bonusage.law.model import Status, Text, Version
from bonusage.law.numerals import canonical_number, number_key
from bonusage.law.words import loose_key, strict_key


class Clash(NamedTuple):
    """Two versions of an article that claim the same days, or an interval that is empty."""

    code: str
    article: str
    first: Version
    second: Version | None
    what: str


class Dated(NamedTuple):
    """The version whose words an undated text has. `exact`: the same but for spacing and quotes, else the same words."""

    version: Version
    exact: bool


def versions_of(draft: Draft) -> tuple[Text, tuple[Version, ...]]:
    """The text and the versions that a draft holds; numbers made canonical. ValueError for a number that is none.

    A code that is known bears its title of today, whatever capitals the file prints.
    """
    code = draft.code or short_name(draft.text_id, draft.title) or "CSS"
    known = by_short().get(code)
    title = known.titles[0].capitalize() if known else draft.title
    text = Text(code, draft.text_id or (known.id if known else ""), draft.kind, title)
    return text, tuple(_version(code, article, draft.form) for article in draft.articles)


def _version(code: str, article: DraftArticle, form: str) -> Version:
    status = Status(article.status) if article.status else Status.MODIFIE if article.end else Status.VIGUEUR
    return Version(
        code=code,
        article=canonical_number(article.number),
        start=article.start,
        end=article.end,
        status=status,
        texts=article.paragraphs,
        known_at=article.known_at,
        signed=article.signed,
        made_by=article.made_by or "".join(article.history[-1:]),
        nor=article.nor,
        jorftext=article.jorftext,
        legiarti=article.legiarti,
        headings=article.headings,
        nota=article.nota,
        links=article.links,
        source=form,
    )


class Corpus:
    """Versions of articles, by (code, article), each list by first day. Built once, then only read."""

    def __init__(self, versions: Iterable[Version], texts: Iterable[Text] = ()) -> None:
        self.texts = {text.code: text for text in texts}
        found: dict[tuple[str, str], list[Version]] = {}
        for version in versions:
            found.setdefault((version.code, version.article), []).append(version)
        self._versions = {key: tuple(sorted(rows, key=_by_day)) for key, rows in found.items()}

    def versions(self, code: str, article: str) -> tuple[Version, ...]:
        """Every version of an article, by first day (unknown first); () when the corpus does not have it."""
        return self._versions.get((code, article), ())

    def articles(self, code: str = "") -> tuple[tuple[str, str], ...]:
        """(code, article) of every article, in the order of the codes."""
        chosen = (key for key in self._versions if not code or key[0] == code)
        return tuple(sorted(chosen, key=lambda key: (key[0], number_key(key[1]))))

    def everything(self) -> Iterable[Version]:
        """Every version, article by article."""
        for key in self.articles():
            yield from self._versions[key]

    def at(
        self, code: str, article: str, day: dt.date, known_at: dt.date | None = None, projects: bool = False
    ) -> Version | None:
        """The version in force that day, as known on `known_at` (None: as known now); None when there is none.

        What was known on a day leaves out the versions known later, and the end that they gave to those before them.
        A PROJET is never in force, unless asked for.
        """
        return in_force(self.versions(code, article), day, known_at, projects)

    def view(self, code: str, day: dt.date, known_at: dt.date | None = None) -> tuple[Version, ...]:
        """Every article of a text that day, in order."""
        found = (self.at(*key, day, known_at) for key in self.articles(code))
        return tuple(version for version in found if version is not None)

    def clashes(self) -> tuple[Clash, ...]:
        """Overlaps and empty intervals, all of them. Stillborn versions (MODIFIE_MORT_NE) are empty lawfully."""
        return tuple(clash for key in self.articles() for clash in _clashes(*key, self._versions[key]))

    def holes(self) -> tuple[tuple[Version, Version], ...]:
        """Pairs of successive versions with days between them that no version covers."""
        found = []
        for key in self.articles():
            dated = [one for one in self._versions[key] if one.start and one.status != Status.PROJET]
            found += [
                (one, two)
                for one, two in itertools.pairwise(dated)
                if one.end is not None and two.start is not None and one.end < two.start
            ]
        return tuple(found)

    def date(self, code: str, article: str, texts: tuple[str, ...]) -> tuple[Dated, ...]:
        """The dated versions that have these words, exact matches alone when there are any; () when none has."""
        strict, loose = [strict_key(text) for text in texts], [loose_key(text) for text in texts]
        dated = [one for one in self.versions(code, article) if one.start is not None and len(one.texts) == len(texts)]
        exact = [one for one in dated if [strict_key(text) for text in one.texts] == strict]
        if exact:
            return tuple(Dated(one, True) for one in exact)
        return tuple(Dated(one, False) for one in dated if [loose_key(text) for text in one.texts] == loose)


def _by_day(version: Version) -> tuple[dt.date, dt.date, dt.date]:
    return (version.start or dt.date.min, version.end or dt.date.max, version.known_at or dt.date.min)


def known_from(version: Version) -> dt.date:
    """The day from which a version was known: said by the source, else the day its text was signed, else its first."""
    return version.known_at or version.signed or version.start or dt.date.min


def in_force(
    versions: tuple[Version, ...], day: dt.date, known_at: dt.date | None = None, projects: bool = False
) -> Version | None:
    """Corpus.at, on the versions of one article."""
    if known_at is None:
        covering = [one for one in versions if one.covers(day) and (projects or one.status != Status.PROJET)]
        return max(covering, key=_latest) if covering else None
    rows = [one for one in versions if projects or one.status != Status.PROJET]
    known = [one for one in rows if known_from(one) <= known_at and one.start is not None and one.start <= day]
    known = [one for one in known if not _is_empty(one) or _ended_later(one, rows, known_at)]
    if not known:
        return None
    last = max(known, key=_latest)
    if _is_empty(last):
        return last
    follows = [one for one in rows if one.start == last.end and not _is_empty(one)]
    ended = (
        last.end is not None
        and last.end <= day
        and (not follows or any(known_from(one) <= known_at for one in follows))
    )
    return None if ended else last


def rivals(versions: Iterable[Version], chosen: Version, day: dt.date) -> tuple[Version, ...]:
    """The versions that claim a day with other words than the one chosen, and are not an earlier knowledge of it."""
    return tuple(
        one
        for one in versions
        if one.covers(day)
        and one.status != Status.PROJET
        and one.texts != chosen.texts
        and (one.known_at is None or chosen.known_at is None or one.known_at == chosen.known_at)
    )


def _is_empty(version: Version) -> bool:
    """Stillborn: replaced before its first day."""
    return version.start is not None and version.end is not None and version.end <= version.start


def _ended_later(stillborn: Version, rows: list[Version], known_at: dt.date) -> bool:
    """Was it still to come on `known_at`: is what took its days known only later?"""
    first, last = stillborn.end or dt.date.min, stillborn.start or dt.date.max
    took = [one for one in rows if one.start is not None and first <= one.start <= last and not _is_empty(one)]
    return bool(took) and all(known_from(one) > known_at for one in took)


def _latest(version: Version) -> tuple[bool, dt.date, dt.date]:
    return (version.status == Status.PROJET, version.start or dt.date.min, known_from(version))


def _clashes(code: str, article: str, versions: tuple[Version, ...]) -> Iterable[Clash]:
    dated = [one for one in versions if one.start is not None and one.status != Status.PROJET]
    for one in dated:
        if (
            one.start is not None
            and one.end is not None
            and one.end <= one.start
            and one.status != Status.MODIFIE_MORT_NE
        ):
            yield Clash(code, article, one, None, "intervalle vide")
    living = [one for one in dated if one.status != Status.MODIFIE_MORT_NE]
    for one, two in itertools.pairwise(living):
        if one.known_at is not None and two.known_at is not None and one.known_at != two.known_at:
            continue
        if two.start is not None and (one.end is None or one.end > two.start):
            yield Clash(code, article, one, two, "jours communs")
