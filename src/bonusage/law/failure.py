"""Failures of the law room, as values: what was looked for and is not there, or is there twice. Never a guess.

A failure is an answer about a text; a file that cannot be read is a fault (values/fault.py).
Next: places.py, which returns them.
"""

from __future__ import annotations

from typing import NamedTuple


class NotFound(NamedTuple):
    """Words that the named place does not hold."""

    words: str
    place: str = ""
    span: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        return f"mots introuvables{f' ({self.place})' if self.place else ''} : « {self.words} »"


class Ambiguous(NamedTuple):
    """A short form that means `places` places; `choices` are their addresses."""

    asked: str
    places: int
    choices: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        listed = f" : {', '.join(self.choices)}" if self.choices else ""
        return f"« {self.asked} » désigne {self.places} endroits{listed}"


class NoSuchPlace(NamedTuple):
    """A place that the text does not have."""

    asked: str
    span: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        return f"aucun endroit « {self.asked} » dans ce texte"


class Unsupported(NamedTuple):
    """A form that is not read."""

    form: str
    span: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        return f"forme non reconnue : « {self.form} »"


Failure = NotFound | Ambiguous | NoSuchPlace | Unsupported
FAILURES = (NotFound, Ambiguous, NoSuchPlace, Unsupported)
