"""Laws 7 and 6: outside the desk the code knows neither the day, nor chance without a seed, nor files.

Imports come from a closed list: a new one is a decision, made here. import-linter holds the rooms (test_imports.py).
Next: src/bonusage/desk/, where the world is touched.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import SRC, modules, parsed

IMPORTS = {
    "__future__", "abc", "bisect", "bonusage", "calendar", "collections", "csv", "dataclasses", "datetime", "decimal",
    "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "html", "io", "itertools", "json", "lxml", "math", "numpy",
    "operator", "pydantic", "re", "string", "textwrap", "tomllib", "types", "typing", "unicodedata", "zlib",
}  # fmt: skip
"""What the core may import: values and texts only. No os, pathlib, time, random, logging, engine or terminal."""

CALLS = {"open", "print", "input", "exec", "eval", "breakpoint", "hash", "__import__"}
"""Builtins that touch the world; hash() of a text changes from one process to the next."""

CLOCK = {"now", "today", "utcnow", "fromtimestamp", "utcfromtimestamp"}
FILES = {
    "fromfile", "genfromtxt", "loadtxt", "memmap", "open", "read_bytes", "read_text", "savetxt", "savez", "tofile",
    "write_bytes", "write_text",
}  # fmt: skip
SEEDED = {"Generator", "PCG64", "Philox", "SeedSequence", "BitGenerator"}
"""The names of numpy.random that may be used, each with an argument: what it starts from."""


def worldly(tree: ast.Module) -> Iterator[str]:
    """Where a module touches the world, as 'line: what'."""
    for node in ast.walk(tree):
        for what in (*_imported(node), *_called(node), *_reached(node)):
            yield f"{getattr(node, 'lineno', 0)}: {what}"


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"import {one.name}" for one in node.names if one.name.split(".")[0] not in IMPORTS)
        yield from (f"import {one.name}" for one in node.names if one.name.startswith("numpy.random"))
    elif isinstance(node, ast.ImportFrom):
        module = node.module or ""
        if node.level == 0 and module.split(".")[0] not in IMPORTS:
            yield f"from {module}"
        if module.startswith("numpy.random") or (module == "numpy" and any(one.name == "random" for one in node.names)):
            yield "numpy.random, imported by parts: write np.random.Generator(...)"
        if module == "io" and any(one.name not in ("BytesIO", "StringIO") for one in node.names):
            yield "files through io"


def _called(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield f"{node.func.id}()"
    said = ast.unparse(node.func)
    if said.rpartition(".")[2] in SEEDED and ".random." in said and not node.args:
        yield f"{said}() without a seed"
    if said.rpartition(".")[2] == "datetime64" and any(
        isinstance(one, ast.Constant) and one.value in ("now", "today") for one in node.args
    ):
        yield "datetime64 of the clock"


def _reached(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Attribute):
        return
    if node.attr in CLOCK:
        yield f"the clock: {ast.unparse(node)}"
    if node.attr in FILES:
        yield f"a file: {ast.unparse(node)}"
    parent = ast.unparse(node.value)
    if parent in ("np.random", "numpy.random") and node.attr not in SEEDED:
        yield f"chance without a seed: {ast.unparse(node)}"


def test_only_the_desk_knows_the_day_chance_and_files() -> None:
    found = [
        f"{path.relative_to(SRC).as_posix()}:{where}" for path in modules(desk=False) for where in worldly(parsed(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "import time",
        "import os.path",
        "from pathlib import Path",
        "from importlib.resources import files",
        "import duckdb",
        "import random",
        "import numpy.random",
        "from numpy.random import default_rng",
        "from numpy import random",
        "from io import open",
        "dt.date.today()",
        "dt.datetime.now(tz)",
        "datetime.utcnow()",
        "read_clock = dt.date.today",
        "np.random.rand(3)",
        "np.random.default_rng()",
        "np.random.Generator()",
        "np.random.PCG64()",
        "np.datetime64('today')",
        "open('a')",
        "io.open('a')",
        "path.read_text()",
        "values.tofile('a')",
        "print('a')",
        "hash('a')",
        "eval('1')",
    ],
)
def test_a_planted_look_at_the_world_is_found(text: str) -> None:
    assert list(worldly(ast.parse(text)))


@pytest.mark.parametrize(
    "text",
    [
        "import datetime as dt",
        "from bonusage.values.money import euros",
        "np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))",
        "def f(rng: np.random.Generator) -> None: ...",
        "rows = csv.DictReader(io.StringIO(text))",
        "self.hash",
        "np.datetime64(first, 'M')",
    ],
)
def test_what_the_core_needs_passes(text: str) -> None:
    assert list(worldly(ast.parse(text))) == []
