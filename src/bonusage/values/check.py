"""The checker: replays a stored trace knowing arithmetic only, and finds what was altered in a receipt.

It imports nothing of ours, so that an auditor can rewrite it from this page: integers, pairs n/d, eleven operations.
Next: desk/replay.py, which feeds it files; step.py, which it must never import.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Pair = tuple[int, int]
"""A rational n/d, d > 0, not necessarily in lowest terms."""


class Altered(NamedTuple):
    """What differs: the path of the step ('trace' when the header is meant), its label, what was expected and found."""

    path: str
    label: str
    expected: str
    found: str


def _pair(text: str) -> Pair:
    above, slash, below = text.partition("/")
    n, d = int(above), int(below)
    if not slash or d <= 0:
        raise ValueError(f"not a pair n/d: {text!r}")
    return n, d


def _total(values: list[Pair]) -> Pair:
    n, d = 0, 1
    for a, b in values:
        n, d = (n + a, d) if b == d else (n * b + a * d, d * b)
    return n, d


def _product(values: list[Pair]) -> Pair:
    n, d = 1, 1
    for a, b in values:
        n, d = n * a, d * b
    return n, d


def _positive(n: int, d: int) -> Pair:
    if d == 0:
        raise ZeroDivisionError("division by zero")
    return (n, d) if d > 0 else (-n, -d)


def _difference(values: list[Pair]) -> Pair:
    (a, b), (c, d) = values
    return a * d - c * b, b * d


def _quotient(values: list[Pair]) -> Pair:
    (a, b), (c, d) = values
    return _positive(a * d, b * c)


def _between(values: list[Pair]) -> Pair:
    value, low, high = values
    n, d = _quotient([_difference([value, low]), _difference([high, low])])
    return (0, 1) if n < 0 else (1, 1) if n > d else (n, d)


def _at_least(values: list[Pair]) -> Pair:
    (a, b), (c, d) = values
    return (1, 1) if a * d >= c * b else (0, 1)


def _less_than(values: list[Pair]) -> Pair:
    (a, b), (c, d) = values
    return (1, 1) if a * d < c * b else (0, 1)


def _when(values: list[Pair]) -> Pair:
    (a, b), value = values
    if a != b:
        raise ValueError("the test does not hold")
    return value


def _rounded_half_up(values: list[Pair]) -> Pair:
    ((n, d),) = values
    return (2 * n + d) // (2 * d), 1


ARITHMETIC: dict[str, Callable[[list[Pair]], Pair]] = {
    "total": _total,
    "product": _product,
    "difference": _difference,
    "quotient": _quotient,
    "between": _between,
    "at_least": _at_least,
    "less_than": _less_than,
    "when": _when,
    "rounded_half_up": _rounded_half_up,
}


def _replay(step: dict[str, Any], path: str, known: dict[str, Pair]) -> Pair | Altered:
    """The value of a step, recomputed from its inputs; or the first step, inputs before parents, that differs."""
    inputs: list[Pair] = []
    for index, inner in enumerate(step["inputs"], 1):
        got = _replay(inner, f"{path}.{index}", known)
        if isinstance(got, Altered):
            return got
        inputs.append(got)
    op, label = step["op"], step["label"]
    stored = _pair(step["value"])
    if op == "given":
        value = stored
    elif op == "cited":
        if label not in known:
            return Altered(path, label, "a step established earlier under this label", "none")
        value = known[label]
    elif op in ARITHMETIC:
        try:
            value = ARITHMETIC[op](inputs)
        except (ValueError, ZeroDivisionError) as fault:
            return Altered(path, label, f"an operation that can be done ({fault})", step["value"])
    else:
        return Altered(path, label, "an operation of the checker", op)
    if value[0] * stored[1] != stored[0] * value[1]:
        return Altered(path, label, f"{value[0]}/{value[1]}", step["value"])
    if op != "cited":
        known[label] = stored
    return stored


def replay(trace: dict[str, Any]) -> Pair | Altered:
    """Recompute a stored trace; the root's value, or the first step that differs."""
    return _replay(trace, "trace", {})


def _walk(step: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield path, step
    for index, inner in enumerate(step["inputs"], 1):
        yield from _walk(inner, f"{path}.{index}")


def seal_of(step: dict[str, Any]) -> str:
    """Eight hexadecimal digits over what a step says: they do not protect (the hash does), they show where."""
    said = f"{step['op']}|{step['label']}|{step['value']}|{step['ground']}|{len(step['inputs'])}"
    return f"{zlib.crc32(said.encode()):08x}"


def canonical(receipt: dict[str, Any]) -> bytes:
    """The one text of a receipt: JSON, no spaces, keys in their order, UTF-8, without `receipt_hash`."""
    kept = {key: value for key, value in receipt.items() if key != "receipt_hash"}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def _step_seals(step: dict[str, Any], seals: list[str]) -> list[str]:
    seals.append(seal_of(step))
    for inner in step["inputs"]:
        _step_seals(inner, seals)
    return seals


def _header(receipt: dict[str, Any]) -> list[tuple[str, Any]]:
    """What a receipt says beside its trace, its seals and its hash."""
    return [(key, value) for key, value in receipt.items() if key not in ("trace", "seals", "receipt_hash")]


def _header_seal(key: str, value: Any) -> str:
    said = json.dumps([key, value], ensure_ascii=False, separators=(",", ":"))
    return f"{zlib.crc32(said.encode()):08x}"


def sealed(receipt: dict[str, Any]) -> dict[str, Any]:
    """A receipt with its seals (of each step, then of each other key, in their order) and, last, its own hash.

    The hash is the sha256 of the canonical text.
    """
    kept = {key: value for key, value in receipt.items() if key not in ("seals", "receipt_hash")}
    header = "".join(_header_seal(key, value) for key, value in _header(kept))
    kept["seals"] = "".join(_step_seals(receipt["trace"], [])) + header
    return kept | {"receipt_hash": hashlib.sha256(canonical(kept)).hexdigest()}


def _by_seals(receipt: dict[str, Any]) -> Altered | None:
    """The first step, or else the first other key, that does not bear its seal."""
    steps, header = list(_walk(receipt["trace"], "trace")), _header(receipt)
    seals = receipt["seals"]
    for index, (path, step) in enumerate(steps):
        if seals[8 * index : 8 * index + 8] != seal_of(step):
            found = f"{step['op']} {step['value']} {step['ground']}".strip()
            return Altered(path, step["label"], "the step as it was sealed", found)
    if len(seals) != 8 * (len(steps) + len(header)):
        found = f"{len(steps)} steps and {len(header)} other keys"
        return Altered("trace", receipt["trace"]["label"], f"{len(seals) // 8} steps and other keys", found)
    for index, (key, value) in enumerate(header, len(steps)):
        if seals[8 * index : 8 * index + 8] != _header_seal(key, value):
            return Altered(key, key, "what was sealed", json.dumps(value, ensure_ascii=False))
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once: two readers of a doubled key could read two amounts."""
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a key stands twice")
    return read


def check_receipt(receipt: dict[str, Any], raw: bytes | None = None) -> int | Altered:
    """The cents of a receipt, replayed; or what differs, the first altered step named.

    `raw` is the file as read: where it is the canonical text, the hash needs no rewriting.
    KeyError, TypeError, ValueError when it is not a receipt at all.
    """
    tail = f',"receipt_hash":"{receipt["receipt_hash"]}"}}'.encode()
    body = raw.rstrip(b"\n") if raw is not None else b""
    if raw is not None and not body.endswith(tail):
        json.loads(raw, object_pairs_hook=_once)  # another text of the same receipt: no key may stand twice in it
    said = body[: -len(tail)] + b"}" if body.endswith(tail) else canonical(receipt)
    intact = hashlib.sha256(said).hexdigest() == receipt["receipt_hash"]
    if not intact and (altered := _by_seals(receipt)):
        return altered
    got = replay(receipt["trace"])
    if isinstance(got, Altered):
        return got
    cents = receipt["amount_cents"]
    if isinstance(cents, bool) or not isinstance(cents, int) or got[0] != cents * got[1]:
        return Altered("amount_cents", "amount_cents", f"{got[0]}/{got[1]}", str(cents))
    rows = sum(row["cents"] for row in receipt.get("components", ()))
    if "components" in receipt and rows != cents:
        return Altered("components", "components", str(cents), str(rows))
    if not intact:
        return Altered("receipt", "receipt_hash", "the hash of the receipt's own text", "another text")
    return cents
