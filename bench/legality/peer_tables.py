"""Ten rules of the legality room as decision tables of a peer (GoRules zen-engine, JSON Decision Model): same verdicts.

A table a rule: rows are tried in order, the first that holds gives verdict, message and address. Next: run_check.py.
"""

from __future__ import annotations

from typing import Any

V2, V3, V4 = 20020307, 20031219, 20040817
YES, NO, ANY = "true", "false", ""

Row = tuple[dict[str, str], str, str]
"""Tests by input, verdict, message."""


def _one_of_1999(theme: str, what: str) -> list[Row]:
    return [
        ({"made": f">= {V2}"}, "none", ""),
        ({f"has_{theme}": YES}, "met", f"Engagement relatif à {what}."),
        ({}, "not_met", f"Il manque un engagement obligatoire, relatif à {what}."),
    ]


TABLES: dict[str, dict[str, list[Row]]] = {
    "acbus": {
        "ACBUS.CONTENT.MEDICALISED": [
            ({"medicalised": YES, "actions": YES}, "met", "Objectifs médicalisés et actions prévus."),
            ({"medicalised": NO, "actions": NO}, "not_met", "Ni objectif médicalisé ni action."),
            ({"medicalised": NO}, "not_met", "Aucun objectif médicalisé."),
            ({}, "not_met", "Aucune action."),
        ],
        "ACBUS.CONTENT.QUANTIFIED": [
            ({"quantified": YES}, "met", "Objectif chiffré, ce qui est permis."),
            ({}, "met", "Pas d'objectif chiffré : il n'y est pas tenu."),
        ],
        "ACBUS.PAY": [
            ({"pays": NO}, "met", "Rien n'est versé."),
            ({"criteria": YES}, "met", "Le versement suit des critères."),
            ({}, "not_met", "Sans critères de répartition."),
        ],
        "ACBUS.GATE": [
            ({"pays": NO}, "met", "Rien n'est versé."),
            ({"evaluation": YES, "free": NO}, "met", "Le versement attend l'évaluation."),
            ({"evaluation": NO, "free": YES}, "not_met", "Ni évaluation ni lien aux objectifs."),
            ({"evaluation": NO}, "not_met", "Aucune évaluation."),
            ({}, "not_met", "Versé sans que les objectifs soient atteints."),
        ],
    },
    "cbp": {
        "CBP.DEFINITION": [
            ({"objectives": YES, "commitments": YES}, "met", "Objectifs et engagements fixés."),
            ({"objectives": NO, "commitments": NO}, "not_met", "Ni objectifs ni engagements."),
            ({"objectives": NO}, "not_met", "Aucun objectif de pratique."),
            ({}, "not_met", "Aucun engagement."),
        ],
        "CBP.MANDATORY.EVALUATION": [
            ({"has_evaluation": YES}, "met", "Engagement d'évaluation."),
            ({}, "not_met", "Il manque l'évaluation de la pratique."),
        ],
        "CBP.MANDATORY.TRAINING": _one_of_1999("training", "la formation continue"),
        "CBP.MANDATORY.REFERENCES": _one_of_1999("references", "l'application des références"),
        "CBP.MANDATORY.FOLLOWUP": [
            ({"has_followup": NO}, "not_met", "Il manque le suivi de l'activité."),
            ({"made": f"< {V2}"}, "met", "Engagement de suivi."),
            ({"has_followup_prescribing": YES}, "met", "Engagement de suivi de l'activité et des prescriptions."),
            ({}, "not_met", "Il manque le suivi des prescriptions."),
        ],
        "CBP.TERMINATION": [
            ({"termination": YES, "observations": "'yes'"}, "met", "Fin d'adhésion après observations."),
            (
                {"termination": YES, "observations": "'unknown'"},
                "person",
                "Il n'est pas dit qu'il peut présenter ses observations.",
            ),
            ({"termination": NO, "observations": "'yes'"}, "not_met", "Aucune condition de fin d'adhésion."),
            ({"termination": NO}, "not_met", "Ni conditions ni observations."),
            ({}, "not_met", "Fin d'adhésion sans observations."),
        ],
    },
}


def model(kind: str) -> dict[str, Any]:
    """The decision model of a kind of act: the input, a table a rule, the output."""
    tables = [_table(rank, id, rows) for rank, (id, rows) in enumerate(TABLES[kind].items())]
    ends = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}},
    ]
    edges = [
        {"id": f"e{side}{one['id']}", "type": "edge", "sourceId": source, "targetId": target}
        for one in tables
        for side, source, target in (("i", "in", one["id"]), ("o", one["id"], "out"))
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": [*ends, *tables], "edges": edges}


def _table(rank: int, id: str, rows: list[Row]) -> dict[str, Any]:
    names = list(dict.fromkeys(name for tests, _, _ in rows for name in tests))
    inputs = [{"id": f"i{name}", "name": name, "type": "expression", "field": name} for name in names]
    outputs = [
        {"id": f"o{what}", "name": what, "type": "expression", "field": f"r{rank}_{what}"}
        for what in ("verdict", "message")
    ]
    rules = [
        {"_id": f"r{number}"}
        | {f"i{name}": tests.get(name, ANY) for name in names}
        | {"overdict": f'"{verdict}"', "omessage": f'"{message}"'}
        for number, (tests, verdict, message) in enumerate(rows)
    ]
    content = {"hitPolicy": "first", "inputs": inputs, "outputs": outputs, "rules": rules}
    return {"id": f"t{rank}", "type": "decisionTableNode", "name": id, "content": content, "position": {"x": 0, "y": 0}}


def verdicts(kind: str, result: dict[str, Any]) -> dict[str, str]:
    """Rule -> verdict of a peer's result; rules that do not speak left out."""
    found = {id: result[f"r{rank}_verdict"] for rank, id in enumerate(TABLES[kind])}
    return {id: verdict for id, verdict in found.items() if verdict != "none"}
