"""Syntax faults: a file that is not TOML, said in French at its line, from the few messages of the standard library.

What is well written but wrong is told elsewhere (structure.py, coherence.py).
Next: loader.py.
"""

from __future__ import annotations

import re
from tomllib import TOMLDecodeError

from bonusage.values.fault import Fault

# How a message of tomllib begins -> what was received, what was expected.
SAID: tuple[tuple[str, str, str], ...] = (
    ("Invalid statement", "une ligne qui n'est ni une clé ni un en-tête", "clé = valeur, ou un [en-tête]"),
    ("Expected '=' after a key", "une clé sans =", "clé = valeur"),
    ("Expected newline or end of document", "plusieurs valeurs sur une ligne", "une seule clé = valeur par ligne"),
    ("Expected ']'", "un en-tête mal fermé", "[en-tête] ou [[en-tête]]"),
    ("Cannot declare", "un en-tête écrit deux fois", "un seul en-tête de ce nom"),
    ("Cannot overwrite", "une clé écrite deux fois", "une seule fois chaque clé"),
    ("Duplicate inline table key", "une clé écrite deux fois", "une seule fois chaque clé"),
    ("Cannot mutate", "une table déjà fermée", "toutes les clés d'une table au même endroit"),
    ("Unclosed array", "une liste jamais fermée", "un crochet fermant ]"),
    ("Unclosed inline table", "une table jamais fermée", "une accolade fermante }"),
    ("Unterminated string", "un texte sans guillemet fermant", 'un texte entre "guillemets"'),
    ("Illegal character", "un texte sans guillemet fermant sur sa ligne", 'un texte entre "guillemets"'),
    ("Unescaped", "une barre \\ dans un texte", "\\\\ pour une barre, ou un texte entre 'apostrophes'"),
    ("Invalid date", "une date qui n'existe pas", "une date AAAA-MM-JJ"),
    ("Invalid value", "une valeur illisible", 'un nombre, une date, true, false, ou un texte entre "guillemets"'),
    ("Invalid initial character", "une clé mal formée", "une clé de lettres, chiffres, tirets ou _"),
)


def syntax_fault(wrong: TOMLDecodeError, text: str, name: str) -> Fault:
    """The fault of a text that is not TOML; reading stops at the first one."""
    message, rows = str(wrong), text.splitlines()
    found = re.search(r"at line (\d+), column (\d+)", message)
    line = int(found[1]) if found else max(1, len(rows))
    at = f"{name}:{line}" if found else f"{name}:{line}, fin du fichier"
    received, expected = next(
        ((said, wanted) for begins, said, wanted in SAID if message.startswith(begins)),
        ("une écriture que TOML ne connaît pas", "un fichier TOML 1.0"),
    )
    excerpt = rows[line - 1].strip() if line <= len(rows) else ""
    above = ", ou une liste laissée ouverte au-dessus" if message.startswith("Invalid value") else ""
    hint = f"corriger cette ligne{above} ; la suite n'a pas été lue"
    return Fault("le fichier n'est pas du TOML", at, received, expected, hint, excerpt)
