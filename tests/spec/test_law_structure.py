"""Lines and labels: what opens an item, what holds a line without label, which sentences a line has.

The articles are invented; the last test reads the dated versions of ../shared/law when they are there.
Next: src/bonusage/law/structure.py.
"""

from __future__ import annotations

import pytest

from bonusage.law.structure import outline, read_label, sentences

LABELS = [
    ("1° Les bateaux", "1°"),
    ("1°) les bateaux", "1°"),
    ("1 ° Les bateaux", "1°"),
    ("1° Après le phare", "1°"),
    ("1° A l'entrée du port", "1°"),
    ("1° A Les bouées", "1° A"),
    ("2° bis Les rames", "2° bis"),
    ("12°bis Les rames", "12° bis"),
    ("3° ter A Les ancres", "3° ter A"),
    ("4) les voiles", "4)"),
    ("I. - Le pavillon", "I"),
    ("I.-Le pavillon", "I"),
    ("II. – Le pavillon", "II"),
    ("III. ― Le pavillon", "III"),
    ("I bis.-Le pavillon", "I bis"),
    ("IV A.-Le pavillon", "IV A"),
    ("XIV. Le pavillon", "XIV"),
    ("A. - Les quais", "A"),
    ("a) Les bouées", "a)"),
    ("a bis) Les bouées", "a bis)"),
    ("aa) Les bouées", "aa)"),
    ("- le mât ;", "-"),
    ("– le mât ;", "-"),
    ("-le mât ;", "-"),
    ("11° (Abrogé) ;", "11°"),
    ("IV. - (Abrogé)", "IV"),
]


@pytest.mark.parametrize(("line", "step"), LABELS, ids=[line for line, _ in LABELS])
def test_a_label_opens_an_item(line: str, step: str) -> None:
    label = read_label(line)
    assert label is not None
    assert label.step == step
    assert line[label.begins :][:1].isalpha() or line[label.begins :].startswith("(")


@pytest.mark.parametrize(
    "line",
    [
        "Le bateau", "L. 12-3 est abrogé", "L.12-3", "D. 4 du même code", "V du code", "I", "12 bateaux", "1,5 mètre",
        "A l'entrée du port", "ab) n'est pas une lettre doublée", "°", "", "2007-12-22", "IIII. - trop", "-", "a)",
    ],
)  # fmt: skip
def test_what_opens_nothing(line: str) -> None:
    found = read_label(line)
    assert found is None or (line == "a)" and found.step == "a)")


def steps(*lines: str) -> list[str]:
    """The items that hold each line, as one text a line."""
    return ["/".join(one.steps) for one in outline(lines)]


def test_items_are_held_by_wider_items() -> None:
    assert steps("I. - Le port :", "1° Le quai :", "a) En bois ;", "b) En pierre :", "- taillée ;", "- brute ;",
                 "2° Le phare.", "II. - La mer.") == [
        "I", "I/1°", "I/1°/a)", "I/1°/b)", "I/1°/b)/-1", "I/1°/b)/-2", "I/2°", "II",
    ]  # fmt: skip


def test_a_line_between_two_items_of_a_list_belongs_to_the_first() -> None:
    found = outline(("La charte fixe :", "1° Les quais.", "Ils sont en bois ;", "2° Les phares."))
    assert [one.steps for one in found] == [(), ("1°",), ("1°",), ("2°",)]
    assert not found[2].uncertain


def test_after_the_last_item_only_punctuation_tells() -> None:
    ended = outline(("La charte fixe :", "1° Les quais ;", "2° Les phares.", "Elle est publiée."))
    assert ended[3].steps == ()
    assert ended[3].uncertain
    going_on = outline(("La charte fixe :", "1° Les quais ;", "2° Les phares ;", "ils sont gardés."))
    assert going_on[3].steps == ("2°",)
    assert going_on[3].uncertain


def test_a_roman_item_holds_every_line_up_to_the_next_one() -> None:
    assert steps("I. - Le port est libre.", "Il est ouvert.", "II. - La mer.", "Elle est vaste.") == [
        "I",
        "I",
        "II",
        "II",
    ]


def test_a_list_that_begins_again_is_another_list() -> None:
    found = outline(("La charte fixe :", "1° Les quais ;", "2° Les phares.", "Elle exclut :", "1° Les barques."))
    assert [one.intro for one in found] == [0, 1, 1, 0, 4]


def test_letters_after_a_letter_list_go_back_to_the_numbers() -> None:
    assert steps("Le port :", "1° Le quai :", "a) Nord ;", "b) Sud ;", "2° Le phare :", "a) Haut ;", "3° La mer.") == [
        "", "1°", "1°/a)", "1°/b)", "2°", "2°/a)", "3°",
    ]  # fmt: skip


def test_i_is_a_letter_after_h_and_a_small_numeral_elsewhere() -> None:
    letters = outline(("Le port :", *(f"{one}) Un quai ;" for one in "abcdefghi")))
    assert letters[-1].steps == ("i)",)
    nested = outline(("Le port :", "a) Le quai :", "i) Nord ;", "ii) Sud ;", "b) Le phare."))
    assert [one.steps for one in nested[2:]] == [("a)", "i)"), ("a)", "ii)"), ("b)",)]


SENTENCES = [
    ("Le port est libre. Il est ouvert.", ["Le port est libre.", "Il est ouvert."]),
    ("1° Le port est libre. Il est ouvert ;", ["Le port est libre.", "Il est ouvert ;"]),
    ("L'article L. 12-3 s'applique. Il vaut.", ["L'article L. 12-3 s'applique.", "Il vaut."]),
    ("L'art. L. 12 et le n. 3 valent. Le port aussi.", ["L'art. L. 12 et le n. 3 valent.", "Le port aussi."]),
    ("M. Durand et Mme. Durand naviguent.", ["M. Durand et Mme. Durand naviguent."]),
    ("Est-ce un port ? Oui ! Un grand.", ["Est-ce un port ?", "Oui !", "Un grand."]),
    ("I. - Le port. Le quai.", ["Le port.", "Le quai."]),
    ("Le port dit « libre. » Le quai non.", ["Le port dit « libre. »", "Le quai non."]),
    ("Sans point final", ["Sans point final"]),
    ("", [""]),
]


@pytest.mark.parametrize(("line", "said"), SENTENCES, ids=[line for line, _ in SENTENCES])
def test_sentences_of_a_line(line: str, said: list[str]) -> None:
    assert [line[start:end] for start, end in sentences(line)] == said


def test_two_hundred_thousand_lines_are_read_in_one_pass() -> None:
    """Every plain line asks whether its list goes on: the answer is kept, not looked for again."""
    found = outline(("1° Le quai ;", *("Le phare" for _ in range(200_000))))
    assert len(found) == 200_001
