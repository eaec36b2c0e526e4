"""Lists of article numbers in a citation, with the code or law that follows them and is theirs all.

'aux articles L. 1, L. 2 (3°) et L. 3 du code rural'. The scan of a line is citations.py's.
Next: citation_place.py for the places inside an article, citation_words.py for the names of texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from bonusage.law.citation_place import Level, read_level, within
from bonusage.law.citation_words import BARE, CODED, Named, coded_number, is_code, read_act, read_code
from bonusage.law.numerals import canonical_number


class Citation(NamedTuple):
    """A citation: its span in the paragraph, its kind ('article', 'text', 'structure', 'internal'), its target.

    Targets: `CSS:L162-15#al2`, `CSS:L114-9..L114-21`, `LOI93-8:6`, `LOI93-8`, `CSS:titre V/livre VII`, `CSS:présent titre`.
    """

    start: int
    end: int
    kind: str
    target: str


class Part(NamedTuple):
    """The span of an item and its path so far, outermost step first."""

    start: int
    end: int
    steps: tuple[str, ...]


def join_levels(levels: list[list[Part]], ends: list[int]) -> list[Part]:
    """Innermost level first: each item takes the steps of what follows; the shared words go to the last item of a list."""
    parts = levels[0]
    parts[-1] = parts[-1]._replace(end=ends[0])
    for level, end in zip(levels[1:], ends[1:], strict=True):
        first, base = level[0], parts
        parts = [one._replace(steps=first.steps + one.steps) for one in base]
        parts[-1] = parts[-1]._replace(end=first.end)
        parts += [Part(more.start, more.end, more.steps + one.steps) for more in level[1:] for one in base]
        parts[-1] = parts[-1]._replace(end=end)
    return parts


_TEXT = re.compile(
    r" (?:(?:du|de la) présente? (?P<present>code|loi|décret|ordonnance|arrêté)\b"
    r"|(?:(?:du même|dudit|de ce|de ce même|de ce dernier) (?P<code>code)\b|du (?P<alone>code)(?=[,.;:)]| ?$))"
    r"|(?:de la même|de ladite|de cette|de cette même|du même|dudit|de ce) (?P<act>loi|ordonnance|décret|arrêté)\b"
    r"|(?:de la |de l' ?|du )(?P<said>loi|ordonnance|décret|arrêté) (?:précitée?|susvisée?|susmentionnée?)"
    r"|(?P<const>de la Constitution)\b"
    r"|(?:du |DU |de la |de l' ?|au |à la )(?=(?P<named>(?:nouveau )?[Cc]ode |CODE |[Ll]oi|[Oo]rdonnance |[Dd][ée]cret|[Aa]rr[êe]t[ée] "
    r"|[Rr][èe]glement |[Ll]ivre des proc|[Dd]irective |annexe I)))"
)
_PADDED = re.compile(r" (?:et suivants?|ci-dessus|précitée?s?|susvisée?s?)(?= )")
_NOT_LAW = re.compile(
    r" (?:de la |de l' ?|du |des |de cette |de cet |de ce |dudit |de ladite )(?:présente? )?"
    r"(?:conventions?|accords?|avenants?|contrats?|statuts?|cahier|règlements?|annexe|traité|protocole|charte|décision|projet|proposition)\b"
)


class Context:
    """What a line is read in: the article that holds it, and what was cited before in it."""

    def __init__(
        self,
        line: str,
        code: str,
        article: str,
        paragraph: int,
        texts: tuple[str, ...],
        again: Callable[[str, str, str, int, tuple[str, ...]], tuple[Citation, ...]],
    ) -> None:
        self.line, self.code, self.article, self.paragraph, self.texts = line, code, article, paragraph, texts
        self.again = again
        self.here = f"{code}:{article}"
        self.in_code = is_code(code)
        self.last_article = self.last_code = self.last_act = ""
        self.announced = ""
        """The text that was just named and says that what follows is in it: 'le code du travail, notamment ses articles'."""
        self._before: str | None = None
        self.days: dict[tuple[str, str], str] = {}

    def before(self) -> str:
        """The article that the paragraph before cites last, without its path; '' when there is none. Looked for once."""
        if self._before is None:
            self._before = self._read_before()
        return self._before

    def _read_before(self) -> str:
        if not 2 <= self.paragraph <= len(self.texts):
            return ""
        cited = self.again(self.texts[self.paragraph - 2], self.code, self.article, 0, ())
        articles = [one.target for one in cited if one.kind == "article"]
        return articles[-1].partition("#")[0] if articles else ""

    def remember(self, named: Named) -> Named:
        """The text is now the one that was named last; 'loi du 4 janvier 1993' is the numbered law of that day."""
        if named.is_code:
            self.last_code = named.code
            return named
        code = named.code
        if named.day:
            code = self.days.setdefault((named.noun, named.day), code) if "@" in code else code
            self.days[named.noun, named.day] = code
        self.last_act = code
        return named._replace(code=code)

    def read_complement(self, at: int) -> tuple[int, str]:
        """(end, short name) of the text that follows at `at`; (at, '') when none does."""
        padded = _PADDED.match(self.line, at)
        found = _TEXT.match(self.line, padded.end() if padded else at)
        if found is None:
            return at, ""
        if found["present"]:  # 'la présente loi' in a code is another text, and nothing tells which
            return (found.end(), self.code) if (found["present"] == "code") == self.in_code else (at, "?")
        if found["code"] or found["alone"]:
            return found.end(), self.last_code or self.code
        if found["act"] or found["said"]:
            return (found.end(), self.last_act) if self.last_act else (at, "?")
        if found["const"]:
            self.last_act = "CONST"
            return found.end(), "CONST"
        named = read_code(self.line, found.end()) or read_act(self.line, found.end())
        if named is None:
            return at, "?"
        named = self.remember(named)
        return named.end, named.code

    def default(self, coded: bool) -> str:
        """The text of a number that none follows: '' when nothing fixes it."""
        if self.announced:
            return self.announced
        if coded:
            return self.code if self.in_code else self.last_code or self.code
        if not self.in_code or self.article[:1].isdigit():
            return self.code
        return self.last_act


class _Number(NamedTuple):
    start: int
    end: int
    number: str
    to: str
    steps: tuple[tuple[int, int, tuple[str, ...]], ...]


class Cited(NamedTuple):
    """A list of articles that was read: (start, end, target without path, path of its own) each, and where it ends."""

    entries: tuple[tuple[int, int, str, tuple[str, ...]], ...]
    end: int

    def citations(self, parts: list[Part]) -> list[Citation]:
        """With the places that come before ('2° de l'article L. 1'), or alone."""
        found = []
        if not parts:
            return [
                Citation(start, end, "article", _target(article, steps)) for start, end, article, steps in self.entries
            ]
        _, end, article, steps = self.entries[0]
        last = len(parts) - 1
        for at, part in enumerate(parts):
            found.append(
                Citation(part.start, end if at == last else part.end, "article", _target(article, steps + part.steps))
            )
        for start, end, article, steps in self.entries[1:]:
            found += [Citation(start, end, "article", _target(article, steps + part.steps)) for part in parts]
        return found


def _target(article: str, steps: tuple[str, ...]) -> str:
    return f"{article}#{'/'.join(steps)}" if steps else article


_SEPARATOR = re.compile(r" ?, ?(?:et |ou |ainsi que )?| et/ou | et | ou | à | ainsi que ")
_SHORTENED = re.compile(r"\d+(?:-\d+)+(?![\d°]| ?°)")
_PLAIN = re.compile(r"\d+(?![\d°%/-]| ?°| [a-z]{3})")
_OWN = re.compile(
    r" ?\((?=[IVX]+[,) ]|\d{1,2}°|[a-z]\)|\d(?:er|e|re) al|[^\W\d]+(?:-[^\W\d]+)? alin|alin)"
    r"|, (?=\d{1,2}° ?[,.;)]|alin[ée]a \d|al\. ?\d|[^\W\d]{4,14}(?:-[^\W\d]{4,14})? alin[ée]a\b)|,? (?=al\.? ?\d)"
)
_OWN_LISTED = re.compile(
    r" (?=(?:[IVX]+|\d{1,2}°)(?:[ ,).;°]|$))|,? ?(?=al(?:\.|in[ée]a) ?\d)|, (?=(?:[IVX]+|\d{1,2}°)(?:[ ,).]|$))"
)


def _one_number(line: str, at: int, before: re.Match[str] | None) -> tuple[int, str] | None:
    """(end, canonical number): a coded one, or a bare one when the list has no coded one; '162-9' after 'L. 162-5'."""
    coded = CODED.match(line, at)
    if coded:
        return coded.end(), coded_number(coded)
    if before is None:
        bare = BARE.match(line, at)
        return (bare.end(), canonical_number(bare[0])) if bare else None
    if before.re is CODED:
        form = _SHORTENED if "-" in before["rest"] else _PLAIN
        short = form.match(line, at)
        return (short.end(), coded_number(before)[: -len(before["rest"])] + short[0]) if short else None
    bare = BARE.match(line, at)
    if bare is None or (line[bare.end() : bare.end() + 2].strip().isalpha() and _is_count(line, bare.end())):
        return None
    return bare.end(), canonical_number(bare[0])


_COUNTED = re.compile(r" (?:ans?|jours?|mois|années?|euros|membres|%|personnes|heures|semaines|francs|voix)\b")


def _is_count(line: str, at: int) -> bool:
    return bool(_COUNTED.match(line, at))


def _own_steps(line: str, at: int, listed: bool) -> tuple[int, list[tuple[int, int, tuple[str, ...]]]]:
    """The places printed after a number: 'L. 1 (3°)', 'art. 3 I 1°', 'L. 5, alinéa 2'; (end, items)."""
    parts: list[tuple[int, int, tuple[str, ...]]] = []
    while own := (_OWN_LISTED if listed else _OWN).match(line, at):
        level: Level | None = read_level(line, own.end())
        if level is None or level.relative:
            break
        end = level.end
        levels = [level]
        if "(" in own[0]:
            while line.startswith(", ", end) and (level := read_level(line, end + 2)) and not level.relative:
                levels, end = [*levels, level], level.end
            if not line.startswith(")", end - 1) and not line.startswith(")", end):
                break
            end += not line.startswith(")", end - 1)
        for level in levels:
            items = [(one.start, one.end, (*one.steps[:-1], within(one.steps[-1], one.to))) for one in level.items]
            held = parts[-1][2] if parts else ()
            parts = parts[:-1] + [(start, stop, held + steps) for start, stop, steps in items]
        parts[-1] = (parts[-1][0], end, parts[-1][2])
        at = end
    return at, parts


def _numbers(line: str, at: int, listed: bool) -> tuple[list[_Number], bool, int] | None:
    """The numbers of a list, whether they are coded, where the list ends."""
    before: re.Match[str] | None = CODED.match(line, at) or BARE.match(line, at)
    read = _one_number(line, at, None)
    if before is None or read is None:
        return None
    coded = before.re is CODED
    found: list[_Number] = []
    while read is not None:
        end, number = read
        end, own = _own_steps(line, end, listed)
        found.append(_Number(at, end, number, "", tuple(own)))
        separator = _SEPARATOR.match(line, end)
        if separator is None:
            break
        at = separator.end()
        before = CODED.match(line, at) or before
        read = _one_number(line, at, before)
        if read is not None and separator[0] == " à " and not own:
            last = found.pop()
            found.append(last._replace(end=read[0], to=read[1]))
            separator = _SEPARATOR.match(line, read[0])
            if separator is None:
                break
            at = separator.end()
            before = CODED.match(line, at) or before
            read = _one_number(line, at, before)
    return found, coded, found[-1].end


def _entries(numbers: list[_Number], code: str, first: int, end: int) -> list[tuple[int, int, str, tuple[str, ...]]]:
    """One entry a number, one more for each place printed after it; the shared words go to the last."""
    entries: list[tuple[int, int, str, tuple[str, ...]]] = []
    for at, one in enumerate(numbers):
        start = first if at == 0 else one.start
        article = f"{code}:{one.number}..{one.to}" if one.to else f"{code}:{one.number}"
        if not one.steps:
            entries.append((start, one.end, article, ()))
        for index, (begin, stop, steps) in enumerate(one.steps):
            entries.append((begin if index else start, stop, article, steps))
    entries[-1] = (entries[-1][0], end, entries[-1][2], entries[-1][3])
    return entries


_AGAIN = re.compile(r" ?, ?(?:et |ou |ainsi que )?| et | ou | ainsi que ")


def read_articles(context: Context, noun: int, at: int, named: Named | None = None) -> Cited | None:
    """The articles listed from `at`; `noun` is where a bare number's span begins. None when there is no number, or when
    nothing says whose numbers they are. `named` is the text when it was printed before them."""
    line = context.line
    entries: list[tuple[int, int, str, tuple[str, ...]]] = []
    end = at
    while True:
        read = _numbers(line, at, named is not None)
        if read is None or (entries and not read[1]):
            break
        numbers, coded, stop = read
        if named is not None:
            code, end = named.code, stop
        else:
            end, code = context.read_complement(stop)
            if not code and numbers[-1].steps and line.startswith(",", stop):  # 'L. 1, alinéa 2, du code du travail'
                after, code = context.read_complement(stop + 1)
                end, code = (after, code) if code not in ("", "?") else (stop, "")
            if code == "?" or (not code and not coded and _NOT_LAW.match(line, stop)):
                code = ""
                if not coded:
                    return None if not entries else _closed(context, entries, stop)
            code = code or context.default(coded)
        if not code:
            return None
        if end > stop and not numbers[-1].steps:
            end, own = _own_steps(line, end, False)
            numbers[-1] = numbers[-1]._replace(steps=tuple(own))
        begin = noun if not entries and (named is not None or not coded) else numbers[0].start
        entries += _entries(numbers, code, begin, end)
        again = _AGAIN.match(line, end) if end > stop and coded else None
        if again is None:
            break
        at = again.end()
    return _closed(context, entries, end) if entries else None


def _closed(context: Context, entries: list[tuple[int, int, str, tuple[str, ...]]], end: int) -> Cited:
    context.last_article = entries[-1][2]
    return Cited(tuple(entries), end)
