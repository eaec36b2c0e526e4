"""Worked examples from a file: each case answered by the engine, and the verdict (pass, fail, unsupported).

Numbers are read as exact decimals. Answers are remuneration/examples.py's.
Next: remuneration/examples.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from bonusage.desk.catalogue import load
from bonusage.desk.report import not_utf8
from bonusage.remuneration.examples import answer, verdict
from bonusage.values.fault import Fault, Faults

INSTRUMENT = "rosp-2011-mt"
KEYS: dict[str, type] = {"id": str, "scheme": str, "inputs": dict, "expected": dict}


class _Exact(yaml.SafeLoader):
    """YAML whose decimals are Decimal, as written, and whose dates stay texts."""


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal | str:
    said = str(loader.construct_scalar(node))
    try:
        return Decimal(said.replace("_", ""))
    except InvalidOperation:  # .nan, .inf, 1:30.5: no figure, so no case can use it
        return said


def _written(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_Exact.add_constructor("tag:yaml.org,2002:float", _decimal)
_Exact.add_constructor("tag:yaml.org,2002:timestamp", _written)


def check_file(path: Path) -> Iterator[dict[str, Any]]:
    """A row a case: id, verdict, expected, got. Faults when the file is not one of cases."""
    instrument = load(INSTRUMENT)
    for case in read_cases(path):
        expected = case["expected"]
        got = answer(case["scheme"], case["inputs"], instrument)
        tolerance = Fraction(case.get("tolerance", 0))
        yield {
            "id": case["id"],
            "verdict": verdict(expected, got, tolerance),
            "expected": plain(expected),
            "got": None if got is None else plain({key: got[key] for key in expected if key in got}),
        }


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a YAML file; Faults for a file that is absent, unreadable, or every case that is not one."""
    try:
        read = yaml.load(path.read_text("utf-8"), Loader=_Exact)
    except FileNotFoundError:
        raise Faults([Fault("fichier absent", str(path), "rien", "un fichier YAML de cas")]) from None
    except UnicodeDecodeError:
        raise Faults([not_utf8("pas un texte UTF-8", path)]) from None
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        raise Faults([_broken(path, wrong)]) from None
    cases = read.get("cases") if isinstance(read, dict) else None
    if not isinstance(cases, list):
        received = (
            "une table sans clé cases" if isinstance(read, dict) and "cases" not in read else _kind(cases or read)
        )
        raise Faults([Fault("pas un fichier de cas", str(path), received, "une table dont la clé cases est une liste")])
    if not cases:
        raise Faults([Fault("aucun cas", str(path), "0 cas", "au moins un cas")])
    faults = [fault for index, one in enumerate(cases, 1) for fault in _case_faults(one, f"{path}, cases[{index}]")]
    faults += _met_twice(cases, path)
    if faults:
        raise Faults(faults)
    return cases


def _broken(path: Path, wrong: Exception) -> Fault:
    """A YAML that cannot be read: the line where its reader stopped."""
    mark = getattr(wrong, "problem_mark", None)
    hint = "vérifier les retraits, les deux-points et les guillemets de cette ligne et de la précédente"
    if mark is None:
        return Fault("YAML illisible", str(path), "", "un fichier YAML de cas", "le fichier est peut-être coupé")
    lines = path.read_text("utf-8").splitlines()
    excerpt = lines[mark.line] if mark.line < len(lines) else ""
    received = f"la lecture s'arrête en colonne {mark.column + 1}" if excerpt else "la fin du fichier"
    where = f"{path}:{min(mark.line + 1, max(1, len(lines)))}"
    return Fault("YAML illisible", where, received, "un fichier YAML de cas", hint, excerpt)


def _case_faults(one: Any, where: str) -> Iterator[Fault]:
    """What a case lacks, and its keys of another type."""
    if not isinstance(one, dict):
        yield Fault("pas un cas", where, _kind(one), "une table " + ", ".join(KEYS))
        return
    named = f"{where}, {one['id']}" if isinstance(one.get("id"), str) else where
    for key, kind in KEYS.items():
        if key not in one:
            yield Fault("cas incomplet", named, ", ".join(map(str, one)), f"une clé {key}")
        elif not isinstance(one[key], kind):
            expected = "un texte" if kind is str else "une table"
            yield Fault("mauvais type", f"{named}, {key}", _kind(one[key]), expected)
    if isinstance(tolerance := one.get("tolerance", 0), bool) or not isinstance(tolerance, int | Decimal):
        yield Fault("mauvais type", f"{named}, tolerance", _kind(tolerance), "un nombre")


def _met_twice(cases: list[Any], path: Path) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for index, one in enumerate(cases, 1):
        id = one.get("id") if isinstance(one, dict) else None
        if isinstance(id, str) and seen.setdefault(id, index) != index:
            said = f"un autre nom (déjà cases[{seen[id]}])"
            yield Fault("cas en double", f"{path}, cases[{index}]", id, said)


def _kind(value: Any) -> str:
    """What a value is, in words."""
    if value is None:
        return "rien"
    if isinstance(value, dict | list):
        return "une table" if isinstance(value, dict) else "une liste"
    return f"le texte {value[:60]!r}" if isinstance(value, str) else str(value)


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
