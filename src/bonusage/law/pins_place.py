"""What became of the words that a place held, in a later text of the same article: there, elsewhere, other words, gone.

Only lines are compared here; days, texts and articles are pins.py's.
Next: pins.py.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import NamedTuple

from bonusage.law.diff import ALIKE, alikeness, bare, is_tombstone, telling
from bonusage.law.failure import Ambiguous, NoSuchPlace
from bonusage.law.identity import follow
from bonusage.law.places import Place, path_of, path_of_place, resolve
from bonusage.law.structure import outline, read_label, sentences
from bonusage.law.words import matched, text_hash

BREAK = " ¶ "
"""Between two lines of a place, when its words are hashed: one line cut in two is not the same text."""


class Stands(enum.StrEnum):
    """What a pin is told. ABSENT: the corpus has not what the pin names; TAMPERED: its hash is of other words."""

    IN_FORCE = "in_force"
    MOVED = "moved"
    REWORDED = "reworded"
    REPEALED = "repealed"
    AMBIGUOUS = "ambiguous"
    ABSENT = "absent"
    TAMPERED = "tampered"


class Became(NamedTuple):
    """What a place became: its path there (None: it has none), its lines there, the choices when it is AMBIGUOUS."""

    stands: Stands
    path: tuple[str, ...] | None = None
    lines: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


GONE = Became(Stands.REPEALED)


def held(texts: tuple[str, ...], place: Place) -> tuple[str, ...]:
    """The lines of a place; the part of the line when it is a sentence or a quote."""
    if place.span is not None:
        return (texts[place.first][place.span[0] : place.span[1]],)
    return texts[place.first : place.last]


def hash_of(lines: Sequence[str]) -> str:
    """The hash that a pin keeps of the lines of a place, labels included; of one line, its text_hash."""
    return text_hash(BREAK.join(lines))


def words_of(line: str) -> str:
    """The words of a line without its label; equal ones have equal hashes."""
    return " ".join(bare(line).split())


def _label(line: str) -> str:
    label = read_label(line)
    return label.step if label else ""


def alike(before: Sequence[str], after: Sequence[str], *, renumbered: bool = False) -> bool:
    """The same words line for line, and the same labels; that of the first line may differ when `renumbered`."""
    if [words_of(line) for line in before] != [words_of(line) for line in after]:
        return False
    skip = 1 if renumbered else 0
    return [_label(line) for line in before[skip:]] == [_label(line) for line in after[skip:]]


def became(chain: Sequence[tuple[str, ...]], place: Place, path: tuple[str, ...], at: int) -> Became:
    """What the place that `path` means in the first text of a chain of versions became in text number `at`."""
    before, texts = held(chain[0], place), chain[at]
    found = resolve(outline(texts), path)
    if isinstance(found, Place) and not _same_items(chain[0], place, texts, found, path):
        found = NoSuchPlace("/".join(path))
    if place.span is not None:
        if isinstance(found, Place) and found.span and _flat(held(texts, found)[0]) == _flat(before[0]):
            return Became(Stands.IN_FORCE, path, held(texts, found))
        if isinstance(found, Ambiguous) and path[-1] == f'"{found.asked}"':
            return Became(Stands.AMBIGUOUS, None, (), found.choices)
        return _part(chain, place, path, at)
    if isinstance(found, Place) and found.span is None and alike(before, held(texts, found)):
        return Became(Stands.IN_FORCE, path, held(texts, found))
    if _empty(texts) and not _empty(before):
        return GONE
    if not path:
        return Became(Stands.REWORDED, (), texts)
    if len(before) == 1:
        return _line(chain, place, path, at)
    return _item(chain, place, path, at)


def _same_items(old: tuple[str, ...], place: Place, new: tuple[str, ...], found: Place, path: tuple[str, ...]) -> bool:
    """Do the same items hold both places? '1°' still leads to what is now the 1° of the I, but that is another place.

    A path that begins by the number of a line does not tell items: where a plain line belongs, the text seldom says.
    """
    if not path or path[0].startswith("al") or place.first >= len(old) or found.first >= len(new):
        return True
    return outline(old)[place.first].steps == outline(new)[found.first].steps


def _empty(lines: Sequence[str]) -> bool:
    return all(is_tombstone(line) for line in lines)


def _flat(text: str) -> str:
    return " ".join(matched(text).split())


def _followed(chain: Sequence[tuple[str, ...]], line: int, at: int) -> int | None:
    """The line that continues a line of the first text: the one with its words, else the one that took its place.

    Never its tombstone, '3° (Abrogé)': identity.py ends a paragraph there.
    """
    words = words_of(chain[0][line])
    direct = follow((chain[0], chain[at]), 0, line, 1)
    if direct is not None and words_of(chain[at][direct]) == words:
        return direct
    through = follow(tuple(chain[: at + 1]), 0, line, at)
    return direct if through is None else through


def _line(chain: Sequence[tuple[str, ...]], place: Place, path: tuple[str, ...], at: int) -> Became:
    line = _followed(chain, place.first, at)
    if line is None:
        return GONE
    old, new = chain[0][place.first], chain[at][line]
    new_path = path_of(outline(chain[at]), line)
    if words_of(old) == words_of(new):
        return Became(Stands.IN_FORCE if new_path == path else Stands.MOVED, new_path, (new,))
    return Became(Stands.REWORDED, new_path, (new,))


def _item(chain: Sequence[tuple[str, ...]], place: Place, path: tuple[str, ...], at: int) -> Became:
    """An item of several lines: by its first line; when that one is gone, by what is left of the others."""
    before, texts = held(chain[0], place), chain[at]
    head = _followed(chain, place.first, at)
    if head is None:
        left = [_followed(chain, line, at) for line in range(place.first + 1, place.last)]
        lines = tuple(texts[line] for line in sorted(one for one in left if one is not None))
        return Became(Stands.REWORDED, None, lines) if lines and not _empty(lines) else GONE
    new_path = path_of(outline(texts), head)
    item = new_path[:-1] if len(new_path) > 1 and new_path[-1] == "al1" else new_path
    there = resolve(outline(texts), item)
    lines = held(texts, there) if isinstance(there, Place) else (texts[head],)
    if alike(before, lines, renumbered=True):
        return Became(Stands.IN_FORCE if item == path else Stands.MOVED, item, lines)
    return Became(Stands.REWORDED, item, lines)


def _part(chain: Sequence[tuple[str, ...]], place: Place, path: tuple[str, ...], at: int) -> Became:
    """A sentence, or quoted words: looked for in the line that continues theirs, then in the others."""
    words, texts = _flat(held(chain[0], place)[0]), chain[at]
    line = _followed(chain, place.first, at)
    lines = [*([] if line is None else [line]), *(one for one in range(len(texts)) if one != line)]
    quoted = path[-1].startswith('"')
    for one in lines[:1] if quoted else lines:
        spans = _found(texts[one], words) if quoted else sentences(texts[one])
        for start, end in spans:
            if _flat(texts[one][start:end]) == words:
                new_path = path_of_place(outline(texts), Place(one, one + 1, (start, end)))
                return Became(Stands.MOVED, new_path, (texts[one][start:end],))
    if line is None:
        return GONE
    new_path = path_of(outline(texts), line)
    if quoted:
        return Became(Stands.REWORDED, new_path, (texts[line],))
    spans = list(sentences(texts[line]))
    closest = [alikeness(telling(words), telling(texts[line][start:end])) for start, end in spans]
    if max(closest) < ALIKE:
        return GONE
    there = Place(line, line + 1, spans[closest.index(max(closest))])
    return Became(Stands.REWORDED, path_of_place(outline(texts), there), held(texts, there))


def _found(line: str, words: str) -> list[tuple[int, int]]:
    begin = matched(line).find(words)
    return [(begin, begin + len(words))] if begin >= 0 else []
