"""An act read from TOML: the table [act] has the names of act.py's fields; every fault of the author is told, with its line.

[sources], [[figures]] and [[expected]] say how the facts are known and what really happened. Nothing is judged here.
Next: act.py for the fields, check.py for the judgement.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from bonusage.instruments.positions import Path
from bonusage.legality.act import Act, Decision
from bonusage.legality.fact_rows import Reader, Row
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.law_facts_read import CONFIDENCE

DECISIONS = (
    "approval", "opposition", "severance", "exclusion_of_references", "suspension", "order", "publication",
    "denunciation", "replacement", "deemed_approved",
)  # fmt: skip
"""What a decision may be; 'deemed_approved' is the notice that finds a text approved by silence, at the latest that day."""

TABLES = ("act", "sources", "figures", "expected")

FIGURE = {
    "key": "words", "value": "any?", "unit": "text?", "confidence": "words", "source": "words?", "note": "text?",
}  # fmt: skip
EXPECTED = {"on": "day", "what": "words", "source": "words?", "confidence": "words?", "note": "text?"}

_NOTHING: Any = object()


class ActFile(NamedTuple):
    """An act; the sources its file names (key -> title); the rows of [[figures]], each with its confidence; the rows of
    [[expected]]: what really happened, for who compares."""

    act: Act
    sources: Mapping[str, str]
    figures: tuple[Row, ...]
    expected: tuple[Row, ...]


def read_act(text: str, name: str = "act.toml", facts: LawFacts | None = None) -> Act:
    """The act of a TOML text. Faults lists everything that is wrong: unknown key, type, day, profession, decision."""
    return read_act_file(text, name, facts).act


def read_act_file(text: str, name: str = "act.toml", facts: LawFacts | None = None) -> ActFile:
    """The act with its sources. `facts`: professions, themes and grounds must be known in them."""
    file = _File(text, name, facts)
    file.only(*TABLES)
    sources = file.sources()
    figures = [row for path, row in file.rows("figures", FIGURE) if file.sourced(path, row, sources)]
    expected = [row for path, row in file.rows("expected", EXPECTED) if file.sourced(path, row, sources)]
    act = file.act(sources)
    file.finish()
    assert act is not None  # finish() has raised otherwise
    return ActFile(act, MappingProxyType(sources), tuple(figures), tuple(expected))


class _File(Reader):
    def __init__(self, text: str, name: str, facts: LawFacts | None) -> None:
        super().__init__(text, name)
        self.facts = facts

    def act(self, sources: Mapping[str, str]) -> Act | None:
        """The act of [act]; None, with a fault, when it cannot be."""
        if "act" not in self.read:
            self.fault((), "table absente", expected="une table [act]")
            return None
        found = self.built(Act, self.read["act"], ("act",))
        if not isinstance(found, Act):
            return None
        self.coherent(found, sources)
        return found

    def sourced(self, path: Path, row: Row, sources: Mapping[str, str]) -> bool:
        """Are its confidence and its source known words? A fault when one is not."""
        before = len(self.faults)
        if "confidence" in row:
            self.known((*path, "confidence"), row["confidence"], CONFIDENCE, "confiance inconnue")
        if "source" in row:
            self.known((*path, "source"), row["source"], sources, "source inconnue")
        return len(self.faults) == before

    def sources(self) -> dict[str, str]:
        """[sources]: key = title, or key = { title, url }."""
        read = self.read.get("sources", {})
        if not isinstance(read, dict):
            self.fault(("sources",), "valeur d'un autre type", type(read).__name__, "une table clé = titre")
            return {}
        found = {}
        for key, value in read.items():
            title = value.get("title") if isinstance(value, dict) else value
            if isinstance(title, str) and title:
                found[key] = title
            else:
                self.fault(("sources", key), "source sans titre", expected="clé = titre, ou clé = { title, url }")
        return found

    def built(self, kind: Any, value: Any, path: Path) -> Any:
        """`value` as the type of the field says; _NOTHING, with a fault, when it cannot be."""
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin in (types.UnionType, typing.Union):
            return self.built(next(one for one in inner if one is not types.NoneType), value, path)
        if origin is tuple:
            return self._listed(inner, value, path)
        if hasattr(kind, "_fields"):
            return self._table(kind, value, path)
        if isinstance(kind, type) and issubclass(kind, enum.StrEnum):
            allowed = tuple(one.value for one in kind)
            return kind(value) if self.known(path, value, allowed, "valeur inconnue") else _NOTHING
        said, right = _SIMPLE[kind]
        if right(value):
            return value
        self.fault(path, "valeur d'un autre type", value, said)
        return _NOTHING

    def _listed(self, inner: tuple[Any, ...], value: Any, path: Path) -> Any:
        if not isinstance(value, list):
            self.fault(path, "valeur d'un autre type", value, "une liste")
            return _NOTHING
        if inner[-1] is not Ellipsis:
            if len(value) != len(inner) or any(type(one) is not int for one in value):
                self.fault(path, "valeur d'un autre type", value, "deux nombres entiers [part, tout]")
                return _NOTHING
            return tuple(value)
        found = [
            self.built(inner[0], one, (*path, rank) if isinstance(one, dict) else path)
            for rank, one in enumerate(value)
        ]
        return _NOTHING if any(one is _NOTHING for one in found) else tuple(found)

    def _table(self, kind: Any, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            self.fault(path, "valeur d'un autre type", value, "une table")
            return _NOTHING
        hints = typing.get_type_hints(kind)
        found = {}
        whole = True
        for key, one in value.items():
            if key not in hints:
                self.fault((*path, key), "clé inconnue", expected="une de : " + ", ".join(hints))
                continue
            read = self.built(hints[key], one, (*path, key))
            whole = whole and read is not _NOTHING
            found[key] = read
        for key in kind._fields:
            if key in found or key in kind._field_defaults:
                continue
            if types.NoneType in typing.get_args(hints[key]):
                found[key] = None
            else:
                self.fault((*path, key), "clé absente", expected="une valeur")
                whole = False
        return kind(**found) if whole else _NOTHING

    def coherent(self, act: Act, sources: Mapping[str, str]) -> None:
        """What the types do not say: ids told twice, days in their order, words of the catalogue."""
        content = act.content
        for key in act.sources:
            self.known(("act", "sources"), key, sources, "source inconnue")
        self._once("content", "commitments", [one.id for one in content.commitments])
        self._once("content", "counterparts", [one.id for one in content.counterparts])
        if act.starts_on and act.ends_on and act.ends_on <= act.starts_on:
            self.fault(
                (
                    "act",
                    "ends_on",
                ),
                "finit avant de commencer",
                act.ends_on,
                f"après {act.starts_on}",
            )
        for rank, sent in enumerate(act.transmissions):
            if sent.sent_on and sent.received_on and sent.received_on < sent.sent_on:
                self.fault(
                    ("act", "transmissions", rank, "received_on"),
                    "reçu avant d'être envoyé",
                    sent.received_on,
                    f"le {sent.sent_on} ou après",
                )
        for rank, opinion in enumerate(act.opinions):
            if opinion.asked_on and opinion.given_on and opinion.given_on < opinion.asked_on:
                self.fault(
                    ("act", "opinions", rank, "given_on"),
                    "avis rendu avant d'être demandé",
                    opinion.given_on,
                    f"le {opinion.asked_on} ou après",
                )
        for rank, one in enumerate(act.decisions):
            self._decision(rank, one)
        for rank, share in enumerate(content.counterparts):
            if share.share is not None and share.share[1] <= 0:
                self.fault(
                    ("act", "content", "counterparts", rank, "share"),
                    "part d'un tout nul",
                    list(share.share),
                    "[part, tout], le tout au moins 1",
                )
        if self.facts is not None:
            self._words(act, self.facts)

    def _decision(self, rank: int, one: Decision) -> None:
        path = ("act", "decisions", rank)
        self.known((*path, "what"), one.what, DECISIONS, "décision inconnue")
        if one.on and one.notified_on and one.notified_on < one.on:
            self.fault((*path, "notified_on"), "notifiée avant d'être prise", one.notified_on, f"le {one.on} ou après")
        if one.notified_on and one.received_on and one.received_on < one.notified_on:
            self.fault(
                (*path, "received_on"), "reçue avant d'être notifiée", one.received_on, f"le {one.notified_on} ou après"
            )
        if self.facts is not None:
            for code in one.grounds:
                self.known((*path, "grounds"), code, self.facts.grounds, "motif inconnu")

    def _words(self, act: Act, facts: LawFacts) -> None:
        for id in act.professions:
            self.known(
                (
                    "act",
                    "professions",
                ),
                id,
                facts.professions,
                "profession inconnue",
            )
        for rank, party in enumerate(act.parties):
            for id in party.professions:
                self.known(("act", "parties", rank, "professions"), id, facts.professions, "profession inconnue")
        for rank, one in enumerate(act.content.commitments):
            self.known(("act", "content", "commitments", rank, "theme"), one.theme, facts.themes, "thème inconnu")

    def _once(self, table: str, name: str, ids: Iterable[str]) -> None:
        seen: set[str] = set()
        for rank, id in enumerate(ids):
            if id in seen:
                self.fault(
                    ("act", table, name, rank, "id"),
                    "identifiant écrit deux fois",
                    id,
                    "un identifiant par disposition",
                )
            seen.add(id)


_SIMPLE: Mapping[Any, tuple[str, Callable[[Any], bool]]] = {
    str: ("un texte", lambda value: isinstance(value, str)),
    bool: ("true ou false", lambda value: isinstance(value, bool)),
    int: ("un nombre entier", lambda value: type(value) is int),
    dt.date: ("un jour, AAAA-MM-JJ", lambda value: type(value) is dt.date),
}
