"""Every room is really filled, says what it is for, and has its place on the map; so does every module.

What a module says is checked for its shape only: three lines at least (what lives here, what does not, where to look
next), and the files that it names are there.
Next: ARCHITECTURE.md.
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SRC, modules, parsed, told

NEXT = re.compile(r"\b(Next|Suivant|[Rr]ead)\b")
POINTER = re.compile(r"\b[\w/]+\.(?:py|md|toml)\b")


def rooms() -> list[Path]:
    """The packages of the house: folders of src/bonusage that hold Python."""
    return sorted(path.parent for path in SRC.glob("*/__init__.py"))


def layers() -> set[str]:
    """The rooms that the import contracts place, those not built yet in parentheses left out."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    stairs = next(one for one in tool["importlinter"]["contracts"] if one["type"] == "layers")
    steps = [name.strip() for layer in stairs["layers"] for name in layer.split("|")]
    return {name for name in steps if not name.startswith("(")}


def faults_of_docstring(text: str | None, beside: Path) -> list[str]:
    """What a module's docstring lacks: three lines, where to look next; and the files it names that do not exist."""
    if not text:
        return ["no docstring"]
    found = []
    if len([line for line in text.splitlines() if line.strip()]) < 3:
        found.append("fewer than three lines")
    if not NEXT.search(text):
        found.append("does not say where to look next")
    found += [f"names {name}, which does not exist" for name in POINTER.findall(text) if not _exists(name, beside)]
    return found


def _exists(name: str, beside: Path) -> bool:
    """Is there such a file beside the module, in the package, in the repository, or (`instrument.toml`) anywhere in it?"""
    if any((place / name).is_file() for place in (beside, SRC, ROOT)):
        return True
    return "/" not in name and any(path.name == name for path in SRC.rglob("*") if beside.parent in path.parents)


def test_every_room_is_placed_and_filled() -> None:
    names = {room.name for room in rooms()}
    files = {path.stem for path in SRC.glob("*.py")} - {"__init__", "__main__"}
    assert names | files == layers()
    for room in rooms():
        logic = [path for path in room.glob("*.py") if path.name != "__init__.py" and parsed(path).body[1:]]
        assert logic, f"{room.name} is empty"


def test_every_instrument_of_the_catalogue_is_whole() -> None:
    aside = {
        "__pycache__",
        "acts",
        "law",
    }  # acts/: instruments for their legality only; law/: the pins of every instrument
    folders = [path for path in (SRC / "catalogue").iterdir() if path.is_dir() and path.name not in aside]
    assert folders
    for folder in folders:
        assert (folder / "instrument.toml").stat().st_size
        for part in ("lists/*.csv", "cases/*.toml"):
            assert list(folder.glob(part)), f"{folder.name} has no {part}"


def test_every_module_says_what_it_is_for_and_where_to_look_next() -> None:
    found = {told(path): faults_of_docstring(ast.get_docstring(parsed(path)), path.parent) for path in modules()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_map_names_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    named = set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE))
    assert {room.name for room in rooms()} | {"settle", "catalogue"} <= named
    assert named <= {path.stem for path in SRC.iterdir()}, "a room on the map that does not exist"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, "no docstring"),
        ("Money.\n\nNothing else. Next: step.py.", "fewer than three lines"),
        ("Money.\nIntegers.\nNothing else.", "does not say where to look next"),
        ("Money.\nIntegers.\nNext: vault.py.", "names vault.py, which does not exist"),
        ("Money.\nIntegers.\nNext: instruments/step.py.", "names instruments/step.py, which does not exist"),
    ],
)
def test_a_poor_docstring_is_found(text: str | None, fault: str) -> None:
    values = SRC / "values"
    assert faults_of_docstring(text, values) == [fault]
    assert faults_of_docstring("Money.\n\nNo rate lives here (rate.py).\nNext: values/step.py.", values) == []
