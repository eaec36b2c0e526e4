"""Sample claims: the same seed gives the same bytes, chunks do not know each other, and what is drawn is plausible.

Bounds are those known of France or promised by the design, not read off a sample.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from bonusage.desk import claims_sample
from bonusage.desk.claims_check import check_claims
from bonusage.desk.claims_sample import write_sample
from bonusage.desk.claims_store import covers, relation, table_files
from bonusage.practice import sample
from bonusage.practice.sample_chance import Part, pack, stream, unpack, urn
from bonusage.practice.schema import TABLES
from bonusage.values.fault import EnvironmentFault, Faults

PATIENTS, GPS = 24_000, 40


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample") / "claims"
    write_sample(PATIENTS, GPS, 2011, 2012, 11, out)
    return out


@pytest.fixture(scope="module")
def ask(claims: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as database:
        for name in TABLES:
            files = table_files(claims, name)
            if files:
                database.execute(f"CREATE VIEW {name} AS FROM {relation(files)}")
        yield database


def one(ask: duckdb.DuckDBPyConnection, query: str) -> float:
    row = ask.execute(query).fetchone()
    assert row is not None
    return float(row[0] or 0)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def same(left: Part, right: Part) -> bool:
    return (left.table, left.year, left.bucket) == (right.table, right.year, right.bucket) and all(
        np.array_equal(left.cells[name].values, right.cells[name].values)
        and np.array_equal(left.cells[name].missing, right.cells[name].missing)  # type: ignore[arg-type]
        for name in left.cells
    )


# --- the same seed, the same bytes -----------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write_sample(400, 6, 2011, 2012, seed, tmp_path / name)
    first, again, other = (digests(tmp_path / name) for name in "abc")
    assert first == again
    assert set(first) == set(other)
    assert not [path for path in first if first[path] == other[path]]


def test_a_chunk_is_the_same_whether_or_not_the_others_were_drawn() -> None:
    planned = sample.plan(100_070, 20, 2012, 2012, 3)
    assert planned.chunks == 2
    alone = list(sample.chunk_parts(planned, 1))
    before = list(sample.chunk_parts(planned, 0))
    after = list(sample.chunk_parts(planned, 1))
    assert all(same(left, right) for left, right in zip(alone, after, strict=True))
    patients = alone[0].cells["patient_id"].values
    assert (patients[0], patients[-1], alone[0].bucket) == (100_001, 100_070, 1)
    for left, right in zip(before, alone, strict=True):
        for key in ("line_id", "sheet_id"):
            if key in left.cells:
                assert not np.isin(right.cells[key].values, left.cells[key].values).any()


def test_streams_of_different_seeds_and_places_differ_even_where_their_numbers_run_together() -> None:
    places = [(7, 1), (7, 1, 0), (7, 1, 1), (7, 2), (7 + 2**32, 1), (7 + 2**32, 1, 1), (7 + 2**32, 0)]
    drawn = {int(stream(*place).integers(0, 2**62)) for place in places}
    assert len(drawn) == len(places)


def test_words_pack_and_sort_as_rows_do() -> None:
    person, day, code = (
        np.array(side, dtype=np.int32) for side in ((99_999, 0, 99_999), (8_000, 12, 3), (1, 11_999, 0))
    )
    words = np.sort(pack(person, day, code))
    assert [tuple(map(int, row)) for row in zip(*unpack(words), strict=True)] == [
        (0, 12, 11_999),
        (99_999, 3, 0),
        (99_999, 8_000, 1),
    ]


def test_an_urn_holds_its_shares() -> None:
    assert np.bincount(urn((1, 2, 1), 256)).tolist() == [64, 128, 64]
    assert urn(np.full(7, 1.0)).size == 65_536


# --- where it is written ---------------------------------------------------------------------------------------------


def test_the_layout_is_that_of_the_design(claims: Path) -> None:
    assert covers(claims) == (date(2011, 1, 1), date(2013, 1, 1))
    for name in ("dispensations", "lab_tests", "procedures", "visits", "care_sheets"):
        files = [str(path.relative_to(claims / name)) for path in table_files(claims, name)]
        assert files == [f"year={year}/bucket=00/part-0.parquet" for year in (2011, 2012)]
    assert [path.name for path in table_files(claims, "drugs")] == ["drugs.parquet"]
    told = json.loads((claims / "claims.json").read_text(encoding="utf-8"))
    assert (told["format"], told["seed"], told["physicians"]) == ("claims-1", 11, GPS)
    assert told["specialists"] > 0
    assert not claims.with_name("claims.partial").exists()


def test_files_of_other_years_and_buckets_can_be_skipped(claims: Path) -> None:
    kept = table_files(claims, "dispensations", date(2012, 1, 1), date(2013, 1, 1))
    assert [path.parent.parent.name for path in kept] == ["year=2012"]
    assert len(table_files(claims, "dispensations", date(2011, 12, 31), date(2012, 1, 2))) == 2
    kept = table_files(claims, "dispensations", date(2011, 1, 1), date(2012, 1, 1))
    assert [path.parent.parent.name for path in kept] == ["year=2011"]
    assert table_files(claims, "dispensations", date(2013, 1, 1), date(2014, 1, 1)) == []
    assert table_files(claims, "dispensations", bucket=1) == []
    assert len(table_files(claims, "drugs", date(2030, 1, 1), date(2031, 1, 1), bucket=9)) == 1


def test_a_place_that_holds_something_is_refused_and_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "mine.txt"
    kept.write_text("à moi", encoding="utf-8")
    with pytest.raises(Faults, match="contient déjà"):
        write_sample(50, 2, 2012, 2012, 1, tmp_path)
    with pytest.raises(Faults, match="contient déjà"):
        write_sample(50, 2, 2012, 2012, 1, kept)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_place_is_taken_and_a_half_written_sample_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "claims"
    out.mkdir()
    half = tmp_path / "claims.partial"
    half.mkdir()
    (half / "drugs.parquet").write_bytes(b"cut")
    told: list[tuple[int, int]] = []
    write_sample(50, 2, 2012, 2012, 1, out, lambda done, total: told.append((done, total)))
    assert check_claims(out).sound
    assert not half.exists()
    assert told == [(0, 1), (1, 1)]


def test_a_disk_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(claims_sample, "write_cells", full)
    with pytest.raises(EnvironmentFault, match="impossible"):
        write_sample(50, 2, 2012, 2012, 1, tmp_path / "claims")
    assert list(tmp_path.iterdir()) == []


def test_senseless_sizes_are_all_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Faults) as told:
        write_sample(0, -1, 2013, 2012, -4, tmp_path / "claims")
    assert [fault.where for fault in told.value.faults] == ["--patients", "--physicians", "--seed", "--years"]


@pytest.mark.parametrize(
    ("patients", "gps", "years"),
    [(1, 1, (2012, 2012)), (60, 4, (1990, 1991)), (90, 5, (2000, 2019)), (120, 300, (2024, 2024))],
)
def test_small_and_odd_samples_are_sound(tmp_path: Path, patients: int, gps: int, years: tuple[int, int]) -> None:
    write_sample(patients, gps, *years, 9, tmp_path / "claims")
    report = check_claims(tmp_path / "claims")
    assert report.faults == ()
    assert report.rows["patients"] == patients


# --- what is plausible -----------------------------------------------------------------------------------------------


def test_every_sample_is_sound(claims: Path) -> None:
    report = check_claims(claims)
    assert (report.faults, report.total) == ((), 0)
    assert report.rows["patients"] == PATIENTS


def test_people_look_like_france(ask: duckdb.DuckDBPyConnection) -> None:
    assert 0.50 < one(ask, "SELECT avg(CAST(sex = 2 AS INT)) FROM patients") < 0.53
    assert 0.15 < one(ask, "SELECT avg(CAST(born_on <= DATE '1947-12-31' AS INT)) FROM patients") < 0.20
    deaths = one(ask, "SELECT avg(CAST(died_on IS NOT NULL AS INT)) FROM patients") / 2
    assert 0.006 < deaths < 0.014
    assert one(ask, "SELECT count(DISTINCT department) FROM patients") > 30
    assert 0.05 < one(ask, "SELECT avg(birth_precision) FROM patients") < 0.12


def test_lines_are_as_dense_as_in_france_and_one_in_a_hundred_is_reversed(ask: duckdb.DuckDBPyConnection) -> None:
    assert 24 <= one(ask, "SELECT count(*) FROM dispensations") / PATIENTS / 2 <= 26
    assert 0.008 < one(ask, "SELECT avg(CAST(quantity < 0 AS INT)) FROM dispensations") < 0.012
    for name, share in (("prescriber_id", 0.05), ("prescribed_on", 0.02), ("dispenser_id", 0.003)):
        got = one(ask, f"SELECT avg(CAST({name} IS NULL AS INT)) FROM dispensations")
        assert share / 2 < got < share * 2, name


def test_a_reversal_repeats_its_line_with_opposite_signs_and_a_later_flow(ask: duckdb.DuckDBPyConnection) -> None:
    same_columns = (
        "patient_id, prescriber_id, dispenser_id, dispensed_on, prescribed_on, cip13, prescribed_by_mt, source"
    )
    alike = " AND ".join(f"l.{name} IS NOT DISTINCT FROM r.{name}" for name in same_columns.split(", "))
    lone = one(
        ask,
        f"""SELECT count(*) FROM dispensations r WHERE quantity < 0 AND NOT EXISTS (
            FROM dispensations l WHERE l.line_id = r.line_id - 1 AND {alike} AND l.quantity = -r.quantity
            AND l.amount = -r.amount AND l.reimbursed = -r.reimbursed AND l.flow_month < r.flow_month)""",
    )
    assert lone == 0
    assert one(ask, "SELECT count(*) FROM dispensations WHERE quantity < 0") > 0


def test_rows_are_sorted_by_patient_and_day(claims: Path) -> None:
    for name in ("dispensations", "lab_tests", "procedures", "visits", "care_sheets"):
        day = TABLES[name].care_day
        for path in table_files(claims, name):
            table = duckdb.sql(f"SELECT patient_id, {day} FROM {relation([path])}").fetchnumpy()
            key = table["patient_id"].astype(np.int64) * 100_000 + table[day].astype("datetime64[D]").astype(np.int64)
            assert (np.diff(key) >= 0).all(), path


def test_nobody_is_cared_for_before_birth_or_after_death(ask: duckdb.DuckDBPyConnection) -> None:
    for name in ("dispensations", "lab_tests", "procedures", "visits", "care_sheets"):
        day = TABLES[name].care_day
        outside = (
            f"SELECT count(*) FROM {name} JOIN patients USING (patient_id) WHERE {day} < born_on OR {day} > died_on"
        )
        assert one(ask, outside) == 0, name


def test_treating_doctors_are_for_sixteen_and_over_and_eight_in_a_hundred_have_none(
    ask: duckdb.DuckDBPyConnection,
) -> None:
    adults = "SELECT patient_id FROM patients WHERE born_on <= DATE '1994-12-31' AND died_on IS NULL"
    held = f"SELECT count(DISTINCT patient_id) FROM registrations SEMI JOIN ({adults}) USING (patient_id)"
    share = one(ask, held) / one(ask, f"SELECT count(*) FROM ({adults})")
    assert 0.90 < share < 0.94
    early = "SELECT count(*) FROM registrations JOIN patients USING (patient_id) WHERE start_on - born_on < 15 * 365"
    assert one(ask, early) == 0
    moved = one(ask, "SELECT avg(CAST(n > 1 AS INT)) FROM (SELECT count(*) n FROM registrations GROUP BY patient_id)")
    assert 0.06 < moved < 0.16
    after = "lead(start_on) OVER (PARTITION BY patient_id ORDER BY start_on)"
    spans = f"SELECT end_on, {after} AS next FROM registrations"
    torn = f"SELECT count(*) FROM ({spans}) WHERE next IS NOT NULL AND end_on IS DISTINCT FROM next"
    assert one(ask, torn) == 0


def test_nobody_is_registered_with_a_doctor_who_is_not_there(ask: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT count(*) FROM registrations r JOIN physicians p USING (physician_id)
               WHERE start_on < installed_on OR (ceased_on IS NOT NULL AND (end_on IS NULL OR end_on > ceased_on)
                     AND ceased_on < DATE '2013-01-01')"""
    assert one(ask, query) == 0
    assert one(ask, "SELECT count(*) FROM physicians WHERE ceased_on IS NOT NULL") > 0


def test_chronic_care_follows_the_disease(ask: duckdb.DuckDBPyConnection) -> None:
    treated = """SELECT patient_id FROM dispensations SEMI JOIN (FROM drugs WHERE atc LIKE 'A10%') USING (cip13)
                 WHERE dispensed_on >= DATE '2012-01-01' GROUP BY patient_id HAVING count(DISTINCT dispensed_on) >= 3"""
    ask.execute(f"CREATE OR REPLACE TABLE treated AS {treated}")
    assert 0.03 < one(ask, "SELECT count(*) FROM treated") / PATIENTS < 0.07
    tested = "(SELECT patient_id FROM lab_tests WHERE nabm = 1577 AND performed_on >= DATE '2012-01-01')"
    assert one(ask, f"SELECT avg(CAST(patient_id IN {tested} AS INT)) FROM treated") > 0.7
    strangers = (
        "SELECT avg(CAST(patient_id NOT IN (SELECT patient_id FROM treated) AS INT)) FROM lab_tests WHERE nabm = 1577"
    )
    assert one(ask, strangers) < 0.15
    listed = "(SELECT patient_id FROM long_term_conditions WHERE ald_number = 8)"
    assert 0.6 < one(ask, f"SELECT avg(CAST(patient_id IN {listed} AS INT)) FROM treated") < 0.95


def test_infections_are_of_winter_and_vaccines_of_autumn(ask: duckdb.DuckDBPyConnection) -> None:
    ask.execute(
        "CREATE OR REPLACE TABLE season AS SELECT month(dispensed_on) AS month, atc FROM dispensations JOIN "
        "(SELECT DISTINCT cip13, atc FROM drugs WHERE atc LIKE 'J01%' OR atc LIKE 'J07BB%') USING (cip13)"
    )
    winter = one(ask, "SELECT count(*) FROM season WHERE atc LIKE 'J01%' AND month IN (12, 1, 2)")
    summer = one(ask, "SELECT count(*) FROM season WHERE atc LIKE 'J01%' AND month IN (6, 7, 8)")
    assert winter > 1.5 * summer > 0
    months = ask.execute("SELECT DISTINCT month FROM season WHERE atc LIKE 'J07BB%' ORDER BY 1").fetchall()
    assert months == [(10,), (11,), (12,)]


def test_drugs_enter_the_repertoire_in_the_years_as_a_second_version(ask: duckdb.DuckDBPyConnection) -> None:
    assert one(ask, "SELECT count(DISTINCT cip13) FROM drugs") == 12_000
    twice = """SELECT count(*) FROM drugs old JOIN drugs new ON old.cip13 = new.cip13 AND old.valid_to = new.valid_from
               WHERE old.generic_group IS NULL AND new.generic_group IS NOT NULL AND new.valid_to IS NULL
               AND new.valid_from >= DATE '2011-01-01' AND new.valid_from < DATE '2013-01-01'"""
    assert one(ask, twice) == one(ask, "SELECT count(*) FROM drugs") - 12_000 > 100
    lone = "SELECT count(*) FROM (SELECT generic_group FROM drugs WHERE generic_role = 'generic' EXCEPT "
    assert one(ask, lone + "SELECT generic_group FROM drugs WHERE generic_role = 'originator')") == 0


def test_codes_of_presentations_carry_their_check_digit(ask: duckdb.DuckDBPyConnection) -> None:
    for (code,) in ask.execute("SELECT DISTINCT CAST(cip13 AS VARCHAR) FROM drugs").fetchall():
        digits = [int(digit) for digit in code]
        assert code.startswith("34009")
        assert sum(digits[0::2]) % 10 == -3 * sum(digits[1::2]) % 10


def test_doctors_differ_around_the_objectives(ask: duckdb.DuckDBPyConnection) -> None:
    habits = sample.plan(1, 400, 2011, 2012, 1).scene.doctors.habits
    for name, objective in (("hba1c", 0.54), ("eye", 0.68), ("flu", 0.64), ("breast", 0.68), ("ace", 0.42)):
        assert 0.1 < (habits[name] > objective).mean() < 0.9, name
    shares = ask.execute(
        "SELECT avg(CAST(electronic AS INT)) FROM care_sheets WHERE exclusion = 0 GROUP BY performer_id"
    ).fetchall()
    below = sum(1 for (share,) in shares if share < 2 / 3)
    assert 0 < below < len(shares) / 4


def test_each_visit_to_a_gp_has_its_care_sheet(ask: duckdb.DuckDBPyConnection) -> None:
    lone = "SELECT patient_id, performer_id, performed_on FROM visits WHERE specialty = 1 EXCEPT ALL "
    assert one(ask, f"SELECT count(*) FROM ({lone} SELECT patient_id, performer_id, issued_on FROM care_sheets)") == 0
    assert one(ask, "SELECT count(*) FROM visits WHERE specialty = 1") == one(ask, "SELECT count(*) FROM care_sheets")
    wrong = """SELECT count(*) FROM care_sheets JOIN patients USING (patient_id)
               WHERE (exclusion = 2) <> (issued_on - born_on < 90)"""
    assert one(ask, wrong) == 0
    strangers = """SELECT count(*) FROM visits v JOIN physicians p ON performer_id = physician_id
                   WHERE v.specialty <> p.specialty"""
    assert one(ask, strangers) == 0


# --- what the doctors declare ----------------------------------------------------------------------------------------


def test_professionals_tell_the_lists_that_the_claims_show(claims: Path, ask: duckdb.DuckDBPyConnection) -> None:
    with (claims / "professionals.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["professional"] for row in rows] == [str(number) for number in range(1, GPS + 1)]
    counted = dict(
        ask.execute(
            """SELECT physician_id, count(*) FROM registrations JOIN patients USING (patient_id)
               WHERE start_on <= DATE '2012-12-31' AND (end_on IS NULL OR end_on > DATE '2012-12-31')
               AND (died_on IS NULL OR died_on > DATE '2012-12-31') GROUP BY 1"""
        ).fetchall()
    )
    assert {int(row["professional"]): int(row["list_size"]) for row in rows if row["list_size"] != "0"} == counted
    silent = [row for row in rows if not row["R11-25"] and not row["R11-02_denominator"] and not row["declared_on"]]
    assert 0 < len(silent) < GPS / 3
    assert sum(row["sesam_vitale"] == "1" for row in rows) > GPS * 0.8
    late = [row for row in rows if row["conventioned_from"] > "2012-01-01"]
    assert late, "at least one doctor settles in during the last year"
    for strict, loose in (("R11-03", "R11-02"), ("R11-05", "R11-04")):
        pairs = [(row[f"{strict}_numerator"], row[f"{loose}_numerator"]) for row in rows]
        told = [(int(left), int(right)) for left, right in pairs if left and right]
        assert all(left <= right for left, right in told)
        assert sum(left for left, _ in told) < 0.95 * sum(right for _, right in told)


def test_the_intake_log_counts_the_lines_of_each_flow_month(ask: duckdb.DuckDBPyConnection) -> None:
    counted = ask.execute(
        """SELECT flow_month, count(*), count_if(quantity < 0), sum(line_id) % 18446744073709551616
           FROM dispensations GROUP BY 1 ORDER BY 1"""
    ).fetchall()
    logged = ask.execute("SELECT flow_month, rows_read, rows_cancelled, hash FROM intake_log ORDER BY 1").fetchall()
    assert logged == [(month, lines, undone, f"sum64:{total:016x}") for month, lines, undone, total in counted]
    assert one(ask, "SELECT count(DISTINCT cut_off) FROM intake_log") == 1
