"""A text before those who approve it, on a day: what was severed from it, what remains, when it enters into force.

The stages are chosen in approval.py and, while a period runs, in approval_running.py.
Next: approval_running.py.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from bonusage.legality.act import Act, Decision
from bonusage.legality.approval_acts import Weighed, Worth, remaining
from bonusage.legality.approval_receipt import Coming, decided
from bonusage.legality.finding import Verdict
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.standing import Rejudge, Stage, Standing


class Course(NamedTuple):
    """One text before those who approve it, on one day."""

    act: Act
    day: dt.date
    facts: LawFacts
    coming: Coming
    rejudge: Rejudge | None

    def severances(self) -> tuple[Decision, ...]:
        return tuple(one for _, one in decided(self.act, self.day, "severance", "exclusion_of_references"))

    def let_in(self, stage: Stage, on: dt.date, said: str, cut: list[Weighed], policies: tuple[str, ...]) -> Standing:
        """Approved, wholly or but for what was severed; what remains is judged again."""
        doubts = [one for one in cut if one.worth == Worth.DOUBTFUL]
        faults = tuple(fault for one in doubts for fault in one.faults)
        if doubts:
            why = " ; ".join(one.why for one in doubts)
            sentence = f"{said}, mais une disjonction est douteuse : {why}. Une personne doit juger."
            return Standing(Stage.NOT_KNOWN, sentence, since=on, faults=faults, policies=policies)
        gone = tuple(id for one in cut if one.worth == Worth.VALID for id in one.decision.provisions)
        in_force = self.in_force(on)
        if not any(one.worth == Worth.VALID for one in cut):
            return Standing(stage, f"{said}.", since=on, in_force=in_force, policies=policies)
        rest = remaining(self.act, gone)
        findings = self.rejudge(rest, self.day) if self.rejudge else ()
        broken = [one.message for one in findings if one.verdict == Verdict.NOT_MET]
        tail = f" Ce qui reste ne tient plus : {' '.join(broken)}" if broken else ""
        sentence = f"{said}, sauf les dispositions disjointes : {', '.join(gone) or 'certaines références'}.{tail}"
        return Standing(
            Stage.SEVERED, sentence, since=on, in_force=in_force, severed=gone, remains=rest, findings=findings,
            policies=policies,
        )  # fmt: skip

    def in_force(self, approved: dt.date) -> dt.date | None:
        """Regional texts of the funds: on publication. AcBUS of the ministers: on approval or publication (point 29)."""
        slot = self.coming.slot
        if slot is None:
            return None
        published = [on for on, _ in decided(self.act, self.day, "publication")]
        by_publication = slot.regime.approver in ("directors", "uncam") or (
            slot.regime.id in ("A-B1", "A-B2") and self.facts.policy("acbus_in_force") == "publication"
        )
        if by_publication:
            return max(published[0], approved) if published else None
        return approved
