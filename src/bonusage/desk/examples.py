"""Worked examples from a file: each case answered by the engine, and the verdict (pass, fail, unsupported).

Numbers are read as exact decimals. Answers are remuneration/examples.py's. Next: remuneration/examples.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from bonusage.desk.catalogue import load
from bonusage.remuneration.examples import answer, verdict
from bonusage.values.fault import Fault, Faults

INSTRUMENT = "rosp-2011-mt"


class _Exact(yaml.SafeLoader):
    """YAML whose decimals are Decimal, as written."""


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


_Exact.add_constructor("tag:yaml.org,2002:float", _decimal)


def check_file(path: Path) -> Iterator[dict[str, Any]]:
    """A row a case: id, verdict, expected, got. Faults when the file is not one of cases."""
    for case in read_cases(path):
        expected = case["expected"]
        got = answer(case["scheme"], case["inputs"], load(INSTRUMENT))
        tolerance = Fraction(case.get("tolerance", 0))
        yield {
            "id": case["id"],
            "verdict": verdict(expected, got, tolerance),
            "expected": plain(expected),
            "got": None if got is None else plain({key: got[key] for key in expected if key in got}),
        }


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a YAML file; Faults for a file that is absent, unreadable, or a case that lacks a key."""
    try:
        read = yaml.load(path.read_text("utf-8"), Loader=_Exact)
    except FileNotFoundError:
        raise Faults([Fault("fichier absent", str(path), "rien", "un fichier YAML de cas")]) from None
    except (yaml.YAMLError, UnicodeDecodeError) as wrong:
        raise Faults(
            [Fault("YAML illisible", str(path), str(wrong).replace("\n", " ")[:120], "un fichier YAML de cas")]
        ) from None
    cases = read.get("cases") if isinstance(read, dict) else None
    if not isinstance(cases, list):
        raise Faults(
            [Fault("pas un fichier de cas", str(path), type(read).__name__, "une table avec une liste `cases`")]
        )
    faults = [
        Fault("cas incomplet", f"{path}, cases[{index}]", str(one)[:60], f"une clé {key}")
        for index, one in enumerate(cases, 1)
        for key in ("id", "scheme", "inputs", "expected")
        if not isinstance(one, dict) or key not in one
    ]
    if faults:
        raise Faults(faults)
    return cases


def plain(value: Any) -> Any:
    """A value as JSON can say it: exact decimals and fractions as the shortest number that reads back the same."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Fraction | Decimal):
        exact = Fraction(value)
        return int(exact) if exact.denominator == 1 else round(exact.numerator / exact.denominator, 6)
    return value
