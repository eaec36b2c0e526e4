"""The watch over the law: the pins of the catalogue, what each says of a corpus on a day, who holds each paragraph.

Whether a pin holds is decided by law/pins.py. Pins are kept in catalogue/law/pins.toml; `law check --write` renews it.
Next: law/holders.py.
"""

from __future__ import annotations

import datetime as dt
import json
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from bonusage.desk.law_files import read_text
from bonusage.desk.law_store import LawStore, opened
from bonusage.desk.output import new_file
from bonusage.desk.report import counted
from bonusage.law.address import Address
from bonusage.law.corpus import Corpus
from bonusage.law.diff_show import as_text
from bonusage.law.failure import FAILURES
from bonusage.law.holders import Holders, read_holders
from bonusage.law.identity import follow
from bonusage.law.model import Status, Version
from bonusage.law.pins import Pin, Standing, changes, fingerprint, reworded, said, watch
from bonusage.law.pins_place import Stands
from bonusage.law.places import resolve
from bonusage.legality.rule_pins import rule_pins
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import french_date

KINDS_SAID = {"rule": "Règle", "clause": "Clause", "letter": "Lettre"}
HEAD = "# What the catalogue is held to in the law, and what is not: law/holders.py reads it, `bonusage law check` watches it.\n\n"


class Held(NamedTuple):
    """For each paragraph of a version: the holders pinned on it, and the gap declared there or ''."""

    rules: tuple[list[str], ...]
    gaps: tuple[str, ...]


def holders(path: Path | None = None) -> Holders:
    """The pins and gaps of a file; of the catalogue when none is named. Faults of the file, all of them."""
    if path is None:
        file = files("bonusage") / "catalogue" / "law" / "pins.toml"
        return read_holders(file.read_text("utf-8"), "catalogue/law/pins.toml")
    return read_holders(read_text(path, "un fichier d'épingles"), str(path))


def holders_of(store: LawStore, version: Version) -> Held:
    """Who holds each paragraph of a version: a pin of another day is followed to the paragraph that continues its own.

    A pin that had ended when the version began, or that was made for a later one, holds none of its paragraphs.
    """
    found = holders()
    lines = len(version.texts)
    rules: list[list[str]] = [[] for _ in range(lines)]
    gaps = [""] * lines
    for pin in found.pins:
        if not _in_time(pin, version):
            continue
        for at in _lines(store, version, pin.address.day, pin.address):
            if pin.holder not in rules[at]:
                rules[at].append(pin.holder)
    for gap in sorted(found.gaps, key=lambda one: len(one.address.path)):
        for at in _lines(store, version, gap.address.day, gap.address):
            gaps[at] = str(gap)
    return Held(tuple(rules), tuple(gaps))


def _in_time(pin: Pin, version: Version) -> bool:
    ended = pin.until is not None and version.start is not None and pin.until <= version.start
    return not ended and (pin.address.day is None or version.end is None or pin.address.day < version.end)


def _lines(store: LawStore, version: Version, day: dt.date | None, address: Address) -> list[int]:
    """The lines of `version` that an address holds, from 0: its own on that day, followed when it is another version's."""
    if (address.code, address.article) != (version.code, version.article):
        return []
    own = version if day is None else store.at(address.code, address.article, day)
    if own is None:
        return []
    place = resolve(own.paragraphs, address.path)
    if isinstance(place, FAILURES):
        return []
    lines = range(place.first, place.last)
    if own.texts == version.texts:
        return list(lines)
    ordered = [one for one in store.versions(version.code, version.article) if one.status != Status.PROJET]
    mine = next((at for at, one in enumerate(ordered) if one.start == own.start), None)
    other = next((at for at, one in enumerate(ordered) if one.start == version.start), None)
    if mine is None or other is None:
        return []
    texts = [one.texts for one in ordered]
    followed = (follow(texts, mine, at, other) for at in lines)
    return sorted(at for at in followed if at is not None)


def check_pins(path: Path, pins: Path | None, day: dt.date, since: dt.date | None) -> dict[str, Any]:
    """The standing of every pin on a day, and the changes since another one when it is given."""
    found = holders(pins)
    with opened(path) as store:
        corpus = store.corpus()
    standings = watch(corpus, found.pins, day)
    last = {code: _last_known(corpus, code) for code in sorted({pin.address.code for pin in found.pins})}
    answer: dict[str, Any] = {
        "day": day.isoformat(),
        "known_until": {code: known.isoformat() for code, known in last.items() if known},
        "pins": [_standing(one) for one in standings],
    }
    if since is not None:
        events = changes(corpus, found.pins, since, day)
        answer["since"] = since.isoformat()
        answer["events"] = [
            {"day": one.day.isoformat(), **_standing(one.standing), "said": _told(one.standing)} for one in events
        ]
    return answer


def _last_known(corpus: Corpus, code: str) -> dt.date | None:
    """The last day of which the corpus tells anything of a text: nothing is known of what came after."""
    versions = (one for key in corpus.articles(code) for one in corpus.versions(*key))
    return max((day for one in versions for day in (one.start, one.end, one.known_at) if day), default=None)


def _told(one: Standing) -> str:
    """What happens to a pin on the day of a change: said() tells what is, and 'unchanged' would be no change."""
    if one.stands != Stands.IN_FORCE:
        return said(one)
    return said(one).replace("en vigueur, inchangé", "ses mots sont en vigueur à partir de ce jour")


def _table(name: str, fields: dict[str, str]) -> str:
    """A TOML table of texts: JSON writes a text as TOML does."""
    return "\n".join(
        [f"[[{name}]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()), ""]
    )


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "holder": one.pin.holder,
        "kind": one.pin.kind,
        "address": str(one.pin.address),
        "until": one.pin.until.isoformat() if one.pin.until else None,
        "standing": one.stands.value,
        "said": said(one),
        "since": one.since.isoformat() if one.since else None,
        "by": one.by,
        "to": str(one.to) if one.to else None,
        "choices": list(one.choices),
        "missing": one.missing,
        "outside": one.pin.outside if one.declared else "",
        "diff": as_text(reworded(one)),
    }


def failed(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The pins that do not hold; one whose text is declared to be in no store is not one of them."""
    return [one for one in found["pins"] if one["standing"] != Stands.IN_FORCE.value and not one["outside"]]


def checked_text(found: dict[str, Any], day: dt.date) -> str:
    """The same for a reader: those that do not hold first, with the difference; then how many hold."""
    lines = [f"Veille au {french_date(day)}"]
    outside = [one for one in found["pins"] if one["outside"]]
    broken = failed(found)
    for one in broken:
        lines += ["", f"{KINDS_SAID[one['kind']]} {one['holder']} [{one['address']}]", f"  {one['said']}"]
        lines += [f"  | {line}" for line in one["diff"].splitlines()]
    for one in outside:
        lines += [
            "",
            f"{KINDS_SAID[one['kind']]} {one['holder']} [{one['address']}]",
            f"  hors du magasin : {one['outside']}",
        ]
    holding = len(found["pins"]) - len(broken) - len(outside)
    lines += [
        "",
        f"{counted(holding, 'épingle tient', 'épingles tiennent')}, {counted(len(broken), 'ne tient pas', 'ne tiennent pas')}"
        + (f", {len(outside)} hors du magasin." if outside else "."),
    ]
    for code, last in found["known_until"].items():
        if dt.date.fromisoformat(last) < day:
            told = french_date(dt.date.fromisoformat(last))
            lines.append(f"Le dernier changement de {code} que connaît le magasin est du {told}.")
    if "events" in found:
        lines += ["", f"Changements depuis le {found['since']} : {len(found['events'])}"]
        lines += [f"  {one['day']}  {one['holder']} — {one['said']}" for one in found["events"]]
    return "\n".join(lines)


def write_pins(path: Path, pins: Path | None, target: Path) -> int:
    """Write the pins again, each with the hash of the words that its address means. Faults for those that mean none.

    Those of the catalogue are its clauses and letters as they are, and every rule of legality as it stands now.

    A pin whose text is not in the store keeps an empty hash: it is told ABSENT until the text is imported.
    """
    found = holders(pins)
    chosen = found.pins if pins else (*(pin for pin in found.pins if pin.kind != "rule"), *rule_pins())
    with opened(path) as store:
        corpus = store.corpus()
    faults, rows, written = [], [], 0
    for rank, pin in enumerate(chosen, 1):
        mark = fingerprint(corpus, pin.address)
        if not isinstance(mark, str):
            if corpus.versions(pin.address.code, pin.address.article) and not pin.outside:
                faults.append(
                    Fault(
                        "épingle sans endroit",
                        f"{pins or 'catalogue/law/pins.toml'}, pin n° {rank}",
                        f"{pin.address} : {mark}",
                        "un endroit du texte",
                    )
                )
            mark = pin.hash
        written += bool(mark)
        fields = {"holder": pin.holder, "kind": pin.kind, "address": str(pin.address), "hash": mark}
        told = {"outside": pin.outside, "until": pin.until.isoformat() if pin.until else ""}
        rows.append(_table("pin", fields | {key: value for key, value in told.items() if value}))
    if faults:
        raise Faults(faults)
    rows += [_table("gap", {"address": str(gap.address), "why": gap.why, "reason": gap.reason}) for gap in found.gaps]
    with new_file(target) as beside:
        beside.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return written
