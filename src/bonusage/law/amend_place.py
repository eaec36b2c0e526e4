"""French phrases that name places: « à la seconde phrase du cinquième alinéa du II de l'article L. 1 du code … ».

What a phrase says, no more: what it leaves out is taken from the context by amend_context.py.
Next: amend_context.py, then amend_clause.py for the sentence around the places.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from bonusage.law.amend_title import OF, read_title
from bonusage.law.numerals import LATIN_WORD, ORDINAL_WORD, canonical_number, read_cardinal, read_ordinal, read_roman

ARTICLE, ROMAN, CAPITAL, NUMBER, LETTER, SMALL, DASH, LINE, SENTENCE = range(9)
"""Kinds of unit, from the widest to the narrowest."""

NOUNS = {"alinéa": LINE, "phrase": SENTENCE, "tiret": DASH}
PREFIX = {LINE: "al", SENTENCE: "ph", DASH: "-"}


class Unit(NamedTuple):
    """A place inside another: kind, step of a path, last step of a range or ''. `same` marks 'ce', 'même', without rank."""

    kind: int
    step: str
    until: str = ""
    same: bool = False


class Spot(NamedTuple):
    """What one phrase names: units from the innermost, article, text, edge ('start', 'end').

    `same_article` and `same_code` are 'le même article', 'ce code'. `article` is canonical, '' when unsaid.
    """

    units: tuple[Unit, ...] = ()
    article: str = ""
    code: str = ""
    edge: str = ""
    same_article: bool = False
    same_code: bool = False
    noun: int = LINE


class Group(NamedTuple):
    """The spots of one run of phrases, with what joins each to the one before: '' (first), ',' or 'et'."""

    spots: tuple[tuple[Spot, ...], ...]
    joints: tuple[str, ...]
    warnings: tuple[str, ...]
    end: int


_SAME = r"(?P<same>(?:même|présent)e?s? )?"
_HEAD = re.compile(
    r"(?:dans |au sein (?=d)|pour l'application (?=d))?"
    r"(?:aux?(?P<said1>x?dits?)? |[àa] (?P<ce1>ce(?:t|tte|s)? |cettes? )|[àa] la(?P<said2>dite)? |[àa] l'|les? |la |l'"
    r"|(?P<said3>le(?:s)?dite?s? |ladite )|(?P<ce2>ce(?:t|tte|s)? )|du |de la |de l'|des )" + _SAME,
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"(?:et )?(?:(?:[àa] la |la )(?P<end>fin)|(?:au |le )(?P<start>début))\b(?P<of> (?=du "
    r"|de la |de l'|de ce|des |dudit ))?",
    re.IGNORECASE,
)
_RANK = rf"(?:{ORDINAL_WORD}|\d{{1,3}}(?:er|re|ère|e|ème|eme))s?"
_TO_HEAD = r"(?:aux? |[àa] la |[àa] l'|le |la |les |l'|du |de la |de l')?"
_RANKS = re.compile(
    rf"(?P<first>{_RANK})(?P<rest>(?:(?:, (?:et )?| et | ou ){_TO_HEAD}{_RANK})*)(?: (?:à|au|à la) (?P<until>{_RANK}))?"
    r"(?: (?P<noun>alinéa|phrase|tiret)s?\b)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?P<count>[a-zé-]+|\d+) (?P<end>premi(?:er|ère)s|derni(?:er|ère)s) (?P<noun>alinéa|phrase|tiret)s\b"
)
_COUNTED_AFTER = re.compile(
    r"(?P<end>premi(?:er|ère)s|derni(?:er|ère)s) (?P<count>[a-zé-]+|\d+) (?P<noun>alinéa|phrase|tiret)s\b"
)
_NUMBERED = re.compile(r"(?P<noun>alinéa)s? (?P<first>\d{1,3})\b(?: (?P<to>à|et) (?P<until>\d{1,3})\b)?")
_NOUN = re.compile(r"(?P<noun>alinéa|phrase|tiret)s?\b")
_STOP = r"(?=[ ,;:.)]|$)"
_LABELS = (
    (NUMBER, re.compile(
    rf"(?:points? |numéros? )?(?P<n>\d{{1,3}}) ?°(?: ?\))?(?: (?P<latin>{LATIN_WORD})\b)?(?: "
    rf"(?P<cap>[A-Z])(?=[ ,;]))?")),
    (ROMAN, re.compile(
    rf"(?:paragraphes? |§ )?(?P<n>[IVX]+)(?:(?: |-)(?P<latin>{LATIN_WORD})\b)?(?: (?P<cap>[A-Z])"
    rf"(?=[ ,;]))?{_STOP}(?!\. ?-)")),
    (CAPITAL, re.compile(rf"(?P<n>[A-HJ-U])(?: (?P<latin>{LATIN_WORD})\b)?(?P<cap>){_STOP}(?!\.)")),
    (SMALL, re.compile(rf"(?P<n>[ivx]{{2,4}})\)?(?: (?P<latin>{LATIN_WORD})\b)?(?P<cap>){_STOP}")),
    (LETTER, re.compile(rf"(?P<n>([a-z])\2?)\)?(?: (?P<latin>{LATIN_WORD})\b)?(?P<cap>){_STOP}")),
)  # fmt: skip
_PLAIN_NUMBER = re.compile(rf"(?P<n>\d{{1,3}})(?: (?P<latin>{LATIN_WORD})\b)?(?= (?:du|des?|est|sont|et|ou|à)\b|,|$)")
_AND = {
    "of": re.compile(r"(?:, (?:et )?| et | ou )(?:du |de la |de l'|des )?"),
    "at": re.compile(r"(?:, (?:et )?| et | ou )(?:aux? |[àa] la |[àa] l')?"),
    "the": re.compile(r"(?:, (?:et )?| et | ou )(?:les? |la |l')?"),
}
"""What joins labels, after 'du', 'au' or 'le': 'du IV et le V bis' are two phrases, 'du IV et du V bis' is one."""
_ONE_NUMBER = (
    r"(?:1er|premier|unique)\b|(?:(?:L\.? ?O\.?|[LRDA]\.?) ?\*{0,2} ?)?\d{1,5}(?:-\d{1,4}|\.\d{1,3})*"
    rf"(?: {LATIN_WORD}\b)?(?: [A-Z]{{1,2}}(?=[ ,;:.]|$)(?! ?°))?(?: {LATIN_WORD}\b)?"
)
_ARTICLES = {
    style: re.compile(
        rf"articles? (?P<first>{_ONE_NUMBER})(?P<rest>(?: à (?:{_ONE_NUMBER}))?(?:(?:, (?:et )?| et | ou )"
        rf"(?:{head}l'article )?(?:{_ONE_NUMBER})(?: à (?:{_ONE_NUMBER}))?)*)"
    )
    for style, head in (("of", "de "), ("at", "à "), ("the", ""))
}
"""'de l'article L. 3 et à l'article L. 4' are two phrases: only the same preposition goes on with the list."""
_NO_NOUN = re.compile(r"$|[,;:]| (?:du|de|des|et|ou|est|sont)\b")
_GENITIVE = re.compile(r"du |de |des ")
_JOINT = re.compile(r",? (?:et|ainsi que|ainsi qu')(?:,? )?|, ")
_NUMBERS = re.compile(rf"(?P<range> à )?(?P<number>{_ONE_NUMBER})")
_ARTICLE = re.compile(r"(?:présent )?article\b(?! \d)")
_WORDING = re.compile(
    r",? (?:dans (?:sa|leur) (?:rédaction|version)|tels? qu|telles? qu|issue?s? "
    r"|résultant )[^,;:\ue000-\uf8ff]{0,300}(?:,|(?= est | sont )|$)"
)


def read_group(text: str, at: int) -> Group | None:
    """The phrases from `at`: joined by ', ' or ' et ' as long as each begins by an article or a preposition."""
    spots: list[tuple[Spot, ...]] = []
    joints: list[str] = []
    warnings: list[str] = []
    joint, noun = "", -1
    while True:
        found = _phrase(text, at, noun)
        if found is None:
            break
        read, stop, said = found
        if spots and _GENITIVE.match(text, at):
            read = _of_the_same(spots[-1], read)
            if not read:
                break
        at = stop
        spots.append(read)
        joints.append(joint)
        warnings += said
        noun = read[0].noun
        end = at
        following = _JOINT.match(text, at)
        if not following:
            return Group(tuple(spots), tuple(joints), tuple(warnings), end)
        joint, at = ("," if following[0] == ", " else "et"), following.end()
    if not spots:
        return None
    return Group(tuple(spots), tuple(joints), tuple(warnings), end)


def _of_the_same(before: tuple[Spot, ...], given: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """'La première phrase du I et du 2°': what 'du 2°' goes on with; () when the phrase before does not tell."""
    heads = tuple(dict.fromkeys(spot.units[0] for spot in before if spot.units))
    edge = before[0].edge
    held = len(before[0].units) > 1 or bool(before[0].article)
    if not heads or any(not spot.units and not spot.article for spot in given):
        return ()
    if edge:
        return () if held else tuple(spot._replace(edge=edge) for spot in given)
    wider = all(not spot.units or spot.units[0].kind < head.kind for spot in given for head in heads)
    if not held or not wider:
        return ()
    return tuple(spot._replace(units=(head, *spot.units)) for spot in given for head in heads)


def _phrase(text: str, at: int, noun: int) -> tuple[tuple[Spot, ...], int, list[str]] | None:
    """One phrase: an edge, then units and what holds them. `noun` is the unit last named, for 'à la fin du second'."""
    edge = ""
    if found := _EDGE.match(text, at):
        edge, at = ("end" if found["end"] else "start"), found.end()
        if not found["of"]:
            return ((Spot(edge=edge),), at, [])
        at -= 1
        opening = OF.match(text, at)
    else:
        opening = _HEAD.match(text, at)
    if not opening:
        return None
    groups = opening.groupdict()
    same = any(groups.get(key) for key in ("same", "said", "said1", "said2", "said3", "ce", "ce1", "ce2"))
    said = opening[0].lstrip().casefold()
    style = "of" if said.startswith("d") else "the" if said.startswith("l") else "at"
    spots, end, warnings = _chain(text, opening.end(), same, noun, style)
    if not spots:
        return None
    return tuple(spot._replace(edge=edge) for spot in spots), end, warnings


def _chain(text: str, at: int, same: bool, noun: int, style: str) -> tuple[list[Spot], int, list[str]]:
    """Units, then ' du ' what holds them, and so on: every unit goes with every holder."""
    if title := read_title(text, at, same):
        return _held_by_text(text, title.end, [Spot(code=title.code, same_code=title.same)], [])
    ends = _articles(text, at, style)
    if ends is not None:
        spots, at, warnings = ends
        return _held_by_text(text, at, spots, warnings)
    units, at = _units(text, at, noun, style)
    if not units:
        return [], at, []
    kind = units[0].kind
    opening = OF.match(text, at)
    if opening:
        holder_same = bool(opening["same"] or opening["said"] or opening["ce"])
        holders, end, warnings = _chain(text, opening.end(), holder_same, -1, "of")
        if holders:
            spots = [held._replace(units=(unit, *held.units), noun=kind) for held in holders for unit in units]
            return spots, end, warnings
    at, warnings = _wording(text, at, [])
    return [Spot((unit,), noun=kind) for unit in units], at, warnings


def _held_by_text(text: str, at: int, spots: list[Spot], warnings: list[str]) -> tuple[list[Spot], int, list[str]]:
    """After an article: ' du code …', ' de la loi n° …', a heading that is only read over."""
    opening = OF.match(text, at)
    if opening and spots and (spots[0].article or spots[0].same_article):
        same = bool(opening["same"] or opening["said"] or opening["ce"])
        if title := read_title(text, opening.end(), same):
            at = title.end
            spots = [spot._replace(code=title.code, same_code=title.same) for spot in spots]
    at, warnings = _wording(text, at, warnings)
    return spots, at, warnings


def _wording(text: str, at: int, warnings: list[str]) -> tuple[int, list[str]]:
    found = _WORDING.match(text, at)
    if not found:
        return at, warnings
    end = found.end() - 1 if found[0].endswith(",") else found.end()
    return end, [*warnings, f"rédaction non vérifiée : {found[0].strip(' ,')}"]


def _articles(text: str, at: int, style: str) -> tuple[list[Spot], int, list[str]] | None:
    """'article L. 1', 'articles L. 1, L. 2 et L. 3', 'articles L. 1 à L. 3', 'article' after 'le même'."""
    found = _ARTICLES[style].match(text, at)
    if not found:
        bare = _ARTICLE.match(text, at)
        return ([Spot(same_article=True)], bare.end(), []) if bare else None
    named = [_canonical(found["first"])]
    warnings = []
    for more in _NUMBERS.finditer(re.sub(r"(?:de |à )?l'article ", "", found["rest"])):
        if not more["range"]:
            named.append(_canonical(more["number"]))
            continue
        between = _between(named[-1], _canonical(more["number"]))
        warnings.append(f"articles intermédiaires supposés : {', '.join(between)}")
        named += between
    return [Spot(article=one) for one in named], found.end(), warnings


@functools.lru_cache(maxsize=4096)
def _canonical(printed: str) -> str:
    try:
        return canonical_number(printed)
    except ValueError:
        return printed.strip()


def _between(first: str, last: str) -> list[str]:
    """The articles after `first` up to `last`: those between when only the last number differs, else `last` alone."""
    one, other = re.fullmatch(r"(.*?)(\d+)", first), re.fullmatch(r"(.*?)(\d+)", last)
    if one and other and one[1] == other[1] and int(one[2]) < int(other[2]) < int(one[2]) + 200:
        return [f"{one[1]}{rank}" for rank in range(int(one[2]) + 1, int(other[2]) + 1)]
    return [last]


def _units(text: str, at: int, noun: int, style: str) -> tuple[list[Unit], int]:
    """The units at `at`: ordinals and their noun, a counted run, labels; [] when there is none."""
    for pattern in (_COUNTED, _COUNTED_AFTER):
        if found := pattern.match(text, at):
            count = read_cardinal(found["count"])
            if count and count < 100:
                return [_run(NOUNS[found["noun"]], count, found["end"].startswith("p"))], found.end()
    if found := _NUMBERED.match(text, at):
        ends = [found["first"], *([found["until"]] if found["until"] else [])]
        if found["to"] == "à":
            return [Unit(LINE, f"al{ends[0]}", f"al{ends[1]}")], found.end()
        return [Unit(LINE, f"al{one}") for one in ends], found.end()
    if found := _RANKS.match(text, at):
        kind = NOUNS[found["noun"].lower()] if found["noun"] else noun
        if kind in PREFIX and (found["noun"] or _NO_NOUN.match(text, found.end())):
            return _ranked(found, kind), found.end()
        return [], at
    if found := _NOUN.match(text, at):
        return [Unit(NOUNS[found["noun"]], "", same=True)], found.end()
    return _labels(text, at, style)


def _run(kind: int, count: int, first: bool) -> Unit:
    start, last = (1, count) if first else (-count, -1)
    return Unit(kind, f"{PREFIX[kind]}{start}", f"{PREFIX[kind]}{last}" if count > 1 else "")


def _ranked(found: re.Match[str], kind: int) -> list[Unit]:
    words = [found["first"], *re.findall(_RANK, found["rest"], re.IGNORECASE)]
    ranks = [read_ordinal(word) or 0 for word in words]
    units = [Unit(kind, f"{PREFIX[kind]}{rank}") for rank in ranks]
    if found["until"]:
        units[-1] = units[-1]._replace(until=f"{PREFIX[kind]}{read_ordinal(found['until']) or 0}")
    return units


def _label(text: str, at: int) -> tuple[Unit, int] | None:
    for kind, pattern in _LABELS:
        found = pattern.match(text, at)
        if not found or (kind == ROMAN and not read_roman(found["n"])):
            continue
        step = found["n"] + {NUMBER: "°", LETTER: "", SMALL: ""}.get(kind, "")
        step += f" {found['latin']}" if found["latin"] else ""
        step += f" {found['cap']}" if found["cap"] else ""
        return Unit(kind, step + (")" if kind in (LETTER, SMALL) else "")), found.end()
    if found := _PLAIN_NUMBER.match(text, at):
        step = f"{found['n']}." + (f" {found['latin']}" if found["latin"] else "")
        return Unit(NUMBER, step), found.end()
    return None


def _labels(text: str, at: int, style: str) -> tuple[list[Unit], int]:
    """'3°', '1°, 2° et 3°', 'a à d', 'I bis et II'."""
    read = _label(text, at)
    if read is None:
        return [], at
    units, end = [read[0]], read[1]
    while True:
        if text.startswith(" à ", end) and (last := _label(text, end + 3)) and last[0].kind == units[-1].kind:
            units[-1], end = units[-1]._replace(until=last[0].step), last[1]
            continue
        joint = _AND[style].match(text, end)
        more = _label(text, joint.end()) if joint else None
        if more is None or more[0].kind != units[0].kind or (joint and "l'" in joint[0]):
            return units, end
        units.append(more[0])
        end = more[1]
