"""Sample claims: seeded, plausible, chunk by chunk of 100 000 patients, as numpy columns; no file is touched.

A chunk depends on the seed and its number only, never on the other chunks; one year of one chunk is held at a time.
Next: sample_cohort.py, sample_lines.py, sample_acts.py; desk/claims_sample.py writes the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from bonusage.practice.sample_acts import lab_tests_part, procedures_part, visits_parts
from bonusage.practice.sample_chance import Cells, Ints, Part, day, months, stream
from bonusage.practice.sample_cohort import Scene, cohort
from bonusage.practice.sample_drugs import drugs_part, formulary
from bonusage.practice.sample_lines import dispensations_part
from bonusage.practice.sample_people import conditions_part, patients_part, registrations_part
from bonusage.practice.sample_physicians import physicians, physicians_part, practice_numbers_part
from bonusage.practice.sample_professionals import professionals
from bonusage.practice.schema import BUCKET

MOST_YEARS = 20


@dataclass(frozen=True)
class Plan:
    """A sample to draw: its number of patients, and the scene that all its chunks share."""

    patients: int
    scene: Scene

    @property
    def chunks(self) -> int:
        """Number of chunks."""
        return -(-self.patients // BUCKET)

    @property
    def last_year(self) -> int:
        """The last year of care."""
        return self.scene.first_year + self.scene.years - 1

    @property
    def covers(self) -> tuple[date, date]:
        """First day of care and first day after it."""
        return date(self.scene.first_year, 1, 1), date(self.last_year + 1, 1, 1)


def plan(patients: int, gps: int, first_year: int, last_year: int, seed: int) -> Plan:
    """The plan of a sample; ValueError when a size is not positive or the years are not 1 to 20 in order."""
    years = last_year - first_year + 1
    if patients < 1 or gps < 1 or seed < 0 or not 1 <= years <= MOST_YEARS:
        raise ValueError(f"patients >= 1, gps >= 1, seed >= 0, 1 to {MOST_YEARS} years")
    first = date(first_year, 1, 1)
    scene = Scene(
        seed=seed,
        first_year=first_year,
        opens=tuple(day(date(year, 1, 1)) for year in range(first_year, last_year + 2)),
        doctors=physicians(seed, gps, first, years),
        drugs=formulary(seed, first, years),
    )
    return Plan(patients, scene)


def reference_parts(planned: Plan) -> Iterator[Part]:
    """The tables that no chunk brings: physicians, practice_numbers, drugs."""
    scene = planned.scene
    yield physicians_part(scene.seed, scene.doctors, scene.end - 1)
    yield practice_numbers_part(scene.seed, scene.doctors, scene.first, scene.end - 1)
    yield drugs_part(scene.seed, scene.drugs)


def chunk_parts(planned: Plan, chunk: int) -> Iterator[Part]:
    """The parts of one chunk: patients, registrations, long_term_conditions, then each year's care."""
    scene = planned.scene
    drawn, rng = cohort(scene, chunk, min(BUCKET, planned.patients - chunk * BUCKET))
    among = {"diabetic": drawn.state.diabetic, "hypertensive": drawn.state.hypertensive}
    yield patients_part(rng, drawn.who)
    yield registrations_part(rng, drawn.who, scene.end - 1, scene.doctors.gps, among)
    yield conditions_part(rng, drawn.who, drawn.held)
    for index in range(scene.years):
        rng = stream(scene.seed, 2, chunk, index)
        yield dispensations_part(rng, scene, drawn, index)
        yield lab_tests_part(rng, scene, drawn, index)
        yield procedures_part(rng, scene, drawn, index)
        yield from visits_parts(rng, scene, drawn, index)


def add_counts(total: dict[str, Ints], part: Part) -> None:
    """Add the counts of a part to a running total, name by name."""
    for name, count in part.counts.items():
        total[name] = total[name] + count if name in total else count


def intake_log_part(planned: Plan, counts: Mapping[str, Ints]) -> Part:
    """The `intake_log` from the summed counts: a row a flow month of dispensations; the hash sums line numbers."""
    full = np.flatnonzero(counts["flow_lines"])
    starts = months(planned.covers[0], counts["flow_lines"].size + 1)
    sums = counts["flow_sum"][full].view(np.uint64)
    last = int(starts[full[-1] + 1]) - 1 if full.size else planned.scene.end - 1
    cells = {
        "table": Cells(np.zeros(full.size, dtype=np.int32), None, ("dispensations",)),
        "flow_month": Cells(starts[full]),
        "rows_read": Cells(counts["flow_lines"][full]),
        "rows_cancelled": Cells(counts["flow_reversals"][full]),
        "rows_kept": Cells(counts["flow_lines"][full]),
        "cut_off": Cells(np.full(full.size, last, dtype=np.int32)),
        "hash": Cells(np.arange(full.size, dtype=np.int32), None, tuple(f"sum64:{int(one):016x}" for one in sums)),
    }
    return Part("intake_log", cells)


def professionals_rows(planned: Plan, counts: Mapping[str, Ints]) -> Iterator[dict[str, str]]:
    """The rows of `professionals.csv` from the summed counts."""
    return professionals(planned.scene.seed, planned.scene.doctors, counts, planned.last_year)
