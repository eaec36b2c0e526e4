"""Law 12: a module of 400 lines at most, a function of 60.

Aims (200 and 40) are not held here: they are aims. An exception is a line of EXCEPTIONS, with its reason.
Next: ARCHITECTURE.md, "Laws".
"""

from __future__ import annotations

import ast

from tests.house.tree import modules, parsed, told

MODULE, FUNCTION = 400, 60

EXCEPTIONS: dict[str, str] = {}
"""'path' or 'path:function' -> why it may be longer."""


def over_budget(name: str, text: str, tree: ast.Module) -> dict[str, int]:
    """What is too long in a module: the module itself, its functions, with their lines."""
    found = {}
    if (lines := len(text.splitlines())) > MODULE:
        found[name] = lines
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            lines = node.end_lineno - node.lineno + 1
            if lines > FUNCTION:
                found[f"{name}:{node.name}"] = lines
    return found


def test_every_module_and_function_is_within_its_budget() -> None:
    found: dict[str, int] = {}
    for path in modules():
        found |= over_budget(told(path), path.read_text("utf-8"), parsed(path))
    assert {name: lines for name, lines in found.items() if name not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) <= set(found), "an exception that is no longer needed"


def test_one_line_too_many_is_found() -> None:
    def found(text: str) -> dict[str, int]:
        return over_budget("m.py", text, ast.parse(text))

    function = "def f():\n" + "    x = 1\n" * 59
    assert found(function) == {}
    assert found(function + "    x = 1\n") == {"m.py:f": 61}
    assert found("class C:\n    async def g(self):\n" + "        x = 1\n" * 60) == {"m.py:g": 61}
    assert found("x = 1\n" * 400) == {}
    assert found("x = 1\n" * 401) == {"m.py": 401}
