"""Where a key stands in a TOML file: key path to line, so that a fault can show the line it is about.

TOML itself is read by the standard library; this only finds lines, and says the nearest one when it cannot.
Next: loader.py.
"""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)([^\]]+)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_.-]+|\"[^\"]*\")\s*=")

Path = tuple[str | int, ...]


def key_lines(text: str) -> dict[Path, int]:
    """Every table header and every key at the start of a line, with its line number (1-based)."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        outside = depth == 0
        if outside and (header := _HEADER.match(line)):
            here = _parts(header[2])
            if header[1] == "[[":
                counts[here] = counts.get(here, -1) + 1
                here = (*here, counts[here])
            lines.setdefault(here, number)
            continue
        if outside and (key := _KEY.match(line)):
            lines.setdefault((*here, *_parts(key[1])), number)
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line).split("#")[0]
        depth = max(0, depth + bare.count("[") - bare.count("]"))
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a key path, or of the nearest of its parents that stands on a line of its own."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


def _parts(dotted: str) -> Path:
    return tuple(part.strip().strip('"') for part in dotted.split("."))


def spelled(path: Path) -> str:
    """'indicator[3].target.value', counting from 1 as people do."""
    said = ""
    for part in path:
        said += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if said else ''}{part}"
    return said
