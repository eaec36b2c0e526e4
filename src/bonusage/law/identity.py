"""One identity for each paragraph through the successive versions of an article: what was the 13° is now the 15°.

A paragraph keeps its identity when it is moved, relabelled or reworded; it ends when it is deleted or repealed, and
comes back with it when the same words are put back. Next: pins.py, which follows what a rule was written against.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from bonusage.law.diff import bare, diff, is_tombstone

Versions = Sequence[tuple[str, ...]]
"""The lines of an article, version after version."""


def identities(versions: Versions) -> tuple[tuple[int, ...], ...]:
    """For each version, the identity of each of its lines: numbers from 0, in order of first appearance."""
    return _identities(tuple(versions))


@functools.lru_cache(maxsize=256)
def _identities(versions: tuple[tuple[str, ...], ...]) -> tuple[tuple[int, ...], ...]:
    found: list[tuple[int, ...]] = []
    ended: dict[str, int] = {}  # words of paragraphs that are no more -> their identity
    count = 0
    for at, texts in enumerate(versions):
        origin = _origins(versions[at - 1], texts) if at else {}
        kept: dict[int, int] = {line: found[-1][old] for line, old in origin.items()} if at else {}
        here: list[int] = []
        for line, text in enumerate(texts):
            if line in kept:
                here.append(kept[line])
            elif not is_tombstone(text) and bare(text) in ended:
                here.append(ended.pop(bare(text)))
            else:
                here.append(count)
                count += 1
        if at:
            still = set(here)
            for old, text in enumerate(versions[at - 1]):
                if found[-1][old] not in still and not is_tombstone(text):
                    ended[bare(text)] = found[-1][old]
        found.append(tuple(here))
    return tuple(found)


def _origins(before: tuple[str, ...], after: tuple[str, ...]) -> dict[int, int]:
    """Line after -> line before, when it is the same paragraph; '3° (Abrogé)' is not the 3° that it replaces."""
    return {
        change.after: change.before
        for change in diff(before, after)
        if change.after is not None
        and change.before is not None
        and is_tombstone(change.old) == is_tombstone(change.new)
    }


def follow(versions: Versions, version: int, at: int, other: int) -> int | None:
    """Where line `at` (from 0) of version number `version` stands in version number `other`; None when it is not there.

    Works forward and backward. IndexError when there is no such version or line.
    """
    ids = identities(versions)
    wanted = ids[version][at]
    return ids[other].index(wanted) if wanted in ids[other] else None


def unchanged_since(versions: Versions, version: int, at: int) -> int:
    """The first of the versions, up to `version`, from which the words of this line (its label aside) never changed."""
    words, since = bare(versions[version][at]), version
    for earlier in range(version - 1, -1, -1):
        line = follow(versions, version, at, earlier)
        if line is None or bare(versions[earlier][line]) != words:
            break
        since = earlier
    return since
