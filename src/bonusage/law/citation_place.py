"""Places inside an article as citations word them: 'a et b du 3° du I', 'deux derniers alinéas', 'alinéa précédent'.

Nothing is searched for here, and no article number is read (citation_words.py): a reader begins at a given offset.
Next: citations.py, which adds the article and the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bonusage.law.numerals import LATIN_WORD, ORDINAL_WORD, read_cardinal, read_ordinal
from bonusage.law.structure import Paragraph, outline
from bonusage.law.words import unaccented


class Item(NamedTuple):
    """One item of a list of places: its span, its steps outermost first ('3°', 'b)'), the first step's other end or ''."""

    start: int
    end: int
    steps: tuple[str, ...]
    to: str = ""


class Level(NamedTuple):
    """A list of places of one rank, where it ends; `relative`: its ranks are counted from the paragraph that speaks."""

    items: tuple[Item, ...]
    end: int
    relative: bool = False


_RANKS = {
    unaccented(word) + plural: rank
    for word in ORDINAL_WORD[3:-1].split("|")
    if " " not in word and (rank := read_ordinal(word))
    for plural in ("", "s")
}
_COMPOUND = re.compile(r"(?:(vingt|trente|quarante|cinquante|soixante) et )?([^\W\d_]+(?:-[^\W\d_]+){0,3})")
_DIGIT_RANK = re.compile(r"(\d{1,2}) ?(?:ers?|res?|[eè]mes?|es?)\b")
_COUNT = re.compile(r"(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d) (?=premi|derni|pr[ée]c|suiv|alin)")
_NOUN = re.compile(r" (?P<noun>alin[ée]a|phrase|tiret)s?\b", re.IGNORECASE)
_ALINEA = re.compile(
    r"(?:alin[ée]as?|al\.?) ?(?P<rank>\d{1,2})\b(?! ?[°\d])(?P<more>(?:(?:, | et | ou | à )\d{1,2}\b(?! ?°))*)"
)
_AFTER = re.compile(r"(?:(?P<count>deux|trois|quatre|cinq|six) )?alin[ée]as? (?P<way>pr[ée]c[ée]dents?|suivants?)\b")
_BEFORE = re.compile(
    r"(?:(?P<count>deux|trois|quatre|cinq|six) )?(?P<way>pr[ée]sent|pr[ée]c[ée]dent|suivant)e?s? (?:(?P<count2>deux|trois|quatre) )?"
    r"alin[ée]as?\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r" ?, ?(?:et |ou )?| et/ou | et | ou | à | ainsi que ")
_AU, _DU = re.compile(r"(?:,| et| ou) aux? "), re.compile(r"(?:,| et| ou) (?:du|des) ")
"""'au a et au b': the preposition may be said again before each item, when it is the same one."""
_NUMBER = re.compile(
    rf"(?P<n>\d{{1,3}}) ?°(?: ?\))?(?P<latin>(?: |(?=[a-z])){LATIN_WORD}\b)?(?P<cap> [A-Z](?= (?:du|de|et|ou|à|ci)|[,;.)]|$))?"
    r"(?: ?\((?P<letter>[a-z])\)?| (?P<glued>[a-z])\)(?=[ ,;.]|$))?(?! ?C\b)"
)
_ROMAN = re.compile(rf"(?P<n>[IVX]+)(?P<latin>[ -]{LATIN_WORD}\b)?(?P<cap>(?: |-)[A-H](?![\w'.°]))?(?!\w|'|°|-\w)")
_CAPITAL = re.compile(
    rf"(?P<n>[A-HJ-U])(?P<latin> {LATIN_WORD}\b)?(?= (?:du|des|de l'|et [A-U]\b|ou [A-U]\b|à [A-U]\b|ci-)|, [A-U]\b)"
)
_LETTER = re.compile(rf"(?P<n>([a-z])\2?)(?P<latin> {LATIN_WORD}\b)?(?: ?\))?(?=[ ,;.:)]|$)")
_FORMS = (_NUMBER, _ROMAN, _LETTER, _CAPITAL)


def read_rank(line: str, at: int) -> tuple[int, int] | None:
    """(rank, end) of the ordinal that begins at `at`: 'deuxième', 'vingt et unième', 'avant-dernier', '3e', plurals too."""
    if found := _DIGIT_RANK.match(line, at):
        return int(found[1]), found.end()
    word = _COMPOUND.match(line, at)
    if word is None:
        return None
    rank = (read_ordinal(word[0]) or 0) if word[1] else _RANKS.get(unaccented(word[2]).lower(), 0)
    return (rank, word.end()) if rank else None


def _step(found: re.Match[str], form: re.Pattern[str]) -> tuple[str, ...]:
    rest = f" {found['latin'].strip(' -')}" if found["latin"] else ""
    if form is _NUMBER:
        letter = found["letter"] or found["glued"]
        number = f"{int(found['n'])}°{rest}{found['cap'] or ''}"
        return (number, f"{letter})") if letter else (number,)
    if form is _ROMAN:
        cap = found["cap"].strip(" -") if found["cap"] else ""
        return (f"{found['n']}{rest}{' ' if cap else ''}{cap}",)
    return (f"{found['n']}{rest})",) if form is _LETTER else (f"{found['n']}{rest}",)


def _repeated(line: str, at: int) -> re.Pattern[str] | None:
    """What says again the preposition that stands before `at`."""
    if line.endswith(("au ", "aux ", "Au ", "Aux "), 0, at):
        return _AU
    return _DU if line.endswith(("du ", "des ", "Du ", "Des "), 0, at) else None


def _labels(line: str, at: int, again: re.Pattern[str] | None = None) -> Level | None:
    """'a et b', '1° à 4°', 'I, II bis et III', '2° et 3° (b)': labels of one form, with their separators."""
    for form in _FORMS:
        found = form.match(line, at)
        if found:
            break
    else:
        return None
    items = [Item(at, found.end(), _step(found, form))]
    while separator := _SEPARATOR.match(line, found.end()):
        following = form.match(line, separator.end())
        if following is None and again and (repeated := again.match(line, found.end())):
            following = form.match(line, repeated.end())
        if following is None:
            break
        found = following
        if separator[0] == " à ":
            last = items.pop()
            items.append(Item(last.start, found.end(), last.steps, _step(found, form)[-1]))
        else:
            items.append(Item(found.start(), found.end(), _step(found, form)))
    return Level(tuple(items), found.end())


_SHORT = {"alinea": "al", "phrase": "ph", "tiret": "-"}


def _ranks(line: str, at: int, again: re.Pattern[str] | None = None) -> Level | None:
    """'premier alinéa', 'deuxième et troisième alinéas', 'première à troisième phrases'."""
    ranks: list[tuple[int, int, int, int]] = []
    begin = at
    while read := read_rank(line, begin):
        rank, end = read
        ranks.append((begin, end, rank, 0))
        separator = _SEPARATOR.match(line, end)
        if separator is None:
            break
        if separator[0] == " à " and (to := read_rank(line, separator.end())):
            ranks[-1] = (begin, to[1], rank, to[0])
            separator = _SEPARATOR.match(line, to[1])
            if separator is None:
                break
        begin = separator.end()
    noun = _NOUN.match(line, ranks[-1][1]) if ranks else None
    if noun is None:
        return None
    short = _SHORT[unaccented(noun["noun"]).lower()]
    items = [Item(start, end, (f"{short}{rank}",), f"{short}{to}" if to else "") for start, end, rank, to in ranks]
    items[-1] = items[-1]._replace(end=noun.end())
    repeated = again.match(line, noun.end()) if again else None
    more = _ranks(line, repeated.end(), again) if repeated else None
    if more is not None:
        return Level((*items, *more.items), more.end)
    return Level(tuple(items), noun.end())


def _several(line: str, at: int) -> Level | None:
    """'deux premiers alinéas', 'trois dernières phrases': one range."""
    count = _COUNT.match(line, at)
    edge = read_rank(line, count.end()) if count else None
    noun = _NOUN.match(line, edge[1]) if edge else None
    if count is None or edge is None or noun is None or abs(edge[0]) != 1:
        return None
    short, many = _SHORT[unaccented(noun["noun"]).lower()], read_cardinal(count[1]) or 1
    first, last = (1, many) if edge[0] == 1 else (-many, -1)
    return Level((Item(at, noun.end(), (f"{short}{first}",), f"{short}{last}"),), noun.end())


def _relative(line: str, at: int) -> Level | None:
    """'alinéa précédent', 'deux alinéas suivants', 'présent alinéa': offsets from the paragraph that speaks, 'al+0'."""
    found = _AFTER.match(line, at) or _BEFORE.match(line, at)
    if found is None:
        return None
    count = found["count"] or found.groupdict().get("count2")
    many = (read_cardinal(count) or 1) if count else 1
    way = unaccented(found["way"]).lower()
    if way.startswith("present"):
        first, last = 0, 0
    elif way.startswith("precedent"):
        first, last = (0 if found[0].endswith("s") and not count else -many), -1
    else:
        first, last = 1, many
    item = Item(at, found.end(), (f"{first}",), f"{last}" if first != last else "")
    return Level((item,), found.end(), relative=True)


def _numbered(line: str, at: int) -> Level | None:
    """'alinéa 3', 'alinéas 2 et 3', 'al. 2'."""
    found = _ALINEA.match(line, at)
    if found is None:
        return None
    items = [Item(at, found.end("rank"), (f"al{int(found['rank'])}",))]
    for more in re.finditer(r"(, | et | ou | à )(\d+)", found["more"]):
        start, end = found.start("more") + more.start(2), found.start("more") + more.end()
        if more[1] == " à ":
            items[-1] = items[-1]._replace(end=end, to=f"al{int(more[2])}")
        else:
            items.append(Item(start, end, (f"al{int(more[2])}",)))
    return Level(tuple(items), found.end())


def read_level(line: str, at: int, again: re.Pattern[str] | None = None) -> Level | None:
    """The list of places of one rank that begins at `at`, or None."""
    return (
        _labels(line, at, again)
        or _ranks(line, at, again)
        or _several(line, at)
        or _relative(line, at)
        or _numbered(line, at)
    )


_JOIN = re.compile(
    r"(?: ci-dessus| ci-dessous| ci-après| susmentionnée?s?)? (?:du même |de la même |du|des|de la|de l'|de ces) ?"
)


def read_levels(line: str, at: int) -> tuple[Level, ...]:
    """Every level from `at`, innermost first: 'b', then '3°', then 'I'; () when there is none."""
    levels: list[Level] = []
    level = read_level(line, at, _repeated(line, at))
    while level is not None and len(levels) < 8:  # no law goes deeper
        levels.append(level)
        if level.relative:
            break
        join = _JOIN.match(line, level.end)
        level = read_level(line, join.end()) if join else None
        if join and level is None and line.startswith("présent ", join.end()):
            level = read_level(line, join.end() + len("présent "))
    return tuple(levels)


_WORDS_BEFORE = frozenset(
    "deux trois quatre cinq six sept huit neuf dix unième vingt trente quarante cinquante soixante"
    " précédent précédents présent suivant".split()
)


def begin_of_ranks(line: str, noun: int, floor: int) -> int:
    """Where the ordinals before 'alinéa' (at `noun`) begin; `noun` itself when there are none. At most 24 words back."""
    start, at = noun, noun
    for _ in range(24):
        if at <= floor or line[at - 1] not in " '":
            break
        left = max(line.rfind(" ", floor, at - 1), line.rfind("'", floor, at - 1), line.rfind('"', floor, at - 1)) + 1
        left = max(left, floor)
        word = line[left : at - 1].rstrip(",").lower()
        if _DIGIT_RANK.fullmatch(word) or word in _WORDS_BEFORE or unaccented(word) in _RANKS:
            start = left
        elif word not in ("et", "ou", "à", "et/ou"):
            break
        at = left
    return start


def within(step: str, to: str = "") -> str:
    """A step, or a range of steps."""
    return f"{step}..{to}" if to else step


def counted_from(paragraph: int, item: Item) -> str:
    """The step of a relative item, from the paragraph that speaks: 'al4', 'al7..al8'; '' when it would be before the first."""
    first = paragraph + int(item.steps[0])
    if item.steps[0] == "0" and item.to:
        first = 1
    last = paragraph + int(item.to) if item.to else first
    if first < 1 or last < first:
        return ""
    return f"al{first}..al{last}" if last > first else f"al{first}"


def holders(texts: tuple[str, ...], paragraph: int, step: str) -> tuple[str, ...] | None:
    """The labels that hold the item `step` in an article, as the text fixes them; None when no line bears that label.

    Of several lines with the same label, those under the same items as the paragraph that speaks; () when that leaves
    several still.
    """
    lines = outline(texts)
    named = [one for one in lines if one.label == step]
    if not named:
        return None
    if len(named) == 1:
        return _outer(named[0])
    speaks = lines[paragraph - 1].steps if 0 < paragraph <= len(lines) else ()
    shared = [(_common(one.steps[:-1], speaks), one) for one in named if one.steps[:-1] == speaks[: len(one.steps) - 1]]
    if not shared:
        return ()
    longest = max(length for length, _ in shared)
    best = {_outer(one) for length, one in shared if length == longest}
    return best.pop() if len(best) == 1 else ()


def _outer(line: Paragraph) -> tuple[str, ...]:
    return tuple(step for step in line.steps[:-1] if not step.startswith("-"))


def _common(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    return next(
        (at for at, (left, right) in enumerate(zip(one, two, strict=False)) if left != right), min(len(one), len(two))
    )
