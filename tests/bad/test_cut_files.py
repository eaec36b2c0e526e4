"""A file cut anywhere is never taken for a whole one: a fault, a difference, or a word on the error output.

A text cut at the end of a line cannot be told from a shorter one: only there may nothing be said.
Next: test_bad.py, for the words.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from bonusage.desk import cli
from tests.bad.case import HERE

CONTRACT = HERE / "base" / "contrat"
RESULTS = "professional,indicator,numerator,denominator\n" + "".join(
    f"P{name},{id},{count},{count * 14}\n"
    for name in (1, 2, 3)
    for id, count in (("E-01", 26), ("E-02", 15), ("carte", 9))
)
PEOPLE = "professional,list_size,conventioned_from,conventioned_to,E-03\n" + "".join(
    f"P{name},800,2010-01-01,2015-01-01,1\n" for name in (1, 2, 3)
)
ADHESIONS = "professional,instrument,from,to,status\n" + "".join(
    f"P{name},essai,2012-01-01,2012-07-01,ended\n" for name in (1, 2, 3)
)


def due(folder: Path, results: str = "results.csv") -> int:
    return cli.run(
        ["due", str(CONTRACT), "--results", str(folder / results), "--professionals", str(folder / "professionals.csv"),
         "--adhesions", str(folder / "adhesions.csv"), "--period", "2012", "-o", str(folder / "due.csv")]
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("results.csv", RESULTS), ("professionals.csv", PEOPLE), ("adhesions.csv", ADHESIONS)):
        (tmp_path / name).write_text(text)
    pq.write_table(arrow_csv.read_csv(tmp_path / "results.csv"), tmp_path / "results.parquet")
    assert (due(tmp_path), due(tmp_path, "results.parquet")) == (0, 0)
    return tmp_path


@pytest.mark.parametrize("name", ["results.csv", "professionals.csv", "adhesions.csv"])
def test_a_text_cut_anywhere(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (folder / name).read_bytes()
    for cut in range(len(whole)):
        (folder / name).write_bytes(whole[:cut])
        (folder / "due.csv").unlink(missing_ok=True)
        capsys.readouterr()
        code, err = due(folder), capsys.readouterr().err
        assert (code, (folder / "due.csv").exists()) in ((0, True), (2, False)), cut
        if not whole[:cut].endswith(b"\n"):
            assert "faute : " in err or "vérifier que le fichier est entier" in err, whole[:cut]


def test_results_cut_in_their_last_number_are_refused(folder: Path) -> None:
    """Not only told: where the last professional shows fewer indicators than the first."""
    rows = RESULTS.splitlines(keepends=True)
    for kept in (2, 3, 5, 6, 8, 9):
        text = "".join(rows[:kept])
        if kept % 3 != 1:
            (folder / "results.csv").write_text(text[:-2])
            refused = due(folder) == 2
            names = [row.split(",")[0] for row in rows[1:kept]]
            assert refused == (names.count(names[-1]) < names.count(names[0])), text


def test_a_parquet_cut_anywhere(folder: Path) -> None:
    whole = (folder / "results.parquet").read_bytes()
    for cut in range(0, len(whole), 13):
        (folder / "results.parquet").write_bytes(whole[:cut])
        assert due(folder, "results.parquet") == 2, cut


def test_a_settlement_cut_anywhere(folder: Path) -> None:
    settled = folder / "reglement"
    arguments = ["settle", str(CONTRACT), "--results", str(folder / "results.csv"), "--professionals"]
    arguments += [str(folder / "professionals.csv"), "--period", "2012", "-o", str(settled)]
    assert cli.run(arguments) == 0
    assert cli.run(["replay", str(settled)]) == 0
    for name, step in (("receipts/P1.json", 97), ("entries.csv", 7), ("due.csv", 37), ("settlement.json", 11)):
        whole = (settled / name).read_bytes()
        for cut in range(0, len(whole) - 1, step):
            (settled / name).write_bytes(whole[:cut])
            assert cli.run(["replay", str(settled)]) in (1, 2), (name, cut)
        (settled / name).write_bytes(whole)
    assert cli.run(["replay", str(settled)]) == 0


def test_arrow_and_the_line_counter_agree_on_what_a_row_is(tmp_path: Path) -> None:
    """Lines told in faults come from another reader than the cells: both must see the same rows."""
    from bonusage.desk.tables import read_table

    text = 'a,b\n1,x\n\n2,"y"\r\n\n\n3,z,z\n4,\n,5\n'
    (tmp_path / "t.csv").write_bytes(text.encode())
    cells = read_table(tmp_path / "t.csv", ("a", "b"), (), "table")
    assert isinstance(cells.table, pa.Table)
    assert cells.texts("a") == ["1", "2", "4", ""]
    assert [cells.line(row) for row in range(4)] == [2, 4, 8, 9]
    assert cells.total == 1, "the torn row of line 7"
