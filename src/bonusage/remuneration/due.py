"""Due: what one professional is owed for a period, to the cent, with every step (the reference).

population.py computes the same cents for a whole population, without steps, from the same specification.
Next: receipt.py, which seals a Due; attainment.py, for the rate of one ratio.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bonusage.instruments.model import Gate, Instrument
from bonusage.remuneration import reasons
from bonusage.remuneration.attainment import attained
from bonusage.remuneration.case import Case, Presence, Result, presence
from bonusage.remuneration.tariff import (
    PROFESSIONALS,
    Objectives,
    Part,
    Shared,
    Tariff,
    Term,
    shared_steps,
    source,
    tariff_of,
)
from bonusage.values.money import half_up
from bonusage.values.period import Period
from bonusage.values.step import (
    Once,
    Step,
    at_least,
    cited,
    given,
    less_than,
    product,
    quotient,
    rounded_half_up,
    total,
    when,
)


class Component(NamedTuple):
    """One row of what is due: an indicator, or ROUNDING. `numbers` are the integers of the sentence."""

    id: str
    cents: int
    reason_code: str
    sentence: str
    numbers: tuple[int, ...] = ()


class Due(NamedTuple):
    """What is due to one professional. `trace` ends in `total_cents`; the components sum to it."""

    professional: str
    components: tuple[Component, ...]
    total_cents: int
    sentence: str
    trace: Step
    policies_used: Mapping[str, str]
    recalled_figures: tuple[str, ...]
    presence: Presence

    def rows(self) -> Iterator[tuple[str, str, int, str]]:
        """The rows of due.csv: professional, component, amount_cents, reason; TOTAL last."""
        for one in self.components:
            yield self.professional, one.id, one.cents, one.sentence
        yield self.professional, "TOTAL", self.total_cents, self.sentence


def due(instrument: Instrument, case: Case, period: Period) -> Due:
    """What is due to one professional for a period; for many, make the tariff once and call `due_under`."""
    return due_under(tariff_of(instrument, period), case)


def due_under(tariff: Tariff, case: Case) -> Due:
    """What is due to one professional under a tariff. Exact until the rounding that the instrument's policy names."""
    days = presence(case, tariff.period, tariff.instrument.adhesion == "opt_out")
    reckoning = _Reckoning(tariff, case, days)
    return reckoning.everything() if days.present else reckoning.nothing()


class _Settled(NamedTuple):
    """The amount of one component before any rounding, and the reason for it."""

    amount: Step
    code: str
    numbers: tuple[int, ...] = ()
    unit: str = "days"


class _Reckoning:
    """The account of one professional while it is made: its rows, and what they rest on so far."""

    def __init__(self, tariff: Tariff, case: Case, days: Presence) -> None:
        self.tariff, self.case, self.days = tariff, case, days
        self.policies: set[str] = set()
        self.recalled: set[str] = set()
        self.components: list[Component] = []
        self.shared: Shared = shared_steps(tariff.instrument, case.list_size)
        self.other_doctor = Once(lambda: given("médecin traitant", 0, PROFESSIONALS))
        self.present = Once(self._present)

    def nothing(self) -> Due:
        """No day of the period counts: every component is zero, for that reason."""
        code = reasons.NOT_CONVENTIONED if self.days.adhered else reasons.NOT_ADHERING
        said = reasons.sentence(code)
        self.components = [Component(term.id, 0, code, said) for part in self.tariff.parts for term in part.terms]
        clause = self.tariff.instrument.clause
        none = less_than("aucun jour retenu", self._days_present(), given("un jour", 1, clause), clause)
        trace = when("total dû (centimes)", none, given("rien n'est dû (centimes)", 0, clause), clause)
        return self._done(trace, said)

    def everything(self) -> Due:
        """Every component in the order of the instrument, the total, and the rounding between them."""
        partial = self._policy("partial_period") == "pro_rata_days" if self.days.present < self.days.of else False
        rounding = self._policy("rounding")
        each, basis = rounding == "each_component", self.tariff.instrument.basis
        blocks = tuple(self._block(part, partial, each) for part in self.tariff.parts)
        if each:
            trace = total("total dû (centimes)", blocks, basis)
        else:
            exact = total("total exact (centimes)", blocks, basis)
            if partial:
                exact = product("total au prorata (centimes)", (exact, self.present()), _PARTIAL)
            trace = rounded_half_up("total dû (centimes)", exact, f"policy:rounding={rounding}")
        if gap := trace.value.numerator - sum(one.cents for one in self.components):
            self.components.append(Component("ROUNDING", gap, reasons.ROUNDING, reasons.sentence(reasons.ROUNDING)))
        return self._done(trace, reasons.sentence(reasons.TOTAL, (self.days.present, self.days.of) if partial else ()))

    def _done(self, trace: Step, said: str) -> Due:
        tariff = self.tariff
        return Due(
            professional=self.case.professional,
            components=tuple(sorted(self.components, key=lambda one: tariff.rank.get(one.id, len(tariff.rank)))),
            total_cents=trace.value.numerator,
            sentence=said,
            trace=trace,
            policies_used={name: value for name, value in tariff.policies.items() if name in self.policies},
            recalled_figures=tuple(key for key in tariff.recalled if key in self.recalled),
            presence=self.days,
        )

    def _policy(self, name: str) -> str:
        """The value of a policy, which from now on is one of those that decided."""
        self.policies.add(name)
        return self.tariff.policies[name]

    def _days_present(self) -> Step:
        ground = "adhesions" if self.days.adhered < self.days.of else PROFESSIONALS
        return given("jours retenus", self.days.present, ground)

    def _present(self) -> Step:
        days = given("jours de la période", self.days.of, self.tariff.instrument.clause)
        return quotient("part de la période retenue", self._days_present(), days, _PARTIAL)

    def _block(self, part: Part, partial: bool, each: bool) -> Step:
        """The sum of a block; its rows go to the components, each shown to the nearest cent."""
        gate = Once(lambda: self._gates(part))
        amounts = []
        for term in part.terms:
            settled = self._settled(part, term, gate)
            amount = settled.amount
            if each:
                amount = self._rounded(term, amount, partial)
                cents = amount.value.numerator
            else:
                cents = half_up(amount.value * Fraction(self.days.present, self.days.of) if partial else amount.value)
            said = reasons.sentence(settled.code, settled.numbers, settled.unit)
            self.components.append(Component(term.id, cents, settled.code, said, settled.numbers))
            amounts.append(amount)
        return total(f"{part.title} (centimes)", tuple(amounts), part.ground)

    def _rounded(self, term: Term, amount: Step, partial: bool) -> Step:
        if partial:
            amount = product(f"{term.id} : montant au prorata (centimes)", (amount, self.present()), _PARTIAL)
        return rounded_half_up(f"{term.id} : montant arrondi (centimes)", amount, "policy:rounding=each_component")

    def _settled(self, part: Part, term: Term, gate: Once) -> _Settled:
        """One component: what every kind shares first, then its own rule."""
        label = f"{term.id} : montant (centimes)"
        if term.treating_doctor_only and not self.case.treating_doctor:
            return _Settled(product(label, (self.other_doctor(),), part.ground), reasons.NOT_TREATING_DOCTOR)
        if term.objectives is None:
            return self._proof(part, term, label, gate)
        return self._ratio(part, term, term.objectives, label)

    def _gates(self, part: Part) -> Step:
        return product(f"{part.title} : conditions remplies", tuple(map(self._gate, part.gates)), part.ground)

    def _gate(self, gate: Gate) -> Step:
        """One when the gate is passed; without a proof, or a result, it is not."""
        if gate.at_least is None:
            return given(f"{gate.id} : preuve", int(self.case.proofs.get(gate.id) is True), "declaration")
        label, result = f"{gate.id} : part suffisante", self.case.results.get(gate.id)
        ground = "results" if gate.origin == "claims" else "declaration"
        if result is None or result.denominator == 0:
            return given(label, 0, ground)
        share = quotient(f"{gate.id} : part", *_counts(gate.id, result, ground), ground)
        threshold = given(f"{gate.id} : part minimale", gate.at_least.exact, source(gate.at_least))
        return at_least(label, share, threshold, source(gate.at_least))

    def _proof(self, part: Part, term: Term, label: str, gate: Once) -> _Settled:
        """All or nothing, behind every gate of the block."""
        opened: tuple[Step, ...] = ()
        if part.gates:
            self.recalled |= part.recalled
            opened = (gate(),)
            if not opened[0].value:
                return _Settled(product(label, opened, part.ground), reasons.GATE_CLOSED)
        proven = self.case.proofs.get(term.id) is True
        proof = given(f"{term.id} : preuve", int(proven), "declaration")
        if not proven:
            return _Settled(product(label, (*opened, proof), part.ground), reasons.NOT_PROVEN)
        self._rests_on(term)
        share, numbers = self._since_bought(term) if term.pro_rata else ((), ())
        paid = (*opened, proof, *share, term.points, self._point(term))
        return _Settled(product(label, paid, part.ground), reasons.PROVEN, numbers)

    def _since_bought(self, term: Term) -> tuple[tuple[Step, ...], tuple[int, ...]]:
        """The part of the first year since the software was bought, where it was bought during that year."""
        period, bought = self.tariff.period, self.case.since.get(term.id)
        if bought is None or not period.start < bought < period.end:
            return (), ()
        if self._policy("software_first_year") != "pro_rata_days":
            return (), ()
        days = period.overlap(bought, None)
        share = quotient(
            f"{term.id} : part de la période depuis l'acquisition",
            given(f"{term.id} : jours depuis l'acquisition", days, "declaration"),
            given(f"{term.id} : jours de la période", period.days, term.clause),
            "policy:software_first_year=pro_rata_days",
        )
        return (share,), (days, period.days)

    def _ratio(self, part: Part, term: Term, goal: Objectives, label: str) -> _Settled:
        """Points at the rate reached, once enough patients or boxes are counted."""
        result = self.case.results.get(term.id)
        if result is None:
            return _Settled(given(label, 0, term.results), reasons.NO_RESULT)
        numerator, denominator = _counts(term.id, result, term.results)
        enough = at_least(f"{term.id} : effectif suffisant", denominator, goal.minimum, goal.minimum.ground)
        if result.denominator < goal.minimum_count:
            self.recalled |= {f"{term.id}.minimum"}
            counts = (result.denominator, goal.minimum_count)
            return _Settled(product(label, (enough,), part.ground), reasons.BELOW_MINIMUM, counts, goal.unit)
        self._rests_on(term)
        ratio = quotient(f"{term.id} : résultat", numerator, cited(denominator), term.results)
        reached = attained(term, goal, result, ratio, self.shared, self.tariff.policies)
        if reached.policy:
            self.policies.add(reached.policy)
        if reached.code in (reasons.ABOVE_INTERMEDIATE, reasons.PROGRESS, reasons.NO_PROGRESS):
            self.recalled |= self.tariff.recalled_share
        if reached.baseline:
            self.recalled.add("baseline.period")
        if term.repertoire:
            self.policies.add("repertoire_date")
        paid = (enough, term.points, reached.rate, self._point(term))
        return _Settled(product(label, paid, part.ground), reached.code, (result.numerator, result.denominator))

    def _rests_on(self, term: Term) -> None:
        self.recalled |= term.recalled
        self.recalled |= self.tariff.recalled_pay

    def _point(self, term: Term) -> Step:
        return self.shared.scaled_point() if term.scaled_by_list else self.shared.point()


_PARTIAL = "policy:partial_period=pro_rata_days"


def _counts(id: str, result: Result, ground: str) -> tuple[Step, Step]:
    """The two integers of a ratio, as steps."""
    return (
        given(f"{id} : numérateur", result.numerator, ground),
        given(f"{id} : dénominateur", result.denominator, ground),
    )
