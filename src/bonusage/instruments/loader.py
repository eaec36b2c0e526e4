"""Loading: from the texts of an instrument's files to the typed Instrument, or every fault of its author at once.

Structure is pydantic's affair (raw.py), sets lists.py's, measures measures.py's; coherence is checked in coherence.py.
Files are read by desk/catalogue.py. Next: coherence.py.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from pydantic import ValidationError

from bonusage.instruments.coherence import Author, check_coherence
from bonusage.instruments.lists import read_lists
from bonusage.instruments.measures import MEASURE_KEYS, MeasureReader, Undecodable
from bonusage.instruments.model import Block, Figure, Gate, Indicator, Instrument, Pay, PolicyChoice, Source
from bonusage.instruments.positions import Path, key_lines
from bonusage.instruments.raw import (
    RawBlock,
    RawClaim,
    RawFigure,
    RawGate,
    RawIndicator,
    RawInstrument,
    RawMeasured,
)
from bonusage.instruments.structure import structure_faults
from bonusage.instruments.syntax import syntax_fault
from bonusage.practice.query import Campaign, Measure
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import Period, parse_period
from bonusage.values.rate import parse_rate


def load_instrument(text: str, lists: Mapping[str, str], name: str = "instrument.toml") -> Instrument:
    """The instrument of a TOML text and of its lists (file name -> CSV text).

    Faults holds every fault of the author: file, line, key, received, expected, hint.
    """
    try:
        read = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as wrong:
        raise Faults([syntax_fault(wrong, text, name)]) from None
    author = Author(name, text, key_lines(text))
    try:
        raw = RawInstrument.model_validate(read)
    except ValidationError as wrong:
        raise Faults(structure_faults(wrong, author)) from None
    folder, slash, _ = name.rpartition("/")
    sets = read_lists(lists, set(raw.sources), author.faults, f"{folder}{slash}lists")
    reader = MeasureReader(sets, _campaigns(raw, author), whole=not author.faults)
    instrument = _Builder(raw, author, reader).instrument(_hash(text, lists))
    check_coherence(instrument, author)
    if author.faults:
        raise Faults(author.faults)
    return instrument


def require_payable(instrument: Instrument) -> None:
    """Faults for every figure declared absent: an amount never rests on a figure that was not found."""
    missing = [figure for figure in instrument.figures() if figure.confidence == "absent"]
    if missing:
        raise Faults(
            Fault(
                "chiffre absent",
                f"{instrument.id}, {figure.key}",
                'confidence = "absent"',
                "une valeur, avec sa source",
                "rien ne peut être payé tant que ce chiffre n'a pas été trouvé",
            )
            for figure in missing
        )


def _hash(text: str, lists: Mapping[str, str]) -> str:
    digest = hashlib.sha256(text.encode())
    for name in sorted(lists):
        digest.update(f"\0{name}\0{lists[name]}".encode())
    return digest.hexdigest()


def _campaigns(raw: RawInstrument, author: Author) -> dict[str, Campaign]:
    campaigns = {}
    for name, years in raw.campaigns.items():
        spans = []
        for year, span in years.items():
            path: Path = ("campaigns", name, year)
            if span.end <= span.start:
                author.fault(path, "campagne à l'envers", f"{span.start} à {span.end}", "une fin après le début")
            spans.append((year, Period(span.start, span.end)))
        campaigns[name] = Campaign(name, tuple(spans))
    return campaigns


class _Builder:
    """Builds the typed instrument part by part; what is wrong goes to the author's faults, at its line."""

    def __init__(self, raw: RawInstrument, author: Author, reader: MeasureReader) -> None:
        self.raw, self.author, self.reader = raw, author, reader

    def instrument(self, digest: str) -> Instrument:
        raw, head = self.raw, self.raw.instrument
        return Instrument(
            id=head.id,
            kind=head.kind,
            title=head.title,
            title_en=head.title_en,
            profession=head.profession,
            basis=head.basis,
            clause=head.clause,
            adhesion=head.adhesion,
            adhesion_ground=head.adhesion_ground,
            valid=Period(head.start, head.end),
            first_year=head.first_year,
            texts=tuple(Source(id, one.title, one.source) for id, one in raw.texts.items()),
            sources=tuple(Source(id, one.title, one.url) for id, one in raw.sources.items()),
            policies=tuple(PolicyChoice(name, one.value, one.why) for name, one in raw.policies.items()),
            pay=self._pay(),
            baseline=self._baseline(),
            dated=self._dated(),
            blocks=tuple(self._block(one, index) for index, one in enumerate(raw.block)),
            gates=tuple(self._gate(one, index) for index, one in enumerate(raw.gate)),
            indicators=tuple(self._indicator(one, index) for index, one in enumerate(raw.indicator)),
            hash=digest,
        )

    def _value(self, raw: RawFigure, path: Path) -> Fraction | None:
        if (raw.value is None) != (raw.confidence == "absent"):
            said = "sans valeur" if raw.value is None else "valeur donnée"
            self.author.fault(
                path,
                "valeur et confiance se contredisent",
                f'{said}, confidence = "{raw.confidence}"',
                'une valeur, ou confidence = "absent" sans valeur',
            )
        if raw.value is None:
            return None
        try:
            return parse_rate(raw.value)
        except ValueError:
            self.author.fault(path, "nombre illisible", str(raw.value), 'un nombre exact, ou "n/d" entre guillemets')
            return None

    def _figure(self, raw: RawFigure | None, path: Path, key: str) -> Figure | None:
        if raw is None:
            return None
        return Figure(key, self._value(raw, path), raw.unit, raw.confidence, raw.source)

    def _sure(self, raw: RawFigure, path: Path, key: str) -> Figure:
        return Figure(key, self._value(raw, path), raw.unit, raw.confidence, raw.source)

    @staticmethod
    def _claim(raw: RawClaim, key: str) -> Figure:
        """A statement without a number, kept as a figure of value one so that its confidence travels."""
        return Figure(key, Fraction(1), "share", raw.confidence, raw.source)

    def _pay(self) -> Pay:
        pay = self.raw.pay
        names = ("point_value", "reference_list", "total_points", "share_at_intermediate")
        figures = {name: self._sure(getattr(pay, name), ("pay", name), f"pay.{name}") for name in names}
        return Pay(**figures, list_scaling=self._claim(pay.list_scaling, "pay.list_scaling"), reading=pay.reading)

    def _baseline(self) -> Period:
        try:
            return parse_period(self.raw.baseline.period)
        except ValueError:
            path: Path = ("baseline", "period")
            self.author.fault(
                path, "période illisible", self.raw.baseline.period, "une année, ou AAAA-MM-JJ/AAAA-MM-JJ"
            )
            return Period(self.raw.instrument.start, self.raw.instrument.end)

    def _dated(self) -> tuple[Figure, ...]:
        found = [self._claim(self.raw.baseline, "baseline.period")]
        for name, years in self.raw.campaigns.items():
            found += [self._claim(span, f"campaigns.{name}.{year}") for year, span in years.items()]
        return tuple(found)

    def _block(self, raw: RawBlock, index: int) -> Block:
        points = self._sure(raw.points, ("block", index, "points"), f"{raw.id}.points")
        return Block(raw.id, raw.title, raw.title_en, points, raw.ground, tuple(raw.gates))

    def _measure(self, raw: RawMeasured, origin: str, path: Path) -> Measure | None:
        if (raw.measure is not None) != (origin == "claims"):
            wanted = (
                "measure = " + ", ".join(MEASURE_KEYS) if origin == "claims" else 'aucune mesure, ou from = "claims"'
            )
            self.author.fault((*path, "from"), "origine et mesure se contredisent", f'from = "{origin}"', wanted)
            return None
        if raw.measure is None:
            return None
        try:
            return self.reader.read(raw, path)
        except Undecodable as wrong:
            for key, why, expected in wrong.several:
                self.author.fault(key, "mesure impossible", why, expected)
            return None

    def _gate(self, raw: RawGate, index: int) -> Gate:
        path: Path = ("gate", index)
        claim = raw.definition or RawClaim(confidence="recalled", source="recall")
        return Gate(
            id=raw.id,
            title=raw.title,
            title_en=raw.title_en,
            kind=raw.kind,
            origin=raw.origin,
            measure=self._measure(raw, raw.origin, path),
            at_least=self._figure(raw.at_least, (*path, "at_least"), f"{raw.id}.at_least"),
            definition=self._claim(claim, f"{raw.id}.definition"),
            reading=raw.reading,
        )

    def _indicator(self, raw: RawIndicator, index: int) -> Indicator:
        path: Path = ("indicator", index)
        return Indicator(
            id=raw.id,
            block=raw.block,
            title=raw.title,
            title_en=raw.title_en,
            kind=raw.kind,
            origin=raw.origin,
            direction=raw.direction,
            scaled_by_list=raw.scaled_by_list,
            treating_doctor_only=raw.treating_doctor_only,
            pro_rata_first_year=raw.pro_rata_first_year,
            points=self._sure(raw.points, (*path, "points"), f"{raw.id}.points"),
            intermediate=self._figure(raw.intermediate, (*path, "intermediate"), f"{raw.id}.intermediate"),
            target=self._figure(raw.target, (*path, "target"), f"{raw.id}.target"),
            minimum=self._figure(raw.minimum, (*path, "minimum"), f"{raw.id}.minimum"),
            measure=self._measure(raw, raw.origin, path),
            definition=self._claim(raw.definition, f"{raw.id}.definition") if raw.definition else None,
            reading=raw.reading,
        )
