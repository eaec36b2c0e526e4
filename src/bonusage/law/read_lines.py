"""JSON lines: an article version a line, its paragraphs in a list. The quick way in for a whole code.

Fields: code, article, id (LEGIARTI, may lack), date_debut, date_fin, etat, modifie_par, date_texte, nor, jorftext, section, alineas.
Next: corpus.py, which makes versions of them.
"""

from __future__ import annotations

import json
from typing import Any

from bonusage.law.draft import Draft, DraftArticle
from bonusage.law.reading import Reading, decoded

_TEXTS = ("code", "id", "article", "date_debut", "date_fin", "etat", "modifie_par", "date_texte", "nor", "jorftext")
_EXPECTED = (
    '{"code": "LEGITEXT...", "article": "L1", "date_debut": "AAAA-MM-JJ", "etat": "VIGUEUR", "alineas": ["..."]}'
)
DEEP = "imbrication trop profonde"
MOST_NESTED = 400
"""Lists and objects in each other; a code of the API has about thirty."""
_JSON_SAID = {
    "Expecting value": "rien là où il faut une valeur",
    "Expecting property name enclosed in double quotes": "pas de nom entre guillemets",
    "Expecting ':' delimiter": "pas de « : » après un nom",
    "Expecting ',' delimiter": "pas de « , » ni de fin après une valeur",
    "Illegal trailing comma before end of object": "une virgule avant « } »",
    "Illegal trailing comma before end of array": "une virgule avant « ] »",
    "Unterminated string starting at": "un texte dont le guillemet n'est pas fermé",
    "Invalid control character at": "un caractère de contrôle dans un texte",
    "Extra data": "autre chose après la fin",
}
"""What Python's json says, in French; anything else is a bad escape."""


def json_said(refused: json.JSONDecodeError) -> str:
    """What is wrong at that place of a JSON text."""
    return _JSON_SAID.get(refused.msg, "une barre oblique inverse mal suivie")


def parsed_json(reading: Reading, text: str, line: int = 0) -> Any:
    """The value of a JSON text; a fault (and None) when it is not one. Numbers with a point stay texts."""
    try:
        value = json.loads(text, parse_float=str, parse_constant=str)
        if text.count("[") + text.count("{") > MOST_NESTED and _too_deep(value):
            raise RecursionError  # read at the edge of the stack, it could not be shown in a fault
        return value
    except json.JSONDecodeError as refused:
        at = line or refused.lineno
        excerpt = text[max(0, refused.pos - 30) : refused.pos + 30]
        reading.fault(
            at, f"JSON mal formé, colonne {refused.colno}", json_said(refused), "un objet JSON", excerpt=excerpt
        )
    except RecursionError:
        reading.fault(line or 1, f"JSON mal formé : {DEEP}", expected="un objet JSON")
    except ValueError:  # an integer of thousands of digits
        reading.fault(line or 1, "JSON mal formé : nombre démesuré", expected="un nombre de moins de 4 000 chiffres")
    return None


def _too_deep(value: Any) -> bool:
    """More than MOST_NESTED lists and objects in each other; walked level by level."""
    level = [value]
    for _ in range(MOST_NESTED):
        level = [below for one in level if isinstance(one, dict | list) for below in _below(one)]
        if not level:
            return False
    return any(isinstance(one, dict | list) for one in level)


def _below(one: Any) -> list[Any]:
    return list(one.values()) if isinstance(one, dict) else one


def read_lines(content: bytes, name: str) -> Draft:
    """A version a line. Faults: a line that is no object, a field of another type, a day that is none; all are told."""
    reading = Reading(name)
    text_id = ""
    articles = []
    for line, text in enumerate(decoded(content, name).split("\n"), 1):
        if not text or text.isspace():
            continue
        row = parsed_json(reading, text, line)
        if not isinstance(row, dict):
            if row is not None:
                reading.fault(line, "la ligne n'est pas un objet JSON", text[:60], _EXPECTED)
            continue
        if not _is_sound(reading, row, line):
            continue
        if row["code"] != text_id:
            if text_id:
                reading.fault(line, "plusieurs textes dans un fichier", row["code"], text_id, "un fichier par texte")
            text_id = text_id or reading.kept(row["code"], line)
        articles.append(_version(reading, row, line))
    if not articles and not reading.faults:
        reading.fault(1, "fichier sans version", expected=_EXPECTED)
    reading.check()
    return Draft("lines", tuple(articles), text_id, repairs=tuple(reading.repairs), file=name)


def _is_sound(reading: Reading, row: dict[str, Any], line: int) -> bool:
    before = reading.count
    for field in _TEXTS:
        said = row.get(field)
        if said is not None and not isinstance(said, str):
            reading.fault(line, f"« {field} » n'est pas un texte", json.dumps(said)[:60], "un texte entre guillemets")
    for field in ("code", "article"):
        if not row.get(field):
            reading.fault(line, f"« {field} » manque", expected=_EXPECTED)
    for field in ("alineas", "section"):
        said = row.get(field, ())
        if not isinstance(said, list | tuple) or not all(isinstance(one, str) for one in said):
            reading.fault(line, f"« {field} » n'est pas une liste de textes", json.dumps(said)[:60], '["...", "..."]')
    if "alineas" not in row:
        reading.fault(line, "« alineas » manque", expected=_EXPECTED)
    return reading.count == before


def _version(reading: Reading, row: dict[str, Any], line: int) -> DraftArticle:
    kept = reading.kept
    return DraftArticle(
        number=reading.number(row["article"], line),
        paragraphs=tuple(said for text in row["alineas"] if (said := kept(text, line))),
        start=reading.day(row.get("date_debut") or "", line, "date_debut"),
        end=reading.day(row.get("date_fin") or "", line, "date_fin"),
        status=reading.status(row.get("etat") or "", line),
        signed=reading.day(row.get("date_texte") or "", line, "date_texte"),
        made_by=kept(row.get("modifie_par") or "", line),
        nor=kept(row.get("nor") or "", line),
        jorftext=kept(row.get("jorftext") or "", line),
        legiarti=kept(row.get("id") or "", line),
        headings=tuple(kept(title, line) for title in row.get("section") or ()),
        line=line,
    )
