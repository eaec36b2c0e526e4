"""What follows the verb of an amending clause: « par les mots », « un alinéa ainsi rédigé », « des 5° à 7° ».

Quotations are signs here (amend_quotes.py).
Next: amend_orders.py, which makes operations of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bonusage.law.amend_before import Item, read_items
from bonusage.law.amend_place import Group, read_group
from bonusage.law.amend_quotes import SIGN
from bonusage.law.numerals import LATIN_WORD, ORDINAL_WORD


class Part(NamedTuple):
    """One thing that is put in: `sort` is 'words', 'lines', 'sentences', 'both' (a sentence, then lines), 'direct'
    ('complété comme suit : …') or 'article'; its quotations; the label or the article number that announces it ('3° bis',
    'L. 1-1'), '' when none does; how many units were announced, 0 unsaid."""

    sort: str
    items: tuple[Item, ...]
    label: str = ""
    announced: int = 0


class Objects(NamedTuple):
    """What follows a verb. `opens` is ':' where a list follows; `group` the places of 'devient le 4°'."""

    opens: str = ""
    parts: tuple[Part, ...] = ()
    respectively: bool = False
    which: str | int = "all"
    times: int = 0
    group: Group | None = None
    text: str = ""


_STEP = (
    rf"(?:\d{{1,3}} ?°(?: {LATIN_WORD}\b)?(?: [A-Z](?=[ ,:]))?|[IVX]+(?: {LATIN_WORD}\b)?(?: [A-Z]"
    rf"(?=[ ,:]))?|[A-HJ-U](?: {LATIN_WORD}\b)?|([a-z])\1?\)?(?: {LATIN_WORD}\b)?"
    rf"|[ivx]{{2,4}}\)?)"
)
_STEPS = _STEP.replace(r"([a-z])\1?", "[a-z]{1,2}")
_NUMBER = rf"(?:L\.? ?O\.?|[LRDA]\.?)? ?\*{{0,2}} ?\d{{1,5}}(?:-\d{{1,4}})*(?: {LATIN_WORD}\b)?(?: [A-Z](?=[ ,:]))?"
_SAID = (
    r"(?: (?:(?:ainsi|et) )*(?:rédigée?s?|conçue?s?|libellée?s?)(?: ainsi)?| suivante?s?"
    r"| ci-après| nouveaux?| nouvelle?s?)*"
)
_COUNT_WORD = (
    r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize"
    r"|quatorze|quinze|seize|vingt|trente|dix-sept|dix-huit|dix-neuf|vingt et un"
    r"|\d{1,2})"
)
_RANKS = rf"(?:nouveaux? |nouvel |nouvelles? |autres? |{ORDINAL_WORD}s? (?:et {ORDINAL_WORD}s? )?)?"
_LINES = re.compile(
    rf"(?:par )?(?:(?:les? |l'|la |des |de )?(?:(?P<count>{_COUNT_WORD}) )?)?{_RANKS}(?P<noun>alinéa"
    rf"|phrase|tiret|disposition|ligne)s?(?P<said>{_SAID}) ?:? ?(?P<sign>{SIGN})"
)
_LABELLED = re.compile(
    rf"(?:par )?(?:un|une|des|les?|deux|trois|quatre) (?:points? |paragraphes? )?(?P<label>{_STEPS})"
    rf"(?P<more>(?:(?:, | et | à )(?:par )?(?:un |une |des |les? )?{_STEPS})*){_SAID} ?:? ?(?P<sign>{SIGN})"
)
_ARTICLE = re.compile(
    rf"(?:par )?(?:un|une|des|les?|l'|deux|trois|quatre|cinq) ?(?:nouvel |nouveaux )?articles?"
    rf"(?: (?P<number>{_NUMBER})(?P<more>(?:(?:, | et | à ){_NUMBER})*))?{_SAID} ?:? ?(?P<sign>{SIGN})"
)
_MIXED = re.compile(
    rf"(?:par )?(?:{_COUNT_WORD} phrases? et (?:par )?(?:les mots|le mot|des mots)"
    rf"|(?:les|le|des) mots? et (?:par )?{_COUNT_WORD} phrases?)(?: ainsi rédigée?s?)? ?:? ?(?P<sign>{SIGN})"
)
_DIRECT = re.compile(
    rf" ?(?:(?:ainsi|comme suit|ainsi qu'il suit|dans la rédaction suivante|dans les termes suivants"
    rf"|de la façon suivante) ?)?:? ?(?P<sign>{SIGN})"
)
_OF = re.compile(r"(?:de |d')(?=la |l')|du (?=mot)|des (?=mots)")
_ADVERBS = re.compile(
    r",? ?(?P<said>respectivement|[àa] chaque occurrence|[àa] chaque fois|(?:par )?(?:deux|trois|quatre) fois"
    r"|en conséquence|dans les deux cas|partout où ils figurent),? ?"
)
_TIMES = (("deux", 2), ("trois", 3), ("quatre", 4))
_BOTH = re.compile(rf"(?:par )?une phrase et (?:(?P<count>{_COUNT_WORD}) alinéas?) ainsi rédigés ?:? ?(?P<sign>{SIGN})")
_OPENS = re.compile(r"(?: comme suit| ainsi qu'il suit| de la façon suivante| de la manière suivante)? ?:?$")
_AND = re.compile(r",? et |, ")
_WHEN = re.compile(r",? (?:[àa] compter|[àa] partir|au 1er|le 1er|dès|[àa] l'expiration) [^,\ue000-\uf8ff]{0,120}$")


def read_objects(
    text: str, verb: str, adverbs: str, quotes: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[Objects, int]]:
    """The ways to read what follows a verb, the longest first, each with where it ends."""
    said = adverbs.casefold()
    start = len(text) - len(text.lstrip())
    while found := _ADVERBS.match(text, start):
        said, start = f"{said} {found['said']}", found.end()
    objects = Objects(
        respectively="respectivement" in said,
        which="each" if "chaque" in said or " fois" in said or "partout" in said else "all",
        times=next((count for word, count in _TIMES if f"{word} fois" in said), 0),
    )
    if verb == "modifi":
        if _OPENS.fullmatch(text):
            yield objects._replace(opens=":"), len(text)
        return
    if verb == "devien":
        for stop in (len(text), *(joint.start() for joint in reversed(list(_AND.finditer(text, start))))):
            if (group := read_group(text[:stop], start)) and group.end == stop:
                yield objects._replace(group=group), stop
        return
    if verb == "transfér":
        yield objects._replace(text=text.strip()), len(text)
        return
    if verb in ("rédig", "rétabli", "complét", "modifi") and (found := _DIRECT.match(text)):
        part = Part("direct" if verb == "complét" else "lines", (Item(quotes[ord(found["sign"]) - 0xE000]),))
        yield objects._replace(parts=(part,)), found.end()
        return
    if verb in ("supprim", "abrog", "ratifi", "renuméroté"):
        if verb == "supprim" and (listed := read_items(text, start, quotes)):
            yield objects._replace(parts=(Part("words", tuple(listed[0])),)), listed[1]
        if when := _WHEN.match(text):
            yield objects._replace(text=text.strip(" ,")), when.end()
        yield objects, 0
        return
    yield from _parts(text, start, objects, quotes, verb)
    if verb in ("insér", "ajout", "introduit"):
        yield objects, 0  # 'après le mot A, le mot B est inséré'


def _parts(
    text: str, at: int, objects: Objects, quotes: tuple[tuple[str, ...], ...], verb: str
) -> Iterator[tuple[Objects, int]]:
    """Every prefix of a list of parts, the longest first."""
    if verb in ("remplac", "complét"):
        if not text.startswith("par ", at):
            return
        at += 4
    elif verb in ("précéd", "suivi"):
        opening = _OF.match(text, at) or (re.compile("par ").match(text, at))
        if not opening:
            return
        at = opening.end()
    while found := _ADVERBS.match(text, at):
        respectively = objects.respectively or found["said"] == "respectivement"
        objects, at = objects._replace(respectively=respectively), found.end()
    read: list[tuple[Objects, int]] = []
    parts: tuple[Part, ...] = ()
    while one := _part(text, at, quotes):
        part, at = one
        if part.sort == "words":
            listed = part.items
            ends = _ends(text, at, len(listed), quotes)
            for count in range(1, len(listed) + 1):
                taken = part._replace(items=listed[:count])
                read.append((objects._replace(parts=(*parts, taken)), ends[count - 1]))
        else:
            read.append((objects._replace(parts=(*parts, part)), at))
        parts = (*parts, part)
        joint = _AND.match(text, at)
        if not joint or len(parts) > 8:
            break
        at = joint.end()
    yield from reversed(read)


def _ends(text: str, end: int, count: int, quotes: tuple[tuple[str, ...], ...]) -> list[int]:
    """Where each of the last `count` quotations before `end` ends, with its '(deux fois)'."""
    signs = [found.end() for found in re.finditer(SIGN, text[:end])][-count:]
    return [*signs[:-1], end]


def _part(text: str, at: int, quotes: tuple[tuple[str, ...], ...]) -> tuple[Part, int] | None:
    if found := _MIXED.match(text, at):
        return Part("words", (_item(found, quotes),)), found.end()
    if found := _BOTH.match(text, at):
        return Part("both", (_item(found, quotes),), announced=1 + _count(found["count"])), found.end()
    if found := _LINES.match(text, at):
        counted = found["count"] or found["said"] or text[at : at + 4] in ("les ", "des ")
        if counted:
            sort = "sentences" if found["noun"] == "phrase" else "lines"
            return Part(sort, (_item(found, quotes),), announced=_count(found["count"])), found.end()
    if found := _ARTICLE.match(text, at):
        number = found["number"] or ""
        return Part("article", (_item(found, quotes),), number + (found["more"] or "")), found.end()
    if found := _LABELLED.match(text, at):
        return Part("lines", (_item(found, quotes),), found["label"] if not found["more"] else ""), found.end()
    start = at + 4 if text.startswith("par ", at) else at
    listed = read_items(text, start, quotes)
    if not listed:
        return None
    return Part("words", tuple(listed[0])), listed[1]


def _item(found: re.Match[str], quotes: tuple[tuple[str, ...], ...]) -> Item:
    return Item(quotes[ord(found["sign"]) - 0xE000])


def _count(word: str | None) -> int:
    words = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
    if not word:
        return 0
    if word.isdecimal():
        return int(word)
    return 1 if word == "une" else words.index(word) + 1 if word in words else 0
