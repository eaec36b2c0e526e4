"""The import contracts of pyproject.toml hold, and each of them can be broken.

The contracts themselves are in pyproject.toml (tool.importlinter), run with its own command.
Next: ARCHITECTURE.md, for the rooms in words.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]

# One import that each contract forbids, at the end of a module where it does not belong.
BREAKS = {
    "The stairs: each room sees only the rooms below it": ("values/money.py", "import bonusage.letters"),
    "The ledger knows neither law nor medicine": ("ledger/entries.py", "import bonusage.law"),
    "Nothing but the desk touches the world": ("settle.py", "import pathlib"),
    "The checker knows arithmetic only": ("values/check.py", "import bonusage.values.step"),
    "No circle inside a room": ("instruments/model.py", "import bonusage.instruments.loader"),
}


def linted(root: Path) -> tuple[int, str]:
    """Exit code and output of import-linter on the tree at `root`."""
    environment = os.environ | {"PYTHONPATH": str(root / "src"), "COLUMNS": "200", "NO_COLOR": "1"}
    run = subprocess.run(LINT, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "catalogue"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    code, said = linted(ROOT)
    assert (code, "0 broken" in said) == (0, True), said


def test_every_contract_is_found_when_it_is_broken(copied: Path) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert {one["name"] for one in contracts} == set(BREAKS), "a contract that this test does not break"
    for module, line in BREAKS.values():
        path = copied / "src" / "bonusage" / module
        path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")
    code, said = linted(copied)
    kept = [name for name in BREAKS if f"{name} BROKEN" not in said]
    assert (code, kept) == (1, []), said


def test_a_room_without_a_place_on_the_stairs_is_found(copied: Path) -> None:
    attic = copied / "src" / "bonusage" / "attic"
    attic.mkdir()
    (attic / "__init__.py").write_text('"""Nobody placed this room."""\n', "utf-8")
    code, said = linted(copied)
    assert code == 1
    assert "attic" in said
