"""How a list of instructions is applied: at once or in turn, tombstones, conflicts, spans; and rows of known result.

Next: src/bonusage/law/amend_apply.py, amend_gold.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.law.amend_apply import apply, project
from bonusage.law.amend_gold import gold_row
from bonusage.law.amend_model import (
    AppendWords,
    InsertLines,
    Instruction,
    Remove,
    ReplaceWords,
    Rewrite,
    Target,
)
from bonusage.law.amend_read import read_instructions
from bonusage.law.failure import Ambiguous, NotFound, Unsupported
from bonusage.law.model import Status, Version

TEXTS = ("Le quai est fermé :", "1° Le lundi ;", "2° Le mardi ;", "3° La nuit.", "Un arrêté fixe les heures.")


def one(path: str, operation: object, span: tuple[int, int] = (0, 1), article: str = "L1") -> Instruction:
    steps = tuple(path.split("/")) if path else ()
    return Instruction(Target("", article, steps), operation, "texte", span)  # type: ignore[arg-type]


def test_a_list_reads_the_text_before_it_and_in_turn_the_text_it_made() -> None:
    swap = [one("", ReplaceWords("lundi", "mardi")), one("", ReplaceWords("mardi", "lundi"))]
    assert apply(TEXTS, swap).after[1:3] == ("1° Le mardi ;", "2° Le lundi ;")
    assert apply(TEXTS, swap, sequential=True).after[1:3] == ("1° Le lundi ;", "2° Le lundi ;")


def test_ranks_are_those_of_the_text_before_unless_in_turn() -> None:
    listed = [one("al1", Remove()), one("al2", AppendWords("férié"))]
    assert apply(TEXTS, listed).after[0] == "1° Le lundi férié ;"
    assert apply(TEXTS, listed, sequential=True).after[1] == "2° Le mardi férié ;"


def test_without_tombstones_the_item_goes() -> None:
    assert apply(TEXTS, [one("2°", Remove())]).after[2] == "2° (Abrogé) ;"
    assert apply(TEXTS, [one("2°", Remove())], tombstones=False).after == (*TEXTS[:2], *TEXTS[3:])


def test_the_same_words_touched_twice_are_a_failure() -> None:
    for listed in (
        [one("1°", ReplaceWords("Le lundi", "Le jeudi")), one("1°", ReplaceWords("lundi", "samedi"), (5, 6))],
        [one("1°", Rewrite(("1° Jamais ;",))), one("1°", ReplaceWords("lundi", "samedi"), (5, 6))],
        [one("", Rewrite(("Jamais.",))), one("al2", InsertLines(("1° bis Le soir ;",)), (5, 6))],
    ):
        patch = apply(TEXTS, listed)
        assert patch.after == TEXTS
        assert [type(failure) for failure in patch.failures] == [Unsupported]


def test_the_same_order_given_twice_is_done_once_and_said() -> None:
    patch = apply(TEXTS, [one("1°", ReplaceWords("lundi", "samedi"))] * 2)
    assert patch.after[1] == "1° Le samedi ;"
    assert patch.warnings == ("la même modification est demandée deux fois",)


def test_a_failure_bears_the_span_of_its_instruction() -> None:
    patch = apply(TEXTS, [one("1°", ReplaceWords("lundi", "samedi")), one("2°", ReplaceWords("soir", "x"), (40, 70))])
    assert patch.failures == (NotFound("soir", "2°", (40, 70)),)
    assert patch.after == TEXTS


def test_instructions_of_two_articles_do_not_make_one_text() -> None:
    patch = apply(TEXTS, [one("1°", Remove()), one("2°", Remove(), article="L2")])
    assert [type(failure) for failure in patch.failures] == [Ambiguous]
    assert patch.after == TEXTS


def test_what_is_not_read_stops_everything() -> None:
    lines = ["Le 1° est supprimé.", "Le quai est repeint en bleu."]
    read = read_instructions(lines)
    patch = apply(TEXTS, read)
    assert patch.failures == (Unsupported("Le quai est repeint en bleu.", (20, 48)),)
    assert "\n".join(lines)[20:48] == "Le quai est repeint en bleu."
    assert patch.after == TEXTS


def test_two_insertions_at_one_place_stand_in_their_order() -> None:
    listed = [one("al1", InsertLines(("Premier.",))), one("al1", InsertLines(("Second.",)))]
    patch = apply(TEXTS, listed)
    assert patch.after[1:3] == ("Premier.", "Second.")
    assert len(patch.warnings) == 1


def test_the_text_that_would_be_is_a_projet() -> None:
    version = Version("CX", "L1", dt.date(2030, 1, 1), None, Status.VIGUEUR, TEXTS, nor="ABCD", legiarti="LEGIARTI1")
    would_be = project(version, apply(TEXTS, [one("al5", Remove())]), dt.date(2031, 1, 1))
    assert (would_be.status, would_be.start, would_be.texts) == (Status.PROJET, dt.date(2031, 1, 1), TEXTS[:4])
    assert (would_be.nor, would_be.legiarti, would_be.article) == ("", "", "L1")


def test_a_code_and_an_article_given_are_the_context() -> None:
    read = read_instructions(["Le 1° est supprimé."], "code de la sécurité sociale", "L. 162-5")
    assert [made.target for made in read if isinstance(made, Instruction)] == [Target("CSS", "L162-5", ("1°",))]


SENTENCE = "À la seconde phrase, le mot : « bleu » est remplacé par le mot : « vert » et le mot : « vif » est supprimé."


def row(*sentences: str, after: list[str] | None = None, path: list[list[object]] | None = None) -> dict[str, object]:
    before = ["Le quai est gris. Il est bleu vif.", "Le mur est haut. Le toit est bleu vif."]
    entries = [{"text": text, "new": None, "inherited_path": path or [], "op": "replace"} for text in sentences]
    found: dict[str, object] = {"code": "code imaginaire", "article": "L. 1", "instructions": entries, "before": before}
    return found | ({} if after is None else {"after": after})


def test_a_row_says_how_near_it_comes() -> None:
    text = "Au premier alinéa, le mot : « gris » est remplacé par le mot : « écru »."
    second = "Le mur est haut. Le toit est bleu vif."
    assert gold_row(row(text))["verdict"] == "applied"
    assert gold_row(row(text, after=["Le quai est  écru. Il est bleu vif.", second]))["verdict"] == "exact"
    assert gold_row(row(text, after=["Le quai est ecru ; il est bleu vif.", second]))["verdict"] == "loose"
    assert gold_row(row(text, after=["Le quai est gris. Il est bleu vif.", second]))["verdict"] == "different"
    assert gold_row(row(text.replace("premier", "sixième")))["verdict"] == "no_such_place"
    assert gold_row(row(text.replace("gris", "rose")))["verdict"] == "not_found"


def test_a_sentence_given_twice_is_applied_once_and_the_path_chooses_its_place() -> None:
    assert gold_row(row(SENTENCE, SENTENCE))["verdict"] == "ambiguous"
    placed = gold_row(row(SENTENCE, SENTENCE, path=[["al", 2], ["ph", 2]]), use_path=True)
    assert placed["after"] == ["Le quai est gris. Il est bleu vif.", "Le mur est haut. Le toit est vert."]


def test_a_path_that_says_more_than_the_sentence_is_never_left_out_in_silence() -> None:
    held = gold_row(row(SENTENCE, path=[["al", 2], ["ph", 2]]))
    assert held["after"] == ["Le quai est gris. Il est bleu vif.", "Le mur est haut. Le toit est vert."]
    assert held["warnings"] == ["la phrase seule ne dit pas tout son lieu : inherited_path suivi"]
    loose = gold_row(row("Le mot : « est » (quatre fois) est remplacé par le mot : « sera ».", path=[["al", 1]]))
    assert loose["verdict"] == "applied"
    assert loose["after"][1] == "Le mur sera haut. Le toit sera bleu vif."
    assert loose["warnings"] == ["la phrase seule ne dit pas tout son lieu : inherited_path non suivi"]
    assert (
        gold_row(row(SENTENCE.replace("phrase", "phrase du second alinéa"), path=[["al", 2], ["ph", 2]]))["warnings"]
        == []
    )


def test_what_a_sentence_says_of_other_articles_is_left_to_them() -> None:
    text = "Au premier alinéa des articles L. 1 et L. 9, le mot : « gris » est remplacé par le mot : « écru »."
    assert gold_row(row(text))["after"][0] == "Le quai est écru. Il est bleu vif."
    assert gold_row(row(text.replace("L. 1 et", "L. 8 et")))["verdict"] == "unsupported"
