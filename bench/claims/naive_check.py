"""Nineteen slow, separate, obviously correct questions, compared with handwritten.sql physician by physician.

Not here: anything fast. The code lists are read from the catalogue, so that a typing error in the statement shows.
Next: handwritten.sql. Usage: naive_check.py DIR (a small directory: the episode question is quadratic per patient)
"""

import csv
from collections.abc import Callable
from pathlib import Path

import duckdb
from run_handwritten import YEARS, arguments, relations

LISTS = Path(__file__).parents[2] / "src" / "bonusage" / "catalogue" / "rosp-2011-mt" / "lists"
LAST_DAY = "DATE '2012-12-31'"  # R, the reference day
YEAR = ("2012-01-01", "2013-01-01")  # P, half open, and the windows that end with it
TWO_YEARS = ("2011-01-01", "2013-01-01")
THREE_YEARS = ("2010-01-01", "2013-01-01")
CAMPAIGN = ("2012-10-01", "2013-01-01")
LOOKBACK = "2011-10-03"  # 90 days before P
REPERTOIRE = "DATE '2011-06-30'"

Answer = tuple[str, str]  # (query of numerators, query of denominators), each (physician_id, count)


def load(connection: duckdb.DuckDBPyConnection, directory: Path) -> None:
    """Every table, all years, and the code lists of the catalogue."""
    for table, relation in relations(directory, dict.fromkeys(YEARS)).items():
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM {relation}")
    connection.execute("CREATE TABLE lists (set_id VARCHAR, system VARCHAR, code VARCHAR, role VARCHAR)")
    for path in sorted(LISTS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                assert not row["valid_from"]
                assert not row["valid_to"]
                values = [row["set"], row["system"], row["code"], row["role"]]
                connection.execute("INSERT INTO lists VALUES (?, ?, ?, ?)", values)
    connection.execute(f"""
        CREATE TABLE members AS  -- (set_id, cip13): one version in force some day of the window is in the set
        SELECT DISTINCT l.set_id, d.cip13
        FROM drugs d JOIN lists l ON l.system = 'ATC' AND l.role = 'include' AND starts_with(d.atc, l.code)
        WHERE d.valid_from < DATE '{YEAR[1]}' AND (d.valid_to IS NULL OR d.valid_to > DATE '{LOOKBACK}')
          AND NOT EXISTS (FROM lists x WHERE x.set_id = l.set_id AND x.role = 'exclude'
                          AND x.system = 'ATC' AND starts_with(d.atc, x.code))""")
    connection.execute("""
        CREATE TABLE net AS  -- netted per box code first
        SELECT patient_id, dispensed_on, cip13 FROM dispensations
        GROUP BY patient_id, dispensed_on, cip13 HAVING sum(quantity) > 0""")
    connection.execute(f"""
        CREATE TABLE list_of_doctor AS
        SELECT r.physician_id, p.*,
               year({LAST_DAY}) - year(p.born_on)
               - (CASE WHEN (month(p.born_on), day(p.born_on)) > (12, 31) THEN 1 ELSE 0 END) AS age
        FROM registrations r JOIN patients p ON p.patient_id = r.patient_id
        WHERE r.start_on <= {LAST_DAY} AND (r.end_on IS NULL OR r.end_on > {LAST_DAY})
          AND (p.died_on IS NULL OR p.died_on > {LAST_DAY})""")


def inside(day: str, window: tuple[str, str]) -> str:
    """Half-open window."""
    return f"{day} >= DATE '{window[0]}' AND {day} < DATE '{window[1]}'"


def dispensed(set_id: str, days: int = 3, window: tuple[str, str] = YEAR) -> str:
    """At least so many different days of dispensing."""
    return f"""patient_id IN (SELECT n.patient_id FROM net n JOIN members m ON m.cip13 = n.cip13
        WHERE m.set_id = '{set_id}' AND {inside("n.dispensed_on", window)}
        GROUP BY n.patient_id HAVING count(DISTINCT n.dispensed_on) >= {days})"""


def tested(set_id: str, days: int) -> str:
    """At least so many different days of laboratory test."""
    return f"""patient_id IN (SELECT t.patient_id FROM lab_tests t
        JOIN lists l ON l.set_id = '{set_id}' AND CAST(l.code AS INTEGER) = t.nabm
        WHERE {inside("t.performed_on", YEAR)}
        GROUP BY t.patient_id HAVING count(DISTINCT t.performed_on) >= {days})"""


def acted(set_id: str, window: tuple[str, str]) -> str:
    """At least one act of the list."""
    return f"""patient_id IN (SELECT p.patient_id FROM procedures p
        JOIN lists l ON l.set_id = '{set_id}' AND l.code = p.ccam WHERE {inside("p.performed_on", window)})"""


def visited(set_id: str, window: tuple[str, str]) -> str:
    """At least one visit of the specialty, with a letter of the list."""
    return f"""patient_id IN (SELECT v.patient_id FROM visits v WHERE {inside("v.performed_on", window)}
        AND v.act_letter IN (SELECT code FROM lists WHERE set_id = '{set_id}' AND system = 'ACT_LETTER')
        AND v.specialty IN (SELECT CAST(code AS INTEGER) FROM lists
                            WHERE set_id = '{set_id}' AND system = 'SPECIALTY'))"""


def condition(set_id: str = "") -> str:
    """A long-term condition in force on the reference day; of the list, or any."""
    among = f"AND c.ald_number IN (SELECT CAST(code AS INTEGER) FROM lists WHERE set_id = '{set_id}')"
    return f"""patient_id IN (SELECT c.patient_id FROM long_term_conditions c
        WHERE c.start_on <= {LAST_DAY} AND (c.end_on IS NULL OR c.end_on > {LAST_DAY})
        {among if set_id else ""})"""


def patients(numerator: str, *denominator: str) -> Answer:
    """Patients on the list who meet every condition; the numerator is one condition more."""

    def count(*conditions: str) -> str:
        return f"""SELECT physician_id, count(DISTINCT patient_id) FROM list_of_doctor
            WHERE {" AND ".join(f"({c})" for c in conditions) or "true"} GROUP BY physician_id"""

    return count(*denominator, numerator), count(*denominator)


def boxes(set_id: str, among: str = "") -> Answer:
    """Boxes prescribed; the numerator in the repertoire, or in another set."""
    repertoire = f"""SELECT cip13 FROM drugs WHERE generic_group IS NOT NULL AND valid_from <= {REPERTOIRE}
        AND (valid_to IS NULL OR valid_to > {REPERTOIRE})"""
    chosen = f"SELECT cip13 FROM members WHERE set_id = '{among}'" if among else repertoire
    every = f"""SELECT prescriber_id, sum(quantity) FROM dispensations
        WHERE prescriber_id IS NOT NULL AND {inside("dispensed_on", YEAR)}
        AND cip13 IN (SELECT cip13 FROM members WHERE set_id = '{set_id}')"""
    return f"{every} AND cip13 IN ({chosen}) GROUP BY 1", f"{every} GROUP BY 1"


def episodes(set_id: str) -> Answer:
    """First treatment started in the year; long when last day - first day + 28 > 84."""
    cte = f"""WITH d AS (SELECT DISTINCT n.patient_id, n.dispensed_on AS day
            FROM net n JOIN members m ON m.cip13 = n.cip13
            WHERE m.set_id = '{set_id}' AND {inside("n.dispensed_on", (LOOKBACK, YEAR[1]))}),
        first AS (SELECT patient_id, min(day) AS start FROM d
            WHERE {inside("day", YEAR)} AND NOT EXISTS (FROM d e WHERE e.patient_id = d.patient_id
                AND e.day < d.day AND d.day - e.day <= 90) GROUP BY patient_id),
        treatment AS (SELECT f.patient_id, f.start, min(d.day) AS stop FROM first f
            JOIN d ON d.patient_id = f.patient_id AND d.day >= f.start
            WHERE NOT EXISTS (FROM d e WHERE e.patient_id = d.patient_id
                AND e.day > d.day AND e.day - d.day <= 90) GROUP BY f.patient_id, f.start)
        SELECT l.physician_id, count(*) FROM treatment t JOIN list_of_doctor l ON l.patient_id = t.patient_id"""
    return f"{cte} WHERE stop - start + 28 > 84 GROUP BY 1", f"{cte} GROUP BY 1"


def day_counts(set_id: str, *denominator: str) -> Answer:
    """Days of dispensing (the same patient may count several times) over patients."""
    kept = " AND ".join(f"({c})" for c in denominator)
    days = f"""SELECT physician_id, count(DISTINCT (l.patient_id, n.dispensed_on))
        FROM (FROM list_of_doctor WHERE {kept}) l JOIN net n ON n.patient_id = l.patient_id
        JOIN members m ON m.cip13 = n.cip13
        WHERE m.set_id = '{set_id}' AND {inside("n.dispensed_on", YEAR)} GROUP BY 1"""
    return days, f"SELECT physician_id, count(*) FROM list_of_doctor WHERE {kept} GROUP BY 1"


def questions() -> dict[str, Answer]:
    """The nineteen indicators counted on claims."""
    diabetic, tension = dispensed("antidiabetics"), dispensed("antihypertensives")
    high_risk = "(sex = 1 AND age >= 51) OR (sex = 2 AND age >= 61)"
    eyes = f"{acted('eye_exam_acts', TWO_YEARS)} OR {visited('ophthalmologist_visits', TWO_YEARS)}"
    flu = dispensed("influenza_vaccines", 1, CAMPAIGN)
    aspirin = dispensed("low_dose_aspirin")
    protected = f"{aspirin} OR {dispensed('anticoagulants')}"
    targeted = condition("influenza_conditions")
    return {
        "R11_01": patients(tested("hba1c", 3), diabetic),
        "R11_06": patients(eyes, diabetic),
        "R11_07": patients(dispensed("statins"), high_risk, diabetic, tension),
        "R11_08": patients(protected, high_risk, diabetic, tension, dispensed("statins")),
        "R11_10": patients(flu, "age >= 65"),
        "R11_11": patients(flu, "age BETWEEN 16 AND 64", targeted),
        "R11_12": patients(acted("mammography_acts", TWO_YEARS), "sex = 2", "age BETWEEN 50 AND 74"),
        "R11_13": patients(acted("cervical_smear_acts", THREE_YEARS), "sex = 2", "age BETWEEN 25 AND 65"),
        "R11_14": patients(dispensed("vasodilators", 1), "age >= 66"),
        "R11_15": patients(dispensed("long_half_life_benzodiazepines", 1), "age >= 66"),
        "R11_16": episodes("benzodiazepines"),
        "R11_17": day_counts("antibiotics", "age BETWEEN 16 AND 65", f"NOT ({condition()})"),
        "R11_18": boxes("antibiotics"),
        "R11_19": boxes("proton_pump_inhibitors"),
        "R11_20": boxes("statins"),
        "R11_21": boxes("antihypertensives"),
        "R11_22": boxes("antidepressants"),
        "R11_23": boxes("ace_inhibitors_and_sartans", "ace_inhibitors"),
        "R11_24": patients(aspirin, dispensed("antiplatelets")),
    }


def compare(directory: Path, say: Callable[[str], None] = print) -> int:
    """Number of cells that differ; says the total of each column, so that an empty comparison shows."""
    connection = duckdb.connect()
    load(connection, directory)
    physicians = [row[0] for row in connection.execute("SELECT physician_id FROM physicians ORDER BY 1").fetchall()]
    expected: dict[str, dict[int, int]] = {}
    for name, queries in questions().items():
        for part, query in zip(("num", "den"), queries, strict=True):
            counts = dict(connection.execute(query).fetchall())
            expected[f"{name}_{part}"] = {p: int(counts.get(p, 0)) for p in physicians}
    text = (Path(__file__).parent / "handwritten.sql").read_text(encoding="utf-8")
    cursor = duckdb.connect().execute(text.format(**relations(directory)))
    columns, rows = [c[0] for c in cursor.description], cursor.fetchall()
    assert columns == ["physician_id", *expected], columns
    assert [row[0] for row in rows] == physicians
    assert all(type(cell) is int for row in rows for cell in row)
    wrong = 0
    for position, name in enumerate(columns[1:], start=1):
        differing = [row[0] for row in rows if row[position] != expected[name][row[0]]]
        wrong += len(differing)
        total = sum(expected[name].values())
        say(f"{name} total {total:>8} {'equal' if not differing else f'DIFFERENT for {differing[:10]}'}")
    say(f"{len(rows)} physicians, {len(columns) - 1} columns, {wrong} different cells")
    return wrong


if __name__ == "__main__":
    raise SystemExit(1 if compare(arguments(__doc__ or "").directory) else 0)
