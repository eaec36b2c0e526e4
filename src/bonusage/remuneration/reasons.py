"""Reasons: why a component is paid or not, as a code and a few integers, and the sentence they make.

Both engines take their sentences here, so that they say the same; no amount is computed here.
Next: attainment.py and due.py, which give the codes.

Where two reasons hold, the first of these lines that holds is given:
- every component: not_adhering, then not_conventioned (no day of the period is left);
- a ratio: not_treating_doctor, no_result, below_minimum, then target_reached, above_intermediate, progress
  (something is paid below the intermediate objective), no_progress;
- a proof: not_treating_doctor, gate_closed, not_proven, proven.
"""

from __future__ import annotations

from typing import Final, Literal

Lang = Literal["fr", "en"]

TARGET_REACHED: Final = "target_reached"
ABOVE_INTERMEDIATE: Final = "above_intermediate"
PROGRESS: Final = "progress"
NO_PROGRESS: Final = "no_progress"
BELOW_MINIMUM: Final = "below_minimum"
NO_RESULT: Final = "no_result"
GATE_CLOSED: Final = "gate_closed"
PROVEN: Final = "proven"
NOT_PROVEN: Final = "not_proven"
NOT_TREATING_DOCTOR: Final = "not_treating_doctor"
NOT_ADHERING: Final = "not_adhering"
NOT_CONVENTIONED: Final = "not_conventioned"
ROUNDING: Final = "rounding"
TOTAL: Final = "total"

# (code, how many integers) -> French, English. {0}, {1}: the integers; {unit}: what the first one counts.
SENTENCES: Final[dict[tuple[str, int], tuple[str, str]]] = {
    (TARGET_REACHED, 2): ("objectif cible atteint ({0}/{1})", "target reached ({0}/{1})"),
    (ABOVE_INTERMEDIATE, 2): ("objectif intermédiaire atteint ({0}/{1})", "intermediate objective reached ({0}/{1})"),
    (PROGRESS, 2): (
        "progrès compté sous l'objectif intermédiaire ({0}/{1})",
        "progress counted below the intermediate objective ({0}/{1})",
    ),
    (NO_PROGRESS, 2): (
        "sous l'objectif intermédiaire, sans progrès compté ({0}/{1})",
        "below the intermediate objective, no progress counted ({0}/{1})",
    ),
    (BELOW_MINIMUM, 2): ("non compté : {0} {unit}, minimum {1}", "not counted: {0} {unit}, minimum {1}"),
    (NO_RESULT, 0): ("non compté : aucun résultat", "not counted: no result"),
    (GATE_CLOSED, 0): ("non payé : condition préalable non remplie", "not paid: a prior condition is not met"),
    (PROVEN, 0): ("preuve apportée", "proof given"),
    (PROVEN, 2): ("preuve apportée : {0} {unit} sur {1}", "proof given: {0} {unit} of {1}"),
    (NOT_PROVEN, 0): ("non payé : preuve non apportée", "not paid: no proof given"),
    (NOT_TREATING_DOCTOR, 0): ("non payé : réservé au médecin traitant", "not paid: treating doctors only"),
    (NOT_ADHERING, 0): ("non payé : pas d'adhésion sur la période", "not paid: no adhesion in the period"),
    (NOT_CONVENTIONED, 0): (
        "non payé : hors convention sur la période d'adhésion",
        "not paid: not under the convention while adhering",
    ),
    (ROUNDING, 0): (
        "écart entre le total arrondi et la somme des lignes arrondies",
        "difference between the rounded total and the sum of the rounded lines",
    ),
    (TOTAL, 0): ("montant dû", "amount due"),
    (TOTAL, 2): ("montant dû, au prorata : {0} {unit} sur {1}", "amount due, pro rata: {0} {unit} of {1}"),
}

_UNITS: Final[dict[tuple[str, str], tuple[str, str]]] = {
    ("fr", "patients"): ("patient", "patients"),
    ("fr", "boxes"): ("boîte", "boîtes"),
    ("fr", "days"): ("jour", "jours"),
    ("en", "patients"): ("patient", "patients"),
    ("en", "boxes"): ("box", "boxes"),
    ("en", "days"): ("day", "days"),
}


def sentence(code: str, numbers: tuple[int, ...] = (), unit: str = "days", lang: Lang = "fr") -> str:
    """The sentence of a reason; `unit` ('patients', 'boxes', 'days') is what the first integer counts.

    Integers by code: n and d of the result (target_reached, above_intermediate, progress, no_progress); the number
    counted and the minimum (below_minimum, with its unit); days counted and days of the period (proven, total) where
    there is a pro rata; none elsewhere. KeyError on a code, or a number of integers, that does not exist.
    """
    template = SENTENCES[code, len(numbers)][lang == "en"]
    if "{unit}" not in template:
        return template.format(*numbers)
    one, many = _UNITS[lang, unit]
    alone = numbers[0] == 1 or (lang == "fr" and numbers[0] == 0)
    return template.format(*numbers, unit=one if alone else many)
