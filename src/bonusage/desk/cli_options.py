"""Options that several commands share, and how a result is printed: text for people, JSON for programs.

No command is here (cli_claims.py, cli_pay.py) and no fault is shown (report.py).
Next: cli.py.
"""

from __future__ import annotations

import datetime as dt
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bonusage.desk.report import counted
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import Period, parse_period


class Format(StrEnum):
    """What is printed on standard output."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="text, ou json sur la sortie standard.")]
InstrumentArgument = Annotated[str, typer.Argument(metavar="ID", help="Contrat du catalogue, ou fichier TOML.")]
PeriodOption = Annotated[str, typer.Option("--period", help="Année, ou AAAA-MM-JJ/AAAA-MM-JJ (fin exclue).")]
OutOption = Annotated[Path, typer.Option("-o", "--output", help="Ce qui est écrit, entier ou pas du tout.")]

ThreadsOption = Annotated[int | None, typer.Option(min=1, help="Fils d'exécution ; tous les cœurs sinon.")]


def period_of(text: str, option: str = "--period") -> Period:
    """The period an option names; Faults when it cannot be read."""
    try:
        return parse_period(text)
    except ValueError:
        expected = "une année (2012), ou AAAA-MM-JJ/AAAA-MM-JJ, fin exclue et après le début"
        raise Faults([Fault("période illisible", option, text, expected)]) from None


def day_of(text: str, option: str) -> dt.date:
    """The day an option names; Faults when it cannot be read."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Faults([Fault("jour illisible", option, text, "une date AAAA-MM-JJ")]) from None


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def zero_notice(count: int) -> str:
    """What is said of results whose denominator is zero: lawful, not counted."""
    if count == 1:
        return "1 résultat a un dénominateur nul : cet indicateur n'est pas compté."
    return f"{counted(count, 'résultat')} ont un dénominateur nul : ces indicateurs ne sont pas comptés."


def spaced(count: int) -> str:
    """A count as French typography writes it: 1 234 567."""
    return f"{count:,}".replace(",", "\u202f")
