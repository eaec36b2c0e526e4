"""French sentences of bills for the operations of amend_model.py: « Au premier alinéa, les mots : « … » sont supprimés ».

Sentences end without punctuation; quoted paragraphs follow them, one a line. Nothing is chosen here.
Next: amend_write.py, which puts the sentences in a list and reads them back.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bonusage.law.amend_model import (
    AppendLines,
    AppendSentences,
    AppendWords,
    DeleteWords,
    InsertLines,
    InsertSentences,
    InsertWords,
    Instruction,
    Operation,
    PrependWords,
    Remove,
    Renumber,
    Repeal,
    ReplaceByLines,
    ReplaceWords,
    Restore,
    Rewrite,
    Target,
)
from bonusage.law.numerals import cardinal, ordinal
from bonusage.law.structure import LETTER, NUMBER, ROMAN, read_label, sentences

LABEL_STEP = re.compile(r"\d+°(?: [a-z]+)?(?: [A-Z])?|[A-Z](?: [a-z]+)?|[IVX]+(?: [a-z]+)?|([a-z])\1?\)(?: [a-z]+)?")
"""The steps of a path that are said by their label alone: '13°', '2° bis', 'II', 'a)'."""
_REFERENCE = re.compile(r"(?:LO|[LRDA])\. ?\*{0,2} ?\d+(?:-\d+)*")
_ONE = re.compile(r"\w+(?:-\w+)*")
COUNTED = re.compile(r"(al|ph|-)(-?\d+)")


class Noun(NamedTuple):
    """A place as it is named: 'premier alinéa du 13°'; plural when it is several; feminine for sentences."""

    said: str
    feminine: bool = False
    plural: bool = False

    @property
    def the(self) -> str:
        """'le 13°', 'la première phrase', 'l'avant-dernier alinéa', 'les 3° et 4°'."""
        if self.plural:
            return f"les {self.said}"
        if self.said[0] in "aeé" and self.said[1:2] not in ("", " "):
            return f"l'{self.said}"
        return f"{'la' if self.feminine else 'le'} {self.said}"

    @property
    def at_the(self) -> str:
        """'au 13°', 'à la première phrase'."""
        return self._after("à", "au", "aux")

    @property
    def of_the(self) -> str:
        """'du 13°', 'de la première phrase'."""
        return self._after("de", "du", "des")

    def _after(self, preposition: str, masculine: str, several: str) -> str:
        the = self.the
        if the.startswith("le "):
            return f"{masculine} {self.said}"
        return f"{several} {self.said}" if self.plural else f"{preposition} {the}"


def _step(step: str) -> Noun:
    """'al3' -> 'troisième alinéa'; '13°' stays; 'a)' -> 'a'."""
    counted = COUNTED.fullmatch(step)
    if not counted:
        return Noun(step.replace(")", ""))
    feminine = counted[1] == "ph"
    named = {"al": "alinéa", "ph": "phrase", "-": "tiret"}[counted[1]]
    return Noun(f"{_rank(int(counted[2]), feminine)} {named}", feminine)


def _rank(rank: int, feminine: bool = False) -> str:
    return ordinal(rank, feminine) if rank < 100 else f"{rank}e"


def named(target: Target, end: str = "") -> Noun:
    """The place of a target; `end` follows it ('de l'article L. 1'). ValueError for the whole article."""
    *holders, last = target.path
    noun = _step(last)
    if target.until:
        until = _step(target.until[-1])
        unit = " phrase" if noun.feminine else " alinéa"
        joint = "et" if _neighbours(last, target.until[-1]) else "à"
        noun = Noun(f"{noun.said.removesuffix(unit)} {joint} {until.said}s", noun.feminine, plural=True)
    for step in reversed(holders):
        noun = noun._replace(said=f"{noun.said} {_step(step).of_the}")
    return noun._replace(said=f"{noun.said} {end}") if end else noun


def _neighbours(one: str, other: str) -> bool:
    first, second = COUNTED.fullmatch(one), COUNTED.fullmatch(other)
    return bool(first and second and int(second[2]) == int(first[2]) + 1)


def quoted(words: str) -> str:
    """« words »"""
    return f"« {words} »"


def _words(words: str, verb: str = "") -> str:
    """'les mots : « … » sont supprimés', 'le mot : « … » est supprimé'; without verb, the words alone."""
    if _REFERENCE.fullmatch(words):
        return f"la référence : {quoted(words)}" + (f" est {verb}e" if verb else "")
    if _ONE.fullmatch(words):
        return f"le mot : {quoted(words)}" + (f" est {verb}" if verb else "")
    return f"les mots : {quoted(words)}" + (f" sont {verb}s" if verb else "")


class Sentence(NamedTuple):
    """An instruction as it is printed: the sentence, without a final mark, and the paragraphs quoted under it."""

    said: str
    lines: tuple[str, ...] = ()


def sentence(instruction: Instruction, end: str = "") -> Sentence:
    """The sentence of an instruction. `end` is what follows its place ('de l'article L. 1 du code …'), '' in a list whose
    head named the article; '+' when the head named the place too. Unsupported operations raise ValueError."""
    target, operation = instruction.target, instruction.operation
    if isinstance(operation, PrependWords):
        of = "" if end == "+" else f" {named(target, end).of_the}" if target.path else f" de l'{end}"
        return Sentence(f"au début{of}, {_come(operation.words)}")
    if isinstance(operation, ReplaceWords | DeleteWords | InsertWords):
        said = _about_words(operation)
        return Sentence(said if end == "+" else f"{_at(target, end)}, {said}")
    if not target.path:
        subject = "il" if end in ("", "+") else f"l'{end}"
        if isinstance(operation, AppendWords | AppendSentences):
            return Sentence(_about_place(subject, Noun(""), operation))
        return _about_article(subject, operation)
    noun = named(target, "" if end == "+" else end)
    if isinstance(operation, InsertSentences):
        where = "avant" if operation.before else "après"
        return Sentence(f"{where} {noun.the}, {_sentences_come(operation.text)}")
    if isinstance(operation, InsertLines):
        where = "avant" if operation.before else "après"
        return Sentence(f"{where} {noun.the}, {_lines_come(operation.lines)} :", operation.lines)
    if isinstance(operation, Rewrite) and target.path[-1].startswith("ph"):
        return Sentence(f"{noun.the} est ainsi rédigée : {quoted(operation.lines[0])}")
    if isinstance(operation, Rewrite | ReplaceByLines | Restore):
        return _rewritten(noun, operation)
    return Sentence(_about_place(noun.the, noun, operation))


def _at(target: Target, end: str) -> str:
    """'au 3° de l'article L. 1', 'à l'article L. 1'."""
    return named(target, end).at_the if target.path else f"à l'{end}"


def _about_words(operation: ReplaceWords | DeleteWords | InsertWords) -> str:
    if isinstance(operation, ReplaceWords):
        each = ", à chaque occurrence," if operation.which == "each" else ""
        return f"{_words(operation.words, 'remplacé')}{each} par {_words(operation.by)}"
    if isinstance(operation, DeleteWords):
        return _words(operation.words, "supprimé")
    where = "avant" if operation.before else "après"
    return f"{where} {_words(operation.anchor)}, {_come(operation.words)}"


def _come(words: str) -> str:
    """'sont insérés les mots : « … »'."""
    if _REFERENCE.fullmatch(words):
        return f"est insérée {_words(words)}"
    return f"{'est inséré' if _ONE.fullmatch(words) else 'sont insérés'} {_words(words)}"


def _about_place(subject: str, noun: Noun, operation: Operation) -> str:
    be = "sont" if noun.plural else "est"
    ending = ("e" if noun.feminine else "") + ("s" if noun.plural else "")
    match operation:
        case Remove():
            return f"{subject} {be} supprimé{ending}"
        case Repeal():
            return f"{subject} {be} abrogé{ending}"
        case Renumber(to):
            return f"{subject} devient le {_step(to).said}"
        case AppendWords(words):
            return f"{subject} {be} complété{ending} par {_words(words)}"
        case AppendSentences(text):
            return f"{subject} {be} complété{ending} par {_many_sentences(text)} : {quoted(text)}"
    raise ValueError(f"aucune phrase n'est écrite pour {operation}")


def _many_sentences(text: str) -> str:
    count = len(sentences(text))
    return (
        "une phrase ainsi rédigée"
        if count == 1
        else f"{cardinal(count) if count <= 20 else count} phrases ainsi rédigées"
    )


def _sentences_come(text: str) -> str:
    be = "il est inséré" if len(sentences(text)) == 1 else "sont insérées"
    return f"{be} {_many_sentences(text)} : {quoted(text)}"


def _paragraphs(count: int) -> str:
    """'un alinéa ainsi rédigé', 'trois alinéas ainsi rédigés', '22 alinéas ainsi rédigés', from a hundred on uncounted."""
    if count == 1:
        return "un alinéa ainsi rédigé"
    said = cardinal(count) if count <= 20 else str(count) if count < 100 else "des"
    return f"{said} alinéas ainsi rédigés"


def _labels(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The steps of the labels of the lines, when each opens an item of one kind; else ()."""
    labels = [read_label(line) for line in lines]
    kinds = {label.kind if label else -1 for label in labels}
    if len(kinds) > 1 or not kinds <= {ROMAN, NUMBER, LETTER}:
        return ()
    steps = tuple(label.step for label in labels if label)
    return steps if all(LABEL_STEP.fullmatch(step) for step in steps) else ()


def _new_lines(lines: tuple[str, ...]) -> tuple[str, bool]:
    """'un 12° bis ainsi rédigé', 'des 21° et 22° ainsi rédigés', 'deux alinéas ainsi rédigés'; and whether several."""
    steps = tuple(step.replace(")", "") for step in _labels(lines))
    if len(lines) == 1:
        return f"un {steps[0]} ainsi rédigé" if steps else _paragraphs(1), False
    if steps:
        return f"des {', '.join(steps[:-1])} et {steps[-1]} ainsi rédigés", True
    return _paragraphs(len(lines)), True


def _lines_come(lines: tuple[str, ...]) -> str:
    said, several = _new_lines(lines)
    return f"{'sont insérés' if several else 'il est inséré'} {said}"


def _rewritten(noun: Noun, operation: Rewrite | ReplaceByLines | Restore) -> Sentence:
    be, ending = ("sont", "s") if noun.plural else ("est", "")
    lines = operation.lines
    if isinstance(operation, Restore):
        return Sentence(f"{noun.the} {be} ainsi rétabli{ending} :", lines)
    if isinstance(operation, Rewrite):
        return Sentence(f"{noun.the} {be} ainsi rédigé{ending} :", lines)
    return Sentence(f"{noun.the} {be} remplacé{ending} par {_paragraphs(len(lines))} :", lines)


def _about_article(subject: str, operation: Operation) -> Sentence:
    if isinstance(operation, AppendLines):
        return Sentence(f"{subject} est complété par {_new_lines(operation.lines)[0]} :", operation.lines)
    if isinstance(operation, Rewrite):
        return Sentence(f"{subject} est ainsi rédigé :", operation.lines)
    if isinstance(operation, Repeal):
        return Sentence(f"{subject} est abrogé")
    raise ValueError(f"aucune phrase n'est écrite pour {operation} sur l'article")
