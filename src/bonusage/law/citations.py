"""Citations in a line of law: articles and their parts, whole texts, divisions of a code, places of the article itself.

One scan finds the few words that can begin a citation; only there is the grammar read. Nothing is looked up in a corpus,
and what the words do not fix (an anaphora without antecedent, an agreement, a generic act) is left out.
Next: citation_list.py for numbers and complements, graph.py for the links that citations make.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bonusage.law.citation_list import Citation, Context, Part, join_levels, read_articles
from bonusage.law.citation_place import (
    Level,
    begin_of_ranks,
    counted_from,
    holders,
    read_level,
    read_levels,
    within,
)
from bonusage.law.citation_scan import candidates
from bonusage.law.citation_words import Named, read_act, read_code, read_next_act
from bonusage.law.model import Version
from bonusage.law.numerals import LATIN_WORD
from bonusage.law.words import matched

__all__ = ["Citation", "citations", "citations_of"]

_COMPLEMENT = re.compile(
    r"(?: ?,)? ?(?:(?P<article>(?:de l' ?article|de l' ?art\.|des articles|des art\.) ?)"
    r"|(?P<present>du présent article)"
    r"|(?P<this>(?:de cet|du même|dudit|de ce même|de ce dernier) article))"
)
_SHARED = re.compile(r" (?:et|ou) (?:de l' ?article|des articles) ")
_FOREIGN = re.compile(
    r" (?:de la |de l' ?|du |des |de cette |de cet |de ce |dudit |de ladite |dudit )"
    r"(?:conventions?|accords?|avenants?|contrats?|statuts?|cahier|règlements?|tableaux?|annexe|lois?|décrets?|ordonnances?|arrêtés?"
    r"|code|constitution|traité|protocole|charte|liste|directive|barème|décisions?|formulaire)\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(r" (?:ci-dessus|ci-dessous|ci-après)")
_NOUN = r"(?:sous-section|section|sous-paragraphe|paragraphe|chapitre|sous-titre|titre|livre|partie)"
_DIVISION_NUMBER = (
    rf"(?:[IVXL]+(?:er)?|premi(?:er|ère)|\d+(?:er)?|unique|[A-H])(?: {LATIN_WORD}\b)?(?![\w°%'/])(?: [A-H](?= d))?"
)
_DIVISION = re.compile(rf"(?P<noun>{_NOUN})s? (?P<n>{_DIVISION_NUMBER})", re.IGNORECASE)
_MORE = re.compile(rf"(?P<by>, (?:et )?| et | ou | à )(?P<n>{_DIVISION_NUMBER})")
_OUTER = re.compile(
    rf",? (?:du|de la) (?:(?P<present>présente? {_NOUN})\b|(?P<noun>{_NOUN}) (?P<n>{_DIVISION_NUMBER})|(?P<part>[\wé]+ partie)\b)",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    rf"pr[ée]sente? (?:(?P<article>article)|(?P<structure>code|{_NOUN})|(?P<act>loi|ordonnance|décret|arrêté))\b",
    re.IGNORECASE,
)
_PRESENT_LINE = re.compile(r"pr[ée]sent alin[ée]a\b", re.IGNORECASE)
_LISTED = re.compile(r"(?:(?:\.| ?\() ?-? ?| - |, | )(?P<noun>art(?:icles?|s?\.)) ?(?=[LRDA\d\*]|premier)")
_NOTABLY = re.compile(
    r",? ?(?:et )?(?:(?:notamment|en particulier|spécialement),? )?(?:(?:en|à|dans|de|par) )?(?:ses|son) "
    r"|,? ?(?:et )?(?:notamment|en particulier) (?:(?:en |à |dans |de |par )?(?:les |l' ?)|aux |des )"
)
_CALLED = ("cet ", "même ", "ledit ", "dudit ", "Cet ")
_INSERTED = re.compile(
    r"(?:\b(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|nouvel|nouveaux|nouvelle)|^[\"( ]*) $|^[\"( ]*$"
)
_HEADING = re.compile(r"(?:\.| ?[-:]|\.-|$)")
_PREPOSITIONS = (
    "au ", "aux ", "du ", "des ", "le ", "les ", "Le ", "Les ", "Au ", "Aux ", "Du ", "Des ", "AU ", "AUX ", "DU ", "DES ",
    "même ", "dudit ", "desdits ", "auxdits ", "présent ", "à l'", "par ", "audit ", "ledit ", "mêmes ",
)  # fmt: skip


class _Reader:
    """Reads one line; keeps what was cited before in it, for 'cet article' and 'du même code'."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.line = context.line
        self.found: list[Citation] = []
        self.named_last: Named | None = None

    def read(self, begins: list[tuple[int, str, int]]) -> tuple[Citation, ...]:
        """Every citation, in order. Each form says where the scan goes on: never before the end of what it read."""
        at = 0
        for begin, form, end in begins:
            if begin >= at:
                at = max(_FORMS[form](self, begin, end, at), begin + 1)
        return tuple(self.found)

    # articles ------------------------------------------------------------------------------------------------------

    def article(self, begin: int, end: int, floor: int) -> int:
        """'article L. 162-5', 'articles 4 et 5 de la loi n° 93-8', 'cet article'."""
        last = self.named_last
        self.context.announced = last.code if last and _NOTABLY.fullmatch(self.line, last.end, begin) else ""
        cited = read_articles(self.context, begin, end)
        self.context.announced = ""
        if cited is None:
            if self.line.startswith("article", begin) and self.line.endswith(_CALLED, 0, begin):
                return self.called(begin, begin + 7, ())
            return end
        if _INSERTED.search(self.line, max(0, begin - 9), begin) and self.is_made(begin, cited.end):
            return cited.end
        self.found += cited.citations([])
        return cited.end

    def is_made(self, begin: int, end: int) -> bool:
        """Is the article one that the sentence makes, or a heading ('Art. L. 1. - ...')?"""
        return not _opens(self.line, begin) or bool(_HEADING.match(self.line, end))

    def coded(self, begin: int, end: int, floor: int) -> int:
        """'L. 162-5' without the noun: in link lines, or after words that the grammar does not know."""
        cited = read_articles(self.context, begin, begin)
        if cited is None:
            return end
        self.found += cited.citations([])
        return cited.end

    def called(self, noun: int, end: int, levels: tuple[Level, ...]) -> int:
        """'cet article', with or without places before it: the article cited last."""
        last = self.context.last_article or self.context.before()
        if last:
            begin = noun
            for word in _CALLED:
                if self.line.endswith(word, 0, noun):
                    begin = noun - len(word)
            if not levels:
                self.found.append(Citation(begin, end, "article", last))
                return end
            self.put(levels, end, "article", last)
        return end

    # places --------------------------------------------------------------------------------------------------------

    def ranks(self, begin: int, end: int, floor: int) -> int:
        """'deuxième alinéa', 'alinéa précédent', 'alinéa 3', and what follows."""
        return self.places(begin_of_ranks(self.line, begin, floor), end)

    def number(self, begin: int, end: int, floor: int) -> int:
        """'3° du I', '1° ci-dessus'; the label that opens the line is no place."""
        if begin == 0:
            return end
        return self.places(begin, end)

    def label(self, begin: int, end: int, floor: int) -> int:
        """'au II', 'des a et b', 'les A et B du I'."""
        return self.places(begin, begin)

    def places(self, begin: int, otherwise: int) -> int:
        """Places from `begin`, with the article that follows them, or of the article being read."""
        levels = read_levels(self.line, begin)
        if not levels:
            return otherwise
        end = levels[-1].end
        complement = _COMPLEMENT.match(self.line, end)
        if complement is None:
            return self.internal(levels, end)
        if complement["present"]:
            self.put(levels, complement.end(), "internal", self.context.here)
            return complement.end()
        if complement["this"]:
            return self.called(complement.end() - 7, complement.end(), levels)
        cited = read_articles(self.context, begin, complement.end())
        if cited is None:
            return complement.end()
        self.found += cited.citations(self.parts(levels))
        return self.shared(begin, levels, cited.end)

    def shared(self, begin: int, levels: tuple[Level, ...], end: int) -> int:
        """'au 5° de l'article L. 1 et de l'article L. 2': after 'au', a second 'de l'article' can only share the 5°."""
        if self.line.endswith(("au ", "aux ", "à l'", "à la ", "Au ", "Aux ", "À l'", "À la "), 0, begin):
            while again := _SHARED.match(self.line, end):
                cited = read_articles(self.context, again.end(), again.end())
                if cited is None:
                    break
                paths = [part.steps for part in self.parts(levels)]
                for start, stop, article, steps in cited.entries:
                    joined = ("/".join((*steps, *path)) for path in paths)
                    self.found += [Citation(start, stop, "article", f"{article}#{path}") for path in joined]
                end = cited.end
        return end

    def parts(self, levels: tuple[Level, ...]) -> list[Part]:
        """The spans and paths of places that an article follows."""
        steps = [
            [Part(one.start, one.end, self.counted(one.steps, one.to, level.relative)) for one in level.items]
            for level in levels
        ]
        return join_levels(steps, [level.end for level in levels])

    def counted(self, steps: tuple[str, ...], to: str, relative: bool) -> tuple[str, ...]:
        if not relative:
            return (*steps[:-1], within(steps[-1], to))
        first = self.context.paragraph + int(steps[0])
        last = self.context.paragraph + int(to or steps[0])
        if steps[0] == "0" and to:
            first = 1
        return (f"al{first}..al{last}",) if last > first else (f"al{first}",)

    def internal(self, levels: tuple[Level, ...], end: int, *, sure: bool = False) -> int:
        """Places of the article being read: only when the words or the labels of the article say that they are some."""
        context, outermost = self.context, levels[-1]
        if not context.article or _FOREIGN.match(self.line, end):
            return end
        begin, step = levels[0].items[0].start, outermost.items[0].steps[0]
        above = sure or bool(_ABOVE.match(self.line, end))
        outer: tuple[str, ...] = ()
        if outermost.relative:
            if not context.paragraph or not counted_from(context.paragraph, outermost.items[0]):
                return end
        elif step.startswith(("ph", "-")):
            return end
        elif not step.startswith("al"):
            if not (above or len(levels) > 1 or self.line.endswith(_PREPOSITIONS, 0, begin)):
                return end
            held = holders(context.texts, context.paragraph, step)
            if held is None and not above and "°" not in step and len(levels) == 1:
                return end
            outer = held or ()
        self.put(levels, end, "internal", context.here, outer)
        return end

    def put(self, levels: tuple[Level, ...], end: int, kind: str, article: str, outer: tuple[str, ...] = ()) -> None:
        """Citations of places of one article."""
        parts = self.parts(levels)
        parts[-1] = parts[-1]._replace(end=end)
        joint = "/" if "#" in article else "#"
        for part in parts:
            self.found.append(
                Citation(part.start, part.end, kind, f"{article}{joint}{'/'.join((*outer, *part.steps))}")
            )

    # divisions and whole texts ---------------------------------------------------------------------------------------

    def present(self, begin: int, end: int, floor: int) -> int:
        """'présent article', 'présent chapitre', 'présente loi', 'présent II', 'présent alinéa'."""
        found = _PRESENT.match(self.line, begin)
        if found is None:
            if _PRESENT_LINE.match(self.line, begin):
                return self.places(begin, end)
            level = read_level(self.line, end)
            if level is not None and not level.relative and not level.items[0].steps[0].startswith(("al", "ph", "-")):
                return self.internal((level,), level.end, sure=True)
            return end
        context = self.context
        if found["article"]:
            if context.article:
                self.found.append(Citation(*found.span(), "internal", context.here))
        elif found["structure"]:
            word = " ".join(found[0].lower().split())
            end, code = context.read_complement(found.end()) if "code" not in word else (found.end(), "")
            self.found.append(Citation(found.start(), end, "structure", f"{code or context.code}:{word}"))
            return end
        elif not context.in_code:
            self.found.append(Citation(*found.span(), "text", context.code))
        return found.end()

    def structure(self, begin: int, end: int, floor: int) -> int:
        """'chapitre V du titre IV du présent livre', 'sections 1, 2 et 3 du présent chapitre'."""
        line = self.line
        first = _DIVISION.match(line, begin)
        if first is None or _opens(line, begin):
            return end
        noun = first["noun"].lower()
        items = [(first.start(), first.end(), f"{noun} {_division(first['n'])}")]
        end = first.end()
        while more := _MORE.match(line, end):
            end = more.end()
            if more["by"] == " à ":
                start, _, said = items.pop()
                items.append((start, end, f"{said}..{noun} {_division(more['n'])}"))
            else:
                items.append((more.start("n"), end, f"{noun} {_division(more['n'])}"))
        outer = []
        while following := _OUTER.match(line, end):
            end = following.end()
            if following["present"]:
                outer.append(following["present"].lower())
                break
            outer.append(
                (following["part"] or f"{following['noun']} {_division(following['n'])}").lower()
                if following["part"]
                else f"{following['noun'].lower()} {_division(following['n'])}"
            )
        end, code = self.context.read_complement(end)
        if code == "?" or (not code and _FOREIGN.match(line, end)):
            return end
        for at, (start, stop, said) in enumerate(items):
            last = end if at == len(items) - 1 else stop
            self.found.append(
                Citation(start, last, "structure", f"{code or self.context.code}:{'/'.join((said, *outer))}")
            )
        return end

    def named(self, begin: int, end: int, floor: int) -> int:
        """A code, a law or a decree that is named by itself, or before its article ('Loi n° 93-8, art. 6')."""
        line = self.line
        if line.startswith("Constitution", begin):
            named: Named | None = Named("CONST", end, False)
        elif line[begin] in "cC" or line.startswith("ivre", begin + 1):
            named = read_code(line, begin)
        else:
            named = read_act(line, begin)
        if named is None:
            return end
        named = self.context.remember(named)
        listed = _LISTED.match(line, named.end)
        cited = read_articles(self.context, begin, listed.end(), named=named) if listed else None
        if cited is not None:
            self.found += cited.citations([])
            return cited.end
        if named.known:
            self.found.append(Citation(begin, named.end, "text", named.code))
        while following := read_next_act(line, named):
            start, named = following[0], self.context.remember(following[1])
            self.found.append(Citation(start, named.end, "text", named.code))
        self.named_last = named
        return named.end


_FORMS: dict[str, Callable[[_Reader, int, int, int], int]] = {
    "article": _Reader.article,
    "ranks": _Reader.ranks,
    "number": _Reader.number,
    "coded": _Reader.coded,
    "label": _Reader.label,
    "present": _Reader.present,
    "named": _Reader.named,
    "structure": _Reader.structure,
}


def _opens(line: str, begin: int) -> bool:
    """Does the line begin there, quotes and brackets apart?"""
    return begin < 4 and not line[:begin].strip(' "(')


def _division(number: str) -> str:
    """'premier' and 'Ier' are one number."""
    return "Ier" if number.lower() in ("premier", "première", "1er", "ier") else number


def citations(
    text: str, code: str = "CSS", article: str = "", paragraph: int = 0, texts: tuple[str, ...] = ()
) -> tuple[Citation, ...]:
    """The citations of one paragraph, in order, with offsets in `text` and canonical targets.

    `code` and `article` are those of the article being read ('' when the line belongs to none: then there are no internal
    places), `paragraph` its number from 1 and `texts` the lines of the article, by which '1°' finds the item that holds it.
    """
    line = matched(text)
    begins = candidates(line)
    return _Reader(Context(line, code, article, paragraph, texts, citations)).read(begins) if begins else ()


def citations_of(version: Version) -> tuple[tuple[int, Citation], ...]:
    """(paragraph from 1, citation) of an article version, in order."""
    return tuple(
        (at, one)
        for at, text in enumerate(version.texts, 1)
        for one in citations(text, version.code, version.article, at, version.texts)
    )
