"""What law show, versions and export print: a version of the store, its paragraphs, and who holds each of them.

Addresses are read by law/spellings.py and places by law/places.py; nothing is decided about a text here.
Next: law_watch.py for the pins.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
from pathlib import Path
from typing import Any

from bonusage.desk.law_store import LawStore, opened
from bonusage.desk.law_watch import Held, holders_of
from bonusage.desk.report import near_miss
from bonusage.law.address import Address
from bonusage.law.corpus import known_from, rivals
from bonusage.law.failure import FAILURES, Ambiguous
from bonusage.law.model import Status, Version
from bonusage.law.places import Place, resolve
from bonusage.law.spellings import read_address
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import french_date

WIDTH = 100


def address_of(text: str, where: str = "ADDRESS") -> Address:
    """An address as a person writes it. Faults when it cannot be read."""
    try:
        return read_address(text)
    except ValueError as wrong:
        expected = "CSS:L162-5@2008-06-01#13°, ou « 13° de l'article L. 162-5 »"
        raise Faults([Fault("adresse illisible", where, str(wrong), expected)]) from None


def article_of(text: str, where: str = "ARTICLE", dated: bool = True) -> Address:
    """An article, on a day or not. Faults when it cannot be read, or when it names a place (a day) that would be ignored."""
    address = address_of(text, where)
    if address.path or (address.day and not dated):
        expected = f"{address.code}:{address.article}" + (f"@{address.day}" if dated and address.day else "")
        raise Faults(
            [Fault("adresse trop précise", where, text, expected, "bonusage law show montre un jour, un endroit")]
        )
    return address


def day_asked(address: Address, on: dt.date | None, today: dt.date, where: str = "ADDRESS") -> dt.date:
    """The day of the address, of --on, or today. Faults when the first two differ."""
    if address.day and on and address.day != on:
        raise Faults([Fault("deux jours différents", f"{where} et --on", f"{address.day} et {on}", "un seul jour")])
    return address.day or on or today


def version_asked(
    store: LawStore, address: Address, day: dt.date, known_at: dt.date | None = None, where: str = "ADDRESS"
) -> Version:
    """The version of that day. Faults when the article is not in the store, or not in force that day (days listed)."""
    found = store.at(address.code, address.article, day, known_at)
    if found is not None:
        return found
    versions = store.versions(address.code, address.article)
    named = f"{address.code}:{address.article}"
    if not versions:
        near = near_miss(address.article, store.numbers(address.code))
        expected = "un article du magasin" if store.has(address.code) else f"un texte du magasin : {store.codes()}"
        raise Faults(
            [Fault("article absent du magasin", where, named, expected, near or "bonusage law import l'ajoute")]
        )
    undated = [one for one in versions if one.start is None]
    if undated and all(one.start is None or one.status == Status.PROJET for one in versions):
        return undated[-1]
    if known_at is not None and (later := store.at(address.code, address.article, day)) is not None:
        what, since = "version que l'on ne connaissait pas encore", f"{known_from(later)} ou après"
        raise Faults([Fault(what, "--known-at", f"{named}, le {day}, connu le {known_at}", since)])
    what = "article qui n'est pas en vigueur ce jour-là"
    expected = f"un jour {days}" if (days := _days_said(versions)) else "une version qui ne soit pas un projet"
    raise Faults([Fault(what, where, f"{named}, le {day}", expected, "donner un jour : --on AAAA-MM-JJ")])


def _days_said(versions: tuple[Version, ...]) -> str:
    """'du 1985-12-21 au 1990-01-24, ou depuis le 1993-01-05': the days of an article, versions that touch made one."""
    spans: list[tuple[dt.date, dt.date | None]] = []
    for one in versions:
        if one.start is None or one.status in (Status.PROJET, Status.MODIFIE_MORT_NE):
            continue
        if spans and spans[-1][1] is not None and spans[-1][1] >= one.start:
            spans[-1] = (spans[-1][0], one.end)
        elif not spans or spans[-1][1] is not None:
            spans.append((one.start, one.end))
    last = dt.timedelta(days=1)
    return ", ou ".join(f"du {start} au {end - last}" if end else f"depuis le {start}" for start, end in spans)


def place_asked(version: Version, address: Address) -> Place:
    """The lines that the path of an address means. Faults when there is none, or several (all listed)."""
    found = resolve(version.paragraphs, address.path)
    if isinstance(found, FAILURES):
        where = f"{version.address}#{'/'.join(address.path)}"
        expected, hint = "un endroit de cet article", f"bonusage law show {version.address} le montre en entier"
        if isinstance(found, Ambiguous):
            expected, hint = "un de : " + ", ".join(f"#{choice}" for choice in found.choices), ""
        what = "endroit ambigu" if isinstance(found, Ambiguous) else "endroit absent"
        raise Faults([Fault(what, where, str(found), expected, hint)])
    return found


def shown_version(
    path: Path, text: str, on: dt.date | None, today: dt.date, known_at: dt.date | None
) -> dict[str, Any]:
    """`law show --format json`: address, days, status, paragraphs with the rules that hold them and declared gaps."""
    address = address_of(text)
    day = day_asked(address, on, today)
    with opened(path) as store:
        version = version_asked(store, address, day, known_at)
        if known_at is not None:
            version = _as_known(store, version, known_at)
        place = place_asked(version, address)
        held = holders_of(store, version)
        until = store.last_day(version.code)
        others = rivals(store.versions(version.code, version.article), version, day) if known_at is None else ()
        title = next((one.title for one in store.texts() if one.code == version.code), "")
    return {
        "address": str(Address(version.code, version.article, version.start, address.path)),
        "text": title,
        "start": _iso(version.start),
        "end": _iso(version.end),
        "status": version.status.value,
        "known_at": _iso(version.known_at),
        "made_by": version.made_by,
        "headings": list(version.headings),
        "paragraphs": [_paragraph(version, at, place, held) for at in range(place.first, place.last)],
        "nota": list(version.nota),
        "clashes": [str(one.address) for one in others],
        "day": day.isoformat(),
        "known_until": _iso(until),
    }


def _as_known(store: LawStore, version: Version, known_at: dt.date) -> Version:
    """A version without the end that a version known later gave it."""
    dated = [one for one in store.intervals(version.code, version.article) if one.status != Status.PROJET]
    follows = [one for one in dated if one.start and one.start == version.end and one.start != one.end]
    stillborn = version.status == Status.MODIFIE_MORT_NE  # shown only when what replaced it was not known yet
    if not stillborn and (not follows or any(known_from(one) <= known_at for one in follows)):
        return version
    return version._replace(end=None, status=Status.VIGUEUR)


def _paragraph(version: Version, at: int, place: Place, held: Held) -> dict[str, Any]:
    one = version.paragraphs[at]
    start, end = place.span or (0, len(one.text))
    return {
        "n": one.n,
        "label": one.label,
        "text": one.text[start:end],
        "rules": held.rules[at],
        "gap": held.gaps[at],
        **({"uncertain": True} if one.uncertain else {}),
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def shown_text(found: dict[str, Any]) -> str:
    """The same for a reader: a line for the version, then each paragraph with its number and its holders."""
    code, _, rest = found["address"].partition(":")
    article = rest.partition("@")[0].partition("#")[0]
    since = f"depuis le {french_date(dt.date.fromisoformat(found['start']))}" if found["start"] else "sans date"
    until = (
        f" jusqu'au {french_date(dt.date.fromisoformat(found['end']) - dt.timedelta(days=1))}" if found["end"] else ""
    )
    lines = [f"Article {article}, {found['text'] or code}", f"{since}{until} · {found['status']} · {found['address']}"]
    if found["made_by"]:
        lines.append(f"Rédaction issue de : {found['made_by']}")
    for other in found["clashes"]:
        lines.append(
            f"! une autre version du magasin, {other}, dit d'autres mots pour ce jour : rien ne dit laquelle vaut"
        )
    lines.append("")
    for one in found["paragraphs"]:
        lines += textwrap.wrap(
            _unbroken(one["text"]), WIDTH, initial_indent=f"{one['n']:>3}  ", subsequent_indent="     "
        ) or [f"{one['n']:>3}"]
        if one["rules"]:
            lines.append(f"     ▸ tenu par : {', '.join(one['rules'])}")
        if one["gap"]:
            lines.append(f"     ▹ {one['gap']}")
        if one.get("uncertain"):
            lines.append("     ? le texte ne dit pas si cette ligne est de l'élément qui précède")
    lines += ["", *(f"Nota : {line}" for line in found["nota"])] if found["nota"] else []
    return "\n".join(lines)


_TIED = re.compile(r"(?<=\b[LRDA]\.) (?=[0-9*])|(?<=n°) (?=[0-9])| (?=[;:!?»])|(?<=«) ")


def _unbroken(text: str) -> str:
    """A line whose article numbers and signs are not cut from what they belong to at the end of a line."""
    return _TIED.sub("\u00a0", text)


def versions_of_article(path: Path, text: str) -> tuple[Version, ...]:
    """Every version of an article. Faults when the store has none."""
    address = article_of(text, dated=False)
    with opened(path) as store:
        found = store.versions(address.code, address.article)
        if not found:
            version_asked(store, address, dt.date.max, where="ARTICLE")
    return found


def exported(path: Path, text: str, to: str, on: dt.date | None, today: dt.date) -> str:
    """A version as Akoma Ntoso, JSON-LD, Markdown or JSON."""
    from bonusage.law import write_akn, write_json, write_jsonld, write_markdown

    address = article_of(text)
    day = day_asked(address, on, today, "ARTICLE")
    with opened(path) as store:
        version = version_asked(store, address, day, where="ARTICLE")
        named = next((one for one in store.texts() if one.code == version.code), None)
    if to == "akn":
        return write_akn.to_akn([version], named).decode().rstrip()
    if to == "jsonld":
        return json.dumps(write_jsonld.to_jsonld(version, named), ensure_ascii=False, indent=2)
    if to == "md":
        return write_markdown.to_markdown(version, named).rstrip()
    return json.dumps(write_json.to_json(version), ensure_ascii=False, indent=2)
