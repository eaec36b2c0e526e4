"""Time of a bare scan: every column that the 19 indicators need, every file they read, nothing else done.

Not here: any question about the data; the sums only force DuckDB to decode the columns.
Next: run_handwritten.py. Usage: floor.py DIR [--threads 2]
"""

import json

from run_handwritten import arguments, measure, relations

COLUMNS = {
    "dispensations": ["patient_id", "prescriber_id", "dispensed_on", "cip13", "quantity"],
    "lab_tests": ["patient_id", "performed_on", "nabm"],
    "procedures": ["patient_id", "performed_on", "ccam"],
    "visits": ["patient_id", "performed_on", "specialty", "act_letter"],
    "registrations": ["patient_id", "physician_id", "start_on", "end_on"],
    "patients": ["patient_id", "sex", "born_on", "died_on"],
    "long_term_conditions": ["patient_id", "ald_number", "start_on", "end_on"],
    "drugs": ["cip13", "valid_from", "valid_to", "atc", "generic_group"],
    "physicians": ["physician_id"],
}
TEXTS = ("ccam", "act_letter", "atc")
DATES = ("_on", "valid_from", "valid_to")


def decoded(column: str) -> str:
    """A sum over the column: numbers as they are, dates as days, texts as bytes."""
    if column in TEXTS:
        return f"sum(strlen({column}))"
    if column.endswith(DATES):
        return f"sum({column} - DATE '2000-01-01')"
    return f"sum({column})"


def main() -> None:
    """Measure the scan on one directory of claims."""
    options = arguments(__doc__ or "")
    tables = relations(options.directory)
    selects = [
        f"SELECT '{name}', {' + '.join(f'coalesce({decoded(c)}, 0)' for c in columns)} FROM {tables[name]}"
        for name, columns in COLUMNS.items()
    ]
    print(json.dumps(measure("floor", " UNION ALL ".join(selects), options)))


if __name__ == "__main__":
    main()
