"""The check of claims directories: each way of spoiling a good sample is found, with its file, row and column.

Every case starts from a sample that passes, spoils one thing, and expects that thing and nothing else.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bonusage.desk import claims_check_keys
from bonusage.desk.claims_check import check_claims
from bonusage.desk.claims_check_professionals import check_professionals
from bonusage.desk.claims_check_rules import every_rule
from bonusage.desk.claims_check_tally import Tally
from bonusage.desk.claims_sample import write_sample
from bonusage.desk.claims_store import arrow_schema, covers, table_files
from bonusage.practice.schema import TABLES
from bonusage.values.fault import Faults

LINES = "dispensations/year=2012/bucket=00/part-0.parquet"
PEOPLE = "patients/bucket=00/part-0.parquet"
LISTS = "registrations/bucket=00/part-0.parquet"
ILLS = "long_term_conditions/bucket=00/part-0.parquet"
VISITS = "visits/year=2011/bucket=00/part-0.parquet"
SHEETS = "care_sheets/year=2012/bucket=00/part-0.parquet"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("good") / "claims"
    write_sample(300, 6, 2011, 2012, 4, out)
    assert check_claims(out).sound
    return out


@pytest.fixture
def claims(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "claims"))


def change(path: Path, edit: Callable[[pa.Table], pa.Table]) -> None:
    """Rewrite a Parquet file with an edit of its table."""
    pq.write_table(edit(pq.read_table(path)), path)


def set_cell(path: Path, row: int, **cells: object) -> None:
    """Put values in the row (from 1) of a file, whatever its columns allow."""

    def edit(table: pa.Table) -> pa.Table:
        for name, value in cells.items():
            column = table.column(name).to_pylist()
            column[row - 1] = value
            field = pa.field(name, table.schema.field(name).type)
            table = table.set_column(table.column_names.index(name), field, pa.array(column, field.type))
        return table

    change(path, edit)


def cell(claims: Path, file: str, row: int, column: str) -> Any:
    return pq.read_table(claims / file, columns=[column]).column(0)[row - 1].as_py()


def row_where(claims: Path, file: str, test: Callable[[dict[str, Any]], bool]) -> int:
    """The first row (from 1) that passes a test."""
    return next(at for at, row in enumerate(pq.read_table(claims / file).to_pylist(), start=1) if test(row))


class Spoiled(NamedTuple):
    """A cell put in a row of a file, and what the check must say: wording, column, received."""

    file: str
    row: int
    cells: dict[str, Any]
    what: str
    column: str
    received: str


SPOILED = [
    Spoiled(PEOPLE, 3, {"sex": None}, "valeur absente", "sex", "rien"),
    Spoiled(PEOPLE, 3, {"sex": 3}, "valeur hors bornes", "sex", "3"),
    Spoiled(PEOPLE, 2, {"born_on": date(2013, 1, 1), "died_on": None}, "naissance après la période couverte",
            "born_on", "2013-01-01"),
    Spoiled(PEOPLE, 5, {"born_on": date(1950, 3, 4), "died_on": date(1950, 3, 3), "birth_precision": 0},
            "décès antérieur à la naissance", "died_on", "1950-03-03 (born_on = 1950-03-04)"),
    Spoiled(PEOPLE, 5, {"born_on": date(1950, 3, 4), "died_on": None, "birth_precision": 1},
            "naissance connue au mois seulement, mais datée d'un autre jour que le 15", "born_on",
            "1950-03-04 (birth_precision = 1)"),
    Spoiled(PEOPLE, 7, {"department": "Ain"}, "code mal formé", "department", "Ain"),
    Spoiled(LINES, 4, {"dispensed_on": None}, "valeur absente", "dispensed_on", "rien"),
    Spoiled(LINES, 11, {"cip13": 3400999999999}, "valeur absente de la table drugs", "cip13", "cip13 = 3400999999999"),
    Spoiled(LINES, 12, {"prescriber_id": 999}, "valeur absente de la table physicians", "prescriber_id",
            "prescriber_id = 999"),
    Spoiled(LINES, 13, {"patient_id": 99_000}, "valeur absente de la table patients", "patient_id",
            "patient_id = 99000"),
    Spoiled(LINES, 15, {"prescribed_on": date(2013, 1, 1)}, "prescription postérieure à la délivrance",
            "prescribed_on", ""),
    Spoiled(LINES, 16, {"flow_month": date(2020, 1, 2)}, "mois de flux qui n'est pas un premier du mois",
            "flow_month", "2020-01-02"),
    Spoiled(LINES, 17, {"flow_month": date(2011, 12, 1)}, "mois de flux antérieur au soin", "flow_month", ""),
    Spoiled(LINES, 18, {"amount": Decimal("-1.00"), "quantity": 1}, "montant de signe contraire à la quantité",
            "amount", "-1.00 (quantity = 1)"),
    Spoiled(LINES, 18, {"reimbursed": Decimal("-0.01"), "quantity": 2},
            "remboursement de signe contraire à la quantité", "reimbursed", "-0.01 (quantity = 2)"),
    Spoiled("lab_tests/year=2011/bucket=00/part-0.parquet", 6, {"quantity": 0}, "valeur hors bornes", "quantity", "0"),
    Spoiled("procedures/year=2011/bucket=00/part-0.parquet", 6, {"ccam": "QEQK01"}, "code mal formé", "ccam", "QEQK01"),
    Spoiled(VISITS, 6, {"act_letter": "c s"}, "code mal formé", "act_letter", "c s"),
    Spoiled(VISITS, 6, {"performer_id": None}, "valeur absente", "performer_id", "rien"),
    Spoiled(SHEETS, 1, {"exclusion": 5}, "valeur hors bornes", "exclusion", "5"),
    Spoiled(ILLS, 2, {"ald_number": 33}, "valeur hors bornes", "ald_number", "33"),
    Spoiled("drugs.parquet", 20, {"atc": "C10aa05"}, "code mal formé", "atc", "C10aa05"),
    Spoiled("drugs.parquet", 20, {"generic_role": "copy", "generic_group": 4}, "code inconnu", "generic_role", "copy"),
    Spoiled("drugs.parquet", 21, {"generic_role": "none", "generic_group": 4},
            "groupe générique et rôle en désaccord", "generic_group", "4 (generic_role = none)"),
    Spoiled("drugs.parquet", 22, {"units_per_box": 0}, "valeur hors bornes", "units_per_box", "0"),
    Spoiled("practice_numbers.parquet", 2, {"practice_number": "01B"}, "code mal formé", "practice_number", "01B"),
    Spoiled("physicians.parquet", 1, {"installed_on": date(2012, 5, 1), "ceased_on": date(2012, 5, 1)},
            "fin de période (ceased_on) qui ne suit pas son début", "ceased_on",
            "2012-05-01 (installed_on = 2012-05-01)"),
    Spoiled("intake_log.parquet", 1, {"rows_kept": 10_000_000}, "plus de lignes gardées que de lignes lues",
            "rows_kept", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    "spoiled", SPOILED, ids=lambda spoiled: f"{spoiled.file.split('/')[0]}-{spoiled.column}-{spoiled.what}"
)
def test_a_spoiled_cell_is_found_where_it_is(claims: Path, spoiled: Spoiled) -> None:
    set_cell(claims / spoiled.file, spoiled.row, **spoiled.cells)
    report = check_claims(claims)
    assert [(fault.what, fault.where) for fault in report.faults] == [
        (spoiled.what, f"{spoiled.file}, ligne {spoiled.row}, colonne {spoiled.column}")
    ]
    assert report.faults[0].received.startswith(spoiled.received)
    assert report.faults[0].expected
    assert report.total == 1


def test_a_quantity_of_zero_is_found(claims: Path) -> None:
    row = row_where(claims, LINES, lambda line: line["quantity"] > 0)
    set_cell(claims / LINES, row, quantity=0)
    faults = {fault.what: fault for fault in check_claims(claims).faults}
    assert faults["ligne sans quantité"].where == f"{LINES}, ligne {row}, colonne quantity"


@pytest.mark.parametrize("day", [date(2010, 12, 31), date(2013, 1, 1)])
def test_care_outside_the_covered_days_is_found_and_so_is_a_folder_that_lies(claims: Path, day: date) -> None:
    set_cell(claims / LINES, 9, dispensed_on=day, prescribed_on=None, flow_month=date(2013, 1, 1))
    what = {fault.what: fault for fault in check_claims(claims).faults}
    assert set(what) == {"jour de soin hors de la période couverte", "année autre que celle du dossier year="}
    covered = what["jour de soin hors de la période couverte"]
    assert (covered.where, covered.received) == (f"{LINES}, ligne 9, colonne dispensed_on", day.isoformat())
    assert covered.expected == "du 2011-01-01 au 2012-12-31"


@pytest.mark.parametrize("day", [date(2011, 1, 1), date(2012, 12, 31)])
def test_the_first_and_the_last_covered_days_are_no_fault(claims: Path, day: date) -> None:
    file = f"lab_tests/year={day.year}/bucket=00/part-0.parquet"
    set_cell(claims / file, 1, performed_on=day)
    assert check_claims(claims).sound


def test_a_file_in_the_folder_of_another_bucket_is_found(claims: Path) -> None:
    (claims / "patients/bucket=00").rename(claims / "patients/bucket=01")
    report = check_claims(claims)
    assert report.total == 300
    assert {count.what for count in report.counts} == {"patient étranger au dossier bucket="}
    assert report.faults[0].expected.startswith("de 100001 à 200000")


# --- keys, periods, reversals ----------------------------------------------------------------------------------------


def test_a_key_met_twice_in_a_file_is_found(claims: Path) -> None:
    change(claims / PEOPLE, lambda table: pa.concat_tables([table, table.slice(4, 1)]))
    report = check_claims(claims)
    assert [(fault.what, fault.where, fault.received) for fault in report.faults] == [
        ("clé en double", f"{PEOPLE}, ligne 301, colonne patient_id", "patient_id = 5")
    ]


def test_a_key_met_twice_in_two_files_is_found_even_in_several_passes(
    claims: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_check_keys, "AT_ONCE", 1_000)
    assert check_claims(claims).sound
    other = LINES.replace("2012", "2011")
    taken = cell(claims, other, 7, "line_id")
    set_cell(claims / LINES, 30, line_id=taken)
    report = check_claims(claims)
    assert [(fault.what, fault.where) for fault in report.faults] == [
        ("clé en double", f"{LINES}, ligne 30, colonne line_id")
    ]
    assert report.faults[0].received == f"line_id = {taken}"
    assert report.total == 1


def test_registrations_that_overlap_are_found(claims: Path) -> None:
    rows = pq.read_table(claims / LISTS).to_pylist()
    at = next(at for at, row in enumerate(rows) if row["end_on"] is None)
    extra = {**rows[at], "start_on": date(2012, 6, 1)}
    change(claims / LISTS, lambda table: pa.concat_tables([table, pa.Table.from_pylist([extra], table.schema)]))
    report = check_claims(claims)
    assert [(fault.what, fault.where) for fault in report.faults] == [
        ("périodes qui se chevauchent", f"{LISTS}, ligne {len(rows) + 1}, colonne start_on")
    ]
    assert report.faults[0].received == f"patient_id = {extra['patient_id']}, start_on = 2012-06-01, end_on = rien"


def test_a_long_registration_overlaps_those_it_contains_even_not_next_to_it(claims: Path) -> None:
    file = claims / LISTS
    row = {"physician_id": 1, "origin": None, "patient_id": 1}
    spans = [(2005, 2010), (2006, 2007), (2008, 2009), (2010, 2011)]
    added = [{**row, "start_on": date(a, 1, 1), "end_on": date(b, 1, 1)} for a, b in spans]

    def edit(table: pa.Table) -> pa.Table:
        kept = [line for line in table.to_pylist() if line["patient_id"] != 1]
        return pa.Table.from_pylist(added + kept, table.schema)

    change(file, edit)
    report = check_claims(claims)
    assert [fault.where for fault in report.faults] == [f"{LISTS}, ligne {at}, colonne start_on" for at in (2, 3)]


def test_an_empty_period_is_found(claims: Path) -> None:
    day = cell(claims, LISTS, 1, "start_on")
    set_cell(claims / LISTS, 1, end_on=day)
    report = check_claims(claims)
    assert [(fault.what, fault.where) for fault in report.faults if "fin de période" in fault.what] == [
        ("fin de période (end_on) qui ne suit pas son début", f"{LISTS}, ligne 1, colonne end_on")
    ]


def test_a_reversal_of_nothing_is_found(claims: Path) -> None:
    row = row_where(claims, LINES, lambda line: line["quantity"] < 0)
    day = cell(claims, LINES, row, "dispensed_on")
    moved = day.replace(day=2 if day.day != 2 else 3)
    set_cell(claims / LINES, row, dispensed_on=moved, prescribed_on=None)
    faults = check_claims(claims).faults
    assert [(fault.what, fault.where) for fault in faults] == [
        ("annulation sans délivrance à annuler", f"{LINES}, ligne {row}, colonne quantity")
    ]
    assert faults[0].received.endswith(f"net = {cell(claims, LINES, row, 'quantity')}")


def test_a_reversal_in_another_file_is_no_fault_and_one_too_many_is(claims: Path) -> None:
    line = pq.read_table(claims / LINES).slice(40, 1).to_pylist()[0]
    undone = {**line, "quantity": -line["quantity"], "amount": -line["amount"], "reimbursed": -line["reimbursed"]}
    rows = [{**undone, "line_id": 9_000_000_001}]
    later = claims / "dispensations/late.parquet"
    pq.write_table(pa.Table.from_pylist(rows, arrow_schema(TABLES["dispensations"])), later)
    assert check_claims(claims).sound
    pq.write_table(
        pa.Table.from_pylist([*rows, {**undone, "line_id": 9_000_000_002}], arrow_schema(TABLES["dispensations"])),
        later,
    )
    report = check_claims(claims)
    assert [(fault.what, fault.where) for fault in report.faults] == [
        ("annulation sans délivrance à annuler", "dispensations/late.parquet, ligne 1, colonne quantity")
    ]
    assert report.total == 1


# --- files and columns -----------------------------------------------------------------------------------------------


def test_a_missing_column_is_found(claims: Path) -> None:
    change(claims / LINES, lambda table: table.drop_columns(["flow_month"]))
    report = check_claims(claims)
    assert [(fault.what, fault.where, fault.expected) for fault in report.faults] == [
        ("colonne absente", f"{LINES}, colonne flow_month", "flow_month DATE")
    ]


def test_an_unknown_column_is_found(claims: Path) -> None:
    change(claims / PEOPLE, lambda table: table.append_column("surname", pa.array(["x"] * 300)))
    report = check_claims(claims)
    assert [(fault.what, fault.where, fault.received) for fault in report.faults] == [
        ("colonne inconnue", f"{PEOPLE}, colonne surname", "VARCHAR")
    ]


@pytest.mark.parametrize(
    ("file", "column", "kind", "received", "expected"),
    [
        (PEOPLE, "patient_id", pa.int64(), "INT64", "INT32"),
        (PEOPLE, "born_on", pa.timestamp("ms"), "timestamp[ms]", "DATE"),
        (LINES, "amount", pa.float64(), "double", "DECIMAL(11,2)"),
        (LINES, "amount", pa.decimal128(12, 2), "decimal128(12, 2)", "DECIMAL(11,2)"),
        ("drugs.parquet", "cip13", pa.string(), "VARCHAR", "INT64"),
    ],
)
def test_a_column_of_another_type_is_found_and_the_rest_still_checked(
    claims: Path, file: str, column: str, kind: pa.DataType, received: str, expected: str
) -> None:
    change(
        claims / file,
        lambda table: table.set_column(table.column_names.index(column), column, table[column].cast(kind)),
    )
    set_cell(claims / "practice_numbers.parquet", 1, practice_number="1")
    report = check_claims(claims)
    told = {(fault.what, fault.where, fault.received, fault.expected) for fault in report.faults}
    assert ("type de colonne inattendu", f"{file}, colonne {column}", received, expected) in told
    assert {what for what, *_ in told} == {"type de colonne inattendu", "code mal formé"}
    assert report.total == 2


def test_text_stored_as_a_dictionary_or_long_text_is_text(claims: Path) -> None:
    for kind in (pa.dictionary(pa.int32(), pa.string()), pa.large_string()):
        change(claims / "drugs.parquet", lambda table, kind=kind: table.set_column(3, "atc", table["atc"].cast(kind)))
        assert check_claims(claims).sound


def test_a_cut_file_and_an_empty_file_are_found(claims: Path) -> None:
    lines = claims / LINES
    lines.write_bytes(lines.read_bytes()[:-9])
    (claims / "visits/year=2011/bucket=00/part-0.parquet").write_bytes(b"")
    (claims / "care_sheets/year=2011/bucket=00/part-0.parquet").write_text("performer_id;patient_id\n" * 50)
    report = check_claims(claims)
    assert [(fault.what, fault.where) for fault in report.faults] == [
        ("fichier illisible", LINES),
        ("fichier vide", "visits/year=2011/bucket=00/part-0.parquet"),
        ("fichier illisible", "care_sheets/year=2011/bucket=00/part-0.parquet"),
    ]
    assert report.faults[1].received == "0 octet"


@pytest.mark.parametrize("column", ["origin", "physician_id"])
def test_a_file_with_a_good_footer_and_spoiled_pages_is_found(claims: Path, column: str) -> None:
    path = claims / LISTS
    with pq.ParquetFile(path) as opened:
        group = opened.metadata.row_group(0)
        chunk = group.column(opened.schema_arrow.names.index(column))
        start, size = chunk.dictionary_page_offset, chunk.total_compressed_size
    content = bytearray(path.read_bytes())
    content[start : start + size] = b"\xff" * size
    path.write_bytes(content)
    report = check_claims(claims)
    assert [(fault.what, fault.where) for fault in report.faults] == [("fichier illisible", LISTS)]


def test_missing_and_unknown_tables_are_found_and_optional_ones_may_be_absent(claims: Path) -> None:
    (claims / "intake_log.parquet").unlink()
    assert check_claims(claims).sound
    shutil.rmtree(claims / "visits")
    shutil.copy(claims / "drugs.parquet", claims / "drug.parquet")
    shutil.copytree(claims / "patients", claims / "people")
    report = check_claims(claims)
    assert [(fault.what, fault.where) for fault in report.faults] == [
        ("table absente", "visits.parquet ou visits/**/*.parquet"),
        ("table inconnue", "drug.parquet"),
        ("table inconnue", "people"),
    ]


def test_a_table_without_rows_is_found_where_rows_are_needed(claims: Path) -> None:
    change(claims / "procedures/year=2011/bucket=00/part-0.parquet", lambda table: table.slice(0, 0))
    assert check_claims(claims).sound
    change(claims / PEOPLE, lambda table: table.slice(0, 0))
    assert [fault.what for fault in check_claims(claims).faults] == ["table vide"]


def test_one_file_a_table_is_as_good_as_folders(claims: Path) -> None:
    for name in ("dispensations", "patients"):
        whole = pa.concat_tables([pq.read_table(path, partitioning=None) for path in table_files(claims, name)])
        shutil.rmtree(claims / name)
        pq.write_table(whole, claims / f"{name}.parquet")
    report = check_claims(claims)
    assert report.sound
    assert report.rows["patients"] == 300


@pytest.mark.parametrize(
    "content",
    [None, "{", "[]", '{"format": "claims-0"}', '{"format": "claims-1"}', '{"format": "claims-1", "covers": 5}',
     '{"format": "claims-1", "covers": ["2013-01-01", "2011-01-01"]}',
     '{"format": "claims-1", "covers": ["2011-01-01", "2013-01-01", "2014-01-01"]}',
     '{"format": "claims-1", "covers": ["hier", "demain"]}'],
)  # fmt: skip
def test_a_bad_manifest_is_a_fault(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "claims.json").write_text(content, encoding="utf-8")
    with pytest.raises(Faults) as told:
        covers(tmp_path)
    assert [(fault.what, fault.where) for fault in told.value.faults] == [
        ("manifeste des données illisible ou incomplet", str(tmp_path / "claims.json"))
    ]


def test_without_a_good_manifest_the_rest_is_still_checked(claims: Path) -> None:
    (claims / "claims.json").write_text("{", encoding="utf-8")
    set_cell(claims / PEOPLE, 1, sex=0)
    assert [fault.what for fault in check_claims(claims).faults] == [
        "manifeste des données illisible ou incomplet",
        "valeur hors bornes",
    ]


def test_a_directory_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    report = check_claims(tmp_path / "nowhere")
    assert [fault.what for fault in report.faults] == ["répertoire de données absent"]
    with pytest.raises(Faults):
        report.demand_sound()


# --- professionals.csv -----------------------------------------------------------------------------------------------

PROFESSIONALS = [
    ("list_size", "-3", "nombre illisible"),
    ("list_size", "12,5", "nombre illisible"),
    ("list_size", "", "cellule vide"),
    ("conventioned_from", "", "cellule vide"),
    ("conventioned_from", "01/02/2003", "date illisible"),
    ("conventioned_from", "2003-02-30", "date illisible"),
    ("conventioned_to", "1960-01-01", "fin de convention qui ne suit pas son début"),
    ("treating_doctor", "oui", "réponse illisible"),
    ("sesam_vitale", "2", "réponse illisible"),
    ("professional", "9999", "professionnel inconnu"),
    ("professional", "Dr Martin", "professionnel inconnu"),
    ("professional", "02", "professionnel inconnu"),
    ("professional", "", "cellule vide"),
    ("professional", "1", "professionnel en double"),
    ("R11-02_numerator", "beaucoup", "nombre illisible"),
    ("R11-02_numerator", "100000", "numérateur supérieur au dénominateur"),
    ("R11-02_denominator", "", "ratio déclaré à moitié"),
    ("R11-26_since", "2012-13-01", "date illisible"),
    ("declared_on", "janvier", "date illisible"),
]


def spoil_professional(claims: Path, column: str, value: str, line: int = 3) -> None:
    path = claims / "professionals.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    told = dict(zip(rows[0], rows[line - 1], strict=True))
    told |= {"R11-02_numerator": "4", "R11-02_denominator": "9", "R11-26": "1", "R11-26_since": "2012-03-04"}
    rows[line - 1] = list((told | {column: value}).values())
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize(("column", "value", "what"), PROFESSIONALS)
def test_a_wrong_cell_of_a_professional_is_found(claims: Path, column: str, value: str, what: str) -> None:
    spoil_professional(claims, "list_size", "7")
    assert professional_faults(claims) == []
    spoil_professional(claims, column, value)
    assert professional_faults(claims) == [(what, f"professionals.csv, ligne 3, colonne {column}")]


def professional_faults(claims: Path) -> list[tuple[str, str]]:
    tally = Tally(20)
    check_professionals(claims, frozenset(range(1, 7)), tally)
    return [(fault.what, fault.where) for fault in tally.report({}, 0).faults]


def test_wrong_columns_of_professionals_are_found(claims: Path) -> None:
    path = claims / "professionals.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("list_size", "list_sise").replace("R11-03_denominator", "R11-04_numerator"), "utf-8")
    where = "professionals.csv, ligne 1, colonne "
    told = [fault for fault in professional_faults(claims) if fault[1].startswith(where)]
    assert told == [
        ("colonne inconnue", where + "list_sise"),
        ("colonne en double", where + "R11-04_numerator"),
        ("colonne absente", where + "list_size"),
        ("colonne absente", where + "R11-03_denominator"),
    ]


def test_a_missing_unreadable_or_badly_cut_professionals_file_is_found(claims: Path) -> None:
    path = claims / "professionals.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "6,1\n", encoding="utf-8")
    assert professional_faults(claims) == [("ligne mal coupée", "professionals.csv, ligne 8")]
    path.write_bytes(text.replace("professional", "généraliste", 1).encode("latin-1"))
    assert professional_faults(claims) == [("fichier illisible", "professionals.csv")]
    path.unlink()
    assert professional_faults(claims) == [("fichier absent", "professionals.csv")]


def test_the_whole_check_reads_professionals_and_the_physicians_they_are(claims: Path) -> None:
    spoil_professional(claims, "professional", "9999")
    assert [fault.what for fault in check_claims(claims).faults] == ["professionnel inconnu"]


# --- counting --------------------------------------------------------------------------------------------------------


def test_all_faults_are_counted_and_a_few_of_each_kind_shown(claims: Path) -> None:
    def edit(table: pa.Table) -> pa.Table:
        sexes = pa.array([9] * 280 + table["sex"].to_pylist()[280:], pa.int8())
        return table.set_column(1, "sex", sexes)

    change(claims / PEOPLE, edit)
    set_cell(claims / LINES, 5, flow_month=None)
    set_cell(claims / "drugs.parquet", 2, large_pack=None)
    report = check_claims(claims, most_shown=5)
    assert report.total == 282
    assert sorted((count.table, count.column, count.times) for count in report.counts) == [
        ("dispensations", "flow_month", 1),
        ("drugs", "large_pack", 1),
        ("patients", "sex", 280),
    ]
    assert [fault.where.partition(",")[0] for fault in report.faults] == [PEOPLE] * 3 + [LINES, "drugs.parquet"]
    with pytest.raises(Faults) as told:
        report.demand_sound()
    assert (len(told.value.faults), told.value.total) == (5, 282)


def test_nothing_is_shown_when_nothing_is_asked_and_all_is_counted(claims: Path) -> None:
    change(claims / PEOPLE, lambda table: pa.concat_tables([table, table]))
    report = check_claims(claims, most_shown=0)
    assert (report.faults, report.total) == ((), 300)


def test_every_rule_reads_columns_of_its_table_and_says_what_is_expected() -> None:
    rules = every_rule()
    assert len(rules) > 80
    for rule in rules:
        assert rule.columns <= set(TABLES[rule.table].names), rule
        assert rule.what, rule
        assert rule.expected, rule


def test_a_lost_year_is_found(claims: Path) -> None:
    shutil.rmtree(claims / "dispensations/year=2011")
    (fault,) = check_claims(claims).faults
    assert (fault.what, fault.where, fault.received) == (
        "année absente",
        "dispensations",
        "aucun fichier sous year=2011",
    )
