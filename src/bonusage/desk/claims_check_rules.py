"""What a row of claims may not be, as data: table, column, the SQL that is true of a bad row, what to say of it.

Rules that follow from the schema (nulls, ranges, codes, periods) are derived from it; the others are written out.
Next: desk/claims_check.py (runs them), practice/schema.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from bonusage.desk.claims_store import quoted
from bonusage.practice.schema import BUCKET, TABLES, Column, Table


class Rule(NamedTuple):
    """One rule: `bad` is a SQL predicate over the table's columns, never true of a good row (null is not true).

    `column` is the one shown; `needs` are the other columns that `bad` reads.
    """

    table: str
    column: str
    bad: str
    what: str
    expected: str
    hint: str = ""
    needs: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """Every column the rule reads."""
        return frozenset((self.column, *self.needs))


WRITTEN = (
    Rule(
        "patients",
        "died_on",
        "died_on < born_on",
        "décès antérieur à la naissance",
        "un jour égal ou postérieur à born_on",
        needs=("born_on",),
    ),
    Rule(
        "patients",
        "born_on",
        "birth_precision = 1 AND extract(day FROM born_on) <> 15",
        "naissance connue au mois seulement, mais datée d'un autre jour que le 15",
        "le 15 du mois",
        "mettre le 15, ou birth_precision à 0 si le jour est connu",
        ("birth_precision",),
    ),
    Rule(
        "dispensations",
        "quantity",
        "quantity = 0",
        "ligne sans quantité",
        "un entier non nul, négatif pour une annulation",
        "retirer la ligne",
    ),
    Rule(
        "dispensations",
        "amount",
        "(quantity > 0 AND amount < 0) OR (quantity < 0 AND amount > 0)",
        "montant de signe contraire à la quantité",
        "un montant du signe de la quantité",
        "une annulation porte la quantité et les montants opposés",
        ("quantity",),
    ),
    Rule(
        "dispensations",
        "reimbursed",
        "(quantity > 0 AND reimbursed < 0) OR (quantity < 0 AND reimbursed > 0)",
        "remboursement de signe contraire à la quantité",
        "un montant du signe de la quantité",
        "une annulation porte la quantité et les montants opposés",
        ("quantity",),
    ),
    Rule(
        "dispensations",
        "prescribed_on",
        "prescribed_on > dispensed_on",
        "prescription postérieure à la délivrance",
        "un jour égal ou antérieur à dispensed_on, ou rien",
        needs=("dispensed_on",),
    ),
    Rule(
        "dispensations",
        "flow_month",
        "extract(day FROM flow_month) <> 1",
        "mois de flux qui n'est pas un premier du mois",
        "le premier jour d'un mois",
    ),
    Rule(
        "dispensations",
        "flow_month",
        "flow_month < CAST(date_trunc('month', dispensed_on) AS DATE)",
        "mois de flux antérieur au soin",
        "le mois du soin ou un mois postérieur",
        needs=("dispensed_on",),
    ),
    Rule(
        "drugs",
        "generic_group",
        "(generic_group IS NULL) <> (generic_role = 'none')",
        "groupe générique et rôle en désaccord",
        "un groupe si le rôle est originator ou generic, aucun si le rôle est none",
        needs=("generic_role",),
    ),
    Rule(
        "declarations",
        "numerator",
        "numerator > denominator",
        "numérateur supérieur au dénominateur",
        "un numérateur au plus égal au dénominateur",
        needs=("denominator",),
    ),
    Rule(
        "intake_log",
        "rows_kept",
        "rows_kept > rows_read",
        "plus de lignes gardées que de lignes lues",
        "au plus rows_read",
        needs=("rows_read",),
    ),
)


def rules_of(table: Table, covers: tuple[date, date] | None) -> tuple[Rule, ...]:
    """The rules of a table; those about dates of care need the days that the directory covers, half-open."""
    rules = [rule for column in table.columns for rule in _column_rules(table, column)]
    rules += [rule for rule in WRITTEN if rule.table == table.name]
    if table.span:
        start, end = table.span
        told = f"un jour postérieur à {start} (jour de fin exclu), ou rien"
        what = f"fin de période ({end}) qui ne suit pas son début"
        rules.append(Rule(table.name, end, f"{end} <= {start}", what, told, needs=(start,)))
    if covers:
        rules += _covered(table, *covers)
    return tuple(rules)


def _column_rules(table: Table, column: Column) -> list[Rule]:
    """Nulls, range, codes and spelling of one column."""
    name = f'"{column.name}"'
    rules = []
    if not column.nullable:
        rules.append(
            Rule(table.name, column.name, f"{name} IS NULL", "valeur absente", f"une valeur de type {column.kind}")
        )
    if column.low is not None or column.high is not None:
        out = [f"{name} < {column.low}"] if column.low is not None else []
        out += [f"{name} > {column.high}"] if column.high is not None else []
        rules.append(Rule(table.name, column.name, " OR ".join(out), "valeur hors bornes", _between(column)))
    if column.codes:
        listed = ", ".join(quoted(code) for code in column.codes)
        told = "l'un de : " + ", ".join(column.codes)
        rules.append(Rule(table.name, column.name, f"{name} NOT IN ({listed})", "code inconnu", told))
    if column.pattern:
        bad = f"NOT regexp_full_match({name}, {quoted(column.pattern)})"
        rules.append(Rule(table.name, column.name, bad, "code mal formé", f"la forme {column.pattern}"))
    return rules


def _between(column: Column) -> str:
    if column.high is None:
        return f"{column.low} ou plus"
    return f"de {column.low} à {column.high}"


def _covered(table: Table, first: date, end: date) -> list[Rule]:
    """Care inside the covered days; nobody born after them."""
    told = f"du {first.isoformat()} au {(end - timedelta(1)).isoformat()}"
    hint = "corriger le jour, ou la période « covers » de claims.json"
    if table.care_day:
        day = table.care_day
        bad = f"{day} < DATE '{first.isoformat()}' OR {day} >= DATE '{end.isoformat()}'"
        return [Rule(table.name, day, bad, "jour de soin hors de la période couverte", told, hint)]
    if table.name == "patients":
        bad = f"born_on >= DATE '{end.isoformat()}'"
        return [
            Rule("patients", "born_on", bad, "naissance après la période couverte", f"avant le {end.isoformat()}", hint)
        ]
    return []


def folder_rules(table: Table, year: int | None, bucket: int | None) -> tuple[Rule, ...]:
    """Rules of a file below `year=` or `bucket=` folders: readers skip files by these names, so they must not lie."""
    rules = []
    if year is not None and table.care_day:
        day = table.care_day
        bad = f"{day} < DATE '{year:04d}-01-01' OR {day} > DATE '{year:04d}-12-31'"
        told = f"un jour de {year}, comme le dit le nom du dossier"
        rules.append(Rule(table.name, day, bad, "année autre que celle du dossier year=", told))
    if bucket is not None and "patient_id" in table.names:
        low, high = bucket * BUCKET + 1, (bucket + 1) * BUCKET
        bad = f"patient_id < {low} OR patient_id > {high}"
        told = f"de {low} à {high}, comme le dit le nom du dossier"
        rules.append(Rule(table.name, "patient_id", bad, "patient étranger au dossier bucket=", told))
    return tuple(rules)


def every_rule() -> tuple[Rule, ...]:
    """All rules that hold whatever the directory covers (for listings and tests)."""
    return tuple(rule for table in TABLES.values() for rule in rules_of(table, None))
