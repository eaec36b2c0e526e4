"""The catalogue on disk: shipped instruments and those of users, read whole and handed to the loader as text.

No TOML is understood here. Next: instruments/loader.py.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from bonusage.instruments.loader import load_instrument
from bonusage.instruments.model import Instrument
from bonusage.values.fault import Fault, Faults


class Entry(NamedTuple):
    """A line of `instruments list`: read from the head of the file only, so that listing stays fast."""

    id: str
    kind: str
    title: str
    title_en: str
    start: str
    end: str
    adhesion: str


def _shipped() -> list[Traversable]:
    folder = files("bonusage") / "catalogue"
    return sorted((one for one in folder.iterdir() if (one / "instrument.toml").is_file()), key=lambda one: one.name)


def list_entries() -> list[Entry]:
    """The shipped instruments, by id."""
    entries = []
    for folder in _shipped():
        head = tomllib.loads((folder / "instrument.toml").read_text("utf-8"))["instrument"]
        kept = {name: str(head[name]) for name in Entry._fields}
        entries.append(Entry(**kept))
    return entries


def load(id_or_path: str) -> Instrument:
    """A shipped instrument by id, or one from a folder or a TOML file. Faults when none is found, or it is at fault."""
    for folder in _shipped():
        if folder.name == id_or_path:
            return _load(folder / "instrument.toml", folder / "lists", f"{folder.name}/instrument.toml")
    path = Path(id_or_path)
    file = path / "instrument.toml" if path.is_dir() else path
    if file.is_file():
        return _load(file, file.parent / "lists", str(file))
    known = ", ".join(folder.name for folder in _shipped())
    raise Faults([Fault("contrat inconnu", id_or_path, id_or_path, f"un de : {known}, ou un fichier TOML")])


def _load(toml: Traversable, lists: Traversable, name: str) -> Instrument:
    try:
        text = toml.read_text("utf-8")
        codes = (
            {one.name: one.read_text("utf-8") for one in lists.iterdir() if one.name.endswith(".csv")}
            if lists.is_dir()
            else {}
        )
    except UnicodeDecodeError as wrong:
        raise Faults([Fault("le fichier n'est pas en UTF-8", name, str(wrong), "un texte UTF-8")]) from None
    return load_instrument(text, codes, name)
