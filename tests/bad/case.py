"""A case of tests/bad: a TOML file that says what is laid in an empty folder, the command run there, and what comes out.

    command = "due essai ..."     what follows `bonusage`, run in the folder
    exit    = 2                   the exit code
    stderr  = '''...'''           the exact standard error ({TMP} is the folder, {HASH} twelve digits of a hash)
    stdout  = '''...'''           the exact standard output; nothing when the key is absent
    writes  = ["due.csv"]         what the command leaves; nothing when the key is absent
    given   = ["contrat"]         starting points of `Ground`: contrat, claims, reglement, textes
    [files]                       texts to write; or { csv = "...", types = { column = "float64" } } written as Parquet,
                                  or { text = "...", encoding = "latin-1" }
    [[change]]                    one thing spoiled in a file: old/new, cut, rows, row + set, twice, drop, add, cast,
                                  delete, copy, zero = [from, to]
Next: test_bad.py.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

HERE = Path(__file__).parent
NULL = "null"


def case_files() -> list[Path]:
    """Every case, in order."""
    return sorted(path for path in HERE.glob("*/*.toml") if path.parent.name != "base")


def read_case(path: Path) -> dict[str, Any]:
    """A case as written. KeyError when it does not say what it is for."""
    case = tomllib.loads(path.read_text("utf-8"))
    for key in ("command", "exit", "stderr"):
        case[key]
    return case


def lay(case: dict[str, Any], folder: Path, grounds: dict[str, Path]) -> None:
    """Lay the files of a case in an empty folder, and spoil what is to be spoiled."""
    for name in case.get("given", []):
        shutil.copytree(grounds[name], folder / name)
    for name, content in case.get("files", {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_text(content, "utf-8", newline="")
        elif "csv" in content:
            pq.write_table(_table(content["csv"], content.get("types", {})), path)
        else:
            path.write_text(content["text"], content["encoding"], newline="")
    for change in case.get("change", []):
        _spoil(folder / change["file"], change)


def _table(text: str, types: dict[str, str]) -> pa.Table:
    """A CSV as an Arrow table, with the types that Arrow guesses but for those that are told."""
    told = {name: pa.type_for_alias(kind) for name, kind in types.items()}
    options = arrow_csv.ConvertOptions(column_types=told, strings_can_be_null=True)
    return arrow_csv.read_csv(io.BytesIO(text.encode()), convert_options=options)


def _spoil(path: Path, change: dict[str, Any]) -> None:
    known = {
        "file",
        "old",
        "new",
        "cut",
        "rows",
        "row",
        "set",
        "twice",
        "drop",
        "add",
        "cast",
        "delete",
        "copy",
        "zero",
    }
    assert change.keys() <= known, change.keys() - known
    if "delete" in change:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    elif "copy" in change:
        shutil.copy(path, path.parent / change["copy"])
    elif "old" in change:
        text = path.read_text("utf-8")
        assert text.count(change["old"]) == 1, f"{path.name} holds {text.count(change['old'])} times: {change['old']}"
        path.write_text(text.replace(change["old"], change["new"]), "utf-8")
    elif "zero" in change:
        whole, (start, end) = path.read_bytes(), change["zero"]
        path.write_bytes(whole[:start] + bytes(end - start) + whole[end:])
    elif "cut" in change:
        whole = path.read_bytes()
        assert abs(change["cut"]) < len(whole), f"{path.name} is not that long"
        path.write_bytes(whole[: change["cut"]])
    else:
        pq.write_table(_spoiled(pq.read_table(path), change), path)


def _spoiled(table: pa.Table, change: dict[str, Any]) -> pa.Table:
    """A Parquet table with a cell, a column or a row changed; rows count from 1."""
    if "rows" in change:
        return table.slice(0, change["rows"])
    if "twice" in change:
        row = table.slice(change["twice"] - 1, 1)
        return pa.concat_tables([table, row])
    if "drop" in change:
        return table.drop_columns([change["drop"]])
    if "add" in change:
        return table.append_column(change["add"], pa.array([0] * table.num_rows, pa.int64()))
    if "cast" in change:
        for name, kind in change["cast"].items():
            column = table.column(name).cast(pa.type_for_alias(kind))
            table = table.set_column(table.column_names.index(name), name, column)
        return table
    for name, value in change["set"].items():
        cells = table.column(name).to_pylist()
        kind = table.schema.field(name).type
        value = Decimal(value) if pa.types.is_decimal(kind) else value
        cells[change["row"] - 1] = None if value == NULL else value
        table = table.set_column(table.column_names.index(name), pa.field(name, kind), pa.array(cells, kind))
    return table


def tree(folder: Path) -> list[str]:
    """Everything in a folder, hidden files too, by relative name."""
    return sorted(str(path.relative_to(folder)) for path in _walk(folder))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        yield Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))


def rewrite(path: Path, code: int, out: str, err: str) -> None:
    """Put what came out in a case (BONUSAGE_GOLDEN=1): to be read as a diff, word for word, before it is kept."""
    text = path.read_text("utf-8")
    text = re.sub(r"^exit = .*$", f"exit = {code}", text, count=1, flags=re.MULTILINE)
    for key, said in (("stderr", err), ("stdout", out)):
        block = f"{key} = '''\n{said}'''"
        found = re.search(rf"^{key} = '''\n.*?'''$", text, flags=re.MULTILINE | re.DOTALL)
        if found and not said and key == "stdout":
            text = text[: found.start()] + text[found.end() + 1 :]
        elif found:
            text = text[: found.start()] + block + text[found.end() :]
        elif said:
            text = re.sub(
                r"^stderr = ", lambda _, block=block: f"{block}\nstderr = ", text, count=1, flags=re.MULTILINE
            )
    path.write_text(text, "utf-8")
