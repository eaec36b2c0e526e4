"""Structure faults in an author's words: what pydantic found, said in French with the line, and a near miss if any.

Only the shape is judged here: what it cannot say is coherence.py's affair.
Next: coherence.py.
"""

from __future__ import annotations

import difflib
import re
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bonusage.instruments.coherence import Author
from bonusage.instruments.positions import Path
from bonusage.instruments.raw import RawInstrument
from bonusage.values.fault import Fault

# pydantic's error types -> (what, expected).
SAID: dict[str, tuple[str, str]] = {
    "missing": ("clé manquante", ""),
    "extra_forbidden": ("clé inconnue", ""),
    "literal_error": ("mot inconnu", ""),
    "string_type": ("mauvais type", "un texte entre guillemets"),
    "string_too_short": ("texte vide", "un texte"),
    "string_pattern_mismatch": ("nom mal formé", "des lettres sans accent, des chiffres, des tirets ou _, sans espace"),
    "int_type": ("mauvais type", "un nombre entier, sans guillemets"),
    "bool_type": ("mauvais type", "true ou false, sans guillemets"),
    "date_type": ("mauvais type", "une date AAAA-MM-JJ, sans heure ni guillemets"),
    "list_type": ("mauvais type", "une liste entre crochets"),
    "dict_type": ("mauvais type", "une table"),
    "model_type": ("mauvais type", "une table { ... }"),
}
MOST = 12
"""Names told at most of what might have been written."""
BRANCHES = ("int", "decimal", "str")
"""What pydantic adds to the path of a number, which may be written in three ways: told once."""


def structure_faults(wrong: ValidationError, author: Author) -> list[Fault]:
    """One fault an error; the branches of one number (int, decimal, text) are told once."""
    told: dict[Path, Fault] = {}
    for error in wrong.errors():
        whole: Path = tuple(part for part in error["loc"] if part != "[key]")
        branch = bool(whole) and whole[-1] in BRANCHES
        path = whole[:-1] if branch else whole
        told.setdefault(path, _fault(dict(error), path, author, branch))
    return list(told.values())


def _fault(error: dict[str, Any], path: Path, author: Author, branch: bool) -> Fault:
    kind = error["type"]
    what, expected = SAID.get(kind, ("valeur refusée", str(error["msg"])))
    received, hint = _short(error["input"]), ""
    if branch:
        what, expected = "mauvais type", 'un nombre exact, ou "n/d" entre guillemets'
    elif kind == "missing":
        received, expected = "rien", _wanted(path)
    elif kind == "extra_forbidden":
        known = _known_keys(path)
        near = difflib.get_close_matches(str(path[-1]), known, n=1)
        hint = f"{near[0]} peut-être ?" if near else "retirer cette clé"
        received = str(path[-1])
        expected = "une de : " + ", ".join(known) if len(known) <= MOST else "une clé que cette table prend"
    elif kind == "literal_error":
        words = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        near = difflib.get_close_matches(str(error["input"]), words, n=1)
        hint = f"{near[0]} peut-être ?" if near else ""
        expected = ", ".join(words)
    return author.made(path, what, received, expected, hint)


def _wanted(path: Path) -> str:
    """What a missing key is: a table at the top, else a key of the table that is shown."""
    if len(path) > 1:
        return f"la clé {path[-1]} dans cette table"
    return f"une table [[{path[0]}]]" if path[0] in ("block", "indicator") else f"une table [{path[0]}]"


def _short(value: object) -> str:
    """A value as its author wrote it, or what it is when it is long."""
    if isinstance(value, dict | list):
        return "une table" if isinstance(value, dict) else "une liste"
    if isinstance(value, bool):
        return str(value).lower()
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _known_keys(path: Path) -> list[str]:
    """The keys that the table of an unknown key takes, from the shape itself; none where any name will do."""
    kind: Any = RawInstrument
    for part in path[:-1]:
        kind = _inside(kind, part)
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    return [one.alias or name for name, one in kind.model_fields.items()]


def _inside(kind: Any, part: str | int) -> Any:
    """The shape of a part of a shape: a key of a table, an item of a list or of a table of any names."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    if get_origin(kind) in (list, dict):
        return get_args(kind)[-1]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return next((one.annotation for name, one in kind.model_fields.items() if part in (name, one.alias)), None)
    return None
