"""The tree of the house, as its tests see it: modules, the names they define, files that git tracks.

No rule is here: each test module of this folder holds one.
Next: test_budgets.py, the shortest of them.
"""

from __future__ import annotations

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "bonusage"
ROOMS_WITH_LOOSE_FILES = ("src", "tests", "docs", "bench", "requirements", ".ci")


def modules(*, desk: bool = True) -> list[Path]:
    """The Python modules of the package, in order; without `desk`, those that may not touch the world."""
    found = sorted(SRC.rglob("*.py"))
    assert len(found) > 20, "the package is not where this test looks for it"
    return [path for path in found if desk or path.relative_to(SRC).parts[0] != "desk"]


def told(path: Path) -> str:
    """A path as a fault names it: from the root of the repository, with slashes."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module of the house."""
    return ast.parse(path.read_text("utf-8"), str(path))


def names_defined(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that the code gives to something of its own (not those it uses), with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr, node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno


@functools.cache
def committed() -> tuple[Path, ...]:
    """The files that git tracks, and those of the rooms that it would track; without git, all that is no cache."""
    listed = _git("--cached") + _git("--others", "--exclude-standard", "--", *ROOMS_WITH_LOOSE_FILES)
    paths = {ROOT / name for name in listed} if listed else set(_walked(ROOT))
    found = sorted(path for path in paths if path.is_file() and not path.is_symlink())
    assert found, "no file of the repository was found"
    return tuple(found)


def _git(*which: str) -> list[str]:
    """The names that `git ls-files` answers; nothing where there is no git, or no repository (a source archive)."""
    if not (ROOT / ".git").exists():
        return []
    asked = ["git", "-c", "safe.directory=*", "ls-files", "-z", *which]
    try:
        answer = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True)
    except FileNotFoundError:
        return []
    return [name for name in answer.stdout.decode().split("\0") if name]


def _walked(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name != ".ci"
            if not hidden and path.name not in ("__pycache__", "build", "dist", "demo-out"):
                yield from _walked(path)
        elif path.suffix != ".pyc":
            yield path


@functools.cache
def texts() -> dict[str, str]:
    """Every committed file that is UTF-8 text: its name from the root, and what it says."""
    found = {}
    for path in committed():
        try:
            found[told(path)] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
    return found
