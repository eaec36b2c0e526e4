"""Showing an act: who, what, the days, and what the sources do not tell; as text and as JSON.

Nothing is judged (show_legal.py shows what is).
Next: legality/act.py.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from typing import Any

from bonusage.legality.act import Act
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.temporal import KIND_IN_FRENCH

LEVELS = {"national": "national", "regional": "régional", "local": "local"}


def act_text(act: Act, facts: LawFacts) -> str:
    """The act for a reader; what is absent has no line."""
    lines = [act.title, f"{act.id} : {KIND_IN_FRENCH[act.kind]}, échelon {LEVELS[act.level]} {act.region}".rstrip(), ""]
    for said, day in (("Conclu", act.concluded_on), ("Commence", act.starts_on), ("Finit", act.ends_on)):
        if day is not None:
            lines.append(f"{said} le {day}")
    lines.append(f"Professions : {', '.join(_profession(one, facts) for one in act.professions)}")
    lines += _listed("Parties", [_party(one.id, facts) for one in act.parties])
    lines += _content(act)
    lines += _listed(
        "Avis", [f"{_party(one.by, facts)}, {_opinion(one.favourable, one.given_on)}" for one in act.opinions]
    )
    lines += _listed("Décisions", [f"{one.what}, {one.on or 'jour inconnu'}" for one in act.decisions])
    lines += _listed("Ce que les sources ne disent pas", list(act.unknown))
    lines += _listed("Sources", list(act.sources))
    return "\n".join(lines)


def _listed(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield f"{title} :"
        yield from (f"  {one}" for one in items)


def _content(act: Act) -> Iterator[str]:
    content = act.content
    yield from _listed("Objectifs médicalisés", list(content.medicalised_objectives))
    yield from _listed("Actions", list(content.actions))
    yield from _listed("Objectifs chiffrés", list(content.quantified_objectives))
    yield from _listed("Engagements", [f"{one.id} ({one.theme}) {one.text}".rstrip() for one in content.commitments])
    yield from _listed("Contreparties", [f"{one.id} ({one.form})" for one in content.counterparts])
    for title, said in (("Évaluation", content.evaluation), ("Fin d'adhésion", content.termination)):
        if said:
            yield f"{title} : {said}"


def _party(id: str, facts: LawFacts) -> str:
    return facts.parties[id].title if id in facts.parties else id


def _profession(id: str, facts: LawFacts) -> str:
    rows = facts.professions.get(id, ())
    return rows[0].title if rows else id


def _opinion(favourable: bool | None, given_on: dt.date | None) -> str:
    if given_on is None:
        return "silence"
    return f"{ {True: 'favorable', False: 'défavorable', None: 'sans sens'}[favourable] } le {given_on}"


def act_json(value: Any) -> Any:
    """An act, or any part of it, as JSON says it: tables, lists, days as texts."""
    if hasattr(value, "_asdict"):
        return {key: act_json(one) for key, one in value._asdict().items()}
    if isinstance(value, tuple):
        return [act_json(one) for one in value]
    if isinstance(value, enum.Enum):
        return value.value
    return str(value) if isinstance(value, dt.date) else value
