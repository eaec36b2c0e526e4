"""A period that runs, and how it ends: by an approval, an opposition, or silence; what comes too late has no effect.

The period itself is counted in approval_count.py; the worth of a decision is weighed in approval_acts.py.
Next: approval_acts.py.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from bonusage.legality.act import Decision
from bonusage.legality.approval_acts import Weighed, Worth, approvers, opposition, severance, titles
from bonusage.legality.approval_acts import titles_of_grounds as in_words
from bonusage.legality.approval_count import DAY, policies_of_count
from bonusage.legality.approval_course import Course
from bonusage.legality.approval_receipt import Slot, decided
from bonusage.legality.standing import Stage, Standing
from bonusage.values.period import french_date


class Running(NamedTuple):
    """A period that runs, from its start to its last day, and what was decided in it or after it."""

    course: Course
    slot: Slot
    start: dt.date
    last: dt.date

    def standing(self) -> Standing:
        """The first decision that has an effect ends it; silence does at its end."""
        course, regime = self.course, self.slot.regime
        policies = policies_of_count(regime.unit, course.facts)
        cut: list[Weighed] = []
        void: list[Weighed] = []
        doubts: list[Weighed] = []
        final: Standing | None = None
        for on, one in decided(
            course.act, course.day, "approval", "opposition", "severance", "exclusion_of_references"
        ):
            weighed = self._weighed(on, one, final is not None)
            if weighed is None:
                continue
            severs = one.what in ("severance", "exclusion_of_references")
            if weighed.worth == Worth.VOID:
                void.append(weighed)
            elif severs:
                cut.append(weighed)
            elif weighed.worth == Worth.DOUBTFUL:
                doubts.append(weighed)
            elif one.what == "opposition":
                final = self._opposed(on, one)
            else:
                said = f"Approuvé le {french_date(on)} par : {titles(one.by, course.facts)}"
                same_day = [w for w in self._severed_by(on) if w not in cut]
                final = course.let_in(Stage.APPROVED, on, said, cut + same_day, policies)
        if final is None:
            final = self._refused() or self._by_time(cut, doubts, policies)
        return final._replace(void=tuple(void), policies=policies)

    def _weighed(self, on: dt.date, one: Decision, ended: bool) -> Weighed | None:
        """What a decision is worth here; None when it is not the affair of those who approve (a union's opposition)."""
        course, regime = self.course, self.slot.regime
        by = approvers(regime, course.facts)
        able = (*by, *course.facts.other_national_funds(on)) if regime.approver == "directors" else by
        if not set(one.by) & set(able):
            if one.by and all(
                course.facts.kind_of(id) in ("union", "unions", "regional_union", "organisation") for id in one.by
            ):
                return None
            return Weighed(one, Worth.VOID, f"n'émane pas de : {titles(by, course.facts)}")
        if ended:
            return None if one.what in ("severance", "exclusion_of_references") else Weighed(
                one, Worth.VOID, "le texte a déjà reçu une réponse"
            )  # fmt: skip
        if one.what == "opposition":
            return opposition(course.act, one, regime, self.last, course.facts)
        if one.what in ("severance", "exclusion_of_references"):
            return severance(course.act, one, regime, self.last, course.facts)
        return self._approval(on, one, by)

    def _approval(self, on: dt.date, one: Decision, by: tuple[str, ...]) -> Weighed:
        course = self.course
        if on > self.last and self.slot.regime.tacit:
            return Weighed(one, Worth.VOID, f"du {french_date(on)}, alors que le silence avait déjà approuvé le texte")
        absent = tuple(id for id in by if id not in one.by)
        if absent:
            return Weighed(one, Worth.VOID, f"il manque l'approbation de : {titles(absent, course.facts)}")
        if self.slot.regime.approver == "directors" and not self._directors(on, True):
            return Weighed(one, Worth.VOID, "il manque l'avis favorable du directeur d'une autre caisse nationale")
        return Weighed(one, Worth.VALID)

    def _severed_by(self, on: dt.date) -> list[Weighed]:
        """The severances of the very day of the approval, whatever their rank in the file."""
        course = self.course
        same = [
            one for when, one in decided(course.act, course.day, "severance", "exclusion_of_references") if when == on
        ]
        found = [severance(course.act, one, self.slot.regime, self.last, course.facts) for one in same]
        return [one for one in found if one.worth != Worth.VOID]

    def _directors(self, day: dt.date, favourable: bool) -> tuple[dt.date, ...]:
        """The days of the opinions of the other funds' directors in that direction, on this text."""
        course = self.course
        version = course.coming.receipt.text_version
        others = course.facts.other_national_funds(day)
        return tuple(
            one.given_on
            for one in course.act.opinions
            if one.by in others
            and one.favourable is favourable
            and one.given_on is not None
            and one.given_on <= min(day, self.last)
            and one.text_version == version
        )

    def _opposed(self, on: dt.date, one: Decision) -> Standing:
        facts = self.course.facts
        why = in_words(one.grounds, facts) or one.reason or "sans motif indiqué"
        said = f"Opposition de {titles(one.by, facts)}, notifiée le {french_date(on)} ({why})."
        return Standing(Stage.OPPOSED, said, since=on, grounds=one.grounds)

    def _refused(self) -> Standing | None:
        """2003-2004: the other director's unfavourable opinion, in time, when none is favourable (reading of A-B3r)."""
        course = self.course
        if self.slot.regime.approver != "directors" or self._directors(course.day, True):
            return None
        against = self._directors(course.day, False)
        if against:
            on = min(against)
            said = (
                f"Avis défavorable du directeur d'une autre caisse nationale, le {french_date(on)}, et aucun favorable."
            )
            return Standing(Stage.OPPOSED, said, since=on)
        if course.day > self.last and course.facts.policy("other_director") == "opinion_required":
            said = "Le délai est expiré sans avis favorable du directeur d'une autre caisse nationale."
            return Standing(Stage.BLOCKED, said, since=self.last + DAY)
        return None

    def _by_time(self, cut: list[Weighed], doubts: list[Weighed], policies: tuple[str, ...]) -> Standing:
        """No decision ended it: it runs, or silence did."""
        course, regime = self.course, self.slot.regime
        length = f"{regime.length} {'mois' if regime.unit == 'month' else 'jours'}"
        span = f"reçu le {french_date(self.start)}, délai de {length} jusqu'au {french_date(self.last)} inclus"
        why = " ; ".join(one.why for one in doubts)
        if course.day <= self.last:
            said = f"Le délai court : {span}.{f' Une opposition est douteuse : {why}.' if doubts else ''}"
            return Standing(Stage.RUNNING, said, since=self.start, until=self.last)
        if doubts:
            said = f"Une opposition est enregistrée, mais {why} : une personne doit juger ({span})."
            faults = tuple(fault for one in doubts for fault in one.faults)
            return Standing(Stage.NOT_KNOWN, said, since=self.last + DAY, faults=faults)
        if not regime.tacit:
            return Standing(
                Stage.RUNNING, f"Le délai est expiré, et le silence n'approuve pas : {span}.", since=self.start
            )
        on = self.last + DAY
        what = "Aucune opposition : libre d'emploi" if regime.approver == "opposition" else "Réputé approuvé"
        return course.let_in(Stage.DEEMED_APPROVED, on, f"{what} depuis le {french_date(on)} : {span}", cut, policies)
