"""The claims schema against the design: columns, types, nulls and keys, spelled here a second time by hand.

`*` key, `?` nullable. Nothing here reads a file.
"""

from __future__ import annotations

import pytest

from bonusage.practice.schema import TABLES, Kind, bucket_of

DESIGN = {
    "patients": "patient_id* INT32, sex INT8, born_on DATE, birth_precision INT8, died_on? DATE, department? VARCHAR",
    "physicians": "physician_id* INT32, specialty INT16, practice_mode? INT8, convention_sector? INT8, "
    "installed_on? DATE, ceased_on? DATE, department? VARCHAR",
    "practice_numbers": "practice_number* VARCHAR, physician_id INT32, valid_from* DATE, valid_to? DATE",
    "registrations": "patient_id* INT32, physician_id INT32, start_on* DATE, end_on? DATE, origin? INT8",
    "dispensations": "line_id* INT64, patient_id INT32, prescriber_id? INT32, dispenser_id? INT32, dispensed_on DATE, "
    "prescribed_on? DATE, cip13 INT64, quantity INT16, amount DECIMAL(11,2), reimbursed DECIMAL(11,2), "
    "prescribed_by_mt? BOOL, flow_month DATE, source INT8",
    "lab_tests": "line_id* INT64, patient_id INT32, prescriber_id? INT32, performed_on DATE, nabm INT16, "
    "quantity INT16",
    "procedures": "line_id* INT64, patient_id INT32, performer_id? INT32, prescriber_id? INT32, performed_on DATE, "
    "ccam VARCHAR, activity INT8, phase INT8",
    "visits": "line_id* INT64, patient_id INT32, performer_id INT32, performed_on DATE, act_code INT16, "
    "act_letter VARCHAR, specialty INT16",
    "care_sheets": "sheet_id* INT64, performer_id INT32, patient_id INT32, issued_on DATE, electronic BOOL, "
    "exclusion INT8",
    "long_term_conditions": "patient_id* INT32, ald_number* INT8, icd10? VARCHAR, start_on* DATE, end_on? DATE",
    "drugs": "cip13* INT64, valid_from* DATE, valid_to? DATE, atc VARCHAR, generic_group? INT32, generic_role VARCHAR, "
    "units_per_box? INT16, ddd_per_box? DECIMAL(9,3), large_pack BOOL",
    "declarations": "physician_id* INT32, indicator* VARCHAR, period* VARCHAR, numerator INT64, denominator INT64",
    "code_sets": "set_id* VARCHAR, system VARCHAR, code* VARCHAR, valid_from* DATE, valid_to? DATE, source VARCHAR, "
    "hash VARCHAR",
    "intake_log": "table* VARCHAR, flow_month* DATE, rows_read INT64, rows_cancelled INT64, rows_kept INT64, "
    "cut_off DATE, hash VARCHAR",
}


@pytest.mark.parametrize("name", DESIGN)
def test_each_table_has_the_columns_of_the_design(name: str) -> None:
    told = ", ".join(
        f"{column.name}{'*' if column.key else ''}{'?' if column.nullable else ''} {column.kind}"
        for column in TABLES[name].columns
    )
    assert told == DESIGN[name]


def test_there_is_no_other_table_and_three_may_be_absent() -> None:
    assert set(TABLES) == set(DESIGN)
    assert {name for name, table in TABLES.items() if table.optional} == {"declarations", "code_sets", "intake_log"}


def test_references_lead_to_the_first_key_column_of_a_table_of_the_same_type() -> None:
    found = 0
    for table in TABLES.values():
        for column in table.columns:
            if column.refers:
                owner = TABLES[column.refers]
                assert owner.column(owner.key[0]).kind == column.kind, (table.name, column.name)
                found += 1
    assert found >= 15


def test_days_of_care_and_periods_are_dates_and_period_ends_may_be_open() -> None:
    for table in TABLES.values():
        if table.care_day:
            assert table.column(table.care_day).kind is Kind.DATE
            assert not table.column(table.care_day).nullable
        if table.span:
            assert [table.column(name).kind for name in table.span] == [Kind.DATE, Kind.DATE]
            assert table.column(table.span[1]).nullable


def test_a_column_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError, match=r"patients\.surname"):
        TABLES["patients"].column("surname")


def test_buckets_hold_one_hundred_thousand_patients_from_id_1() -> None:
    assert [bucket_of(patient) for patient in (1, 100_000, 100_001, 200_000, 200_001)] == [0, 0, 1, 1, 2]
