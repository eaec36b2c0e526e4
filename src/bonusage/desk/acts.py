"""The acts on disk: those of catalogue/acts, and the TOML files of users, read as text and handed to the legality room.

What an act says is read by legality/act_file.py; contracts that are paid are in catalogue.py.
Next: legality/act_file.py.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from bonusage.desk.catalogue import Entry, list_entries
from bonusage.desk.report import not_utf8
from bonusage.values.fault import Fault, Faults

if TYPE_CHECKING:
    from bonusage.legality.act import Act

_ACT = re.compile(r"^[ \t]*\[{1,2}[ \t]*act\b", re.MULTILINE)
_HEAD = re.compile(r"^\[(?!act\])", re.MULTILINE)


def _shipped() -> dict[str, Traversable]:
    folder = files("bonusage") / "catalogue" / "acts"
    return {one.name.removesuffix(".toml"): one for one in sorted(folder.iterdir(), key=lambda one: one.name)}


def act_entries() -> list[Entry]:
    """The shipped acts as lines of `instruments list`, by id; a day that the sources do not tell is ''."""
    found = []
    for id, file in _shipped().items():
        head = _head(file.read_text("utf-8"))
        start = head.get("starts_on", head.get("concluded_on", ""))
        found.append(Entry(id, head["kind"], head["title"], "", str(start), str(head.get("ends_on", "")), ""))
    return found


def _head(text: str) -> dict[str, str]:
    """The table [act] of a shipped file, without the tables inside it: listing stays fast."""
    start = text.index("[act]")
    end = _HEAD.search(text, start)
    table: dict[str, str] = tomllib.loads(text[start : end.start()] if end else text[start:])["act"]
    return table


def find_act(id_or_path: str) -> Act | None:
    """A shipped act by id, or one from a TOML file that has a table [act]. None when it is something else.

    Faults when the file is an act and is at fault.
    """
    shipped = _shipped().get(id_or_path)
    if shipped is not None:
        return _read(shipped.read_text("utf-8"), shipped.name)
    path = Path(id_or_path)
    if not path.is_file() or path.suffix == ".py":
        return None
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        if _ACT.search(path.read_text("utf-8", errors="replace")):
            raise Faults([not_utf8("acte qui n'est pas en UTF-8", path)]) from None
        return None
    return _read(text, str(path)) if _ACT.search(text) else None


def load_act(id_or_path: str) -> Act:
    """As find_act, or the act that founds a contract of the catalogue. Faults when it is neither."""
    act = find_act(linked_act_id(id_or_path) or id_or_path)
    if act is None:
        known = [*_shipped(), *(entry.id for entry in list_entries() if linked_act_id(entry.id))]
        expected = f"un de : {', '.join(known)}, ou un fichier TOML qui a une table [act]"
        raise Faults([Fault("acte inconnu", id_or_path, id_or_path, expected)])
    return act


def linked_act_id(instrument: str) -> str:
    """The id of the act that founds a contract of the catalogue; '' when none is named."""
    text = (files("bonusage") / "catalogue" / "law" / "linked_acts.toml").read_text("utf-8")
    return str(tomllib.loads(text).get(instrument, ""))


def _read(text: str, name: str) -> Act:
    from bonusage.desk.law_facts import load_law_facts
    from bonusage.legality.act_file import read_act  # listing the catalogue must not wait for it

    return read_act(text, name, load_law_facts())
