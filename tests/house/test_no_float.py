"""Law 3: no float near money, thresholds or counts, in every room but the desk and the making of samples.

Integer cents at the edges and exact fractions inside. What a syntax tree can show is looked for: literals, names,
NumPy's floats, rounding, formats, `/`. A true division must show its Fraction, or be a line of DIVISIONS.
Next: test_no_clock.py, the other law about what the core must not know.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import SRC, modules, parsed

ROOMS = ("values", "law", "practice", "instruments", "legality", "remuneration", "ledger", "letters", "settle.py")
CHANCE_ONLY = "practice/sample"
"""Modules that may use floats: the odds of a sample, never an amount or a threshold."""

DIVISIONS: dict[tuple[str, str], str] = {
    ("instruments/model.py", "self.value / 100"): "value is a Fraction",
    ("remuneration/example_payments.py", "found['payment_eur'] / case.list_size"): "payments are Fractions",
    (
        "remuneration/example_payments.py",
        "rounded_half_up('montant arrondi (centimes)', amount, CASE).value / 100",
    ): "the value of a Step is a Fraction",
    ("remuneration/identities.py", "total / MILLION"): "a sum of Fractions, begun with Fraction(0)",
    ("remuneration/identities.py", "total / sum(doctors)"): "the same sum, over Fractions",
    ("remuneration/plan.py", "1 / (high - low)"): "objectives are Fractions",
    ("remuneration/plan.py", "-low / (high - low)"): "objectives are Fractions",
    ("remuneration/plan.py", "cents / instrument.pay.reference_list.exact"): "exact is a Fraction",
    ("remuneration/plausibility.py", "total.value / count.value"): "fields of Printed are Fractions",
    ("remuneration/plausibility.py", "total.half_unit / count.value"): "fields of Printed are Fractions",
}
"""(module, division as written) -> why it is exact although it does not say Fraction."""

EXACT_MATH = {"comb", "gcd", "isqrt", "lcm", "perm", "prod"}
NUMPY_FLOATS = {
    "average", "cbrt", "complex128", "complex64", "divide", "double", "exp", "float_power", "half", "inf", "linspace",
    "log", "log10", "log2", "longdouble", "mean", "median", "nan", "percentile", "quantile", "sqrt", "std",
    "true_divide", "var",
}  # fmt: skip
INEXACT_MODULES = {"cmath", "statistics", "math"}


def floats(name: str, tree: ast.Module) -> Iterator[str]:
    """Where a module touches a float, as 'line: what'."""
    dropped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        read = () if id(node) in dropped else _read(node)
        for what in (*_numbers(node), *_divided(name, node), *_called(node), *read, *_imported(node)):
            yield f"{getattr(node, 'lineno', 0)}: {what}"


def _numbers(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
        yield f"literal {node.value!r}"
    if isinstance(node, ast.Name) and node.id in ("float", "complex"):
        yield node.id
    if isinstance(node, ast.Attribute) and (node.attr.startswith("float") or node.attr in NUMPY_FLOATS):
        yield f".{node.attr}"
    written = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    if any("float" in one.value for one in written if isinstance(one, ast.Constant) and isinstance(one.value, str)):
        yield "float in a written annotation"


def _divided(name: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        said = ast.unparse(node)
        if (name, said) not in DIVISIONS and not (_is_fraction(node.left) or _is_fraction(node.right)):
            yield f"true division {said!r}: write Fraction(...), or say in DIVISIONS why it is exact"
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
        yield f"true division {ast.unparse(node)!r}"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and isinstance(node.right, ast.UnaryOp):
        yield f"negative power {ast.unparse(node)!r}"


def _is_fraction(node: ast.expr) -> bool:
    """Is it plain that the value is a Fraction: Fraction(...), or a product, sum or quotient that holds one?"""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "Fraction"
    return isinstance(node, ast.BinOp) and (_is_fraction(node.left) or _is_fraction(node.right))


def _called(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        said = ast.unparse(node.func)
        if said == "round":
            yield "round(): halves go to even; values.money.half_up is the rounding of the house"
    if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
        spec = ast.unparse(node.format_spec).rstrip("'\"")
        if spec[-1:] in "eEfFgG%" and spec[-1:]:
            yield "a format for floats"


def _read(node: ast.AST) -> Iterator[str]:
    """A text whose numbers are read as floats (a call whose value is dropped reads nothing)."""
    if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("tomllib.loads", "json.loads", "loads"):
        return
    if "parse_float" not in {one.arg for one in node.keywords}:
        yield f"{ast.unparse(node.func)} without parse_float"


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"import {one.name}" for one in node.names if one.name in INEXACT_MODULES)
    if isinstance(node, ast.ImportFrom) and node.module in INEXACT_MODULES:
        exact = EXACT_MATH if node.module == "math" else set()
        yield from (f"{node.module}.{one.name}" for one in node.names if one.name not in exact)


def test_no_float_where_amounts_and_counts_are_made() -> None:
    read = set()
    found = []
    for path in modules(desk=False):
        name = path.relative_to(SRC).as_posix()
        if name.startswith(ROOMS) and not name.startswith(CHANCE_ONLY):
            read.add(name.split("/")[0])
            found += [f"{name}:{where}" for where in floats(name, parsed(path))]
    assert found == []
    assert read == set(ROOMS), "a room that this test no longer finds"
    tops = {path.relative_to(SRC).parts[0] for path in modules(desk=False)} - {"__init__.py", "__main__.py"}
    assert tops <= read | {"catalogue"}, "a room that nobody looks at"


def test_every_listed_division_still_stands() -> None:
    """A line of the table that no module needs would let a new division through."""
    standing = {
        (name, ast.unparse(node))
        for path in modules(desk=False)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.BinOp) and (name := path.relative_to(SRC).as_posix())
    }
    assert set(DIVISIONS) - standing == set()


@pytest.mark.parametrize(
    "text",
    [
        "x = 0.5",
        "x = 1e3",
        "x = 1j",
        "def f(x: float) -> int: ...",
        "def f(x: 'float | None'): ...",
        "y = float(x)",
        "y = np.float64(1)",
        "y = x.astype(np.floating)",
        "y = a / b",
        "y = Fraction(a, b) + c / d",
        "y /= 2",
        "y = 10**-2",
        "y = round(x)",
        "y = f'{x:.2f}'",
        "y = f'{x:{n}.1%}'",
        "y = x.mean()",
        "import statistics",
        "from math import floor, sqrt",
        "x = tomllib.loads(text)",
        "f(json.loads(text))",
    ],
)
def test_a_planted_float_is_found(text: str) -> None:
    assert list(floats("planted.py", ast.parse(text)))


@pytest.mark.parametrize(
    "text",
    [
        "x = 7 // 2",
        "y = Fraction(a) / b",
        "y = Fraction(a) * 100 / b",
        "y = a / Fraction(b)",
        "from math import gcd",
        "y = f'{x:02d} {n:,}'",
        "x = tomllib.loads(text, parse_float=Decimal)",
        "json.loads(text, object_pairs_hook=refuse)",
        "n = 10**2",
    ],
)
def test_exact_arithmetic_passes(text: str) -> None:
    assert list(floats("planted.py", ast.parse(text))) == []
