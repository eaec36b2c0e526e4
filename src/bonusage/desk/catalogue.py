"""The catalogue on disk: shipped instruments and those of users, read whole and handed to the loader as text.

No TOML is understood here.
Next: instruments/loader.py.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bonusage.values.fault import Fault, Faults

if TYPE_CHECKING:
    from bonusage.instruments.model import Instrument


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
        head = tomllib.loads(_head((folder / "instrument.toml").read_text("utf-8")))["instrument"]
        kept = {name: str(head[name]) for name in Entry._fields}
        entries.append(Entry(**kept))
    return entries


def _head(text: str) -> str:
    """The table [instrument] of a file, alone: the rest is read when the contract is."""
    start = text.index("[instrument]")
    end = text.find("\n[", start)
    return text[start:] if end < 0 else text[start:end]


def load(id_or_path: str) -> Instrument:
    """A shipped instrument by id, or one from a folder or a TOML file. Faults when none is found, or it is at fault."""
    from bonusage.instruments.loader import load_instrument  # listing the catalogue must not wait for it

    toml, lists, name = _found(id_or_path)
    return load_instrument(_text(toml, name), _lists(lists, name), name)


def instrument_files(id_or_path: str) -> dict[str, str]:
    """The texts of an instrument by relative name, to be kept beside what was computed with it."""
    toml, lists, name = _found(id_or_path)
    return {"instrument.toml": _text(toml, name)} | {
        f"lists/{file}": text for file, text in _lists(lists, name).items()
    }


def _found(id_or_path: str) -> tuple[Traversable, Traversable, str]:
    for folder in _shipped():
        if folder.name == id_or_path:
            return folder / "instrument.toml", folder / "lists", f"{folder.name}/instrument.toml"
    path = Path(id_or_path)
    file = path / "instrument.toml" if path.is_dir() else path
    if file.is_file():
        return file, file.parent / "lists", str(file)
    known = ", ".join(folder.name for folder in _shipped())
    raise Faults([Fault("contrat inconnu", id_or_path, id_or_path, f"un de : {known}, ou un fichier TOML")])


def _lists(lists: Traversable, name: str) -> dict[str, str]:
    if not lists.is_dir():
        return {}
    return {one.name: _text(one, f"{name}, lists/{one.name}") for one in lists.iterdir() if one.name.endswith(".csv")}


def _text(file: Traversable, name: str) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as wrong:
        raise Faults([Fault("le fichier n'est pas en UTF-8", name, str(wrong), "un texte UTF-8")]) from None
