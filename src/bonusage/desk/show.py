"""Showing an instrument: every indicator with its figures, their confidence and sources, and the policies chosen.

Nothing is computed.
Next: instruments/model.py.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from bonusage.desk.professionals import REQUIRED, declared_columns
from bonusage.instruments.model import Figure, Indicator, Instrument
from bonusage.instruments.policies import POLICIES
from bonusage.law.address import in_french, parse_address
from bonusage.values.rate import decimal_text, pair

MARKS = {"sourced": "", "derived": "†", "recalled": "?", "absent": "absent"}
UNITS = {"%": "\u202f%", "per_100": " pour 100", "EUR": "\u202f€"}


def confidence_counts(instrument: Instrument) -> dict[str, int]:
    """How many figures are sourced, derived, recalled, absent."""
    counts = Counter(figure.confidence for figure in instrument.figures())
    return {name: counts[name] for name in ("sourced", "derived", "recalled", "absent") if counts[name]}


def _said(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "absent" if figure else "-"
    whole = figure.value.denominator == 1
    value = decimal_text(figure.value, 0) if whole else pair(figure.value)
    return f"{value}{UNITS.get(figure.unit, '')}{MARKS[figure.confidence]}"


def as_text(instrument: Instrument) -> str:
    """The instrument for a reader; `?` marks a recalled figure, `†` a derived one."""
    texts = {text.id: text.title for text in instrument.texts}
    lines = [instrument.title, f"{instrument.id}, du {instrument.valid.start} au {instrument.valid.last_day}", ""]
    for name, ground in (("Base légale", instrument.basis), ("Clause", instrument.clause)):
        address = parse_address(ground)
        lines.append(f"{name} : {in_french(address)} — {texts[address.code]} [{ground}]")
    adhesion = "tacite, sauf refus" if instrument.adhesion == "opt_out" else "volontaire"
    lines += [f"Adhésion : {adhesion} [{instrument.adhesion_ground}]", ""]
    pay = instrument.pay
    lines += [
        f"{_said(pay.total_points)} points à {_said(pay.point_value)}, patientèle de référence {_said(pay.reference_list)}",
        pay.reading,
        "",
        "? rappelé sans source vue   † déduit de chiffres publiés   sans marque : vu dans la source",
    ]
    for block in instrument.blocks:
        lines += ["", f"{block.title} — {_said(block.points)} points"]
        for gate in instrument.gates:
            if gate.id in block.gates:
                floor = f", au moins {_said(gate.at_least)}" if gate.at_least else ""
                lines.append(f"  condition {gate.id} : {gate.title}{floor}")
        lines += [_indicator(one) for one in instrument.of_block(block)]
    lines += ["", "Politiques (là où les textes se taisent) :"]
    for choice in instrument.policies:
        others = ", ".join(one for one in POLICIES[choice.name] if one != choice.value)
        lines.append(f"  {choice.name} = {choice.value} (ou {others}) — {choice.why}")
    lines += ["", "Colonnes de professionals.csv :", "  " + ", ".join([*REQUIRED, "treating_doctor"])]
    lines.append("  " + ", ".join(declared_columns(instrument)))
    lines += ["", "Sources :"]
    lines += [f"  {source.id} : {source.title} {source.url}".rstrip() for source in instrument.sources]
    return "\n".join(lines)


def _indicator(one: Indicator) -> str:
    origin = "mesuré" if one.origin == "claims" else "déclaré"
    if one.kind == "proof":
        scale = "selon la patientèle" if one.scaled_by_list else "sans pondération"
        goal = f"tout ou rien, {scale}"
    else:
        way = "≥" if one.direction == "up" else "≤"
        goal = f"{way} {_said(one.intermediate)} puis {_said(one.target)}, minimum {_said(one.minimum)}"
    return f"  {one.id}  {_said(one.points):>4} pts  {origin}  {goal}\n          {one.title}"


def as_json(instrument: Instrument) -> dict[str, Any]:
    """The instrument for a program: figures as exact 'n/d' with unit, confidence and source."""
    return {
        "id": instrument.id,
        "title": instrument.title,
        "title_en": instrument.title_en,
        "basis": instrument.basis,
        "clause": instrument.clause,
        "adhesion": instrument.adhesion,
        "valid": [str(instrument.valid.start), str(instrument.valid.end)],
        "hash": instrument.hash,
        "policies": {choice.name: choice.value for choice in instrument.policies},
        "professionals_columns": [*REQUIRED, "treating_doctor", "declared_on", *declared_columns(instrument)],
        "figures": [
            {
                "key": figure.key,
                "value": None if figure.value is None else pair(figure.value),
                "unit": figure.unit,
                "confidence": figure.confidence,
                "source": figure.source,
            }
            for figure in instrument.figures()
        ],
        "indicators": [
            {
                "id": one.id,
                "block": one.block,
                "title": one.title,
                "title_en": one.title_en,
                "kind": one.kind,
                "direction": one.direction,
                "from": one.origin,
                "columns": list(one.columns),
                "reading": one.reading,
            }
            for one in instrument.indicators
        ],
        "sources": {source.id: {"title": source.title, "url": source.url} for source in instrument.sources},
    }
