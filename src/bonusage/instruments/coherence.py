"""Coherence: what the shape of a file cannot say. Orders of thresholds, sums of points, names that point nowhere.

Lawfulness is another room's affair (legality). Faults carry the file, the line and its excerpt.
Next: model.py.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from fractions import Fraction

from bonusage.instruments.model import Block, Figure, Gate, Indicator, Instrument
from bonusage.instruments.policies import POLICIES
from bonusage.instruments.positions import Path, line_of, spelled
from bonusage.law.address import parse_address
from bonusage.values.fault import Fault
from bonusage.values.period import parse_period
from bonusage.values.rate import decimal_text


class Author:
    """The file of an author, and the faults found in it so far."""

    def __init__(self, name: str, text: str, lines: Mapping[Path, int]) -> None:
        self.name, self.lines = name, dict(lines)
        self.rows = text.splitlines()
        self.faults: list[Fault] = []

    def made(self, path: Path, what: str, received: str, expected: str, hint: str = "") -> Fault:
        """A fault at the line of a key."""
        line = line_of(self.lines, path)
        where = f"{self.name}:{line}, {spelled(path)}" if line else f"{self.name}, {spelled(path)}"
        excerpt = self.rows[line - 1].rstrip() if line else ""
        return Fault(what, where, received, expected, hint, excerpt)

    def fault(self, path: Path, what: str, received: str, expected: str, hint: str = "") -> None:
        """Keep a fault; the author is told of all of them at the end."""
        self.faults.append(self.made(path, what, received, expected, hint))


def check_coherence(instrument: Instrument, author: Author) -> None:
    """Every check below, on the whole instrument."""
    _head(instrument, author)
    _sources(instrument, author)
    _policies(instrument, author)
    _unique(instrument, author)
    for index, block in enumerate(instrument.blocks):
        _block(instrument, block, ("block", index), author)
    for index, gate in enumerate(instrument.gates):
        _gate(gate, ("gate", index), author)
    for index, indicator in enumerate(instrument.indicators):
        _indicator(instrument, indicator, ("indicator", index), author)
    _sum(
        (block.points for block in instrument.blocks), instrument.pay.total_points, ("pay", "total_points"), author,
        "les points des parties",
    )  # fmt: skip
    _pay(instrument, author)


def _head(instrument: Instrument, author: Author) -> None:
    codes = {text.id for text in instrument.texts}
    grounds: list[tuple[Path, str]] = [
        (("instrument", "basis"), instrument.basis),
        (("instrument", "clause"), instrument.clause),
        (("instrument", "adhesion_ground"), instrument.adhesion_ground),
    ]
    grounds += [(("block", index, "ground"), block.ground) for index, block in enumerate(instrument.blocks)]
    for path, text in grounds:
        try:
            code = parse_address(text).code
        except ValueError:
            example = "par exemple CSS:L162-5@2011-08-12#22°"
            author.fault(path, "adresse illisible", text, "CODE:ARTICLE[@AAAA-MM-JJ][#CHEMIN]", example)
            continue
        if code not in codes:
            author.fault(path, "texte inconnu", code, "une table [texts.CODE] : " + ", ".join(sorted(codes)))
    if instrument.valid.end <= instrument.valid.start:
        said = f"{instrument.valid.start} à {instrument.valid.end}"
        author.fault(("instrument", "end"), "période à l'envers", said, "une fin après le début")
    elif not _inside(instrument.first_year, instrument):
        said = f"une période du {instrument.valid.start} au {instrument.valid.last_day}, comme {instrument.valid.start.year}"
        author.fault(("instrument", "first_year"), "première année hors du contrat", instrument.first_year, said)


def _inside(text: str, instrument: Instrument) -> bool:
    try:
        period = parse_period(text)
    except ValueError:
        return False
    return period.start >= instrument.valid.start and period.end <= instrument.valid.end


def _said(value: Fraction) -> str:
    """A number as it was written: 54, 65.4; as n/d where decimals would not end."""
    places = next((places for places in range(7) if (value * 10**places).denominator == 1), None)
    return str(value) if places is None else decimal_text(value, places, "en")


def _unit(figure: Figure | None, wanted: tuple[str, ...], path: Path, author: Author) -> bool:
    """Is the figure in a unit that its place takes? A fault when it is not."""
    if figure is None or figure.unit in wanted:
        return True
    author.fault(path, "unité inattendue", figure.unit, " ou ".join(wanted))
    return False


def _sources(instrument: Instrument, author: Author) -> None:
    known = [source.id for source in instrument.sources]
    paths = _figure_paths(instrument)
    named: list[tuple[Path, str]] = [(("texts", text.id, "source"), text.url) for text in instrument.texts]
    named += [(paths[figure.key], figure.source) for figure in instrument.figures()]
    for path, source in named:
        if source not in known:
            near = difflib.get_close_matches(source, known, n=1)
            hint = f"{near[0]} peut-être ?" if near else "l'ajouter à [sources]"
            author.fault(path, "source inconnue", source, "une clé de [sources]", hint)


def _rows(instrument: Instrument) -> list[tuple[str, int, str]]:
    """Table, index and id of every block, gate and indicator."""
    blocks = [("block", index, one.id) for index, one in enumerate(instrument.blocks)]
    gates = [("gate", index, one.id) for index, one in enumerate(instrument.gates)]
    return blocks + gates + [("indicator", index, one.id) for index, one in enumerate(instrument.indicators)]


def _figure_paths(instrument: Instrument) -> dict[str, Path]:
    paths: dict[str, Path] = {}
    for table, index, id in _rows(instrument):
        for name in ("points", "intermediate", "target", "minimum", "definition", "at_least"):
            paths[f"{id}.{name}"] = (table, index, name)
    for figure in instrument.figures():
        paths.setdefault(figure.key, tuple(figure.key.split(".")))
    return paths


def _policies(instrument: Instrument, author: Author) -> None:
    chosen = {choice.name: choice.value for choice in instrument.policies}
    for name, choices in POLICIES.items():
        if name not in chosen:
            author.fault(("policies",), "politique manquante", "rien", f"{name} : {' ou '.join(choices)}")
        elif chosen[name] not in choices:
            author.fault(("policies", name), "choix inconnu", chosen[name], " ou ".join(choices))
    for name in chosen.keys() - POLICIES.keys():
        near = difflib.get_close_matches(name, POLICIES, n=1)
        hint = f"{near[0]} peut-être ?" if near else "la retirer"
        author.fault(("policies", name), "politique inconnue", name, "une politique connue", hint)


def _unique(instrument: Instrument, author: Author) -> None:
    seen: dict[str, str] = {}
    for table, index, id in _rows(instrument):
        if id in seen:
            author.fault((table, index, "id"), "identifiant en double", id, f"un autre nom ({seen[id]})")
        seen.setdefault(id, f"déjà pris par {table}[{index + 1}]")


def _block(instrument: Instrument, block: Block, path: Path, author: Author) -> None:
    gates = {gate.id for gate in instrument.gates}
    for name in block.gates:
        if name not in gates:
            author.fault((*path, "gates"), "condition préalable inconnue", name, _listed("gate", gates))
    members = instrument.of_block(block)
    if not members:
        author.fault((*path, "id"), "partie sans indicateur", block.id, "au moins un [[indicator]] de cette partie")
    _sum((one.points for one in members), block.points, (*path, "points"), author, "les points des indicateurs")


def _sum(figures: Iterable[Figure], whole: Figure, path: Path, author: Author, said: str) -> None:
    values = [figure.value for figure in figures]
    if whole.value is None or any(value is None for value in values):
        return
    found = sum((value for value in values if value is not None), Fraction(0))
    if found != whole.value:
        received = f"{said} font {_said(found)}"
        hint = "la somme publiée et le détail doivent concorder"
        author.fault(path, "somme de points inexacte", received, _said(whole.value), hint)


def _listed(table: str, names: Iterable[str]) -> str:
    return f"un [[{table}]] : " + (", ".join(sorted(names)) or "aucun n'est écrit")


def _gate(gate: Gate, path: Path, author: Author) -> None:
    if (gate.kind == "proportion") != (gate.at_least is not None):
        received = f'kind = "{gate.kind}", {"avec" if gate.at_least else "sans"} at_least'
        expected = "at_least pour une part (proportion), et pour elle seule"
        author.fault((*path, "kind"), "condition préalable mal formée", received, expected)
    floor = gate.at_least
    if floor is None or not _unit(floor, ("share", "%"), (*path, "at_least"), author):
        return
    if floor.value is not None and not 0 < floor.exact <= 1:
        author.fault((*path, "at_least"), "seuil hors bornes", _said(floor.value), "une part entre 0 et 1")


def _indicator(instrument: Instrument, one: Indicator, path: Path, author: Author) -> None:
    blocks = {block.id for block in instrument.blocks}
    if one.block not in blocks:
        author.fault((*path, "block"), "partie inconnue", one.block, _listed("block", blocks))
    points = one.points.value
    _unit(one.points, ("points",), (*path, "points"), author)
    if points is not None and not (0 < points <= 10_000 and points.denominator == 1):
        author.fault((*path, "points"), "points hors bornes", _said(points), "un entier de 1 à 10 000")
    objectives = {"intermediate": one.intermediate, "target": one.target, "minimum": one.minimum}
    for name, figure in objectives.items():
        if (figure is None) != (one.kind == "proof"):
            said = "manque" if figure is None else "n'a pas lieu d'être"
            expected = "intermediate, target et minimum pour une mesure ; aucun des trois pour une preuve"
            author.fault((*path, name), f"{name} {said}", f'kind = "{one.kind}"', expected)
    if one.origin == "claims" and one.definition is None:
        expected = "definition = { confidence = ..., source = ... }"
        author.fault((*path, "definition"), "définition sans source", "rien", expected)
    _thresholds(one, path, author)


def _thresholds(one: Indicator, path: Path, author: Author) -> None:
    low, high, minimum = one.intermediate, one.target, one.minimum
    unit, most, said = ("per_100", 10, "de 0 à 1 000 pour 100") if one.kind == "rate" else ("%", 1, "de 0 à 100 %")
    for name, figure in (("intermediate", low), ("target", high)):
        if not _unit(figure, (unit,), (*path, name), author) or figure is None or figure.value is None:
            continue
        if not 0 <= figure.exact <= most:
            author.fault((*path, name), "objectif hors bornes", _said(figure.value), said)
    counted = minimum.value if minimum and _unit(minimum, ("patients", "boxes"), (*path, "minimum"), author) else None
    if counted is not None and not (counted >= 1 and counted.denominator == 1):
        author.fault((*path, "minimum"), "effectif minimal hors bornes", _said(counted), "un entier d'au moins 1")
    if low is None or high is None or low.value is None or high.value is None:
        return
    if low.value == high.value or (low.value < high.value) != (one.direction == "up"):
        wanted = "inférieur" if one.direction == "up" else "supérieur"
        author.fault(
            (*path, "intermediate"),
            "objectifs dans le désordre",
            f"intermédiaire {_said(low.value)}, cible {_said(high.value)}",
            f'un intermédiaire {wanted} à la cible, car direction = "{one.direction}"',
        )


def _pay(instrument: Instrument, author: Author) -> None:
    pay = instrument.pay
    units = {"point_value": "EUR", "reference_list": "patients", "total_points": "points", "share_at_intermediate": "%"}
    for name, unit in units.items():
        _unit(getattr(pay, name), (unit,), ("pay", name), author)
    for name in ("point_value", "reference_list"):
        value = getattr(pay, name).value
        if value is not None and value <= 0:
            author.fault(("pay", name), "valeur hors bornes", _said(value), "un nombre positif")
    euros = pay.point_value.value
    if euros is not None and (euros * 100).denominator != 1:
        author.fault(("pay", "point_value"), "plus fin que le centime", _said(euros), "des euros, au centime près")
    share = pay.share_at_intermediate
    if share.value is not None and share.unit == "%" and not 0 < share.exact < 1:
        author.fault(
            ("pay", "share_at_intermediate"),
            "part hors bornes",
            _said(share.value),
            "strictement entre 0 et 100 %",
        )
