"""The letters: what a doctor reads holds the amounts, the reasons, what is recalled, the choices and the grounds.

The words of the law are never shipped, so none of the seed texts may show through.
Next: src/bonusage/letters/explanation.py.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bonusage.desk.catalogue import load
from bonusage.instruments.policies import POLICIES as KNOWN_POLICIES
from bonusage.letters.explanation import letter
from bonusage.letters.tree import ground_said, tree, value_said
from bonusage.letters.wording import ADHESIONS, CHOICES, FIGURES, POLICIES
from bonusage.remuneration.case import Adhesion, Case, Result
from bonusage.remuneration.due import due
from bonusage.remuneration.receipt import receipt
from bonusage.values.fault import Faults
from bonusage.values.money import NO_BREAK
from bonusage.values.period import parse_period

ROSP = load("rosp-2011-mt")
YEAR = parse_period("2012")
SEEDS = Path(__file__).parents[3] / "shared" / "law" / "seeds"


def made(**known: Any) -> dict[str, Any]:
    """A receipt for 2012: 1 target, 1 intermediate, 1 progress, 1 fall, 1 too small, gates closed."""
    results = {
        "R11-01": Result(65, 100),  # 210 euros
        "R11-02": Result(85, 100),  # 3/4 of 105 euros: 78.75
        "R11-15": Result(15, 100, 19, 100),  # a quarter of 245 euros: 61.25
        "R11-09": Result(30, 100, 40, 100),
        "R11-06": Result(7, 7),
        "R11-17": Result(120, 100, 30, 100),
    }
    case = Case(**({"professional": "77", "list_size": 800, "conventioned_from": dt.date(2000, 1, 1),
                    "results": results} | known))  # fmt: skip
    return receipt("w" * 64, ROSP, YEAR, "r" * 64, due(ROSP, case, YEAR))


PAID = made()
GONE = made(adhesions=(Adhesion(dt.date(2012, 1, 1), None, "refused"),))
PART = made(conventioned_from=dt.date(2012, 7, 1))
FULL = made(
    results={"electronic_sheets": Result(2, 3)},
    proofs={"sesam_vitale": True} | {f"R11-{n}": True for n in range(25, 30)},
    list_size=801,
)
EVERY = {"paid": PAID, "gone": GONE, "part": PART, "full": FULL}


def plain(text: str) -> str:
    """With ordinary spaces, for comparing."""
    return text.replace(NO_BREAK, " ")


def lines(text: str, *words: str) -> list[str]:
    """The lines that hold every one of the words."""
    return [line for line in plain(text).splitlines() if all(word in line for word in words)]


def section(text: str, title: str) -> str:
    """What stands under a title of the letter."""
    return plain(text).split(f"## {title}\n", 1)[1].split("\n## ")[0]


def test_it_says_how_much_for_what_period_and_to_whom() -> None:
    # 210 + 78.75 + 61.25 = 350.
    said = plain(letter(PAID, ROSP))
    assert "**Montant qui vous est dû pour cette période : 350,00 €.**" in said
    assert "Professionnel de santé 77, période du 1er janvier 2012 au 31 décembre 2012." in said
    assert "Vous n'avez pas fait connaître de refus" in said


def test_it_tells_what_is_paid_by_block() -> None:
    paid = section(letter(PAID, ROSP), "Ce qui est payé")
    assert lines(paid, "### Suivi des pathologies chroniques : 288,75 €")
    assert lines(paid, "### Prévention : 61,25 €")
    assert not lines(paid, "Organisation du cabinet")
    (one,) = lines(paid, "R11-02")
    assert one == (
        "- Diabète de type 2 : HbA1c inférieure à 8,5 % (R11-02) : 78,75 €, objectif intermédiaire atteint (85/100) ; "
        "résultat 85,0 %, intermédiaire 80,0 %, cible 90,0 %"
    )
    assert lines(paid, "R11-01", "objectif cible atteint (65/100)")
    assert lines(paid, "R11-15", "progrès compté sous l'objectif intermédiaire (15/100)")
    assert not lines(paid, "R11-09")


def test_it_tells_what_is_not_paid_and_why() -> None:
    left = section(letter(PAID, ROSP), "Ce qui n'est pas payé, et pourquoi")
    assert lines(left, "R11-09", "sans progrès compté (30/100)", "résultat 30,0 %")
    assert lines(left, "R11-06", "non compté : 7 patients, minimum 10")
    assert lines(left, "R11-03", "aucun résultat")
    assert lines(left, "R11-17", "résultat 120,0 pour 100, intermédiaire 43,0 pour 100, cible 37,0 pour 100")
    assert lines(left, "R11-25", "condition préalable non remplie")
    assert lines(left, "Conditions préalables, toutes nécessaires", "SESAM-Vitale", "Feuilles de soins électroniques")
    assert not lines(left, "R11-01")


def test_it_tells_what_is_recalled() -> None:
    recalled = section(letter(PAID, ROSP), "Ce qui repose sur des chiffres rappelés")
    assert "rappelés, sans source vue" in recalled
    assert lines(recalled, "nombre de points : R11-01, R11-02, R11-09, R11-15")
    assert lines(recalled, "part acquise à l'objectif intermédiaire")
    assert lines(recalled, "objectif cible : R11-15")
    assert lines(recalled, "effectif minimal", "R11-06")
    vaccinated = letter(made(results={"R11-10": Result(75, 100)}), ROSP)
    assert lines(vaccinated, "dates de campagne : influenza 2012")


def test_it_says_nothing_recalled_where_nothing_is() -> None:
    assert "rappelé" not in letter(GONE, ROSP)


def test_it_tells_the_choices_that_decided() -> None:
    choices = section(letter(PAID, ROSP), "Choix faits là où les textes se taisent")
    assert lines(choices, "arrondi au centime : une fois, sur le total (rounding=once_on_total)", "Un seul arrondi")
    # 30 of 100 is already under 43 for 100 on the reference period: the starting level is above the objective.
    assert lines(choices, "baseline_above_intermediate=no_progress")
    assert not lines(choices, "partial_period")


def test_it_names_the_law_down_to_the_item() -> None:
    grounds = section(letter(PAID, ROSP), "Fondement")
    assert lines(grounds, "Code de la sécurité sociale : 22°, article L162-5 (version du 12/08/2011)")
    assert lines(grounds, "CSS:L162-5@2011-08-12#22°")
    assert lines(grounds, "Convention nationale", "article 26", "(CM2011:26)")


def test_it_says_how_to_answer_and_promises_no_remedy() -> None:
    answer = section(letter(PAID, ROSP), "Si vous n'êtes pas d'accord")
    assert "observations à votre caisse" in answer
    assert PAID["receipt_hash"][:16] in answer
    assert not re.search(r"tribunal|recours|commission|appel|délai|mois", answer)


def test_a_period_in_part_says_its_days() -> None:
    # 350 euros x 184/366 = 175.956.
    said = plain(letter(PART, ROSP))
    assert "Jours retenus, d'adhésion et sous convention : 184 sur 366." in said
    assert "dû pour cette période : 175,96 €" in said


def test_nothing_due_is_said_once() -> None:
    said = plain(letter(GONE, ROSP))
    assert "dû pour cette période : 0,00 €" in said
    assert "Toutes les lignes : non payé : pas d'adhésion sur la période." in said
    assert "R11-01" not in said
    assert "Ce qui est payé" not in said
    assert "Votre refus est enregistré" in said


def test_rounding_has_its_line() -> None:
    # 801 patients: twice 140.175 euros, shown 140.18; 280.35 in all.
    rounded = made(results={"R11-10": Result(75, 100), "R11-11": Result(75, 100)}, list_size=801)
    assert lines(letter(rounded, ROSP), "Arrondi : -0,01 €")
    assert "280,35 €" in plain(letter(rounded, ROSP))


def test_english_says_the_same() -> None:
    said = letter(PAID, ROSP, "en")
    assert "**Amount due to you for this period: €350.00.**" in said
    assert "from 1 January 2012 to 31 December 2012" in said
    assert lines(said, "Type 2 diabetes: HbA1c below 8.5 % (R11-02): €78.75, intermediate objective reached (85/100)")
    assert lines(said, "item 22°, article L162-5 (version of 12 August 2011)")
    assert lines(said, "These figures are recalled, no source was seen")
    assert "You can send your observations to your fund" in said
    assert "Every line: not paid: no adhesion in the period." in letter(GONE, ROSP, "en")
    assert not re.search(r"\b(dû|vous|patientèle|objectif|payé)\b", said)


def test_every_policy_choice_and_status_has_words() -> None:
    assert POLICIES.keys() == KNOWN_POLICIES.keys()
    assert CHOICES.keys() == {choice for choices in KNOWN_POLICIES.values() for choice in choices}
    assert ADHESIONS.keys() == {"silence", "adhered", "ended", "refused", "none"}
    named = {key.partition(".")[2] for key in (figure.key for figure in ROSP.figures())}
    assert {name for name in named if "." not in name} <= FIGURES.keys()


def test_a_receipt_is_told_with_its_own_contract_only() -> None:
    with pytest.raises(Faults, match="relevé d'un autre contrat"):
        letter(PAID, replace(ROSP, hash="0" * 64))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", EVERY)
def test_no_eight_words_of_the_law_show_through(name: str, lang: Any) -> None:
    seeds = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    runs = {run for seed in seeds for run in eights(seed)}
    assert not runs & set(eights(letter(EVERY[name], ROSP, lang)))
    assert not runs & set(eights(tree(EVERY[name])))


def eights(text: str) -> list[tuple[str, ...]]:
    """Every run of eight words."""
    words = re.findall(r"\w+", text.lower())
    return [tuple(words[start : start + 8]) for start in range(len(words) - 7)]


def test_the_run_finder_finds_runs() -> None:
    text = "un deux trois quatre cinq six sept huit neuf"
    assert len(eights(text)) == 2
    assert set(eights("UN, deux trois (quatre) cinq six sept huit")) <= set(eights(text))


def test_the_tree_shows_each_step_under_what_it_serves() -> None:
    shown = plain(tree(PAID)).splitlines()
    assert shown[0] == "rosp-2011-mt, 2012, professionnel 77"
    assert shown[1] == "total dû = 350,00 € [choix rounding=once_on_total]"
    assert shown[2] == "  total exact = 350,00 € [CSS:L162-5@2011-08-12#22°]"
    assert "      R11-01 : montant = 210,00 € [CM2011:26]" in shown
    assert "          R11-01 : objectif cible = 65,0 % (13/20) [source avenant-3, source vue]" in shown
    assert "        R11-01 : points = 30 [source recall, rappelé, sans source vue]" in shown
    assert "        R11-01 : effectif suffisant = oui [source avenant-3, source vue]" in shown
    assert "            R11-01 : dénominateur = 100 (établi plus haut)" in shown
    assert "            patientèle = 800 [fichier des professionnels]" in shown
    assert len(shown) == 1 + sum(1 for _ in walk(PAID["trace"]))


def walk(step: dict[str, Any]) -> Any:
    yield step
    for inner in step["inputs"]:
        yield from walk(inner)


@pytest.mark.parametrize(
    ("op", "label", "value", "said"),
    [
        ("total", "x (centimes)", "910000/1", "9 100,00 €"),
        ("total", "x (centimes)", "1/3", "environ 0,00 €"),
        ("given", "valeur du point (euros)", "7/1", "7,00 €"),
        ("quotient", "R11-01 : résultat", "2/3", "66,7 % (2/3)"),
        ("at_least", "R11-01 : taux d'atteinte", "1/1", "100,0 %"),
        ("at_least", "R11-01 : effectif suffisant", "0/1", "non"),
        ("given", "R11-25 : preuve", "1/1", "oui"),
        ("given", "patientèle", "12345/1", "12 345"),
        ("given", "autre", "55/2", "27,50"),
    ],
)
def test_values_are_readable(op: str, label: str, value: str, said: str) -> None:
    assert plain(value_said({"op": op, "label": label, "value": value})) == said


def test_every_share_of_a_trace_is_told_as_a_share() -> None:
    """No step is left as a bare decimal: 0 to 1 reads as a percentage or as yes or no."""
    for one in EVERY.values():
        for step in walk(one["trace"]):
            if not step["value"].endswith("/1"):
                assert value_said(step)[-1] in ")%€", step["label"]


def test_grounds_are_readable() -> None:
    assert ground_said("results") == "résultats"
    assert ground_said("source:dashboard (derived)") == "source dashboard, déduit"
    assert ground_said("CM2011:26") == "CM2011:26"
