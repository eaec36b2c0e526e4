"""Who holds a paragraph: the rules, clauses and letters pinned on it, and the gaps that are declared rather than hidden.

The file is catalogue/law/pins.toml, read by desk/law_watch.py; whether a pin still holds is pins.py's affair.
Next: pins.py.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from decimal import Decimal
from typing import Any, NamedTuple

from bonusage.law.address import Address, parse_address
from bonusage.law.pins import Pin
from bonusage.values.fault import Fault, Faults

KINDS = ("rule", "clause", "letter")
GAPS = {
    "definition": "définition",
    "not a duty": "n'oblige à rien",
    "a person judges": "une personne en juge",
    "not modelled": "non modélisé",
}
"""How a paragraph that no rule holds is answered for (design/house.md, law 2)."""
_HASH = re.compile(r"[0-9a-f]{16}")
_KEYS = {"pin": {"holder", "kind", "address", "hash", "outside", "until"}, "gap": {"address", "why", "reason"}}


class Gap(NamedTuple):
    """A place that no rule holds, and why: one of GAPS, with its reason."""

    address: Address
    why: str
    reason: str

    def __str__(self) -> str:
        return f"{GAPS[self.why]} : {self.reason}" if self.reason else GAPS[self.why]


class Holders(NamedTuple):
    """Every pin and every declared gap of a catalogue."""

    pins: tuple[Pin, ...]
    gaps: tuple[Gap, ...]


def read_holders(text: str, name: str) -> Holders:
    """Pins and gaps of a TOML text. Faults lists every entry at fault: unknown key, kind, reason, address or hash."""
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise Faults([_unreadable(text, name, str(wrong))]) from None
    faults = [Fault("table inconnue", name, key, "[[pin]] ou [[gap]]") for key in tables if key not in _KEYS]
    pins: list[Pin] = []
    gaps: list[Gap] = []
    for kind in _KEYS:
        if not isinstance(tables.get(kind, []), list):
            faults.append(Fault("entrée mal formée", name, f"{kind} = ...", f"des tables [[{kind}]]"))
            continue
        for rank, row in enumerate(tables.get(kind, []), 1):
            found = _row_faults(kind, row, f"{name}, {kind} n° {rank}")
            faults += found
            if found:
                continue
            address = parse_address(row["address"])
            if kind == "pin":
                until = dt.date.fromisoformat(row["until"]) if row.get("until") else None
                pins.append(
                    Pin(row["holder"], row["kind"], address, row.get("hash", ""), row.get("outside", ""), until)
                )
            else:
                gaps.append(Gap(address, row["why"], row.get("reason", "")))
    if faults:
        raise Faults(faults)
    return Holders(tuple(pins), tuple(gaps))


def _unreadable(text: str, name: str, said: str) -> Fault:
    """The fault of a text that is no TOML, at its line: Python tells the place in English words."""
    place = re.search(r"line (\d+), column (\d+)", said)
    line = int(place[1]) if place else text.rstrip().count("\n") + 1
    received = f"colonne {place[2]}" if place else "la fin du fichier"
    excerpt = "".join(text.split("\n")[line - 1 : line])[:120]
    return Fault("TOML illisible", f"{name}:{line}", received, "des tables [[pin]] et [[gap]]", excerpt=excerpt)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _row_faults(kind: str, row: Any, where: str) -> list[Fault]:
    if not isinstance(row, dict):
        return [Fault("entrée mal formée", where, str(row), "une table")]
    faults = [
        Fault("clé inconnue", where, key, ", ".join(sorted(_KEYS[kind]))) for key in row if key not in _KEYS[kind]
    ]
    texts = {key: value for key, value in row.items() if isinstance(value, str)}
    faults += [
        Fault("valeur qui n'est pas un texte", f"{where}, {key}", str(row[key]), "un texte")
        for key in row
        if key not in texts
    ]
    required = ("holder", "kind", "address") if kind == "pin" else ("address", "why")
    faults += [Fault("clé absente", f"{where}, {key}", "rien", "un texte") for key in required if key not in row]
    if "address" in texts:
        try:
            parse_address(texts["address"])
        except ValueError as wrong:
            faults.append(Fault("adresse illisible", where, str(wrong), "CSS:L162-5@2008-06-01#13°"))
    if "until" in texts and not _is_day(texts["until"]):
        faults.append(Fault("jour illisible", f"{where}, until", texts["until"], "une date AAAA-MM-JJ"))
    known = {"kind": KINDS, "why": tuple(GAPS)}
    faults += [
        Fault("valeur inconnue", f"{where}, {key}", texts[key], "un de : " + ", ".join(allowed))
        for key, allowed in known.items()
        if key in texts and texts[key] not in allowed
    ]
    if texts.get("hash") and not _HASH.fullmatch(texts["hash"]):
        faults.append(
            Fault("empreinte mal formée", f"{where}, hash", texts["hash"], "seize chiffres hexadécimaux, ou rien")
        )
    if texts.get("why") == "not modelled" and not texts.get("reason"):
        faults.append(Fault("raison absente", f"{where}, reason", "rien", "pourquoi ce n'est pas modélisé"))
    return faults
