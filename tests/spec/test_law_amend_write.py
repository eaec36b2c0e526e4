"""The French that is written for a change: each form, read by a person; and every real pair, written and read back.

The articles are of an imaginary code; those of ../shared/law are read when they are there.
Next: src/bonusage/law/amend_write.py.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict

import pytest
from tests.house.tree import ROOT

from bonusage.law import amend_write
from bonusage.law.amend_apply import apply
from bonusage.law.amend_model import Instruction, Remove, RewriteRest, Target
from bonusage.law.amend_read import read_instructions
from bonusage.law.amend_write import Unwritable, write, write_instructions
from bonusage.law.amend_write_french import named, sentence
from bonusage.law.amend_write_plan import FINE
from bonusage.law.failure import Unsupported

LAW = ROOT.parent / "shared" / "law"
VERSIONS, GOLD = LAW / "css_L162-5_L162-15_versions.jsonl", LAW / "amendment_gold.jsonl"
CODE = "code de la navigation imaginaire"

BERTHS = (
    "La capitainerie tient la liste des bateaux amarrés dans le port. Cette liste est affichée à l'entrée du port. Elle indique :",
    "1° Le nom du bateau ;",
    "2° La longueur de la coque :",
    "a) A la flottaison ;",
    "b) Hors tout, beaupré compris ;",
    "3° La date d'arrivée du bateau.",
    "Un arrêté du ministre chargé de la plaisance fixe le modèle de cette liste et la durée de son affichage dans le port.",
)
LIST = "La capitainerie tient la liste des bateaux amarrés dans le port."
HEAD = f"L'article L. 12-3 du {CODE} est ainsi modifié :"


def at(line: int, text: str) -> tuple[str, ...]:
    return (*BERTHS[: line - 1], text, *BERTHS[line:])


def back(before: tuple[str, ...], lines: tuple[str, ...]) -> tuple[str, ...]:
    """The text that the lines lead to; what was not read is a failure of the patch."""
    patch = apply(before, read_instructions(lines))
    assert patch.failures == ()
    return patch.after


FORMS = [
    (
        "words replaced",
        at(5, "b) Hors tout, bout-dehors compris ;"),
        [f"Au b du 2° de l'article L. 12-3 du {CODE}, le mot : « beaupré » est remplacé par le mot : « bout-dehors »."],
    ),
    (
        "words that stand twice are quoted with more",
        at(7, BERTHS[6].replace("cette liste", "ladite liste")),
        [f"Au dernier alinéa de l'article L. 12-3 du {CODE}, le mot : « cette » est remplacé par le mot : « ladite »."],
    ),
    (
        "words deleted",
        at(5, "b) Hors tout ;"),
        [f"Au b du 2° de l'article L. 12-3 du {CODE}, les mots : « , beaupré compris » sont supprimés."],
    ),
    (
        "words inserted",
        at(7, BERTHS[6].replace("plaisance", "plaisance et des ports")),
        [f"Au dernier alinéa de l'article L. 12-3 du {CODE}, après le mot : « plaisance », sont insérés les mots : « et des ports »."],
    ),
    (
        "words at the start",
        at(7, "Chaque année, un" + BERTHS[6][2:]),
        [f"Au dernier alinéa de l'article L. 12-3 du {CODE}, le mot : « Un » est remplacé par les mots : « Chaque année, un »."],
    ),
    (
        "words at the end",
        at(2, "1° Le nom du bateau et son pavillon ;"),
        [f"Le 1° de l'article L. 12-3 du {CODE} est complété par les mots : « et son pavillon »."],
    ),
    (
        "a sentence at the end",
        at(7, BERTHS[6] + " Il est publié au registre."),
        [f"Le dernier alinéa de l'article L. 12-3 du {CODE} est complété par une phrase ainsi rédigée : « Il est publié au registre. »."],
    ),
    (
        "a sentence inserted",
        at(1, BERTHS[0].replace("port. Cette", "port. Nul n'en est dispensé. Cette")),
        [
            f"Après la première phrase du premier alinéa de l'article L. 12-3 du {CODE}, "
            "il est inséré une phrase ainsi rédigée : « Nul n'en est dispensé. »."
        ],
    ),
    (
        "a sentence removed",
        at(1, BERTHS[0].replace(" Cette liste est affichée à l'entrée du port.", "")),
        [f"La deuxième phrase du premier alinéa de l'article L. 12-3 du {CODE} est supprimée."],
    ),
    (
        "words that stand once in their sentence only",
        at(1, BERTHS[0].replace("Cette liste est affichée à l'entrée du port", "Cette liste est affichée à l'entrée du quai")),
        [f"À la deuxième phrase du premier alinéa de l'article L. 12-3 du {CODE}, le mot : « port » est remplacé par le mot : « quai »."],
    ),
    (
        "an item inserted",
        (*BERTHS[:2], "1° bis Son pavillon ;", *BERTHS[2:]),
        [f"Après le 1° de l'article L. 12-3 du {CODE}, il est inséré un 1° bis ainsi rédigé :", "« 1° bis Son pavillon ; »."],
    ),
    (
        "items inserted after one that holds lines",
        (*BERTHS[:5], "2° bis Son pavillon ;", "2° ter Son tirant d'eau ;", *BERTHS[5:]),
        [
            f"Après le 2° de l'article L. 12-3 du {CODE}, sont insérés des 2° bis et 2° ter ainsi rédigés :",
            "« 2° bis Son pavillon ; »",
            "« 2° ter Son tirant d'eau ; ».",
        ],
    ),
    (
        "paragraphs at the end",
        (*BERTHS, "Nul n'y déroge.", "Le maire y veille."),
        [f"L'article L. 12-3 du {CODE} est complété par deux alinéas ainsi rédigés :", "« Nul n'y déroge. »", "« Le maire y veille. »."],
    ),
    (
        "a paragraph at the start",
        ("Nul ne s'amarre sans titre.", *BERTHS),
        [
            f"Avant le premier alinéa de l'article L. 12-3 du {CODE}, il est inséré un alinéa ainsi rédigé :",
            "« Nul ne s'amarre sans titre. ».",
        ],
    ),
    (
        "the last paragraph removed",
        BERTHS[:-1],
        [f"Le dernier alinéa de l'article L. 12-3 du {CODE} est supprimé."],
    ),
    (
        "an item repealed",
        at(2, "1° (Abrogé) ;"),
        [f"Le 1° de l'article L. 12-3 du {CODE} est abrogé."],
    ),
    (
        "an item repealed with the lines that it holds",
        (*BERTHS[:2], "2° (Abrogé) ;", *BERTHS[5:]),
        [f"Le 2° de l'article L. 12-3 du {CODE} est abrogé."],
    ),
    (
        "an item whose place the tombstone of another takes",
        at(2, "1° bis (Abrogé) ;"),
        [f"Le deuxième alinéa de l'article L. 12-3 du {CODE} est ainsi rédigé :", "« 1° bis (Abrogé) ; »."],
    ),
    (
        "an item under another number",
        at(6, "4° La date d'arrivée du bateau."),
        [f"Le 3° de l'article L. 12-3 du {CODE} devient le 4°."],
    ),
    (
        "an item written again",
        at(6, "3° Le nom et l'adresse du propriétaire."),
        [f"Le 3° de l'article L. 12-3 du {CODE} est ainsi rédigé :", "« 3° Le nom et l'adresse du propriétaire. »."],
    ),
    (
        "several changes, in a list and in a list of the list",
        (LIST, BERTHS[1], *BERTHS[2:4], "b) Hors tout ;", BERTHS[5], BERTHS[6].replace("plaisance", "mer").replace("durée", "forme")),
        [
            HEAD,
            "1° Les deuxième et troisième phrases du premier alinéa sont supprimées ;",
            "2° Au b du 2°, les mots : « , beaupré compris » sont supprimés ;",
            "3° Le dernier alinéa est ainsi modifié :",
            "a) Le mot : « plaisance » est remplacé par le mot : « mer » ;",
            "b) Le mot : « durée » est remplacé par le mot : « forme ».",
        ],
    ),
    (
        "everything changed",
        ("Les bateaux sont libres.",),
        [f"L'article L. 12-3 du {CODE} est ainsi rédigé :", "« Les bateaux sont libres. »."],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("after", "lines"), [one[1:] for one in FORMS], ids=[one[0] for one in FORMS])
def test_what_is_written_and_that_it_comes_back(after: tuple[str, ...], lines: list[str]) -> None:
    written = write_instructions(BERTHS, after, "L12-3", CODE)
    assert list(written) == lines
    assert back(BERTHS, written) == after
    assert set(write(BERTHS, after, "L12-3", CODE).levels) <= {FINE}


def test_an_article_of_one_paragraph_is_named_without_it() -> None:
    before, after = ("Le maire tient la liste des quais.",), ("Le maire tient la liste des quais et des pontons.",)
    lines = write_instructions(before, after, "7", "loi n° 3-12 du 4 mai 2003")
    assert lines == (
        "L'article 7 de la loi n° 3-12 du 4 mai 2003 est complété par les mots : « et des pontons ».",
    )  # fmt: skip
    assert back(before, lines) == after


def test_quotations_that_grow_until_they_meet_are_one() -> None:
    before = ("Sont libres :", "1° un port du sud ouvert ici et un port du sud ouvert là ;", "2° Les quais.")
    after = (before[0], "1° tout port du sud ouvert hier et un port du sud ouvert là ;", before[2])
    lines = write_instructions(before, after, "L2", "code imaginaire")
    assert lines == (
        "Au 1° de l'article L. 2 du code imaginaire, les mots : « un port du sud ouvert ici » sont remplacés par les mots : "
        "« tout port du sud ouvert hier ».",
    )
    assert back(before, lines) == after


def test_a_line_of_which_little_is_left_is_written_again() -> None:
    """Quoting all that goes would be longer than the new line."""
    gone = (
        "dont la coque, le gréement et les feux ont été visités par un expert agréé et reconnus en bon état de servir "
    )
    after_line = "Le bateau de plaisance immatriculé navigue librement pendant toute la nuit dans la rade."
    long = after_line.replace("navigue", f"{gone}navigue").replace("dans", f"{gone.replace('coque', 'quille')}dans")
    before = ("Le bateau navigue de jour.", long, "Il rentre au port avant l'hiver.")
    after = (before[0], after_line, before[2])
    lines = write_instructions(before, after, "L2", "code imaginaire")
    assert lines == (
        "Le deuxième alinéa de l'article L. 2 du code imaginaire est ainsi rédigé :",
        f"« {after_line} ».",
    )


@pytest.mark.parametrize(
    ("count", "said"), [(1, "un alinéa"), (20, "vingt alinéas"), (31, "31 alinéas"), (120, "des alinéas")]
)
def test_many_paragraphs_are_counted(count: int, said: str) -> None:
    new = tuple(f"Le ponton numéro {at} est ouvert à tous." for at in range(count))
    for after in ((*BERTHS, *new), (*BERTHS[:1], *new, *BERTHS[1:])):
        found = write(BERTHS, after, "L2")
        assert f"{said} ainsi rédigé" in found.lines[0]
        assert found.levels == (FINE,)
        assert back(BERTHS, found.lines) == after


def test_nothing_to_write() -> None:
    assert write_instructions(BERTHS, BERTHS, "L12-3", CODE) == ()


def test_a_form_that_does_not_come_back_is_written_more_coarsely(monkeypatch: pytest.MonkeyPatch) -> None:
    """The self-check is asked, and believed: with a reader that refuses insertions, words are replaced instead."""
    after = at(7, BERTHS[6].replace("plaisance", "plaisance et des ports"))
    reads = amend_write.read_instructions
    monkeypatch.setattr(
        amend_write,
        "read_instructions",
        lambda lines: (Unsupported("insérés"),) if "insérés" in " ".join(lines) else reads(lines),
    )
    found = write(BERTHS, after, "L12-3", CODE)
    assert found.levels == (FINE - 1,)
    assert "sont remplacés par les mots" in found.lines[0]
    assert back(BERTHS, found.lines) == after
    two = (BERTHS[0], "1° Le nom du bateau et son pavillon ;", *after[2:])
    assert write(BERTHS, two, "L12-3", CODE).levels == (FINE, FINE - 1), "what comes back stays as fine as it was"


def test_what_cannot_be_quoted_is_refused() -> None:
    with pytest.raises(Unwritable, match="citée"):
        write_instructions(("Le port.",), ("Le  port.",), "L1")
    with pytest.raises(Unwritable):
        write_instructions(("Le port.",), ("",), "L1")


@pytest.mark.parametrize(
    ("path", "until", "the", "at_the"),
    [
        (("13°",), (), "le 13°", "au 13°"),
        (("al-2",), (), "l'avant-dernier alinéa", "à l'avant-dernier alinéa"),
        (("I", "2° bis", "a)", "al2", "ph1"), (), "la première phrase du deuxième alinéa du a du 2° bis du I", None),
        (("al3",), ("al4",), "les troisième et quatrième alinéas", "aux troisième et quatrième alinéas"),
        (("al3",), ("al7",), "les troisième à septième alinéas", "aux troisième à septième alinéas"),
        (("al120",), (), "le 120e alinéa", "au 120e alinéa"),
        (("al1", "-3"), (), "le troisième tiret du premier alinéa", None),
    ],
)
def test_the_name_of_a_place(path: tuple[str, ...], until: tuple[str, ...], the: str, at_the: str | None) -> None:
    noun = named(Target(path=path, until=until))
    assert noun.the == the
    assert at_the is None or noun.at_the == at_the


def test_an_operation_without_a_form_is_refused() -> None:
    with pytest.raises(ValueError, match="RewriteRest"):
        sentence(Instruction(Target(path=("al1",)), RewriteRest("a", "b")))
    with pytest.raises(ValueError, match="article"):
        sentence(Instruction(Target(), Remove()))


def real_pairs() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    held: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    rows = [json.loads(line) for line in VERSIONS.read_text("utf-8").splitlines()]
    for row in sorted(rows, key=lambda one: (one["article"], one["version"])):
        held[row["article"]].append(tuple(row["alineas"]))
    return [(article, *pair) for article, versions in held.items() for pair in itertools.pairwise(versions)]


@pytest.mark.skipif(not VERSIONS.is_file(), reason="les 211 versions ne sont pas à côté du dépôt (../shared/law)")
def test_every_pair_of_real_versions_is_written_and_comes_back() -> None:
    counts: Counter[str] = Counter()
    for article, before, after in real_pairs():
        found = write(before, after, article, "code de la sécurité sociale")
        assert back(before, found.lines) == after
        counts["pairs"] += 1
        counts["forced"] += found.forced
        counts["whole article"] += not found.levels
        counts["fine"] += bool(found.levels) and set(found.levels) == {FINE}
    assert counts["pairs"] == 142
    assert counts["forced"] == 0, counts
    assert counts["fine"] + counts["whole article"] >= 135, counts
    assert counts["whole article"] * 100 <= counts["pairs"] * 15, (
        counts
    )  # by choice: little or nothing of the text stays


@pytest.mark.skipif(not VERSIONS.is_file(), reason="les 211 versions ne sont pas à côté du dépôt (../shared/law)")
@pytest.mark.parametrize("article", ["L162-12-17", "L162-12-18"])
def test_the_seeds_that_are_before_and_after_one_law(article: str) -> None:
    """Seeds 002 and 000 are the versions of 1999-12-30; seed 001 holds those of 2002-03-07."""
    rows = [json.loads(line) for line in VERSIONS.read_text("utf-8").splitlines()]
    held = {row["date_debut"]: tuple(row["alineas"]) for row in rows if row["article"] == article}
    before, after = held["1999-12-30"], held["2002-03-07"]
    found = write(before, after, article, "code de la sécurité sociale")
    assert set(found.levels) == {FINE}
    assert back(before, found.lines) == after


@pytest.mark.skipif(not GOLD.is_file(), reason="les amendements réels ne sont pas à côté du dépôt (../shared/law)")
def test_the_texts_of_the_real_amendments_come_back_too() -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    assert len(rows) >= 40
    forced = 0
    for row in rows:
        before, after = tuple(row["before"]), tuple(row["after"])
        found = write(before, after, row["article"], row["code"])
        assert back(before, found.lines) == after
        forced += found.forced
    assert forced * 100 <= len(rows)
