"""The compiled SQL is a plain subset: whole numbers and days only, the same text on every engine, each table read once.

SQLGlot reads it; nothing is executed here (tests/properties/test_engines_agree.py does).
Next: src/bonusage/practice/sql.py.
"""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from bonusage.desk.catalogue import load
from bonusage.desk.measuring import questionnaire_of
from bonusage.practice.compile import Compiled, Reader, compile
from bonusage.practice.dialect import DIALECTS, DUCKDB, SPARK, Dialect
from bonusage.practice.query import Questionnaire
from bonusage.practice.schema import TABLES
from bonusage.practice.sql_words import Part
from bonusage.values.period import parse_period

GOLDEN = Path(__file__).parents[1] / "golden" / "sql_rosp_2011.sql"
INSTRUMENT = load("rosp-2011-mt")
PLAIN = Reader(lambda name, span: name, lambda span: [Part("dispensations")])
"""Tables by their own names, the dispensations in one part."""

KNOWN = {
    exp.And, exp.BitwiseOrAgg, exp.Case, exp.Cast, exp.Coalesce, exp.Count, exp.DateDiff, exp.Exists, exp.If, exp.Lag,
    exp.Lead, exp.Max, exp.Min, exp.Or, exp.RowNumber, exp.Sum, exp.TryCast, exp.TsOrDsToDate,
}  # fmt: skip
"""The functions of the subset: all of them give whole numbers, days or truth values from such. TryCast is how SQLGlot
reads a cast of Spark, and TsOrDsToDate what it puts around the days of its datediff."""
WHOLE = {exp.DType.BIGINT, exp.DType.INT, exp.DType.DATE}
INEXACT = (exp.Div, exp.IntDiv, exp.Mod, exp.Avg, exp.Round, exp.Rand, exp.CurrentDate, exp.CurrentTimestamp)


def questionnaire(year: str = "2012") -> Questionnaire:
    return questionnaire_of(INSTRUMENT, parse_period(year))


def compiled(dialect: Dialect, year: str = "2012") -> Compiled:
    """The one statement that answers the contract in a dialect."""
    (one,) = compile(questionnaire(year), dialect, PLAIN)
    return one


def faults(sql: str, dialect: str) -> list[str]:
    """What of a statement is outside the subset."""
    found = []
    for node in sqlglot.parse_one(sql, read=dialect).walk():
        unknown = isinstance(node, exp.Func) and type(node) not in KNOWN
        if isinstance(node, INEXACT) or unknown:
            found.append(f"{type(node).__name__}: {node.sql(dialect)[:60]}")
        elif isinstance(node, exp.Cast) and node.to.this not in WHOLE:
            found.append(f"cast: {node.sql(dialect)[:60]}")
        elif isinstance(node, exp.Literal) and not node.is_string and not node.this.isdigit():
            found.append(f"number: {node.this}")
    return found


def read(sql: str, dialect: str) -> Counter[str]:
    """How often a statement names each claims table."""
    names = (table.name for table in sqlglot.parse_one(sql, read=dialect).find_all(exp.Table))
    return Counter(name for name in names if name in TABLES)


BOTH = [DUCKDB, SPARK]
YEARS = ["2012", "2013", "2016"]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("dialect", BOTH, ids=lambda one: one.name)
def test_nothing_but_whole_numbers_and_days(dialect: Dialect, year: str) -> None:
    assert faults(compiled(dialect, year).sql, dialect.name) == []


@pytest.mark.parametrize(("dialect", "reader"), [(DUCKDB, "duckdb"), (SPARK, "spark"), (DUCKDB, "spark")])
def test_a_statement_reads_in_its_engine_and_the_plain_one_in_both(dialect: Dialect, reader: str) -> None:
    sql = compiled(dialect).sql
    (statement,) = sqlglot.parse(sql, read=reader)
    assert isinstance(statement, exp.Select)
    columns = [one.alias_or_name for one in statement.selects]
    count = len(INSTRUMENT.measured())
    assert columns == ["physician_id", *(f"{letter}{at}" for at in range(count) for letter in "nd")]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("dialect", BOTH, ids=lambda one: one.name)
def test_each_table_is_read_once(dialect: Dialect, year: str) -> None:
    assert read(compiled(dialect, year).sql, dialect.name) == dict.fromkeys(
        ("patients", "physicians", "registrations", "dispensations", "lab_tests", "procedures", "visits",
         "care_sheets", "long_term_conditions", "drugs"), 1
    )  # fmt: skip


def test_dispensations_in_parts_are_each_read_once() -> None:
    years = [Part(f"lines_{year}", parse_period(year)) for year in ("2011", "2012")]
    (one,) = compile(questionnaire(), DUCKDB, Reader(lambda name, span: name, lambda span: years))
    tables = Counter(table.name for table in sqlglot.parse_one(one.sql, read="duckdb").find_all(exp.Table))
    assert (tables["lines_2011"], tables["lines_2012"], tables["dispensations"]) == (1, 1, 0)


def test_the_questions_are_those_of_the_contract_in_their_order() -> None:
    measured = tuple(one.id for one in INSTRUMENT.measured())
    assert [compiled(dialect).asked for dialect in BOTH] == [measured, measured]
    assert measured[:2] == ("R11-01", "R11-06")
    assert measured[-1] == "electronic_sheets"


def test_engines_differ_by_their_words_only() -> None:
    same = compiled(DUCKDB).sql
    assert compiled(dataclasses.replace(DUCKDB, name="oracle")).sql == same, "no text depends on the name of an engine"
    borrowed = {name: getattr(DUCKDB, name) for name in ("bit_or", "days_between", "materialized", "bigint", "integer")}
    assert compiled(dataclasses.replace(SPARK, **borrowed)).sql == same
    assert compiled(SPARK).sql != same
    assert {one.name for one in DIALECTS.values()} == {"duckdb", "spark"}


def test_the_statement_is_the_one_that_was_reviewed() -> None:
    """BONUSAGE_GOLDEN=1 writes it anew: a diff to be read, not a formality."""
    sql = compiled(DUCKDB).sql.rstrip() + "\n"
    if os.environ.get("BONUSAGE_GOLDEN"):
        GOLDEN.write_text(sql, "utf-8")
    assert sql == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT n / d FROM t",
        "SELECT n // d FROM t",
        "SELECT n % 2 FROM t",
        "SELECT avg(n) FROM t",
        "SELECT round(n) FROM t",
        "SELECT CAST(n AS DOUBLE) FROM t",
        "SELECT CAST(n AS FLOAT) FROM t",
        "SELECT CAST(n AS DECIMAL(9, 2)) FROM t",
        "SELECT n FROM t WHERE n > 0.5",
        "SELECT n FROM t WHERE day < CURRENT_DATE",
        "SELECT n FROM t WHERE day < now()",
        "SELECT random() FROM t",
        "SELECT median(n) FROM t",
        "SELECT stddev(n) FROM t",
        "SELECT mystery(n) FROM t",
    ],
)
def test_what_is_outside_the_subset_is_found(sql: str) -> None:
    assert faults(sql, "duckdb")


@pytest.mark.parametrize(
    ("sql", "count"),
    [
        ("SELECT 1 FROM visits", 1),
        ("SELECT 1 FROM visits a JOIN visits b ON a.line_id = b.line_id", 2),
        ("SELECT 1", 0),
    ],
)
def test_tables_are_counted(sql: str, count: int) -> None:
    assert read(sql, "duckdb")["visits"] == count
