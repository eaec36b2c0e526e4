"""Every message that the code can give has its case in this folder, or a test that is named here.

Messages are found in the source: the `what` of each Fault, wherever it is made. A new one without a case is found.
Next: case.py.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import bonusage
from bonusage.instruments.structure import SAID
from tests.bad.case import case_files, read_case

SRC = Path(bonusage.__file__).parent
MAKERS = {
    "Fault": (0, 1),
    "_fault": (0, 1),
    "fault": (0, 2),
    "made": (0, 2),
    "fault_rows": (0, 2),
    "column_fault": (0, 1),
    "Rule": (3, 4),
    "Kind": (3, 4),
}
"""What makes a fault, here and there: the first text among these arguments is what is wrong."""

ELSEWHERE = {
    "plus de place pour écrire": "test_environment.py",
    "le système a refusé": "test_environment.py",
    "aucun dossier temporaire": "test_environment.py",
    "mémoire insuffisante": "test_environment.py",
    "écriture du jeu d'essai impossible": "tests/desk/test_claims_sample.py",
    "mémoire ou disque insuffisant": "test_environment.py",
    "contrat hors du monde": "tests/spec/test_settle.py",
    "magasin d'une autre disposition": "tests/desk/test_cli_law.py",
    "caractère que XML refuse": "tests/spec/test_law_writers.py",
    "ligne inconnue": "tests/spec/test_law_writers.py",
    "disjonction d'une disposition absente du texte": "tests/spec/test_legal_approval.py",
    "disjonction d'une disposition indivisible": "tests/spec/test_legal_approval.py",
    "deux avis contraires de .+ sur la même version du texte": "tests/spec/test_legal_approval.py",
}
"""Faults of the environment, or of a caller; or said by a command as findings: no folder of files can bring them about."""

SHIPPED = {
    "legality/law_facts_read.py": "tests/spec/test_legal_facts.py",
    "legality/coverage.py": "tests/spec/test_legal_coverage.py",
}
"""Modules that read what is shipped only: their faults are those of an author of ours, each met in that test."""

UNMET = {
    "ligne de commande mal formée": "an error of typer's that has no words here yet",
    "numéro d'article illisible": "a number that a reader takes and that no version can have: readers say theirs first",
    "XML illisible": "bytes that lxml refuses before it parses them",
    ".+ : CSV illisible": "a CSV that Arrow refuses and Python reads, not UTF-8's fault nor a quote's",
}
"""Kept so that nobody is shown a stack: what would bring them about is not known."""


def pattern(node: ast.expr) -> str | None:
    """A text, or a text with holes, as a regular expression; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        pieces = (one.value if isinstance(one, ast.Constant) else None for one in node.values)
        return "".join(".+" if one is None else re.escape(str(one)) for one in pieces)
    return None


def of_call(call: ast.Call) -> str | None:
    """What a call that makes a fault says is wrong; None when that is worked out elsewhere."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name not in MAKERS:
        return None
    told = [one.value for one in call.keywords if one.arg == "what"] or call.args[slice(*MAKERS[name])]
    return next((said for one in told if (said := pattern(one))), None)


def messages() -> dict[str, str]:
    """Every message of the source, as a regular expression, and where it is made."""
    found: dict[str, str] = {}
    for path in sorted(SRC.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (said := of_call(node)):
                found.setdefault(said, f"{path.relative_to(SRC)}:{node.lineno}")
    return found | {re.escape(said): "instruments/structure.py" for said, _ in SAID.values()}


SHOWN = "".join(read_case(path)["stderr"] for path in case_files())
EVERY = messages()
NOT_HERE = {re.escape(one).replace(r"\.\+", ".+") for one in {**ELSEWHERE, **UNMET}}
OWED = [said for said in EVERY if said not in NOT_HERE and EVERY[said].partition(":")[0] not in SHIPPED]


def test_messages_are_found_in_the_source() -> None:
    assert len(EVERY) > 150
    assert re.escape("compte négatif") in EVERY
    assert re.escape("objectifs dans le désordre") in EVERY
    assert re.escape("patient étranger au dossier bucket=") in EVERY
    assert re.escape("annulation sans délivrance à annuler") in EVERY
    assert re.escape("ratio déclaré à moitié") in EVERY


@pytest.mark.parametrize("said", OWED, ids=[f"{EVERY[said]} {said}" for said in OWED])
def test_every_message_has_its_case(said: str) -> None:
    assert re.search(rf"^(?:faute|empêchement) : {said}$", SHOWN, re.MULTILINE), f"no case for {EVERY[said]}"


def test_what_is_tested_elsewhere_is_still_said() -> None:
    assert [one for one in NOT_HERE if one not in EVERY] == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Fault('a', 'b')", "a"),
        ("Fault(what='a', where='b')", "a"),
        ("Fault(f'{x} : a', 'b')", r".+\ :\ a"),
        ("author.fault(path, 'a', 'b')", "a"),
        ("cells.fault('a', row, 'b')", "a"),
        ("cells.fault_rows(bad, 'a', 'b')", "a"),
        ("Rule('t', 'c', 'c = 0', 'a', 'b')", "a"),
        ("Fault(what, 'where')", None),
        ("other('a')", None),
    ],
)
def test_what_is_wrong_is_read_in_a_call(source: str, said: str | None) -> None:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert of_call(call) == said
