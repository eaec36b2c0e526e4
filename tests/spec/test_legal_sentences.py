"""Every sentence that the rules say, over all the cases and the real acts: the golden file is read, then kept.

Verdicts are judged by the tables of cases; here, the words, the unlocks and the policies, so that none changes unseen.
BONUSAGE_GOLDEN=1 writes the file again: read the difference, sentence by sentence, as a jurist would.
Next: tests/golden/legal_sentences.txt.
"""

from __future__ import annotations

import datetime as dt
import os
import re

from tests.house.tree import ROOT
from tests.spec.test_legal_cases import CASES, act_of, facts

from bonusage.desk.acts import act_entries, load_act
from bonusage.legality.act import Act
from bonusage.legality.check import findings
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.timeline import timeline

DAY = re.compile(r"\b\d{2}/\d{2}/\d{4}\b|\b(?:1er|\d{1,2}) \w+ (?:19|20)\d{2}\b")
GOLDEN = ROOT / "tests" / "golden" / "legal_sentences.txt"


def judged() -> list[tuple[Act, dt.date, LawFacts]]:
    """Each case as its table says; each real act on the first day of each of its segments."""
    found = [
        (act_of(case), case.day, facts().with_policies(**case.row["policies"]) if "policies" in case.row else facts())
        for case in CASES
    ]
    for entry in act_entries():
        act = load_act(entry.id)
        found += [(act, segment.start, facts()) for segment in timeline(act, facts())]
    return found


def sentences() -> list[str]:
    """'RULE | verdict | message | unlock | policy', each once, sorted; days are judged by the cases."""
    lines = set()
    for act, day, known in judged():
        for one in findings(act, day, known):
            line = " | ".join((one.rule, one.verdict.value, one.message, one.unlock, one.policy))
            lines.add(DAY.sub("[jour]", line))
    return sorted(lines)


def test_the_sentences_are_those_that_were_read() -> None:
    said = sentences()
    if os.environ.get("BONUSAGE_GOLDEN"):
        GOLDEN.write_text("\n".join(said) + "\n", "utf-8")
    kept = GOLDEN.read_text("utf-8").splitlines()
    assert said == kept, "BONUSAGE_GOLDEN=1 writes them again"


def test_the_sentences_are_whole() -> None:
    """A sentence begins with a capital, a digit or a quotation, ends with a full stop, and has no hole in it."""
    broken = [
        line
        for line in sentences()
        for message in [line.split(" | ")[2]]
        if not re.fullmatch(r"[A-ZÀÉÊÎŒ0-9«].*[.]", message) or re.search(r"  |\(\)|None|: \.| ,|\{|\}", message)
    ]
    assert broken == []


def test_french_contracts_its_articles() -> None:
    wrong = [
        line for line in sentences() if re.search(r"\b(?:à le|à les|de le|de les|de l'|que il)\s", line.split(" | ")[2])
    ]
    assert wrong == []
