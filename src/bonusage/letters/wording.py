"""Wording: the French and English words of the letters for policies, adhesions, figures and grounds.

No amount and no reason of a component is here (remuneration/reasons.py holds those sentences).
Next: explanation.py.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from bonusage.instruments.model import Instrument
from bonusage.law.address import Address, in_french, parse_address
from bonusage.remuneration.reasons import Lang
from bonusage.values.period import Period, french_date

Both = tuple[str, str]

POLICIES: Final[dict[str, Both]] = {
    "baseline_above_intermediate": (
        "résultat sous l'objectif intermédiaire alors que le départ était au-dessus",
        "result below the intermediate objective although the starting level was above it",
    ),
    "baseline_equal_intermediate": (
        "départ égal à l'objectif intermédiaire",
        "starting level equal to the intermediate objective",
    ),
    "baseline_missing": ("aucun niveau de départ connu", "no known starting level"),
    "rounding": ("arrondi au centime", "rounding to the cent"),
    "partial_period": ("présence sur une partie de la période", "present for a part of the period"),
    "software_first_year": ("logiciel acquis pendant la première année", "software bought during the first year"),
    "repertoire_date": ("jour du répertoire des génériques", "day of the generic repertoire"),
}

CHOICES: Final[dict[str, Both]] = {
    "no_progress": ("rien n'est compté", "nothing is counted"),
    "half": ("la part acquise à l'objectif intermédiaire est payée", "the part acquired at the intermediate is paid"),
    "once_on_total": ("une fois, sur le total", "once, on the total"),
    "each_component": ("ligne par ligne", "line by line"),
    "pro_rata_days": ("au prorata des jours", "pro rata, by days"),
    "full": ("en entier", "in full"),
    "june_before": ("30 juin de l'année précédente", "30 June of the year before"),
    "last_day": ("dernier jour de la période", "last day of the period"),
}

ADHESIONS: Final[dict[str, Both]] = {
    "silence": (
        "Vous n'avez pas fait connaître de refus : vous êtes considéré comme adhérent.",
        "You made no refusal known: you are taken to have joined.",
    ),
    "adhered": ("Votre adhésion est enregistrée.", "Your adhesion is on record."),
    "ended": ("Votre adhésion a pris fin au cours de la période.", "Your adhesion ended during the period."),
    "refused": (
        "Votre refus est enregistré : ses jours ne sont pas retenus.",
        "Your refusal is on record: its days are left out.",
    ),
    "none": ("Aucune adhésion n'est enregistrée pour cette période.", "No adhesion is on record for this period."),
}

FIGURES: Final[dict[str, Both]] = {
    "points": ("nombre de points", "number of points"),
    "intermediate": ("objectif intermédiaire", "intermediate objective"),
    "target": ("objectif cible", "target objective"),
    "minimum": ("effectif minimal", "minimum number"),
    "definition": ("définition de ce qui est compté", "definition of what is counted"),
    "at_least": ("part minimale", "minimum share"),
    "point_value": ("valeur du point", "value of a point"),
    "reference_list": ("patientèle de référence", "reference list"),
    "total_points": ("total des points", "total of points"),
    "share_at_intermediate": (
        "part acquise à l'objectif intermédiaire",
        "part acquired at the intermediate objective",
    ),
    "list_scaling": ("mise à l'échelle de la patientèle", "scaling by list size"),
    "period": ("période de référence du niveau de départ", "reference period of the starting level"),
    "campaigns": ("dates de campagne", "dates of a campaign"),
}


def in_words(table: dict[str, Both], key: str, lang: Lang) -> str:
    """The words of a key; a key without words stands for itself."""
    return table[key][lang == "en"] if key in table else key


def days_said(period: Period, lang: Lang) -> str:
    """'du 1er janvier 2012 au 31 décembre 2012', both ends included."""
    if lang == "en":
        return f"from {_english_date(period.start)} to {_english_date(period.last_day)}"
    return f"du {french_date(period.start)} au {french_date(period.last_day)}"


def ground_said(ground: str, instrument: Instrument, lang: Lang) -> str:
    """A legal ground with the title of its text, down to the paragraph."""
    address = parse_address(ground)
    title = next((text.title for text in instrument.texts if text.id == address.code), address.code)
    return f"{title} : {in_french(address)}" if lang == "fr" else f"{title}: {_in_english(address)}"


def _english_date(day: dt.date) -> str:
    months = "January February March April May June July August September October November December".split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _in_english(address: Address) -> str:
    parts = [f"paragraph {step[2:]}" if step.startswith("al") else f"item {step}" for step in reversed(address.path)]
    day = f" (version of {_english_date(address.day)})" if address.day else ""
    return ", ".join([*parts, f"article {address.article}"]) + day
