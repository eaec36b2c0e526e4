"""From the conditions written in an instrument file to the query model: names become typed sets and windows.

Every fault is kept with the path of its key; nothing is guessed. Meanings are in practice/query.py.
Next: loader.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

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


class Undecodable(Exception):
    """A measure that cannot be built: where (key path) and why (French)."""

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(why)


class MeasureReader:
    """Builds measures from raw keys, with the sets and campaigns of one instrument."""

    def __init__(self, sets: Mapping[str, CodeSet], campaigns: Mapping[str, Campaign]) -> None:
        self.sets, self.campaigns = sets, campaigns

    def read(self, raw: RawMeasured, path: Path) -> Measure:
        """The measure of a gate or an indicator. Undecodable on the first thing wrong with it."""
        assert raw.measure is not None
        wanted = MEASURE_KEYS[raw.measure]
        for key in ("denominator", "numerator", "counted", "episode", "boxes"):
            if (getattr(raw, key) is not None) != (key in wanted):
                said = "manque" if key in wanted else "n'a pas lieu d'être"
                raise Undecodable((*path, "measure"), f'avec measure = "{raw.measure}", {key} {said}')
        try:
            return self._built(raw, path)
        except ValueError as wrong:
            raise Undecodable((*path, "measure"), str(wrong)) from None

    def _built(self, raw: RawMeasured, path: Path) -> Measure:
        denominator = self._all(raw.denominator or [], (*path, "denominator"))
        if raw.measure == "patients":
            return Patients(denominator, self._all(raw.numerator or [], (*path, "numerator")))
        if raw.counted is not None:
            drugs = self._set(raw.counted.set, DrugSet, (*path, "counted"))
            return Treatments(denominator, drugs, Months(raw.counted.months))
        if raw.episode is not None:
            episode = raw.episode
            drugs = self._set(episode.set, DrugSet, (*path, "episode"))
            return Episodes(denominator, drugs, episode.gap_days, episode.pack_days, episode.longer_than_days)
        if raw.boxes is not None:
            drugs = self._set(raw.boxes.set, DrugSet, (*path, "boxes"))
            named = raw.boxes.among
            among = None if named == "repertoire" else self._set(named, DrugSet, (*path, "boxes"))
            return Boxes(drugs, among, Months(raw.boxes.months))
        return Sheets()

    def _all(self, raw: list[RawCondition], path: Path) -> AllOf:
        return AllOf(tuple(self._condition(one, (*path, index)) for index, one in enumerate(raw)))

    def _condition(self, raw: RawCondition, path: Path) -> Condition:
        allowed = FORM_KEYS[raw.form]
        for key in sorted(raw.model_fields_set - {"form"} - set(allowed)):
            raise Undecodable(path, f'la forme "{raw.form}" ne prend pas {key.rstrip("_")}')
        try:
            return self._formed(raw, path)
        except ValueError as wrong:
            raise Undecodable(path, str(wrong)) from None

    def _formed(self, raw: RawCondition, path: Path) -> Condition:
        if raw.form == "age":
            return Age(raw.at_least, raw.at_most)
        if raw.form == "sex":
            return Sex({"male": 1, "female": 2, None: 0}[raw.is_])
        if raw.form in ("any", "all", "not"):
            parts = self._all(raw.of or [], (*path, "of")).of
            if raw.form == "any":
                return AnyOf(parts)
            if raw.form == "not":
                if len(parts) != 1:
                    raise ValueError("not : une condition attendue, et une seule")
                return Not(parts[0])
            return AllOf(parts)
        if raw.form == "condition":
            return HasCondition(self._set(raw.set, ConditionSet, path))
        if raw.form == "seen":
            acts = self._set(raw.acts, ActSet, path) if raw.acts else None
            visits = self._set(raw.visits, VisitSet, path) if raw.visits else None
            return Seen(acts, visits, self._window(raw))
        if raw.form == "tested":
            return Tested(self._set(raw.set, LabSet, path), raw.days or 0, self._window(raw))
        return Dispensed(self._set(raw.set, DrugSet, path), raw.days or 0, self._window(raw))

    def _window(self, raw: RawCondition) -> Window:
        if (raw.months is None) == (raw.campaign is None):
            raise ValueError("fenêtre : months ou campaign attendu, et un seul des deux")
        if raw.months is not None:
            return Months(raw.months)
        if raw.campaign is None or raw.campaign not in self.campaigns:
            known = ", ".join(sorted(self.campaigns)) or "aucune"
            raise ValueError(f"campagne inconnue : {raw.campaign} (connues : {known})")
        return self.campaigns[raw.campaign]

    def _set(self, name: str | None, kind: type[S], path: Path) -> S:
        if name is None or name not in self.sets:
            close = ", ".join(sorted(id for id, one in self.sets.items() if isinstance(one, kind)))
            raise Undecodable(path, f"liste inconnue : {name or 'aucune'} (connues : {close})")
        found = self.sets[name]
        if not isinstance(found, kind):
            raise Undecodable(path, f"la liste {name} est de type {type(found).__name__}, {kind.__name__} attendu")
        return found
