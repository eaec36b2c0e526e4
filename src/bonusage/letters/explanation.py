"""The letter of an amount: what was paid, what was not and why, what it rests on, how to answer; from a stored receipt.

Every figure told is in the receipt, every title in the instrument; nothing is recomputed.
Next: wording.py (the words), tree.py (the trace, step by step).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from bonusage.instruments.model import Indicator, Instrument
from bonusage.letters.wording import ADHESIONS, CHOICES, FIGURES, POLICIES, days_said, ground_said, in_words
from bonusage.remuneration.reasons import (
    ABOVE_INTERMEDIATE,
    GATE_CLOSED,
    NO_PROGRESS,
    PROGRESS,
    TARGET_REACHED,
    Lang,
    sentence,
)
from bonusage.values.fault import Fault, Faults
from bonusage.values.money import euros
from bonusage.values.period import parse_period
from bonusage.values.rate import decimal_text, percent

HOW_IN_FRENCH = (
    "Points x taux d'atteinte x valeur du point x patientèle / patientèle de référence. À partir de l'objectif "
    "intermédiaire, le taux est la part qui y est acquise, plus la part du chemin fait vers la cible ; au-dessous, "
    "il est la part acquise, en proportion du chemin fait depuis le niveau de départ."
)
HOW_IN_ENGLISH = (
    "Points x rate x value of a point x list / reference list. From the intermediate objective on, the rate is the "
    "part acquired there plus the part of the way gone towards the target; below it, the acquired part in proportion "
    "to the way gone since the starting level."
)
COUNTED = frozenset((TARGET_REACHED, ABOVE_INTERMEDIATE, PROGRESS, NO_PROGRESS))

Receipt = dict[str, Any]
Row = tuple[Indicator, dict[str, Any]]


def letter(receipt: Receipt, instrument: Instrument, lang: Lang = "fr") -> str:
    """The whole letter, as plain text in Markdown. Faults when the receipt was made under another instrument."""
    if receipt["instrument_hash"] != instrument.hash:
        raise Faults([_other_instrument(receipt, instrument)])
    parts = (_opening, _paid, _left_out, _rounding, _how, _readings, _choices, _recalled, _grounds, _answer)
    lines = [line for part in parts for line in part(receipt, instrument, lang)]
    return "\n".join(lines) + "\n"


def _other_instrument(receipt: Receipt, instrument: Instrument) -> Fault:
    return Fault(
        "relevé d'un autre contrat",
        f"relevé de {receipt['professional']}",
        f"{receipt['instrument']} {receipt['instrument_hash'][:12]}",
        f"{instrument.id} {instrument.hash[:12]}",
        "expliquer ce relevé avec le contrat sous lequel il a été établi",
    )


def _title(one: Indicator, lang: Lang) -> str:
    return one.title_en if lang == "en" else one.title


def _colon(lang: Lang) -> str:
    return ":" if lang == "en" else " :"


def _rows(receipt: Receipt, instrument: Instrument) -> list[Row]:
    known = {one.id: one for one in instrument.indicators}
    return [(known[row["id"]], row) for row in receipt["components"] if row["id"] in known]


def _why(one: Indicator, row: dict[str, Any], lang: Lang) -> str:
    unit = one.minimum.unit if one.minimum and row["reason"] == "below_minimum" else "days"
    return sentence(row["reason"], tuple(row["numbers"]), unit, lang)


def _objectives(one: Indicator, row: dict[str, Any], lang: Lang) -> str:
    """The result as a share, and the two objectives, where a ratio was counted."""
    if one.intermediate is None or one.target is None or row["reason"] not in COUNTED:
        return ""
    shares = Fraction(row["numbers"][0], row["numbers"][1]), one.intermediate.exact, one.target.exact
    if one.kind == "rate":
        unit = " per 100" if lang == "en" else " pour 100"
        result, low, high = (decimal_text(share * 100, 1, lang) + unit for share in shares)
    else:
        result, low, high = (percent(share, 1, lang) for share in shares)
    if lang == "en":
        return f"; result {result}, intermediate {low}, target {high}"
    return f" ; résultat {result}, intermédiaire {low}, cible {high}"


def _opening(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    amount, adhesion = euros(receipt["amount_cents"], lang), receipt["adhesion"]
    days = days_said(parse_period(receipt["period"]), lang)
    if lang == "en":
        yield from (f"# Statement: {instrument.title_en}", "")
        yield from (f"Health professional {receipt['professional']}, period {days}.", "")
        yield f"**Amount due to you for this period: {amount}.**"
    else:
        yield from (f"# Décompte : {instrument.title}", "")
        yield from (f"Professionnel de santé {receipt['professional']}, période {days}.", "")
        yield f"**Montant qui vous est dû pour cette période : {amount}.**"
    yield from ("", in_words(ADHESIONS, adhesion["status"], lang))
    if adhesion["days_present"] < adhesion["days"]:
        kept, every = adhesion["days_present"], adhesion["days"]
        if lang == "en":
            yield f"Days counted, with adhesion and under the convention: {kept} of {every}."
        else:
            yield f"Jours retenus, d'adhésion et sous convention : {kept} sur {every}."


def _paid(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    """The blocks with what each brings, and under each the lines that are paid."""
    rows = _rows(receipt, instrument)
    if not any(row["cents"] for _, row in rows):
        return
    yield from ("", "## What is paid" if lang == "en" else "## Ce qui est payé")
    for block in instrument.blocks:
        paid = [(one, row) for one, row in rows if one.block == block.id and row["cents"]]
        if not paid:
            continue
        title = block.title_en if lang == "en" else block.title
        yield from ("", f"### {title}{_colon(lang)} {euros(sum(row['cents'] for _, row in paid), lang)}", "")
        for one, row in paid:
            said = f"{euros(row['cents'], lang)}, {_why(one, row, lang)}{_objectives(one, row, lang)}"
            yield f"- {_title(one, lang)} ({one.id}){_colon(lang)} {said}"


def _left_out(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    """The lines that bring nothing, each with its reason; closed blocks with the conditions to meet."""
    unpaid = [(one, row) for one, row in _rows(receipt, instrument) if not row["cents"]]
    if not unpaid:
        return
    yield from ("", "## What is not paid, and why" if lang == "en" else "## Ce qui n'est pas payé, et pourquoi", "")
    if not receipt["adhesion"]["days_present"]:
        every = "Every line" if lang == "en" else "Toutes les lignes"
        yield f"{every}{_colon(lang)} {_why(*unpaid[0], lang)}."
        return
    for one, row in unpaid:
        yield f"- {_title(one, lang)} ({one.id}){_colon(lang)} {_why(one, row, lang)}{_objectives(one, row, lang)}"
    closed = {one.block for one, row in unpaid if row["reason"] == GATE_CLOSED}
    gates = [id for block in instrument.blocks if block.id in closed for id in block.gates]
    if gates:
        named = [gate.title_en if lang == "en" else gate.title for gate in instrument.gates if gate.id in gates]
        said = "Prior conditions, all required" if lang == "en" else "Conditions préalables, toutes nécessaires"
        yield from ("", f"{said}{_colon(lang)} {' ; '.join(named)}.")


def _rounding(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    for row in receipt["components"]:
        if row["id"] == "ROUNDING":
            said = "Rounding" if lang == "en" else "Arrondi"
            yield from (
                "",
                f"{said}{_colon(lang)} {euros(row['cents'], lang)} ({sentence(row['reason'], (), lang=lang)}).",
            )


def _how(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    """The formula, in the words of the instrument where there are any."""
    if not receipt["adhesion"]["days_present"]:
        return
    yield from ("", "## How an amount is made" if lang == "en" else "## Comment un montant est calculé", "")
    yield HOW_IN_ENGLISH if lang == "en" else instrument.pay.reading or HOW_IN_FRENCH


def _choices(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    """The policies that decided, with the reason that the instrument gives (in French only)."""
    if not receipt["policies"]:
        return
    head = (
        "## Choices made where the texts are silent" if lang == "en" else "## Choix faits là où les textes se taisent"
    )
    yield from ("", head, "")
    reasons = {choice.name: choice.why for choice in instrument.policies}
    for name, value in receipt["policies"].items():
        said = f"- {in_words(POLICIES, name, lang)}{_colon(lang)} {in_words(CHOICES, value, lang)}"
        yield f"{said} ({name}={value})" + ("." if lang == "en" else f". {reasons[name]}")


def _readings(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    """How what was counted was understood, for the lines that were: the instrument's own words (in French only)."""
    counted = {row["id"] for row in receipt["components"] if row["reason"] in COUNTED}
    read = [one for one in instrument.indicators if one.id in counted and one.reading and one.origin == "claims"]
    if not read:
        return
    yield from (
        "",
        "## How what is counted was understood" if lang == "en" else "## Comment ce qui est compté a été lu",
        "",
    )
    same: dict[str, list[str]] = {}
    for one in read:
        same.setdefault(one.reading, []).append(one.id)
    yield from (f"- {', '.join(ids)}{_colon(lang)} {reading}" for reading, ids in same.items())


def _recalled(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    """What rests on recall, figure by figure, with the indicators concerned."""
    grouped: dict[str, list[str]] = {}
    for key in receipt["recalled_figures"]:
        owner, _, name = key.partition(".")
        name = owner if owner == "campaigns" else name
        grouped.setdefault(name, []).append(_campaign(key) if owner == "campaigns" else owner)
    if not grouped:
        return
    if lang == "en":
        yield from ("", "## What rests on recalled figures", "")
        yield "These figures are recalled, no source was seen: the official text may differ and change the amount."
    else:
        yield from ("", "## Ce qui repose sur des chiffres rappelés", "")
        yield "Ces chiffres sont rappelés, sans source vue : le texte officiel peut différer et changer le montant."
    yield ""
    for name, owners in grouped.items():
        named = [owner for owner in owners if owner not in ("pay", "baseline")]
        about = f"{_colon(lang)} {', '.join(named)}" if named else ""
        yield f"- {in_words(FIGURES, name, lang)}{about}"


def _campaign(key: str) -> str:
    """'influenza 2012', from 'campaigns.influenza.2012'."""
    return key.partition(".")[2].replace(".", " ")


def _grounds(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    yield from ("", "## Legal ground" if lang == "en" else "## Fondement", "")
    grounds = [instrument.basis, instrument.clause, receipt["adhesion"]["ground"]]
    for ground in dict.fromkeys(grounds + [block.ground for block in instrument.blocks]):
        yield f"- {ground_said(ground, instrument, lang)} ({ground})"


def _answer(receipt: Receipt, instrument: Instrument, lang: Lang) -> Iterator[str]:
    number = receipt["receipt_hash"][:16]
    if lang == "en":
        yield from ("", "## If you disagree", "")
        yield (
            "You can send your observations to your fund, line by line, with your own counts. "
            f"Quote statement {number}: anybody who holds it can redo the computation, step by step."
        )
        return
    yield from ("", "## Si vous n'êtes pas d'accord", "")
    yield (
        "Vous pouvez adresser vos observations à votre caisse, ligne par ligne, avec vos propres décomptes. "
        f"Citez le relevé {number} : quiconque le détient peut refaire le calcul, pas à pas."
    )
