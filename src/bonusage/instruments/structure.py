"""Structure faults in an author's words: what pydantic found, said in French with the line, and a near miss if any.

Only the shape is judged here. Next: coherence.py, for what the shape cannot say.
"""

from __future__ import annotations

import difflib
from typing import Any

from pydantic import BaseModel, ValidationError

from bonusage.instruments.coherence import Author
from bonusage.instruments.positions import Path
from bonusage.instruments.raw import RawInstrument
from bonusage.values.fault import Fault

# pydantic's error types -> (what, expected); {…} are filled from the error's context.
SAID: dict[str, tuple[str, str]] = {
    "missing": ("clé manquante", "cette clé"),
    "extra_forbidden": ("clé inconnue", "aucune clé de ce nom"),
    "literal_error": ("mot inconnu", "{expected}"),
    "string_type": ("mauvais type", "un texte entre guillemets"),
    "string_too_short": ("texte vide", "un texte"),
    "string_pattern_mismatch": ("nom mal formé", "des lettres, chiffres, tirets ou _"),
    "int_type": ("mauvais type", "un nombre entier"),
    "bool_type": ("mauvais type", "true ou false"),
    "date_type": ("mauvais type", "une date AAAA-MM-JJ, sans guillemets"),
    "list_type": ("mauvais type", "une liste entre crochets"),
    "dict_type": ("mauvais type", "une table"),
    "model_type": ("mauvais type", "une table { ... }"),
    "is_instance_of": ("mauvais type", "un nombre exact"),
}


def structure_faults(wrong: ValidationError, author: Author) -> list[Fault]:
    """One fault an error; the branches of one number (int, decimal, text) are told once."""
    told: dict[Path, Fault] = {}
    for error in wrong.errors():
        path: Path = tuple(
            part for part in error["loc"] if part not in ("int", "decimal", "str", "is-instance[Decimal]")
        )
        path = tuple(part for part in path if not str(part).startswith("constrained-"))
        union = len(path) < len(error["loc"])
        told.setdefault(path, _fault(dict(error), path, author, union))
    return list(told.values())


def _fault(error: dict[str, Any], path: Path, author: Author, union: bool) -> Fault:
    what, expected = SAID.get(error["type"], ("valeur refusée", error["msg"]))
    if union:
        what, expected = "mauvais type", 'un nombre exact, ou "n/d"'
    received = "rien" if error["type"] == "missing" else _short(error["input"])
    expected = expected.format_map(_Context(error.get("ctx", {})))
    hint = ""
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(path[-1]), _known_keys(path), n=1)
        hint = f"{near[0]} peut-être ?" if near else "retirer cette clé"
        received = str(path[-1])
    return author.made(path, what, received, expected, hint)


def _short(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


class _Context(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


def _known_keys(path: Path) -> list[str]:
    """The keys that the table of an unknown key takes, from the shape itself."""
    model: Any = RawInstrument
    for part in path[:-1]:
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            break
        if isinstance(part, int):
            continue
        field = next((one for name, one in model.model_fields.items() if part in (name, one.alias)), None)
        if field is None:
            return []
        inside = [field.annotation, *getattr(field.annotation, "__args__", ())]
        inside += [deep for one in inside for deep in getattr(one, "__args__", ())]
        model = next((one for one in inside if isinstance(one, type) and issubclass(one, BaseModel)), model)
    return [one.alias or name for name, one in model.model_fields.items()]
