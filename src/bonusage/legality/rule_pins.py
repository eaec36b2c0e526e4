"""The pins of the rules: each address that a rule speaks of, until the day from which no such rule speaks any more.

No hash is here: desk/law_watch.py takes it from the texts and writes catalogue/law/pins.toml.
Next: rules.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.law.pins import Pin
from bonusage.legality.rules import RULES


def rule_pins() -> tuple[Pin, ...]:
    """One pin a rule and address, in their order, without hash.

    A rule on a whole article of the code without a day is held to no words; one that also names places is pinned there.
    """
    placed = {rule.id for rule in RULES if rule.address.path}
    found: dict[tuple[str, str], Pin] = {}
    for rule in RULES:
        address = rule.address
        if (address.day is None and address.code == "CSS") or (not address.path and rule.id in placed):
            continue
        key = (rule.id, str(address))
        until = rule.until if key not in found else _later(found[key].until, rule.until)
        found[key] = Pin(rule.id, "rule", address, "", _outside(rule.id, address.code), until)
    return tuple(found[key] for key in sorted(found))


def _later(one: dt.date | None, two: dt.date | None) -> dt.date | None:
    return None if one is None or two is None else max(one, two)


def _outside(rule: str, code: str) -> str:
    """Why no store of codes has the text, '' when one may."""
    if rule.startswith("IC.SEED"):
        return "texte d'un amendement qui n'a pas été adopté"
    return "loi non codifiée : à importer à part" if code.startswith("LOI") else ""
