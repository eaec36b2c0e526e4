"""What tests/desk/test_cli.py does not ask of the command line yet. Next: tests/bad."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from tests.desk.ran import Run

from bonusage.desk import cli, engine

ID = "rosp-2011-mt"


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("line")
    for arguments in (
        f"claims sample --patients 2000 --physicians 20 --years 2009-2012 --seed 7 -o {here}/claims",
        f"claims sample --patients 300 --physicians 5 --years 2012 --seed 7 -o {here}/late",
        f"measure {ID} --claims {here}/claims --period 2012 -o {here}/results.csv",
        f"settle {ID} --claims {here}/claims --period 2012 -o {here}/settled",
    ):
        assert cli.run(arguments.split()) == 0, arguments
    return here


@pytest.fixture
def settled(line: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(line / "settled", tmp_path / "settled"))


def totals(path: Path) -> dict[str, int]:
    with path.open(encoding="utf-8", newline="") as opened:
        return {
            row["professional"]: int(row["amount_cents"])
            for row in csv.DictReader(opened)
            if row["component"] == "TOTAL"
        }


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_article_and_its_item_are_named(lang: str, run: Run, line: Path) -> None:
    name, cents = max(totals(line / "settled" / "due.csv").items(), key=lambda one: one[1])
    code, out, err = run("explain", line / "settled", "--professional", name, "--lang", lang)
    assert (code, err) == (0, "")
    assert "L162-5" in out
    assert "22°" in out
    assert f"{cents % 100:02d}" in out


def test_swapped_receipts_are_found(run: Run, settled: Path) -> None:
    one, two, *_ = sorted((settled / "receipts").iterdir())
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    code, out, err = run("replay", settled)
    assert code == 1
    assert one.name in out
    code, out, err = run("replay", settled, "--format", "json")
    assert code == 1
    assert json.loads(out)["altered_count"] >= 2
    assert "écart" in err


def test_an_altered_due_is_found(run: Run, settled: Path) -> None:
    due = settled / "due.csv"
    text = due.read_text("utf-8")
    cents = max(totals(due).values())
    assert f",TOTAL,{cents}," in text
    due.write_text(text.replace(f",TOTAL,{cents},", f",TOTAL,{cents + 1},", 1), "utf-8")
    code, out, _ = run("replay", settled)
    assert code == 1
    assert "due.csv" in out


def test_windows_that_begin_before_the_claims_are_told(run: Run, line: Path, tmp_path: Path) -> None:
    asked = ("measure", ID, "--claims", line / "late", "--period", "2012", "-o", tmp_path / "r.csv", "--format", "json")
    code, out, err = run(*asked)
    assert code == 0
    assert json.loads(out)["output"] == str(tmp_path / "r.csv")
    assert "les données commencent le" in err
    assert "R11-06 se regarde depuis le 1er janvier 2011" in err, "two years for the eyes"
    assert "R11-01 se regarde" not in err, "a year is enough for HbA1c"
    code, _, err = run("measure", ID, "--claims", line / "claims", "--period", "2012", "-o", tmp_path / "r.csv")
    assert code == 0
    assert "R11-06 se regarde" not in err


def test_what_is_not_there_is_said(run: Run, line: Path, tmp_path: Path) -> None:
    claims, out = line / "claims", tmp_path / "out"
    assert (
        run("measure", ID, "--claims", claims, "--period", "2012", "--engine", "spark", "-o", tmp_path / "r.csv")[0]
        == 3
    )
    part = "2012-01-01/2012-07-01"
    assert run("settle", ID, "--claims", claims, "--period", part, "-o", out)[0] == 2
    assert run("due", ID, "--results", line / "results.csv", "--professionals", claims / "professionals.csv",
               "--period", part, "-o", tmp_path / "d.csv")[0] == 2  # fmt: skip
    assert run("measure", ID, "--claims", claims, "--period", part, "-o", tmp_path / "r.csv")[0] == 2
    assert run("claims", "sample", "--as", "snds", "-o", out)[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_due_has_the_same_pro_rata_on_the_exact_amount(run: Run, line: Path, tmp_path: Path) -> None:
    """The exact amount is within half a cent of what is paid for the whole year; 182 days of 366."""
    whole = totals(line / "settled" / "due.csv")
    name = max(whole, key=lambda one: whole[one])
    (tmp_path / "a.csv").write_text(
        f"professional,instrument,from,to,status\n{name},{ID},2012-01-01,2012-07-01,ended\n"
    )
    code, _, err = run("due", ID, "--results", line / "results.csv", "--professionals", line / "claims/professionals.csv",
                       "--adhesions", tmp_path / "a.csv", "--period", "2012", "-o", tmp_path / "d.csv")  # fmt: skip
    assert code == 0, err
    found = totals(tmp_path / "d.csv")[name]
    assert found < whole[name]
    assert abs(found * 366 - whole[name] * 182) <= 366


def test_several_buckets_count_as_one(run: Run, line: Path, tmp_path: Path) -> None:
    """Patients are spread by hand over four buckets; each bucket is a statement of its own."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    cut = tmp_path / "claims"
    cut.mkdir()
    for path in (line / "claims").iterdir():
        table = path.stem
        if table not in engine.BY_PATIENT:
            (shutil.copytree if path.is_dir() else shutil.copy)(path, cut / path.name)
            continue
        rows = pq.read_table(path)
        for bucket, (low, high) in enumerate([(0, 500), (500, 1100), (1100, 1500), (1500, 2000)]):
            ids = rows["patient_id"]
            kept = rows.filter(pc.and_(pc.greater(ids, low), pc.less_equal(ids, high)))
            place = cut / table / f"bucket={bucket:02d}"
            place.mkdir(parents=True)
            pq.write_table(
                kept.drop_columns([n for n in ("year", "bucket") if n in kept.column_names]), place / "part-0.parquet"
            )
    assert len(engine._groups(engine.files_of(cut), 2)) > 1
    code, _, err = run("measure", ID, "--claims", cut, "--period", "2012", "--threads", 2, "-o", tmp_path / "r.csv")
    assert code == 0, err
    assert (tmp_path / "r.csv").read_bytes() == (line / "results.csv").read_bytes()
