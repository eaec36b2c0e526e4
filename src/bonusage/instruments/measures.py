"""From the conditions written in an instrument file to the query model: names become typed sets and windows.

Every fault is kept with the path of its key; nothing is guessed. Meanings are in practice/query.py.
Next: loader.py.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from bonusage.instruments.lists import CodeSet
from bonusage.instruments.positions import Path
from bonusage.instruments.raw import RawCondition, RawMeasured
from bonusage.practice.query import (
    ActSet,
    Age,
    AllOf,
    AnyOf,
    Boxes,
    Campaign,
    Condition,
    ConditionSet,
    Dispensed,
    DrugSet,
    Episodes,
    HasCondition,
    LabSet,
    Measure,
    Months,
    Not,
    Patients,
    Seen,
    Sex,
    Sheets,
    Tested,
    Treatments,
    VisitSet,
    Window,
)

S = TypeVar("S", DrugSet, LabSet, ActSet, VisitSet, ConditionSet)

# The keys that each form of condition takes, beside `form`.
FORM_KEYS: dict[str, tuple[str, ...]] = {
    "age": ("at_least", "at_most"),
    "sex": ("is_",),
    "condition": ("set",),
    "dispensed": ("set", "days", "months", "campaign"),
    "tested": ("set", "days", "months", "campaign"),
    "seen": ("acts", "visits", "months", "campaign"),
    "any": ("of",),
    "all": ("of",),
    "not": ("of",),
}
# The parts that each measure takes.
MEASURE_KEYS: dict[str, tuple[str, ...]] = {
    "patients": ("denominator", "numerator"),
    "treatments": ("denominator", "counted"),
    "episodes": ("denominator", "episode"),
    "boxes": ("boxes",),
    "sheets": (),
}


# What a set holds, for who wrote the wrong name.
SET_KINDS: dict[type[CodeSet], str] = {
    DrugSet: "de médicaments (ATC)",
    LabSet: "d'analyses (NABM)",
    ActSet: "d'actes techniques (CCAM)",
    VisitSet: "de consultations (SPECIALTY et ACT_LETTER)",
    ConditionSet: "d'affections de longue durée (ALD)",
}
ASKED = "une mesure décrite dans docs/reference/indicators.md"
_SAID = re.compile(r"(.*?)(?:, | : )([^,:]*) attendue?s?(?:, (.*))?")


class Undecodable(Exception):
    """What keeps a measure from being built, every time: where (key path), why, and what was expected (French)."""

    def __init__(self, *several: tuple[Path, str, str]) -> None:
        self.several = several
        super().__init__("; ".join(why for _, why, _ in several))


class MeasureReader:
    """Builds measures from raw keys, with the sets and campaigns of one instrument.

    `whole` is false when some lists could not be read: a set that is not there is then not told again.
    """

    def __init__(self, sets: Mapping[str, CodeSet], campaigns: Mapping[str, Campaign], *, whole: bool = True) -> None:
        self.sets, self.campaigns, self.whole = sets, campaigns, whole

    def read(self, raw: RawMeasured, path: Path) -> Measure:
        """The measure of a gate or an indicator. Undecodable with everything that is wrong with it."""
        assert raw.measure is not None
        wanted = MEASURE_KEYS[raw.measure]
        strangers: list[tuple[Path, str, str]] = []
        for key in ("denominator", "numerator", "counted", "episode", "boxes"):
            if (getattr(raw, key) is not None) != (key in wanted):
                said = "manque" if key in wanted else "n'a pas lieu d'être"
                expected = ", ".join(wanted) or "aucune autre clé"
                strangers.append(((*path, "measure"), f'avec measure = "{raw.measure}", {key} {said}', expected))
        if strangers:
            raise Undecodable(*strangers)
        try:
            return self._built(raw, path)
        except ValueError as wrong:
            raise Undecodable(((*path, "measure"), *_parted(str(wrong)))) from None

    def _built(self, raw: RawMeasured, path: Path) -> Measure:
        patients = partial(self._all, raw.denominator or [], (*path, "denominator"))
        if raw.measure == "patients":
            denominator, numerator = _gathered(patients, partial(self._all, raw.numerator or [], (*path, "numerator")))
            return Patients(denominator, numerator)
        if raw.counted is not None:
            named = partial(self._set, raw.counted.set, DrugSet, (*path, "counted"))
            denominator, drugs = _gathered(patients, named)
            return Treatments(denominator, drugs, Months(raw.counted.months))
        if raw.episode is not None:
            episode = raw.episode
            denominator, drugs = _gathered(patients, partial(self._set, episode.set, DrugSet, (*path, "episode")))
            return Episodes(denominator, drugs, episode.gap_days, episode.pack_days, episode.longer_than_days)
        if raw.boxes is not None:
            boxes, key = raw.boxes, (*path, "boxes")
            inner = (lambda: None) if boxes.among == "repertoire" else partial(self._set, boxes.among, DrugSet, key)
            drugs, inside = _gathered(partial(self._set, boxes.set, DrugSet, key), inner)
            window = Months(boxes.months)
            try:
                return Boxes(drugs, inside, window)
            except ValueError as wrong:
                raise Undecodable((key, str(wrong), 'among : une liste contenue dans set, ou "repertoire"')) from None
        return Sheets()

    def _all(self, raw: list[RawCondition], path: Path) -> AllOf:
        return AllOf(tuple(_gathered(*(partial(self._condition, one, (*path, at)) for at, one in enumerate(raw)))))

    def _condition(self, raw: RawCondition, path: Path) -> Condition:
        allowed = FORM_KEYS[raw.form]
        expected = ", ".join(name.rstrip("_") for name in allowed)
        strangers = sorted(raw.model_fields_set - {"form"} - set(allowed))
        if strangers:
            raise Undecodable(
                *((path, f'la forme "{raw.form}" ne prend pas {key.rstrip("_")}', expected) for key in strangers)
            )
        try:
            return self._formed(raw, path)
        except ValueError as wrong:
            raise Undecodable((path, *_parted(str(wrong)))) from None

    def _formed(self, raw: RawCondition, path: Path) -> Condition:
        if raw.form == "age":
            return Age(raw.at_least, raw.at_most)
        if raw.form == "sex":
            if raw.is_ is None:
                raise Undecodable((path, "sexe sans is", 'is = "male" ou is = "female"'))
            return Sex({"male": 1, "female": 2}[raw.is_])
        if raw.form in ("any", "all", "not"):
            parts = self._all(raw.of or [], (*path, "of")).of
            if raw.form == "all":
                return AllOf(parts)
            if not parts or (raw.form == "not" and len(parts) > 1):
                expected = "une condition, et une seule" if raw.form == "not" else "au moins une condition"
                said = f"de {len(parts)} conditions" if parts else "sans condition"
                raise Undecodable((path, f'la forme "{raw.form}" {said}', expected))
            return AnyOf(parts) if raw.form == "any" else Not(parts[0])
        if raw.form == "condition":
            return HasCondition(self._set(raw.set, ConditionSet, path))
        window = partial(self._window, raw, path)
        if raw.form == "seen":
            if not (raw.acts or raw.visits):
                raise Undecodable((path, 'la forme "seen" sans acts ni visits', "acts, visits, ou les deux"))
            acts = partial(self._set, raw.acts, ActSet, path) if raw.acts else lambda: None
            visits = partial(self._set, raw.visits, VisitSet, path) if raw.visits else lambda: None
            return Seen(*_gathered(acts, visits, window))
        kind: type[Any] = LabSet if raw.form == "tested" else DrugSet
        named, during = _gathered(partial(self._set, raw.set, kind, path), window)
        if raw.days is None:
            raise Undecodable((path, f'la forme "{raw.form}" sans days', "days = le nombre de jours, au moins 1"))
        return Tested(named, raw.days, during) if raw.form == "tested" else Dispensed(named, raw.days, during)

    def _window(self, raw: RawCondition, path: Path) -> Window:
        if (raw.months is None) == (raw.campaign is None):
            said = "fenêtre sans months ni campaign" if raw.months is None else "fenêtre avec months et campaign"
            raise Undecodable((path, said, "months ou campaign, l'un des deux"))
        if raw.months is not None:
            return Months(raw.months)
        assert raw.campaign is not None
        if raw.campaign not in self.campaigns:
            known = ", ".join(sorted(self.campaigns)) or "aucune campagne n'a de dates"
            raise Undecodable((path, f"campagne inconnue : {raw.campaign}", f"une de [campaigns] : {known}"))
        return self.campaigns[raw.campaign]

    def _set(self, name: str | None, kind: type[S], path: Path) -> S:
        if name is None or name not in self.sets:
            if not self.whole:
                raise Undecodable()
            known = sorted(id for id, one in self.sets.items() if isinstance(one, kind))
            near = difflib.get_close_matches(name or "", known, n=1) or known
            expected = f"une liste {SET_KINDS[kind]} : {', '.join(near) or 'aucune dans lists/'}"
            raise Undecodable((path, f"liste inconnue : {name or 'aucune'}", expected))
        found = self.sets[name]
        if not isinstance(found, kind):
            raise Undecodable((path, f"{name}, une liste {SET_KINDS[type(found)]}", f"une liste {SET_KINDS[kind]}"))
        return found


def _parted(message: str) -> tuple[str, str]:
    """What the query model received and expected, from its message: 'âge -1, de 0 à 130 attendu'."""
    found = _SAID.fullmatch(message)
    if not found:
        return message, ASKED
    return found[1], f"{found[2]}, {found[3]}" if found[3] else found[2]


def _gathered(*makers: Callable[[], Any]) -> list[Any]:
    """What the makers make; Undecodable with what is wrong with all of them, so that an author is told once."""
    made: list[Any] = []
    several: list[tuple[Path, str, str]] = []
    for make in makers:
        try:
            made.append(make())
        except Undecodable as wrong:
            several.extend(wrong.several)
    if len(made) < len(makers):
        raise Undecodable(*several)
    return made
