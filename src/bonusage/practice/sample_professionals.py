"""What the GPs of the sample declare: list size, convention, equipment, ratios and proofs, as rows of text.

Nothing is written here; the columns are those of `professionals.csv`.
Next: sample_physicians.py (habits), desk/claims_sample.py (the file).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import numpy as np

from bonusage.practice.sample_chance import EPOCH, NEVER, Ints, stream
from bonusage.practice.sample_physicians import Physicians

RATIOS = ("R11-02", "R11-03", "R11-04", "R11-05", "R11-09")
PROOFS = ("R11-25", "R11-26", "R11-27", "R11-28", "R11-29")
DATED_PROOFS = ("R11-25", "R11-26")

COLUMNS = (
    "professional",
    "list_size",
    "conventioned_from",
    "conventioned_to",
    "treating_doctor",
    "sesam_vitale",
    *(f"{ratio}_{side}" for ratio in RATIOS for side in ("numerator", "denominator")),
    *PROOFS,
    *(f"{proof}_since" for proof in DATED_PROOFS),
    "declared_on",
)


def professionals(
    seed: int, doctors: Physicians, counts: Mapping[str, Ints], last_year: int
) -> Iterator[dict[str, str]]:
    """A row a GP in the order of physician_id; `counts`: `list`, `diabetic`, `hypertensive` per GP on the last day."""
    rng = stream(seed, 30)
    for gp in range(doctors.gps):
        row = dict.fromkeys(COLUMNS, "")
        row["professional"] = str(gp + 1)
        row["list_size"] = str(int(counts["list"][gp]))
        row["conventioned_from"] = _iso(int(doctors.starts[gp]))
        row["conventioned_to"] = "" if doctors.ends[gp] == NEVER else _iso(int(doctors.ends[gp]))
        row["treating_doctor"] = "1"
        row["sesam_vitale"] = "1" if rng.random() < 0.96 else "0"
        if rng.random() < 0.92:
            row |= _ratios(rng, doctors, gp, counts)
            row |= _proofs(rng, float(doctors.habits["proof"][gp]), last_year)
            if rng.random() < 0.95:
                row["declared_on"] = (date(last_year + 1, 1, 1) + timedelta(int(rng.integers(0, 45)))).isoformat()
        yield row


def _iso(day: int) -> str:
    return (EPOCH + timedelta(day)).isoformat()


def _ratios(rng: np.random.Generator, doctors: Physicians, gp: int, counts: Mapping[str, Ints]) -> dict[str, str]:
    """Numerators and denominators of the declared ratios; the stricter of two thresholds never exceeds the other."""
    habit = {name: float(values[gp]) for name, values in doctors.habits.items()}
    sugar = round(int(counts["diabetic"][gp]) * rng.uniform(0.8, 1.0))
    pressure = round(int(counts["hypertensive"][gp]) * rng.uniform(0.75, 1.0))
    good = int(rng.binomial(sugar, habit["hba1c_85"]))
    better = int(rng.binomial(good, min(habit["hba1c_75"] / habit["hba1c_85"], 1.0)))
    fat = int(rng.binomial(sugar, habit["ldl_15"]))
    lean = int(rng.binomial(fat, min(habit["ldl_13"] / habit["ldl_15"], 1.0)))
    calm = int(rng.binomial(pressure, habit["pressure"]))
    pairs = zip(RATIOS, (good, better, fat, lean, calm), (sugar, sugar, sugar, sugar, pressure), strict=True)
    row = {}
    for ratio, numerator, denominator in pairs:
        told = denominator > 0 and rng.random() < 0.93
        row[f"{ratio}_numerator"] = str(numerator) if told else ""
        row[f"{ratio}_denominator"] = str(denominator) if told else ""
    return row


def _proofs(rng: np.random.Generator, odds: float, last_year: int) -> dict[str, str]:
    row = {}
    for proof in PROOFS:
        given = rng.random() < odds
        row[proof] = "1" if given else ("0" if rng.random() < 0.7 else "")
        if given and proof in DATED_PROOFS and rng.random() < 0.12:
            row[f"{proof}_since"] = (date(last_year, 1, 1) + timedelta(int(rng.integers(1, 360)))).isoformat()
    return row
