"""Rows of facts: tables of a TOML text, each key of a known type; what is wrong is told all at once, with its line.

What the keys mean is not known here (law_facts.py, act_file.py).
Next: law_facts.py.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from bonusage.instruments.positions import Path, key_lines, line_of, spelled
from bonusage.instruments.syntax import syntax_fault
from bonusage.values.fault import Fault, Faults

Row = dict[str, Any]

KINDS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "any": ("une valeur", lambda value: True),
    "text": ("un texte", lambda value: isinstance(value, str)),
    "words": ("un texte qui dit quelque chose", lambda value: isinstance(value, str) and bool(value.strip())),
    "texts": ("une liste de textes", lambda value: _all(value, str)),
    "day": ("un jour, AAAA-MM-JJ", lambda value: isinstance(value, dt.date) and not isinstance(value, dt.datetime)),
    "count": ("un nombre entier, 0 ou plus", lambda value: type(value) is int and value >= 0),
    "flag": ("true ou false", lambda value: isinstance(value, bool)),
}
"""What a key may hold: how it is said, and whether a value is that."""


def _all(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) and not isinstance(one, bool) for one in value)


class Reader:
    """A TOML text, the lines of its keys, and the faults found so far."""

    def __init__(self, text: str, name: str) -> None:
        self.name, self.text, self.faults = name, text, list[Fault]()
        try:
            self.read: Row = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as wrong:
            raise Faults([syntax_fault(wrong, text, name)]) from None
        self._lines: dict[Path, int] | None = None  # looked for at the first fault only: most texts have none

    def fault(self, path: Path, what: str, received: object = "", expected: str = "", hint: str = "") -> None:
        """One more fault, about a key."""
        if self._lines is None:
            self._lines = key_lines(self.text)
        line = line_of(self._lines, path) or 1
        excerpt = self.text.splitlines()[line - 1].strip() if self.text else ""
        said = spelled(path)
        shown = said if received == "" else f"{said} = {received}"
        self.faults.append(Fault(what, f"{self.name}:{line}", shown, expected, hint, excerpt))

    def only(self, *names: str) -> None:
        """A fault for each table at the top that is none of these."""
        for key in self.read:
            if key not in names:
                self.fault((key,), "table inconnue", expected="une de : " + ", ".join(names))

    def rows(self, name: str, keys: Mapping[str, str]) -> list[tuple[Path, Row]]:
        """The rows of a list of tables that have no fault. `keys`: name -> kind of KINDS, with '?' when it may be absent."""
        listed = self.read.get(name, [])
        if not _all(listed, dict):
            self.fault((name,), "valeur d'un autre type", type(listed).__name__, "une liste de tables")
            return []
        return [((name, rank), row) for rank, row in enumerate(listed) if self.holds((name, rank), row, keys)]

    def holds(self, path: Path, row: Row, keys: Mapping[str, str]) -> bool:
        """Has the row only these keys, with values of their kind, and none missing? A fault for each that is wrong."""
        before = len(self.faults)
        for key, value in row.items():
            if key not in keys:
                self.fault((*path, key), "clé inconnue", expected="une de : " + ", ".join(keys))
                continue
            said, right = KINDS[keys[key].rstrip("?")]
            if not right(value):
                self.fault((*path, key), "valeur d'un autre type", value, said)
        for key, kind in keys.items():
            if key not in row and not kind.endswith("?"):
                self.fault((*path, key), "clé absente", expected=KINDS[kind][0])
        return len(self.faults) == before

    def known(
        self, path: Path, value: str, among: Mapping[str, Any] | tuple[str, ...] | frozenset[str], what: str
    ) -> bool:
        """Is the value one of those? A fault when it is not."""
        if value in among:
            return True
        self.fault(path, what, value, "un de : " + ", ".join(sorted(among)))
        return False

    def finish(self) -> None:
        """Faults, when there are any."""
        if self.faults:
            raise Faults(self.faults)
