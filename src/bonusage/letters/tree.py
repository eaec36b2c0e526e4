"""The tree of an amount: each step of a stored trace on a line, indented under what it serves, with its ground.

Values are written for reading (euros, percentages, counts, yes or no); the exact ones stay in the receipt.
Next: values/check.py, which replays the same trace.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from bonusage.values.money import NO_BREAK, euros, half_up
from bonusage.values.rate import decimal_text, percent

SHARES: Final = frozenset(
    (
        "résultat",
        "objectif intermédiaire",
        "objectif cible",
        "niveau de départ",
        "taux d'atteinte",
        "chemin vers la cible",
        "chemin depuis le niveau de départ",
        "part acquise",
        "part de progression",
        "progrès",
        "progrès retenu",
        "progrès retenu selon le départ",
        "part",
        "part minimale",
        "part acquise à l'objectif intermédiaire",
        "part au-delà de l'objectif intermédiaire",
        "taux plein",
        "rapport à la patientèle de référence",
        "part de la période retenue",
        "part de la période depuis l'acquisition",
    )
)
"""What labels end with when their value is a share."""

ANSWERS: Final = frozenset(("preuve", "part suffisante", "conditions remplies", "médecin traitant"))
"""What labels end with when their value is yes or no, whatever the operation."""

GROUNDS: Final = {
    "results": "résultats",
    "declaration": "déclaration",
    "professionals": "fichier des professionnels",
    "adhesions": "adhésions",
}
CONFIDENCES: Final = {"sourced": "source vue", "derived": "déduit", "recalled": "rappelé, sans source vue"}


def tree(receipt: dict[str, Any]) -> str:
    """The trace of a receipt as indented French text, one step a line: label = value [ground]."""
    head = f"{receipt['instrument']}, {receipt['period']}, professionnel {receipt['professional']}"
    return "\n".join([head, *_lines(receipt["trace"], 0)]) + "\n"


def _lines(step: dict[str, Any], depth: int) -> Iterator[str]:
    label = step["label"].removesuffix(" (centimes)").removesuffix(" (euros)")
    said = f"{'  ' * depth}{label} = {value_said(step)}"
    if step["op"] == "cited":
        yield f"{said} (établi plus haut)"
        return
    ground = ground_said(step["ground"])
    yield f"{said} [{ground}]" if ground else said
    for inner in step["inputs"]:
        yield from _lines(inner, depth + 1)


def value_said(step: dict[str, Any]) -> str:
    """The value of a step, for reading: its label tells its unit."""
    value, label = Fraction(step["value"]), step["label"]
    end = label.rpartition(" : ")[2]
    if label.endswith("(centimes)"):
        about = "" if value.denominator == 1 else "environ "
        return about + euros(half_up(value))
    if label.endswith("(euros)"):
        return euros(half_up(value * 100))
    if end in SHARES:
        exact = "" if value.denominator == 1 or value.denominator > 100_000 else f" ({value})"
        return percent(value) + exact
    if end in ANSWERS or step["op"] in ("at_least", "less_than"):
        return "oui" if value else "non"
    if value.denominator == 1:
        return f"{value.numerator:,}".replace(",", NO_BREAK)
    return decimal_text(value, 2)


def ground_said(ground: str) -> str:
    """A ground for reading: sources and policies in French, addresses as they are."""
    kind, colon, rest = ground.partition(":")
    if kind == "source" and colon:
        name, _, confidence = rest.partition(" (")
        word = confidence.removesuffix(")")
        return f"source {name}, {CONFIDENCES.get(word, word)}"
    if kind == "policy" and colon:
        return f"choix {rest}"
    return GROUNDS.get(ground, ground)
