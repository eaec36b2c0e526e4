"""The diff on invented articles: what each change is called, how it is shown, and what a paragraph becomes.

The articles are of an imaginary code of pleasure boating; those of ../shared/law are read when they are there.
Next: src/bonusage/law/diff.py, identity.py.
"""

from __future__ import annotations

import html.parser
import itertools
import json
from collections import defaultdict

import pytest
from tests.house.tree import ROOT

from bonusage.law.diff import Kind, Piece, apply_changes, diff, tokens, word_pieces
from bonusage.law.diff_show import as_html, as_json, as_text
from bonusage.law.identity import follow, identities, unchanged_since

VERSIONS = ROOT.parent / "shared" / "law" / "css_L162-5_L162-15_versions.jsonl"

MOORING = (
    "La capitainerie tient la liste des bateaux amarrés dans le port. Elle indique :",
    "1° Le nom du bateau et celui de son propriétaire ;",
    "2° La longueur de la coque, mesurée à la flottaison ;",
    "3° La date d'arrivée et la durée prévue du séjour.",
    "Un arrêté du ministre chargé de la plaisance fixe le modèle de cette liste.",
)


def kinds(before: tuple[str, ...], after: tuple[str, ...]) -> list[tuple[str, int | None, int | None]]:
    changes = diff(before, after)
    assert apply_changes(before, changes) == after
    return [(str(one.kind), one.before, one.after) for one in changes]


def test_a_text_and_itself() -> None:
    assert kinds(MOORING, MOORING) == [("same", at, at) for at in range(5)]
    assert diff((), ()) == ()
    assert as_text(diff(MOORING, MOORING)) == ""


def test_a_paragraph_is_inserted_and_another_deleted() -> None:
    after = (MOORING[0], MOORING[1], "1° bis Le pavillon qu'il bat ;", *MOORING[2:4])
    assert kinds(MOORING, after) == [
        ("same", 0, 0), ("same", 1, 1), ("inserted", None, 2), ("same", 2, 3), ("same", 3, 4), ("deleted", 4, None),
    ]  # fmt: skip


def test_words_that_differ_are_given_in_pieces() -> None:
    after = (*MOORING[:2], "2° La longueur de la coque, mesurée hors tout ;", *MOORING[3:])
    changed = [one for one in diff(MOORING, after) if one.kind != Kind.SAME]
    assert [(one.kind, one.before, one.after) for one in changed] == [(Kind.REWORDED, 2, 2)]
    assert changed[0].pieces == (
        Piece("=", "2° La longueur de la coque, mesurée "),
        Piece("-", "à la flottaison"),
        Piece("+", "hors tout"),
        Piece("=", " ;"),
    )


def test_the_same_words_under_another_number_are_moved_or_relabelled() -> None:
    added = (
        *MOORING[:2],
        "2° Le tirant d'eau ;",
        "3° La longueur de la coque, mesurée à la flottaison ;",
        *MOORING[4:],
    )
    assert ("moved", 2, 3) in kinds(MOORING, added)
    lettered = (*MOORING[:2], "b) La longueur de la coque, mesurée à la flottaison ;", *MOORING[3:])
    assert ("relabelled", 2, 2) in kinds(MOORING, lettered)


def test_paragraphs_that_change_places_are_moved() -> None:
    after = (MOORING[4], *MOORING[:4])
    assert kinds(MOORING, after) == [("moved", 4, 0), *(("same", at, at + 1) for at in range(4))]


def test_a_paragraph_reworded_and_moved_is_still_that_paragraph() -> None:
    last = "Un arrêté du ministre chargé de la plaisance et des ports fixe le modèle de cette liste."
    assert kinds(MOORING, (last, *MOORING[:4]))[0] == ("reworded", 4, 0)


def test_a_repealed_item_is_reworded_into_its_tombstone_and_no_other() -> None:
    after = (MOORING[0], "1° (Abrogé) ;", "2° (Abrogé) ;", *MOORING[3:])
    assert kinds(MOORING, after)[1:3] == [("reworded", 1, 1), ("reworded", 2, 2)]
    later = (MOORING[0], "1° (Abrogé) ;", "1° bis Le pavillon ;", "2° (Abrogé) ;", "4° (Abrogé) ;", *MOORING[3:])
    assert ("inserted", None, 4) in kinds(after, later)


def test_an_unrelated_paragraph_is_not_a_rewording() -> None:
    after = (*MOORING[:4], "Les chiens sont tenus en laisse sur les pontons.")
    assert kinds(MOORING, after)[-2:] == [("inserted", None, 4), ("deleted", 4, None)]


def test_tokens_keep_every_character_and_the_hyphen() -> None:
    text = "L'avant-port n° 12 : « l'entrée » (art. L. 3-1),  etc."
    assert "".join(tokens(text)) == text
    assert {"L'", "avant-port", "L. 3-1", "12"} <= set(tokens(text))
    assert "l\u2019" in tokens("l\u2019ancre")


def test_one_word_in_the_middle() -> None:
    assert word_pieces("le port de plaisance", "le port de pêche") == (
        Piece("=", "le port de "),
        Piece("-", "plaisance"),
        Piece("+", "pêche"),
    )
    assert word_pieces("a b c d", "a x y d") == (
        Piece("=", "a "),
        Piece("-", "b c"),
        Piece("+", "x y"),
        Piece("=", " d"),
    )


def test_changes_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="alinéa 1"):
        apply_changes(("Autre texte.",), diff(MOORING, MOORING[1:]))


def test_the_plain_text() -> None:
    after = (*MOORING[:2], "2° La longueur de la coque, mesurée hors tout ;", MOORING[3], "Fin.")
    assert as_text(diff(MOORING, after)).splitlines() == [
        "  … 1 alinéa sans changement",
        "  1° Le nom du bateau et celui de son propriétaire ;",
        "- 2° La longueur de la coque, mesurée [-à la flottaison-] ;",
        "+ 2° La longueur de la coque, mesurée {+hors tout+} ;",
        "  3° La date d'arrivée et la durée prévue du séjour.",
        "+ Fin.",
        "- Un arrêté du ministre chargé de la plaisance fixe le modèle de cette liste.",
    ]
    assert as_text(diff(MOORING, (MOORING[4], *MOORING[:4])), 0).splitlines() == [
        "> Un arrêté du ministre chargé de la plaisance fixe le modèle de cette liste.",
        "  (déplacé : alinéa 5 avant, 1 après)",
        "  … 4 alinéas sans changement",
    ]


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.texts: dict[str, str] = defaultdict(str)
        self.lang: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        self.lang += [value for name, value in attrs if name == "lang"]

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts[self.opened[-1] if self.opened else ""] += data


def test_the_html_is_escaped_closed_and_in_french() -> None:
    before = ("Le tirant d'eau est < 2 m & le mât <b>haut</b>.", "Supprimé bientôt.")
    after = ("Le tirant d'eau est < 3 m & le mât <b>haut</b>.", "<script>alert(1)</script>")
    page = _Tags()
    said = as_html(diff(before, after))
    page.feed(said)
    page.close()
    assert page.opened == []
    assert page.lang == ["fr"]
    assert "<script>" not in said
    assert "<b>" not in said
    assert page.texts["ins"] == "3" + after[1]
    assert page.texts["del"] == "2" + before[1]
    assert "Modifié (alinéa 1) :" in page.texts["strong"]


def test_the_json_numbers_paragraphs_from_one() -> None:
    added = (
        *MOORING[:2],
        "2° Le tirant d'eau ;",
        "3° La longueur de la coque, mesurée à la flottaison ;",
        *MOORING[4:],
    )
    read = json.loads(as_json(diff(MOORING, added)))
    moved = next(one for one in read if one["kind"] == "moved")
    assert (moved["before"], moved["after"], moved["label_before"], moved["label_after"]) == (3, 4, "2°", "3°")
    assert "".join(one["text"] for one in moved["pieces"] if one["sign"] != "+") == MOORING[2]
    assert [one["after"] for one in read if one["kind"] == "deleted"] == [None]


def test_a_paragraph_is_followed_from_version_to_version() -> None:
    second = (
        *MOORING[:2],
        "2° Le tirant d'eau ;",
        "3° La longueur de la coque, mesurée à la flottaison ;",
        *MOORING[4:],
    )
    third = (*second[:3], "3° La longueur de la coque, mesurée hors tout ;", *second[4:])
    fourth = (*third[:3], "3° (Abrogé) ;", *third[4:])
    fifth = (*fourth[:3], "3° La longueur de la coque, mesurée hors tout ;", *fourth[4:])
    versions = (MOORING, second, third, fourth, fifth)
    assert [follow(versions, 0, 2, other) for other in range(5)] == [2, 3, 3, None, 3]
    assert follow(versions, 2, 3, 0) == 2
    assert follow(versions, 0, 3, 1) is None
    assert follow(versions, 3, 3, 4) is None
    assert [unchanged_since(versions, at, 3) for at in (1, 2, 4)] == [0, 2, 4]
    assert [unchanged_since(versions, 4, at) for at in (0, 2)] == [0, 1]
    ids = identities(versions)
    assert [len(one) for one in ids] == [5] * 5
    assert all(len(set(one)) == len(one) for one in ids)
    assert identities(()) == ()


@pytest.mark.skipif(not VERSIONS.is_file(), reason="les 211 versions ne sont pas à côté du dépôt (../shared/law)")
def test_every_pair_of_the_real_versions() -> None:
    held: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    rows = [json.loads(line) for line in VERSIONS.read_text("utf-8").splitlines()]
    for row in sorted(rows, key=lambda one: (one["article"], one["version"])):
        held[row["article"]].append(tuple(row["alineas"]))
    pairs = 0
    for versions in held.values():
        for before, after in itertools.pairwise(versions):
            pairs += 1
            changes = diff(before, after)
            assert apply_changes(before, changes) == after
            assert ({one.kind for one in changes} == {Kind.SAME}) == (before == after)
        for at, texts in enumerate(versions):
            assert [follow(versions, at, line, at) for line in range(len(texts))] == list(range(len(texts)))
    assert (len(rows), pairs) == (211, 142)
