"""From what a phrase says to where it points: the container, the place last named, 'le même alinéa', comma places.

The phrases are read by amend_place.py; nothing is resolved against a text here (amend_apply.py).
Next: amend_clause.py, which calls `settle` for each clause.
"""

from __future__ import annotations

from typing import NamedTuple

from bonusage.law.amend_model import Target
from bonusage.law.amend_place import (
    ARTICLE,
    CAPITAL,
    DASH,
    LETTER,
    LINE,
    NUMBER,
    ROMAN,
    SENTENCE,
    SMALL,
    Group,
    Spot,
    Unit,
)
from bonusage.law.numerals import read_roman


class Context(NamedTuple):
    """What a line inherits: `base` from its containers; `last` the places named just before; `near`, those of the same
    sentence; `known` is False under a container that was not read."""

    base: tuple[Target, ...] = (Target(),)
    last: tuple[Target, ...] = ()
    near: tuple[Target, ...] = ()
    known: bool = True


class Settled(NamedTuple):
    """The targets of a group of phrases, and what is not sure; no target when something points to nothing."""

    targets: tuple[Target, ...]
    warnings: tuple[str, ...] = ()


def kind_of(step: str) -> int:
    """The kind of a step of a path: 'al2' a line, '3°' a number, 'I' a Roman numeral."""
    if step.startswith("al"):
        return LINE
    if step.startswith("ph"):
        return SENTENCE
    if step.startswith("-"):
        return DASH
    if step[:1].isdecimal():
        return NUMBER
    if step.endswith(")"):
        word = step.split(")")[0].split(" ")[0]
        return SMALL if len(word) > 1 and read_roman(word.upper()) else LETTER
    return ROMAN if read_roman(step.split(" ")[0]) else CAPITAL


def settle(group: Group, context: Context) -> Settled:
    """The targets of the phrases, in their order. Shares what the last of a list says for all, nests comma places."""
    warnings = list(group.warnings)
    phrases = _shared(_nested(headed(group), warnings), warnings)
    targets: list[Target] = []
    near = context.near
    for phrase in phrases:
        for spot in phrase:
            found = _absolute(spot, context._replace(near=near), warnings)
            if not found:
                return Settled((), (*warnings, "renvoi sans antécédent"))
            targets += found
    return Settled(tuple(dict.fromkeys(targets)), tuple(dict.fromkeys(warnings)))


def _inner(spot: Spot) -> int:
    """The kind of the narrowest unit."""
    return spot.units[0].kind if spot.units else ARTICLE


def _outer(spot: Spot) -> int:
    return spot.units[-1].kind if spot.units else ARTICLE


def _is_text_only(spot: Spot) -> bool:
    return not spot.units and not spot.article and not spot.same_article


def headed(group: Group) -> Group:
    """'Au code X, à l'article L. 1': the text named first is that of the article."""
    spots, joints = list(group.spots), list(group.joints)
    while len(spots) > 1 and joints[1] == "," and all(_is_text_only(one) and not one.edge for one in spots[0]):
        head = spots[0][0]
        if not all(one.article for one in spots[1]):
            break
        spots[1] = tuple(
            one if one.code else one._replace(code=head.code, same_code=head.same_code) for one in spots[1]
        )
        del spots[0], joints[1]
    return group._replace(spots=tuple(spots), joints=tuple(joints))


def _nested(group: Group, warnings: list[str]) -> list[tuple[Spot, ...]]:
    """'Au II, au 2°' and 'À l'article L. 1, au premier alinéa': a narrower place after a comma stands in the wider one."""
    phrases: list[tuple[Spot, ...]] = []
    holders: tuple[Spot, ...] = ()
    for phrase, joint in zip(group.spots, group.joints, strict=True):
        first = phrase[0]
        free = not first.article and not first.same_article
        before = holders or (phrases[-1] if phrases else ())
        fits = bool(before) and free and not before[0].edge and (_outer(first) > _inner(before[0]))
        if first.edge and not first.units and before:
            fits = free
        if fits and joint == "," and not _is_text_only(first):
            if not holders or _outer(first) > _inner(phrases[-1][0]):
                holders = phrases.pop()
            phrases.append(_under(phrase, holders))
        elif fits and joint == "et" and holders:
            if _outer(first) <= _inner(phrases[-1][0]) or first.units[-1].kind == LINE:
                warnings.append("énumération de lieux : lue sous le premier nommé")
            phrases.append(_under(phrase, holders))
        elif fits and joint == "et" and first.edge and not first.units:
            phrases.append(_under(phrase, before))
        else:
            holders = ()
            phrases.append(phrase)
    return phrases


def _under(phrase: tuple[Spot, ...], holders: tuple[Spot, ...]) -> tuple[Spot, ...]:
    return tuple(
        spot._replace(
            units=(*spot.units, *held.units),
            article=held.article,
            code=spot.code or held.code,
            same_article=held.same_article,
            same_code=held.same_code,
        )
        for held in holders
        for spot in phrase
    )


def _shared(phrases: list[tuple[Spot, ...]], warnings: list[str]) -> list[tuple[Spot, ...]]:
    """'Au premier alinéa et à la seconde phrase du dernier alinéa de l'article L. 1': what is wider goes to both."""
    for at in range(len(phrases) - 2, -1, -1):
        phrases[at] = tuple(one for spot in phrases[at] for one in _from_right(spot, phrases[at + 1], warnings))
    for at in range(1, len(phrases)):
        phrases[at] = tuple(_from_left(spot, phrases[at - 1][-1], warnings) for spot in phrases[at])
    return phrases


def _from_right(spot: Spot, right: tuple[Spot, ...], warnings: list[str]) -> tuple[Spot, ...]:
    """A conjunct without article takes the wider units, and the articles, of the one that follows."""
    if spot.article or spot.same_article or _is_text_only(spot):
        return (spot._replace(code=spot.code or right[0].code, same_code=spot.same_code or right[0].same_code),)
    outer = _outer(spot)
    given = []
    for one in right:
        tail = tuple(unit for unit in one.units[1:] if unit.kind < outer)
        if len(tail) > 1 and outer not in [unit.kind for unit in one.units]:
            warnings.append("lieu lu dans le plus étroit de ceux du lieu qui le suit")
        given.append(
            spot._replace(
                units=(*spot.units, *tail),
                article=one.article,
                code=one.code,
                same_article=one.same_article,
                same_code=one.same_code,
            )
        )
    return tuple(dict.fromkeys(given))


def _from_left(spot: Spot, left: Spot, warnings: list[str]) -> Spot:
    """A conjunct without article stands in the article of the one before, and under what holds it when it is its like."""
    if spot.article or spot.same_article or _is_text_only(spot):
        return spot
    taken = spot._replace(article=left.article, code=left.code, same_article=left.same_article)
    tail = left.units[1:]
    if tail and len(spot.units) == 1:
        if _outer(spot) == _inner(left):
            return taken._replace(units=(*spot.units, *tail))
        if _outer(spot) > tail[0].kind:
            warnings.append("lieu lu hors de celui qui précède")
    return taken


def _absolute(spot: Spot, context: Context, warnings: list[str]) -> tuple[Target, ...]:
    """The targets that a phrase means in its context; () when it points to something never named."""
    if spot.article:
        return (_target(spot, Target(code=_code(spot, context)), ()),)
    heard = context.near or context.last
    if spot.same_article:
        held = heard[:1] if heard and heard[0].article else context.base
        return tuple(_target(spot, one._replace(path=(), until=(), edge=""), ()) for one in held)
    if _is_text_only(spot) and not spot.edge:
        return (Target(code=_code(spot, context)),)
    if spot.units and any(unit.same for unit in spot.units):
        return _anaphora(spot, context)
    if context.near:
        return tuple(_beside(spot, one, context, warnings) for one in context.near[-1:])
    return tuple(_inside(spot, one) for one in context.base)


def _code(spot: Spot, context: Context) -> str:
    if spot.code:
        return spot.code
    heard = (*context.near, *reversed(context.last)) if spot.same_code else ()
    return next((one.code for one in (*heard, *context.base) if one.code), "")


def _target(spot: Spot, held: Target, path: tuple[str, ...]) -> Target:
    units = tuple(reversed(spot.units))
    steps = (*path, *(unit.step for unit in units))
    until: tuple[str, ...] = ()
    for at, unit in enumerate(units):
        if unit.until:
            until = (*path, *(one.until or one.step for one in units[: at + 1]), *(one.step for one in units[at + 1 :]))
    bare = bool(steps) and all(step.startswith("ph") for step in steps) and not spot.article and not spot.same_article
    return Target(held.code, spot.article or held.article, steps, spot.edge, until, bare)


def _inside(spot: Spot, held: Target) -> Target:
    """Under a container: what the phrase names stands in what the container names."""
    kept: list[str] = []
    outer = _outer(spot) if spot.units else SENTENCE + 1
    for step in held.path:
        kind = kind_of(step)
        if kind == outer or (kind > outer and kind != LINE):
            break
        kept.append(step)
    target = _target(spot, held, tuple(kept))
    if not spot.units:
        return target._replace(until=held.until, bare=held.bare)
    return target


def _beside(spot: Spot, near: Target, context: Context, warnings: list[str]) -> Target:
    """A second place in the sentence: in what held the first when it is its like or narrower."""
    if not spot.units:
        return near._replace(edge=spot.edge)
    outer = _outer(spot)
    kept: list[str] = []
    floor = len(context.base[0].path) if near.path[: len(context.base[0].path)] == context.base[0].path else 0
    for at, step in enumerate(near.path):
        kind = kind_of(step)
        last = at == len(near.path) - 1
        if kind == outer:
            break
        if at >= floor and last and outer == LINE and kind != LINE:
            warnings.append("alinéa lu hors du point nommé avant lui")
            break
        if kind > outer:
            break
        kept.append(step)
    if kept and outer not in (LINE, SENTENCE) and len(kept) == len(near.path):
        warnings.append("lieu lu dans celui qui est nommé avant lui")
    return _target(spot, near, tuple(kept))


def _anaphora(spot: Spot, context: Context) -> tuple[Target, ...]:
    """'le même alinéa', 'cette phrase': the place last named, cut at that unit; what is narrower stands in it."""
    heard = (context.near or context.last or context.base)[-1]
    at = max(index for index, unit in enumerate(spot.units) if unit.same)
    unit: Unit = spot.units[at]
    if not heard.path and context.base[0].path and heard.article == context.base[0].article:
        heard = context.base[0]
    kinds = [kind_of(step) for step in heard.path]
    if unit.kind in kinds:
        index = len(kinds) - 1 - kinds[::-1].index(unit.kind)
        path = heard.path[: index + 1]
    elif unit.kind == LINE and heard.path and kinds[-1] not in (LINE, SENTENCE):
        path = heard.path
    else:
        return ()
    return (_target(spot._replace(units=spot.units[:at]), heard, path),)
