"""Dialects: the few words that differ between engines. Everything else in sql.py is the same text everywhere.

Only words that keep integers and days exact are here; nothing that divides, rounds or averages.
Next: sql.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """The hooks of an engine. `name` is also the name that SQLGlot gives it."""

    name: str
    bit_or: Callable[[str], str]
    days_between: Callable[[str, str], str]
    materialized: str
    bigint: str
    integer: str


DUCKDB = Dialect(
    name="duckdb",
    bit_or=lambda value: f"bit_or({value})",
    days_between=lambda first, last: f"({last} - {first})",
    materialized="AS MATERIALIZED",
    bigint="BIGINT",
    integer="INTEGER",
)
SPARK = Dialect(
    name="spark",
    bit_or=lambda value: f"bit_or({value})",
    days_between=lambda first, last: f"datediff({last}, {first})",
    materialized="AS",
    bigint="BIGINT",
    integer="INT",
)
DIALECTS = {dialect.name: dialect for dialect in (DUCKDB, SPARK)}
