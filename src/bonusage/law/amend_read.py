"""Lines of an amending text to instructions: lists and their containers, sentences, quoted paragraphs.

What is not understood is Unsupported, with its words and where they stand; nothing under a container that was not
understood takes its place from elsewhere. Next: amend_lines.py for the lines, amend_clause.py for a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bonusage.law.amend_clause import instructions, read_sentence
from bonusage.law.amend_context import Context
from bonusage.law.amend_lines import Line, gather
from bonusage.law.amend_model import Instruction, Target
from bonusage.law.amend_quotes import SIGN, without_outer_marks
from bonusage.law.amend_title import code_name
from bonusage.law.failure import Unsupported
from bonusage.law.numerals import canonical_number
from bonusage.law.structure import DASH, Label, read_label

_SENTENCE_END = re.compile(
    rf"(?:(?<=[a-zéèà0-9)°%€])|(?<={SIGN})) ?\. (?=[A-ZÀÉ](?:[a-zà-ÿ']| [a-zà-ÿ]))|(?<=[^0-9]) ?; (?=\S)"
)
_SHORT = re.compile(r"\b(?:[LRDAn]|L\.O|art|al)$")
_VERBLESS = re.compile(r"(?:le |la |les |l'|du |au )", re.IGNORECASE)
_EMPTY = re.compile(
    r"\(? ?(?:supprimée?s?|sans modification|non modifiée?s?|conforme|nouveau|nouvelle)\)? ?\.?", re.IGNORECASE
)
_NEW = re.compile(r"^\((?:nouveau|nouvelle)\) ?", re.IGNORECASE)
_NEW_LABEL = re.compile(r"^([IVX]+(?: [a-z]+)?(?: [A-Z])?|[A-H](?: [a-z]+)?) \(nouve(?:au|lle)\)\. ?-+ ?")
_PLAIN_CAPITAL = re.compile(r"^([A-H])\. (?=(?:Les?|La|Aux?|À|A la|Après|Avant|Il|Sont) |[LÀA] ?'|À l')")
_GONE = re.compile(
    r"(?:\d{1,3} ?°|[a-z]{1,2}\)|[IVX]+|[A-H])(?: [a-z]+\)?)?(?:(?:, | et | à )(?:\d{1,3} ?°|[a-z]{1,2}\)|[IVX]+|[A-H])"
    r"(?: [a-z]+\)?)?)+ ?\.? ?-* ?\(supprimée?s\) ?[.;]?",
    re.IGNORECASE,
)
"""'8° et 9° (Supprimés)': numbers kept empty while a bill goes to and fro."""
_LABELS_OF_A_LINE = 5  # 'I. - 1° a)' is one line with three
_INLINE_LIST = re.compile(r"modifiée?s? : (?:1°|a\)|I\. ?-) ")
_INLINE = re.compile(r"(?<=:) (?=(?:1°|a\)|I\. ?-) )|(?<=;) (?=(?:\d{1,2}°|[a-z]\)|[IVX]+\. ?-) )")
_STRUCTURE = re.compile(
    r"(?:le |la |l'|les )(?:(?:première|deuxième|troisième|même) )?(?:sous-section|section|chapitre|titre|livre|partie)\b[^\ue000-\uf8ff]*"
    r"(?:est|sont) ainsi modifiée?s? ?:?$",
    re.IGNORECASE,
)


class _Level(NamedTuple):
    """An open item of the list: the kind and rank of its label (-1: a line without label), what it passes on."""

    kind: int
    rank: tuple[int, int, str]
    context: Context
    verb: str


def read_instructions(
    lines: Sequence[str], code: str = "", article: str = "", path: tuple[str, ...] = ()
) -> tuple[Instruction | Unsupported, ...]:
    """The instructions of the lines of an amending text, in order; Unsupported for each sentence that is not understood.

    A quoted paragraph is one line, with its marks or bare. `code`, `article` and `path` are where the lines stand when
    they name no place. Spans are offsets in the lines joined by line feeds.
    """
    base = Target(code_name(code), _number(article), path)
    reader = _Reader(base)
    for line in gather(without_outer_marks(lines)):
        reader.line(line)
    return tuple(reader.found)


def _number(article: str) -> str:
    try:
        return canonical_number(article) if article else ""
    except ValueError:
        return article


class _Reader:
    """Reads the lines in order, with the items of the list that are open and the place last named."""

    def __init__(self, base: Target) -> None:
        self.start = Context((base,))
        self.levels: list[_Level] = []
        self.found: list[Instruction | Unsupported] = []
        self.last: tuple[Target, ...] = ()
        self.opened = False
        self.flat: _Level | None = None
        """The line that opened a list of which the lines bear no label."""

    def line(self, line: Line) -> None:
        """One line with the paragraphs that it quotes; a list written on one line is read as a list."""
        pieces = _INLINE.split(line.prose) if _INLINE_LIST.search(line.prose) else [line.prose]
        for piece in pieces:
            self._item(piece, line)

    def _item(self, prose: str, line: Line) -> None:
        if _GONE.fullmatch(prose):
            return
        labelled = False
        prose = _NEW_LABEL.sub(r"\1. - ", prose)
        for _ in range(_LABELS_OF_A_LINE):
            prose = _PLAIN_CAPITAL.sub(r"\1. - ", prose)
            label = read_label(prose)
            if label is None:
                break
            self._enter(label)
            labelled = True
            prose = _NEW.sub("", prose[label.begins :].strip())
            if not prose:
                break
        if labelled:
            self.flat = None
        else:
            line = self._unlabelled(line)
        if not prose or _EMPTY.fullmatch(prose):
            self.opened = False
            return
        self._sentences(prose, line)

    def _unlabelled(self, line: Line) -> Line:
        """A line without label stands alone, unless the one before opened a list: then it is an item of it."""
        if self.opened and self.levels:
            self.flat = self.levels[-1]
        self.levels.clear()
        if self.flat is None:
            self._push(-1, (0, 0, ""))
            return line
        self.levels += [self.flat, self.flat]
        return line._replace(warnings=(*line.warnings, "ligne sans numéro, lue sous celle qui ouvre la liste"))

    def _enter(self, label: Label) -> None:
        kinds = [level.kind for level in self.levels]
        restarts = self.opened and label.rank[0] == 1 and label.kind != DASH and bool(kinds) and kinds[-1] == label.kind
        if label.kind in kinds and not restarts:
            del self.levels[
                kinds.index(label.kind) if label.kind != DASH else len(kinds) - 1 - kinds[::-1].index(label.kind) :
            ]
        elif label.kind not in kinds and not self.opened:
            while self.levels and self.levels[-1].kind > label.kind:
                self.levels.pop()  # 'B. -' after '3°' goes back to what held the numbers
        self._push(label.kind, label.rank)
        self.opened = False

    def _push(self, kind: int, rank: tuple[int, int, str]) -> None:
        above = self.levels[-1] if self.levels else _Level(-2, rank, self.start, "")
        self.levels.append(_Level(kind, rank, above.context, above.verb))

    def _sentences(self, prose: str, line: Line) -> None:
        level = self.levels[-1]
        near: tuple[Target, ...] = ()
        self.opened = False
        for sentence in _sentences_of(prose):
            text = _with_verb(sentence, level.verb)
            context = level.context._replace(last=self.last, near=near)
            read = None if line.cut else read_sentence(text, line.quotes, context)
            if read is None:
                self._not_read(sentence, line)
                continue
            made = instructions(read, line.text, line.span)
            if read.container:
                self.found += made  # 'le II devient le III et est ainsi modifié :'
                known = any(one.article or (level.context.known and one.path) for one in read.container)
                passed = Context(read.container, read.container, known=known or read.container == (Target(),))
                self.levels[-1] = level._replace(context=passed, verb=read.verb)
                self.last = read.container if any(one.path or one.article for one in read.container) else self.last
                self.opened = True
                continue
            if read.verb:
                self.levels[-1] = level._replace(verb=read.verb)
                continue
            self.found += [one._replace(warnings=(*line.warnings, *one.warnings)) for one in made]
            if made:
                self.last = tuple(dict.fromkeys(one.target for one in made))
                near = self.last if ";" in prose else ()

    def _not_read(self, sentence: str, line: Line) -> None:
        """A sentence that is not understood; when it opens a list, what it would pass on is not known."""
        level = self.levels[-1]
        if _STRUCTURE.fullmatch(sentence):
            self.levels[-1] = level._replace(
                context=level.context._replace(known=False, base=(Target(level.context.base[0].code),))
            )
            self.opened = True
            return
        self.found.append(Unsupported(line.text, line.span))
        self.last = ()
        if sentence.rstrip().endswith(":"):
            held = tuple(Target(one.code) for one in level.context.base[:1])
            self.levels[-1] = level._replace(context=Context(held, known=False))
            self.opened = True


def _with_verb(sentence: str, verb: str) -> str:
    """Under 'Sont abrogés :' a line is a place without a verb."""
    if not verb or not _VERBLESS.match(sentence):
        return sentence
    return f"{sentence.rstrip(' .;,')} est {verb}é"


def _sentences_of(prose: str) -> list[str]:
    """The sentences of a line, at full stops and semicolons outside quotations."""
    found, start = [], 0
    for stop in _SENTENCE_END.finditer(prose):
        if _SHORT.search(prose[max(start, stop.start() - 6) : stop.start()]):
            continue
        found.append(prose[start : stop.end()].strip())
        start = stop.end()
    found.append(prose[start:].strip())
    return [one for one in found if one.strip(" .;,")]
