"""Citations: fictitious sentences marked in a file, the documents marked by hand, and lines of garbage.

The marks were made before the extractor, by another hand; they are never changed here.
Next: tests/properties/test_law_citations.py.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.spec.citation_units import LAW, Mark, Unit, documents, head, marks

from bonusage.law.citation_place import holders, read_levels
from bonusage.law.citation_words import read_act, read_code
from bonusage.law.citations import Citation, citations, citations_of
from bonusage.law.model import Status, Version

KINDS = {"i": "internal", "t": "text", "s": "structure", None: "article"}
_MARKED = re.compile(r"\{([^=}]*)=(?:([its]):)?([^}]*)\}")


class Sentence(NamedTuple):
    """A fictitious sentence, what is being read, and the citations expected."""

    text: str
    code: str
    article: str
    paragraph: int
    expected: tuple[Citation, ...]


def marked(line: str, code: str = "CSS", article: str = "L900-7", paragraph: int = 6) -> Sentence:
    """'{words=target}' -> the text without its marks, and the citations."""
    text, expected, at = "", [], 0
    for mark in _MARKED.finditer(line):
        text += line[at : mark.start()]
        expected.append(Citation(len(text), len(text) + len(mark[1]), KINDS[mark[2]], mark[3]))
        text, at = text + mark[1], mark.end()
    return Sentence(text + line[at:], code, article, paragraph, tuple(expected))


def sentences() -> list[Sentence]:
    """The sentences of law_sentences.txt."""
    found, reading = [], ("CSS", "", 0)
    for line in Path(__file__).with_name("law_sentences.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            code, article, paragraph = line[1:].split()
            reading = (code, article, int(paragraph))
        elif not line.startswith("#"):
            found.append(marked(line, *reading))
    return found


SENTENCES = sentences()


def test_there_are_enough_sentences_of_each_kind() -> None:
    assert len(SENTENCES) >= 80
    kinds = {one.kind for sentence in SENTENCES for one in sentence.expected}
    assert kinds == set(KINDS.values())
    assert sum(not sentence.expected for sentence in SENTENCES) >= 8, "sentences without citation are as useful"


@pytest.mark.parametrize("sentence", SENTENCES, ids=[f"{at}" for at in range(len(SENTENCES))])
def test_a_fictitious_sentence(sentence: Sentence) -> None:
    found = citations(sentence.text, sentence.code, sentence.article, sentence.paragraph)
    assert [(sentence.text[one.start : one.end], *one[2:]) for one in found] == [
        (sentence.text[one.start : one.end], *one[2:]) for one in sentence.expected
    ]
    assert found == sentence.expected


@pytest.mark.parametrize("sentence", SENTENCES[:60:3], ids=[f"{at}" for at in range(0, 60, 3)])
def test_offsets_hold_with_other_apostrophes_spaces_and_dashes(sentence: Sentence) -> None:
    odd = sentence.text.replace("'", "\u2019").replace(" ", "\u00a0").replace("-", "\u2011")
    assert odd != sentence.text
    found = citations(odd, sentence.code, sentence.article, sentence.paragraph)
    assert found == sentence.expected


ARTICLE = (
    "I. - Le capitaine d'un navire de plaisance tient un registre qui comporte :",
    "1° Le nom des passagers ;",
    "2° Selon le cas :",
    "a) Les escales ;",
    "b) Les mouillages, comme les escales du a ;",
    "II. - Le registre du I est montré avec les mentions du 2° et des a et b, à l'exclusion du XII.",
    "Le 1° du présent II n'existe pas, ni le z, ni au bord du y.",
    "III. - Le double du III comporte :",
    "1° Une copie ;",
    "2° Une autre, selon le 1°.",
)


def cited(article: tuple[str, ...], paragraph: int) -> list[str]:
    """The targets in one paragraph of the fictitious article L5."""
    return [one.target for one in citations(article[paragraph - 1], "CSS", "L5", paragraph, article)]


def test_a_label_is_completed_by_the_items_that_hold_it() -> None:
    assert cited(ARTICLE, 5) == ["CSS:L5#I/2°/a)"]
    # '2°' stands under I and under III: the text does not fix it; 'XII' is no label of the article
    assert cited(ARTICLE, 6) == ["CSS:L5#I", "CSS:L5#2°", "CSS:L5#I/2°/a)", "CSS:L5#I/2°/b)"]
    assert cited(ARTICLE, 7) == ["CSS:L5#II/1°"]
    assert cited(ARTICLE, 10) == ["CSS:L5#III/1°"]
    assert holders(ARTICLE, 10, "1°") == ("III",)
    assert holders(ARTICLE, 6, "7°") is None


def test_of_two_labels_the_one_nearest_to_the_paragraph_that_speaks() -> None:
    texts = ("Le quai :", "a) Est gardé ;", "I. - La cale :", "a) Est close ;", "b) Est sèche, comme au a ;")
    assert cited(texts, 5) == ["CSS:L5#I/a)"]


def test_an_anaphora_finds_its_article_in_the_paragraph_before() -> None:
    texts = (
        "Les ports de l'article L. 12-3 sont ouverts.",
        "Les quais de cet article aussi.",
        "Les grues de cet article.",
    )
    assert cited(texts, 2) == ["CSS:L12-3"]
    assert cited(texts, 3) == []


def test_an_internal_place_needs_an_article() -> None:
    assert citations("Au premier alinéa et au 3° ci-dessus, les mots tombent.") == ()
    assert citations("L'alinéa précédent s'applique.", "CSS", "L5", 1) == ()


def test_a_version_gives_its_citations_with_their_paragraphs() -> None:
    version = Version("CSS", "L5", None, None, Status.VIGUEUR, ARTICLE)
    assert [at for at, _ in citations_of(version)] == [5, 6, 6, 6, 6, 7, 8, 10]
    assert citations_of(version)[0][1].target == "CSS:L5#I/2°/a)"


def test_the_longest_title_of_a_code_wins() -> None:
    short, long = read_code("code rural ancien", 0), read_code("CODE RURAL ET DE LA PECHE MARITIME", 0)
    assert short is not None
    assert (short.code, short.end) == ("CR", 10)
    assert long is not None
    assert (long.code, long.end) == ("CR", 34)
    assert read_code("code postal", 0) is None


def test_an_act_is_named_by_its_number_or_else_by_its_day() -> None:
    number, day = read_act("loi n° 12-3 du 1er août 2012", 0), read_act("Arrêté du 2 février 1999", 0)
    assert number is not None
    assert (number.code, number.day) == ("LOI12-3", "2012-08-01")
    assert day is not None
    assert day.code == "ARRETE@1999-02-02"
    assert read_act("loi sur la pêche", 0) is None
    assert read_act("règlement n° 12 du port", 0) is None


def test_levels_stop_where_the_words_do() -> None:
    line = "b du 2° du III, ou"
    assert [level.items[0].steps for level in read_levels(line, 0)] == [("b)",), ("2°",), ("III",)]
    assert read_levels("bateau du 2°", 0) == ()


# --- the documents marked by hand -----------------------------------------------------------------------------------

HERE = pytest.mark.skipif(not LAW.is_dir(), reason="the texts are not beside the repository (../shared/law)")


class Score(NamedTuple):
    """What was found of what was marked; `wrong` tells each difference."""

    right: int
    missed: int
    extra: int
    wrong: tuple[str, ...]

    def reaches(self, percent: int) -> bool:
        """Are recall and precision at least that many in a hundred?"""
        return self.right * 100 >= percent * (self.right + max(self.missed, self.extra))


def overlap(one: Mark | Citation, two: Mark | Citation) -> bool:
    """Do the spans share a character?"""
    return one.start < two.end and two.start < one.end


def score(units: dict[str, dict[str, Unit]], gold: list[Mark], kinds: frozenset[str]) -> Score:
    """Recall and precision by (document, unit, target), spans overlapping; uncertain marks left out both ways."""
    right, wrong, missed, extra = 0, [], 0, 0
    for document, held in units.items():
        for name, unit in held.items():
            here = [mark for mark in gold if (mark.document, mark.unit) == (document, name)]
            doubtful = [mark for mark in here if mark.uncertain]
            wanted = [mark for mark in here if not mark.uncertain and mark.kind in kinds]
            found = [
                one
                for one in citations(unit.text, "CSS", unit.article, unit.paragraph, unit.texts)
                if one.kind in kinds and not any(overlap(one, mark) for mark in doubtful)
            ]
            for mark in wanted:
                hit = next((one for one in found if one.target == mark.target and overlap(one, mark)), None)
                if hit is None:
                    missed += 1
                    wrong.append(f"missed {document} {name} {mark.start}-{mark.end} {mark.target}")
                else:
                    found.remove(hit)
                    right += 1
            extra += len(found)
            wrong += [f"extra {document} {name} {one.start}-{one.end} {one.target}" for one in found]
    return Score(right, missed, extra, tuple(wrong))


@HERE
def test_the_units_are_those_that_were_marked() -> None:
    units = documents()
    assert {name: [len(unit.text) for unit in held.values()] for name, held in units.items()} == head()


@HERE
@pytest.mark.parametrize("kinds", [frozenset(KINDS.values()), frozenset({"article"}), frozenset({"internal"})])
def test_recall_and_precision_on_what_was_marked_by_hand(kinds: frozenset[str]) -> None:
    found = score(documents(), marks(), kinds)
    assert found.right >= 40
    assert found.reaches(98), found


def test_the_score_counts_what_is_missed_and_what_is_too_much() -> None:
    units = {"a": {"p1": Unit("Les articles L. 1, L. 2 et L. 3.", "L9", 1)}}
    gold = [Mark("a", "p1", 13, 17, "article", "CSS:L1"), Mark("a", "p1", 19, 23, "article", "CSS:L7")]
    assert score(units, gold, frozenset({"article"}))[:3] == (1, 1, 2)
    doubtful = [*gold, Mark("a", "p1", 27, 31, "article", "CSS:L3", uncertain=True)]
    assert score(units, doubtful, frozenset({"article"}))[:3] == (1, 1, 1)
    assert not Score(97, 3, 0, ()).reaches(98)
    assert Score(98, 2, 2, ()).reaches(98)


# --- lines of garbage --------------------------------------------------------------------------------------------------

GARBAGE = (
    "article ", "alinéa ", "1° ", "1°, ", "du I ", "titre I ", "loi n° ", "code de la ", "cet article ", "premier alinéa et ",
    "L. 1, ", "présent ", "deux ", "vingt et ", "a, ", "du a ", "(1° ", "code de x aaaaaaaaaa ", "L. 1-", "1-", "aire", "'",
    "IVX", " au I", "et ", "premier",
)  # fmt: skip


@pytest.mark.parametrize("piece", GARBAGE)
def test_a_long_line_of_garbage_costs_in_proportion_to_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        line = "article L. " + piece * (length // len(piece))
        began = time.process_time()
        citations(line, "CSS", "L1", 2, ("cet ", line))
        return time.process_time() - began

    seconds(1000)
    short = min(seconds(20_000) for _ in range(3))
    assert min(seconds(160_000) for _ in range(2)) < 8 * 4 * max(short, 0.004), "quadratic would be 64 times"
