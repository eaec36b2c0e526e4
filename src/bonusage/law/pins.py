"""Pins: a rule, a clause or a letter is held to an address and to the hash of the words it was written against.

`check` says what became of those words on a day: there, moved, reworded, repealed. Nothing is said of other paragraphs.
Next: pins_place.py, which compares the lines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bonusage.law.address import Address, step_in_french
from bonusage.law.corpus import Corpus, in_force, known_from
from bonusage.law.diff import Change, diff
from bonusage.law.failure import Ambiguous, Failure, NoSuchPlace
from bonusage.law.model import LinkKind, Status, Version
from bonusage.law.pins_place import GONE, Became, Stands, alike, became, hash_of, held, words_of
from bonusage.law.places import Place, path_of, resolve

TELLING_WORDS = 5
"""Fewer words than this in its first line, and a paragraph is not looked for in other articles: '(Abrogé)' is anywhere."""


class Pin(NamedTuple):
    """Who holds (the id of a rule, a clause or a letter: `kind`), what address, and the hash of its words ('': not yet).

    `outside` says why its text is in no store, when it is known to be in none. `until` is the day from which a rule of a
    past version says nothing any more: it is held to its words up to the day before.
    """

    holder: str
    kind: str
    address: Address
    hash: str = ""
    outside: str = ""
    until: dt.date | None = None


class Standing(NamedTuple):
    """What a pin is told on a day.

    `since` and `by`: the first day of the version that brought it and its text, when they are known. `to`: where the
    words are (MOVED), or those that continue them (REWORDED). `before`, `after`: the lines then and now. `choices`:
    the places that an AMBIGUOUS address means, the versions that do have the hash of a TAMPERED pin. `missing`: 'text',
    'article', 'version' or 'place', when ABSENT.
    """

    pin: Pin
    stands: Stands
    day: dt.date
    since: dt.date | None = None
    by: str = ""
    to: Address | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    missing: str = ""

    @property
    def declared(self) -> bool:
        """Is the text, or the place of a text never adopted, in no store, as the pin says? Nobody can watch it then."""
        return self.missing in ("text", "place") and bool(self.pin.outside)


class Event(NamedTuple):
    """A day on which the standing of a pin changes."""

    day: dt.date
    standing: Standing


def fingerprint(corpus: Corpus, address: Address) -> str | Failure:
    """The hash that a pin of this address keeps; without a day, on the latest version. A failure when it means no place."""
    versions = corpus.versions(address.code, address.article)
    if address.day is None:
        dated = [one for one in versions if one.status != Status.PROJET]
        version = dated[-1] if dated else None
    else:
        version = in_force(versions, address.day)
    if version is None:
        return NoSuchPlace(str(address))
    place = resolve(version.paragraphs, address.path)
    return hash_of(held(version.texts, place)) if isinstance(place, Place) else place


def check(corpus: Corpus, pin: Pin, day: dt.date, known_at: dt.date | None = None) -> Standing:
    """What became, on a day, of the words that a pin was written against; as known on `known_at`, or now.

    A pin that ended before the day is told as of its last day.
    """
    return _Watch(corpus, known_at).check(pin, day)


def watch(corpus: Corpus, pins: Iterable[Pin], day: dt.date, known_at: dt.date | None = None) -> tuple[Standing, ...]:
    """The standing of every pin on a day, in the order given."""
    watching = _Watch(corpus, known_at)
    return tuple(watching.check(pin, day) for pin in pins)


def changes(corpus: Corpus, pins: Iterable[Pin], since: dt.date, until: dt.date) -> tuple[Event, ...]:
    """Every change of standing after `since` and up to `until`, by day, then in the order of the pins."""
    watching = _Watch(corpus, None)
    found: list[Event] = []
    for pin in pins:
        told = _told(watching.check(pin, since))
        for day in watching.days(pin.address, since, until):
            standing = watching.check(pin, day)
            if _told(standing) != told:
                found.append(Event(day, standing))
                told = _told(standing)
    return tuple(sorted(found, key=lambda one: one.day))


def _told(standing: Standing) -> tuple[object, ...]:
    return (standing.stands, standing.to, standing.after, standing.choices, standing.missing)


def reworded(standing: Standing) -> tuple[Change, ...]:
    """The changes from the words of the pin to those of the day; () when none of them changed."""
    return () if standing.stands == Stands.IN_FORCE else diff(standing.before, standing.after)


def said(standing: Standing) -> str:
    """A sentence: « L162-5, 13° : déplacé au 15° depuis le 26/02/2010 (loi n° 2010-1) »."""
    address = standing.pin.address
    return f"{', '.join((address.article, *map(step_in_french, address.path)))} : {_fate(standing)}"


def _fate(standing: Standing) -> str:
    address, to = standing.pin.address, standing.to
    since = f" depuis le {standing.since:%d/%m/%Y}" if standing.since else ""
    since += f" ({standing.by})" if standing.by else ""
    if standing.stands == Stands.IN_FORCE:
        return "en vigueur, inchangé"
    if standing.stands == Stands.MOVED:
        return f"déplacé {_towards(address, to)}{since}" if to else f"déplacé{since}"
    if standing.stands == Stands.REWORDED:
        now = f", maintenant {_towards(address, to)}" if to and to.path != address.path else ""
        return f"reformulé{since}{now}"
    if standing.stands == Stands.REPEALED:
        return f"abrogé{since}"
    if standing.stands == Stands.AMBIGUOUS:
        return f"désigne {len(standing.choices)} endroits : {', '.join(standing.choices)}"
    version = f"la version du {address.day:%d/%m/%Y}" if address.day else "la version en vigueur"
    if standing.stands == Stands.TAMPERED:
        others = f" ; c'est celle de {', '.join(standing.choices)}" if standing.choices else ""
        return f"l'empreinte {standing.pin.hash} n'est pas celle de {version}{others}"
    if standing.since:
        return f"pas encore rédigé ainsi le {standing.day:%d/%m/%Y} : l'est{since}"
    return {
        "text": f"le texte {address.code} n'est pas dans le magasin",
        "article": f"l'article {address.article} n'est pas dans le magasin ({address.code})",
        "version": f"{version} n'est pas dans le magasin",
        "place": f"{version} n'a pas cet endroit",
    }[standing.missing]


def _towards(address: Address, to: Address) -> str:
    """'au 15°', 'à l'alinéa 3', 'au 2°, alinéa 2', 'à l'article L162-9, 15°'."""
    steps = [step_in_french(step) for step in to.path]
    if to.article != address.article or not steps:
        return ", ".join((f"à l'article {to.article}", *steps))
    opening = "à l'" if steps[0].startswith("alinéa") else "à la " if steps[0].startswith("phrase") else "au "
    return ", ".join((opening + steps[0], *steps[1:]))


class _Base(NamedTuple):
    """The version that a pin was written against, and the place it means there."""

    version: Version
    place: Place


class _Watch:
    """A corpus as known on a day; keeps where each first line stands in each text, for what passes to another article."""

    def __init__(self, corpus: Corpus, known_at: dt.date | None) -> None:
        self.corpus, self.known_at = corpus, known_at
        self._codes = {code for code, _ in corpus.articles()}
        self._first_lines: dict[tuple[str, dt.date], dict[str, list[tuple[Version, int]]]] = {}

    def check(self, pin: Pin, day: dt.date) -> Standing:
        """The standing of one pin."""
        if pin.until is not None and pin.until <= day:
            day = pin.until - dt.timedelta(days=1)
        address = pin.address
        versions = self.corpus.versions(address.code, address.article)
        base = self._base(pin, versions, day)
        if isinstance(base, Standing):
            return base
        lines = held(base.version.texts, base.place)
        target = in_force(versions, day, self.known_at)
        first_day = base.version.start or dt.date.min
        if day < first_day or (target is not None and target.start is not None and target.start < first_day):
            return self._earlier(pin, base, target, day, lines)
        chain = self._chain(base.version, versions, target, day)
        texts = tuple(one.texts for one in chain)
        if target is None:
            standing = Standing(pin, Stands.REPEALED, day, chain[-1].end, _repealing(chain[-1]), before=lines)
            return self._elsewhere(standing, base, chain[-1], day)
        last = len(chain) - 1
        now = became(texts, base.place, address.path, last)
        if now.stands == Stands.IN_FORCE:
            return Standing(pin, Stands.IN_FORCE, day, to=None, before=lines, after=now.lines)
        first = last
        while first > 1 and _same(became(texts, base.place, address.path, first - 1), now):
            first -= 1
        to = None if now.path is None else Address(address.code, address.article, target.start, now.path)
        standing = Standing(
            pin, now.stands, day, chain[first].start, chain[first].made_by, to, lines, now.lines, now.choices
        )
        return self._elsewhere(standing, base, chain[first - 1], day) if now == GONE else standing

    def days(self, address: Address, since: dt.date, until: dt.date) -> list[dt.date]:
        """The days, after `since` and up to `until`, on which a version of the article begins or ends."""
        found = {
            day for one in self.corpus.versions(address.code, address.article) for day in (one.start, one.end) if day
        }
        return sorted(day for day in found if since < day <= until)

    def _base(self, pin: Pin, versions: Sequence[Version], day: dt.date) -> _Base | Standing:
        """The version of the pin's day that has its hash; the standing when there is none."""
        address = pin.address
        if not versions:
            return Standing(pin, Stands.ABSENT, day, missing="article" if address.code in self._codes else "text")
        known = [one for one in versions if one.start is not None and one.status != Status.PROJET]
        if address.day is not None:
            chosen = in_force(tuple(versions), address.day)
            candidates = [one for one in known if one.covers(address.day)]
        else:
            before = [one for one in known if one.covers(one.start or day) and (one.start or day) <= day]
            chosen = in_force(tuple(versions), day, self.known_at) or (before[-1] if before else None)
            candidates = before
        if chosen is None:
            return Standing(pin, Stands.ABSENT, day, missing="version")
        candidates.sort(key=lambda one: (one is chosen, one.start or dt.date.min, known_from(one)), reverse=True)
        for one in candidates if pin.hash else []:
            place = resolve(one.paragraphs, address.path)
            if isinstance(place, Place) and hash_of(held(one.texts, place)) == pin.hash:
                return _Base(one, place)
        place = resolve(chosen.paragraphs, address.path)
        if isinstance(place, Ambiguous):
            return Standing(pin, Stands.AMBIGUOUS, day, choices=place.choices)
        if not isinstance(place, Place):
            return Standing(pin, Stands.ABSENT, day, missing="place")
        if not pin.hash:
            return _Base(chosen, place)
        return Standing(pin, Stands.TAMPERED, day, after=held(chosen.texts, place), choices=_having(pin, versions))

    def _chain(
        self, base: Version, versions: Sequence[Version], target: Version | None, day: dt.date
    ) -> tuple[Version, ...]:
        """The version of the pin, then each that was in force until the day."""
        found = [base]
        for one in versions:
            if one is base or one.start is None or base.start is None or not base.start <= one.start <= day:
                continue
            if in_force(tuple(versions), one.start, self.known_at) is one:
                found.append(one)
        if target is not None and found[-1] is not target:
            found = [one for one in found if one is not target] + [target]
        return tuple(found)

    def _earlier(self, pin: Pin, base: _Base, target: Version | None, day: dt.date, lines: tuple[str, ...]) -> Standing:
        """Before the version of the pin, or before it was known: its words were there already, or not yet."""
        if target is not None:
            then = became((base.version.texts, target.texts), base.place, pin.address.path, 1)
            if then.stands == Stands.IN_FORCE:
                return Standing(pin, Stands.IN_FORCE, day, before=lines, after=then.lines)
        return Standing(pin, Stands.ABSENT, day, since=base.version.start, before=lines, missing="version")

    def _elsewhere(self, standing: Standing, base: _Base, last: Version, day: dt.date) -> Standing:
        """Words that left their article, when they are whole in another one of the text, where they were not before."""
        lines = standing.before
        if base.place.span is not None or not lines or len(words_of(lines[0]).split()) < TELLING_WORDS:
            return standing
        found = []
        for version, at in self._index(base.version.code, day).get(words_of(lines[0]), ()):
            there = version.texts[at : at + len(lines)]
            before = in_force(self.corpus.versions(version.code, version.article), last.start or day, self.known_at)
            known = before is not None and words_of(lines[0]) in [words_of(line) for line in before.texts]
            if version.article != base.version.article and not known and alike(lines, there, renumbered=True):
                found.append((version, at))
        if len(found) != 1:
            return standing
        version, at = found[0]
        whole = len(lines) == len(version.texts)
        path = () if whole and not standing.pin.address.path else path_of(version.paragraphs, at)
        if len(lines) > 1 and path[-1:] == ("al1",):
            path = path[:-1]
        to = Address(version.code, version.article, version.start, path)
        after = version.texts[at : at + len(lines)]
        return standing._replace(
            stands=Stands.MOVED, since=version.start, by=version.made_by or standing.by, to=to, after=after
        )

    def _index(self, code: str, day: dt.date) -> dict[str, list[tuple[Version, int]]]:
        found = self._first_lines.get((code, day))
        if found is None:
            found = self._first_lines[code, day] = {}
            for version in self.corpus.view(code, day, self.known_at):
                for at, line in enumerate(version.texts):
                    found.setdefault(words_of(line), []).append((version, at))
        return found


def _same(one: Became, other: Became) -> bool:
    """Is it the same standing, for the count of the days? Reworded twice is reworded since the first time."""
    return one.stands == other.stands and (one.stands == Stands.REWORDED or one.path == other.path)


def _having(pin: Pin, versions: Sequence[Version]) -> tuple[str, ...]:
    """The addresses, in other versions of the article, whose words have the hash of the pin."""
    found = []
    for version in versions:
        place = resolve(version.paragraphs, pin.address.path)
        if isinstance(place, Place) and hash_of(held(version.texts, place)) == pin.hash:
            found.append(str(version.address._replace(path=pin.address.path)))
    return tuple(found)


def _repealing(version: Version) -> str:
    """The text that repealed an article, when a link of its last version says it."""
    named = [link.printed for link in version.links if link.kind == LinkKind.ABROGE and not link.outward]
    return named[0] if named else ""
