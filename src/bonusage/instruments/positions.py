"""Where a key stands in a TOML file: key path to line, so that a fault can show the line it is about.

TOML itself is read by the standard library; this only finds lines, and says the nearest one when it cannot.
Next: coherence.py.
"""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)([^\]]+)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_.-]+|\"[^\"]*\")\s*=")
_TOKEN = re.compile(r"(?P<key>[A-Za-z0-9_-]+)(?=\s*=)|[\[\]{}]")
_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")

Path = tuple[str | int, ...]


def key_lines(text: str) -> dict[Path, int]:
    """Every header, every key at the start of a line, every table of a list, with its line number (1-based)."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    brackets = _Brackets(lines)
    for number, line in enumerate(text.splitlines(), 1):
        bare = _TEXT.sub('""', line).split("#")[0]
        if brackets.closed and (header := _HEADER.match(line)):
            here = _parts(header[2])
            if header[1] == "[[":
                counts[here] = counts.get(here, -1) + 1
                here = (*here, counts[here])
            lines.setdefault(here, number)
            continue
        if brackets.closed and (key := _KEY.match(line)):
            lines.setdefault((*here, *_parts(key[1])), number)
        brackets.read(bare, here, number)
    return lines


class _Brackets:
    """What is open where reading stands: lists and tables inside each other, and the line of each table of a list."""

    def __init__(self, lines: dict[Path, int]) -> None:
        self.lines = lines
        self.inside: list[tuple[str, Path]] = []
        self.counts: list[int] = []

    @property
    def closed(self) -> bool:
        """Is nothing open, so that a line may begin a key or a header?"""
        return not self.inside

    def read(self, bare: str, here: Path, number: int) -> None:
        """Follow a line, emptied of its texts and comments, under the header `here`."""
        key: Path = ()
        for token in _TOKEN.finditer(bare):
            if token["key"]:
                key = (token["key"],)
            elif token[0] in "]}":
                if self.inside:
                    self.inside.pop()
                    self.counts.pop()
            else:
                around, path = self.inside[-1] if self.inside else ("", here)
                if around == "[":
                    path = (*path, self.counts[-1])
                    self.counts[-1] += 1
                    self.lines.setdefault(path, number)
                self.inside.append((token[0], (*path, *key)))
                self.counts.append(0)
                key = ()


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a key path; else the first line inside it; else that of the nearest parent that has one."""
    inside = [line for known, line in lines.items() if known[: len(path)] == path]
    if path and inside:
        return min(inside)
    return line_of(lines, path[:-1]) if path else None


def _parts(dotted: str) -> Path:
    return tuple(part.strip().strip('"') for part in dotted.split("."))


def spelled(path: Path) -> str:
    """'indicator[3].target.value', counting from 1 as people do."""
    said = ""
    for part in path:
        said += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if said else ''}{part}"
    return said
