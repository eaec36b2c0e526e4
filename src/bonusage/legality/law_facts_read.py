"""Reading the facts: from the TOML texts of catalogue/law/ to LawFacts, or every fault of their author at once.

Files are read by desk/law_facts.py; that each day has one state is temporal.py's affair, held by the tests.
Next: temporal.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from bonusage.instruments.positions import Path
from bonusage.law.address import Address, parse_address
from bonusage.legality.act import ActKind, Level
from bonusage.legality.fact_rows import Reader, Row
from bonusage.legality.law_facts import (
    APPROVERS,
    PARTY_KINDS,
    STATES,
    Body,
    Existence,
    LawFacts,
    Profession,
    Regime,
    Representative,
    Required,
    Source,
    Theme,
    ThemeRole,
)
from bonusage.legality.policies_legal import LEGAL_POLICIES, defaults
from bonusage.values.fault import Fault, Faults

FILES = ("parties.toml", "professions.toml", "approval.toml", "states.toml", "themes.toml")

CONFIDENCE = ("sourced", "derived", "recalled", "absent")
ADDRESSEES = ("CNAMTS", "AUTRES_CAISSES", "SIGNATAIRES", "UNCAM")
BEFORE = ("submission", "conclusion", "proposal", "transmission")
WHEN = ("", "safety_quality_efficiency", "raises_tariffs")

_DAYS = {"start": "day", "end": "day?", "source": "words", "confidence": "words"}
_PARTY = {"id": "words", "kind": "words", "title": "words", "national_fund": "flag?", **_DAYS}
_REPRESENTATIVE = {"union": "words", "profession": "words", "is": "flag?", **_DAYS}
_PROFESSION = {
    "id": "words", "title": "words", "within": "words?", "article": "words", "prescriber": "flag", "in_l162_14_1": "flag",
    "firms": "flag?", **_DAYS,
}  # fmt: skip
_SCOPE = {"kinds": "texts", "levels": "texts", "variant": "text?", "professions": "texts?", "title": "words", **_DAYS}
_REGIME = {
    "id": "words", "approver": "words", "by": "texts?", "length": "count?", "unit": "words?", "event": "words?",
    "grounds": "texts?", "tacit": "flag?", "severance": "texts?", "opposition_to": "texts?", "severance_to": "texts?",
    "suspension": "texts?", "address": "words", **_SCOPE,
}  # fmt: skip
_OPINION = {
    "id": "words", "kinds": "texts", "levels": "texts", "title": "words", "by": "texts", "one_of": "words?",
    "wanted": "words", "length": "count?", "unit": "words?", "tacit": "flag?", "before": "words", "when": "words?",
    "address": "words", **_DAYS,
}  # fmt: skip
_EXISTENCE = {"state": "words", "address": "words?", **_SCOPE}
_THEME = {"id": "words", "title": "words"}
_ROLE = {
    "theme": "words", "kind": "words", "role": "words", "professions": "texts?", "prescribers": "flag?",
    "address": "words", **_DAYS,
}  # fmt: skip

One = TypeVar("One")


def read_facts(
    texts: Mapping[str, str], holidays: Container[dt.date] = (), policies: Mapping[str, str] | None = None
) -> LawFacts:
    """The facts of the five texts (by file name of FILES), the days that are not worked, and policies over the defaults."""
    faults: list[Fault] = []
    readers = [_File(texts.get(name, ""), name, faults) for name in FILES]
    parties_file, professions_file, approval, states, themes = readers
    parties = parties_file.parties()
    professions = professions_file.professions()
    representatives = parties_file.representatives(parties, professions)
    grounds = approval.texts("grounds")
    regimes = approval.regimes(professions, parties, grounds)
    required = approval.required(parties)
    existence = states.existence(professions)
    known_themes = themes.themes()
    roles = themes.roles(known_themes, professions)
    chosen = _policies(policies or {}, faults)
    if faults:
        raise Faults(faults)
    return LawFacts(
        parties=MappingProxyType(parties),
        representatives=MappingProxyType(_grouped(representatives, lambda row: (row.union, row.profession))),
        professions=MappingProxyType(_grouped(professions, lambda row: row.id)),
        regimes=regimes,
        required=required,
        existence=existence,
        rows=MappingProxyType(_by_kind(regimes, existence)),
        grounds=MappingProxyType(grounds),
        themes=MappingProxyType(known_themes),
        roles=roles,
        sources=MappingProxyType({key: value for file in readers for key, value in file.sources.items()}),
        policies=MappingProxyType(chosen),
        holidays=holidays,
        memo={},
    )


def _policies(chosen: Mapping[str, str], faults: list[Fault]) -> dict[str, str]:
    for name, value in chosen.items():
        if name not in LEGAL_POLICIES:
            faults.append(Fault("politique inconnue", "politiques", name, "une de : " + ", ".join(LEGAL_POLICIES)))
        elif value not in LEGAL_POLICIES[name].values:
            allowed = ", ".join(LEGAL_POLICIES[name].values)
            faults.append(
                Fault("valeur de politique inconnue", "politiques", f"{name} = {value}", f"un de : {allowed}")
            )
    return {**defaults(), **chosen}


def _grouped(rows: Iterable[One], key: Any) -> dict[Any, tuple[One, ...]]:
    found: dict[Any, tuple[One, ...]] = {}
    for row in rows:
        found[key(row)] = (*found.get(key(row), ()), row)
    return found


def _by_kind(
    regimes: tuple[Regime, ...], existence: tuple[Existence, ...]
) -> dict[tuple[ActKind, Level], tuple[Regime | Existence, ...]]:
    every: tuple[Regime | Existence, ...] = (*regimes, *existence)
    return {
        (kind, level): tuple(row for row in every if kind in row.kinds and level in row.levels)
        for kind in ActKind
        for level in Level
    }


class _File(Reader):
    """One file of facts: its sources, then its rows, checked against what other files said."""

    def __init__(self, text: str, name: str, faults: list[Fault]) -> None:
        super().__init__(text, name)
        self.faults = faults
        self.sources = self.texts("sources")

    def texts(self, name: str) -> dict[str, str]:
        """A table of texts."""
        table = self.read.get(name, {})
        if not isinstance(table, dict) or not all(isinstance(one, str) for one in table.values()):
            self.fault((name,), "valeur d'un autre type", expected="une table de textes")
            return {}
        return dict(table)

    def parties(self) -> dict[str, Body]:
        found: dict[str, Body] = {}
        for path, row in self.rows("party", _PARTY):
            self.known((*path, "kind"), row["kind"], PARTY_KINDS, "sorte inconnue")
            if row["id"] in found:
                self.fault((*path, "id"), "partie écrite deux fois", row["id"])
            start, end, source = self._days(path, row)
            found[row["id"]] = Body(
                row["id"], row["kind"], row["title"], start, end, row.get("national_fund", False), source
            )
        return found

    def representatives(
        self, parties: Mapping[str, Body], professions: tuple[Profession, ...]
    ) -> tuple[Representative, ...]:
        ids = frozenset(one.id for one in professions)
        found: list[Representative] = []
        for path, row in self.rows("representative", _REPRESENTATIVE):
            start, end, source = self._days(path, row)
            if self.known((*path, "union"), row["union"], parties, "partie inconnue"):
                union = parties[row["union"]]
                if union.kind != "union":
                    self.fault((*path, "union"), "ce n'est pas un syndicat", row["union"])
                elif start < union.start:
                    self.fault((*path, "start"), "représentatif avant d'exister", start, f"{union.start} ou après")
            self.known((*path, "profession"), row["profession"], ids, "profession inconnue")
            one = Representative(row["union"], row["profession"], row.get("is", True), start, end, source)
            same = [old for old in found if (old.union, old.profession) == (one.union, one.profession)]
            self._apart(path, one, same)
            found.append(one)
        return tuple(found)

    def professions(self) -> tuple[Profession, ...]:
        found: list[Profession] = []
        for path, row in self.rows("profession", _PROFESSION):
            start, end, source = self._days(path, row)
            one = Profession(
                row["id"], row["title"], row.get("within", ""), row["article"], row["prescriber"], row["in_l162_14_1"],
                row.get("firms", False), start, end, source,
            )  # fmt: skip
            self._apart(path, one, [old for old in found if old.id == one.id])
            found.append(one)
        return tuple(found)

    def regimes(
        self, professions: tuple[Profession, ...], parties: Mapping[str, Body], grounds: Mapping[str, str]
    ) -> tuple[Regime, ...]:
        found = []
        for path, row in self.rows("regime", _REGIME):
            self.known((*path, "approver"), row["approver"], APPROVERS, "manière d'approuver inconnue")
            self._period(path, row)
            self._each(path, row, "by", parties, "partie inconnue")
            self._each(path, row, "suspension", parties, "partie inconnue")
            self._each(path, row, "grounds", grounds, "motif inconnu")
            self._each(path, row, "severance", ("DIV", "REF"), "disjonction inconnue")
            self._each(path, row, "opposition_to", ADDRESSEES, "destinataire inconnu")
            self._each(path, row, "severance_to", ADDRESSEES, "destinataire inconnu")
            if row["approver"] in ("ministers", "directors", "uncam") and not row.get("length"):
                self.fault((*path, "length"), "délai absent", expected="un nombre de jours ou de mois")
            address = self._address(path, row)
            scope = self._scope(path, row, professions)
            start, end, source = self._days(path, row)
            if address is not None:
                found.append(
                    Regime(
                        row["id"], *scope, start, end, row["approver"], _texts(row, "by"), row.get("length", 0),
                        row.get("unit", ""), row.get("event", ""), _texts(row, "grounds"), row.get("tacit", False),
                        _texts(row, "severance"), _texts(row, "opposition_to"), _texts(row, "severance_to"),
                        _texts(row, "suspension"), address, row["title"], source,
                    )
                )  # fmt: skip
        return tuple(found)

    def required(self, parties: Mapping[str, Body]) -> tuple[Required, ...]:
        found = []
        for path, row in self.rows("opinion", _OPINION):
            self._period(path, row)
            self._each(path, row, "by", parties, "partie inconnue")
            self.known((*path, "wanted"), row["wanted"], ("favourable", "given"), "sens inconnu")
            self.known((*path, "before"), row["before"], BEFORE, "moment inconnu")
            self.known((*path, "when"), row.get("when", ""), WHEN, "condition inconnue")
            self.known((*path, "one_of"), row.get("one_of", ""), ("", "other_national_funds"), "liste inconnue")
            address = self._address(path, row)
            kinds, levels, _, _ = self._scope(path, row, ())
            start, end, source = self._days(path, row)
            if address is not None:
                found.append(
                    Required(
                        row["id"], kinds, levels, start, end, _texts(row, "by"), row.get("one_of", ""), row["wanted"],
                        row.get("length", 0), row.get("unit", ""), row.get("tacit", False), row["before"],
                        row.get("when", ""), address, row["title"], source,
                    )
                )  # fmt: skip
        return tuple(found)

    def existence(self, professions: tuple[Profession, ...]) -> tuple[Existence, ...]:
        found = []
        for path, row in self.rows("existence", _EXISTENCE):
            self.known((*path, "state"), row["state"], STATES, "état inconnu")
            address = self._address(path, row) if "address" in row else None
            scope = self._scope(path, row, professions)
            start, end, source = self._days(path, row)
            found.append(Existence(row["state"], *scope, start, end, address, row["title"], source))
        return tuple(found)

    def themes(self) -> dict[str, Theme]:
        return {row["id"]: Theme(row["id"], row["title"]) for _, row in self.rows("theme", _THEME)}

    def roles(self, themes: Mapping[str, Theme], professions: tuple[Profession, ...]) -> tuple[ThemeRole, ...]:
        ids = frozenset(one.id for one in professions)
        found = []
        for path, row in self.rows("role", _ROLE):
            self.known((*path, "theme"), row["theme"], themes, "thème inconnu")
            self.known((*path, "role"), row["role"], ("required", "one_of", "optional", "named"), "rôle inconnu")
            self._each(path, row, "professions", ids, "profession inconnue")
            address = self._address(path, row)
            start, end, source = self._days(path, row)
            kind_known = self.known((*path, "kind"), row["kind"], tuple(one.value for one in ActKind), "acte inconnu")
            if kind_known and address is not None:
                found.append(
                    ThemeRole(
                        row["theme"], ActKind(row["kind"]), row["role"], _texts(row, "professions"),
                        row.get("prescribers", False), start, end, address, source,
                    )
                )  # fmt: skip
        return tuple(found)

    def _days(self, path: Path, row: Row) -> tuple[dt.date, dt.date | None, Source]:
        start, end = row["start"], row.get("end")
        if end is not None and end <= start:
            self.fault((*path, "end"), "finit avant de commencer", end, f"après {start}")
        self.known((*path, "source"), row["source"], self.sources, "source inconnue")
        self.known((*path, "confidence"), row["confidence"], CONFIDENCE, "confiance inconnue")
        return start, end, Source(row["source"], row["confidence"])

    def _scope(
        self, path: Path, row: Row, professions: tuple[Profession, ...]
    ) -> tuple[frozenset[ActKind], frozenset[Level], str, frozenset[str]]:
        self._each(path, row, "kinds", tuple(one.value for one in ActKind), "acte inconnu")
        self._each(path, row, "levels", tuple(one.value for one in Level), "échelon inconnu")
        self._each(path, row, "professions", frozenset(one.id for one in professions), "profession inconnue")
        kinds = frozenset(one for one in ActKind if one.value in row["kinds"])
        levels = frozenset(one for one in Level if one.value in row["levels"])
        return kinds, levels, row.get("variant", ""), frozenset(_texts(row, "professions"))

    def _period(self, path: Path, row: Row) -> None:
        self.known((*path, "unit"), row.get("unit", ""), ("", "day", "month"), "unité inconnue")
        if bool(row.get("length")) != bool(row.get("unit")):
            self.fault((*path, "length"), "délai sans unité, ou unité sans délai", expected="length et unit ensemble")

    def _each(
        self, path: Path, row: Row, key: str, among: Mapping[str, Any] | tuple[str, ...] | frozenset[str], what: str
    ) -> None:
        for one in row.get(key, []):
            self.known((*path, key), one, among, what)

    def _address(self, path: Path, row: Row) -> Address | None:
        try:
            return parse_address(row["address"])
        except ValueError as wrong:
            expected = "CODE:ARTICLE[@AAAA-MM-JJ][#CHEMIN]"
            self.fault((*path, "address"), "adresse illisible", row["address"], expected, str(wrong))
            return None

    def _apart(
        self, path: Path, one: Profession | Representative, others: Iterable[Profession | Representative]
    ) -> None:
        for old in others:
            if (old.end is None or one.start < old.end) and (one.end is None or old.start < one.end):
                self.fault((*path, "start"), "jours déjà dits par une autre ligne", one.start)


def _texts(row: Row, key: str) -> tuple[str, ...]:
    return tuple(row.get(key, ()))
