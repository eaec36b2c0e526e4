"""The command line as a stranger calls it: the main line on a small sample, text and JSON, twice by two engines.

Amounts are judged in tests/spec and tests/properties; here, that the commands say the same thing as one another.
Next: tests/bad, for what they say of a bad input.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import typer.main
from tests.desk.ran import Ran, Run

from bonusage.desk import cli

ID = "rosp-2011-mt"
PHYSICIANS, MEASURED = 20, 20
"""Doctors of the sample; measured indicators (19) and the gate that is measured."""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sample, its results in both forms, and a settlement."""
    here = tmp_path_factory.mktemp("line")
    for arguments in (
        f"claims sample --patients 2000 --physicians {PHYSICIANS} --years 2010-2012 --seed 7 -o {here}/claims",
        f"measure {ID} --claims {here}/claims --period 2012 -o {here}/results.parquet",
        f"measure {ID} --claims {here}/claims --period 2012 -o {here}/results.csv",
        f"settle {ID} --claims {here}/claims --period 2012 -o {here}/settled",
    ):
        assert cli.run(arguments.split()) == 0, arguments
    return here


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def due(run: Run, line: Path, out: Path, *more: object, results: str = "results.parquet") -> Ran:
    people = line / "claims" / "professionals.csv"
    ran = run("due", ID, "--results", line / results, "--professionals", people, "--period", "2012", "-o", out, *more)
    assert ran.code == 0, ran.err
    return ran


def totals(path: Path) -> dict[str, int]:
    return {row["professional"]: int(row["amount_cents"]) for row in rows(path) if row["component"] == "TOTAL"}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# The catalogue


def test_the_catalogue_is_listed(run: Run) -> None:
    text, listed = run("instruments", "list"), run("instruments", "list", "--format", "json")
    assert (text.code, text.err, listed.code, listed.err) == (0, "", 0, "")
    assert listed.json[0]["id"] == ID
    assert {"acbus-visites-2002", "capi-2009"} <= {one["id"] for one in listed.json}
    assert text.out.startswith(ID)
    assert len(text.out.splitlines()) == len(listed.json)
    assert "2012-01-01" in text.out


def test_a_contract_is_shown_with_the_confidence_of_each_figure(run: Run) -> None:
    text, shown = run("instruments", "show", ID), run("instruments", "show", ID, "--format", "json")
    assert (text.code, text.err, shown.code, shown.err) == (0, "", 0, "")
    assert "R11-29" in text.out
    assert "baseline_missing" in text.out
    assert "CSS:L162-5@2011-08-12#22°" in text.out
    assert len(shown.json["indicators"]) == 29


def test_a_contract_is_checked(run: Run) -> None:
    text, checked = run("instruments", "check", ID), run("instruments", "check", ID, "--format", "json")
    assert (text.code, text.err, checked.code, checked.err) == (0, "", 0, "")
    assert "aucune faute" in text.out
    assert checked.json["faults"] == []
    assert checked.json["instrument"] == ID


# Claims and measures


def test_claims_are_made_and_checked(run: Run, tmp_path: Path) -> None:
    asked = ("--patients", 300, "--physicians", 4, "--years", "2011-2012", "--seed", 3)
    made = run("claims", "sample", *asked, "-o", tmp_path / "a", "--format", "json")
    assert (made.code, made.err) == (0, "")
    assert made.json["rows"]["patients"] == 300
    told = run("claims", "sample", *asked, "-o", tmp_path / "b")
    assert told.code == 0
    assert "300 patients, 4 médecins" in told.out
    assert everything(tmp_path / "a") == everything(tmp_path / "b"), "the same seed, the same bytes"
    text, checked = run("claims", "check", tmp_path / "a"), run("claims", "check", tmp_path / "a", "--format", "json")
    assert (text.code, text.out) == (0, f"{tmp_path / 'a'} : aucune faute.\n")
    assert (checked.code, checked.json) == (0, {"total": 0, "faults": []})


def test_faulty_claims_are_told_in_json_too(run: Run, line: Path, tmp_path: Path) -> None:
    faulty = tmp_path / "claims"
    faulty.mkdir()
    for path in (line / "claims").iterdir():
        if path.name != "drugs.parquet":
            (faulty / path.name).symlink_to(path)
    told = run("claims", "check", faulty, "--format", "json")
    assert told.code == 2
    assert told.json["total"] >= 1
    assert {"what", "where", "received", "expected", "hint"} <= set(told.json["faults"][0])
    assert "table absente" in told.err


def test_results_have_a_row_for_each_doctor_and_measured_indicator(line: Path) -> None:
    found = rows(line / "results.csv")
    assert list(found[0])[:4] == ["professional", "indicator", "numerator", "denominator"]
    assert len(found) == PHYSICIANS * MEASURED
    assert len({(row["professional"], row["indicator"]) for row in found}) == len(found)
    assert sum(int(row["denominator"]) for row in found) > 1000, "the sample measures something"
    table = pq.read_table(line / "results.parquet")
    as_texts = [{name: "" if value is None else str(value) for name, value in row.items()} for row in table.to_pylist()]
    assert as_texts == found


def test_both_engines_count_the_same(run: Run, line: Path, tmp_path: Path) -> None:
    slow = run("measure", ID, "--claims", line / "claims", "--period", "2012", "--engine", "reference",
               "-o", tmp_path / "reference.csv", "--format", "json")  # fmt: skip
    assert slow.code == 0, slow.err
    assert rows(tmp_path / "reference.csv") == rows(line / "results.csv")
    assert slow.json["results"] == PHYSICIANS * MEASURED


def test_one_thread_counts_as_many(run: Run, line: Path, tmp_path: Path) -> None:
    ran = run(
        "measure", ID, "--claims", line / "claims", "--period", "2012", "--threads", 1, "-o", tmp_path / "one.csv"
    )
    assert ran.code == 0
    assert (tmp_path / "one.csv").read_bytes() == (line / "results.csv").read_bytes()


# Amounts


def test_both_engines_pay_the_same_bytes(run: Run, line: Path, tmp_path: Path) -> None:
    due(run, line, tmp_path / "set.csv", "--engine", "set")
    due(run, line, tmp_path / "reference.csv", "--engine", "reference")
    assert (tmp_path / "set.csv").read_bytes() == (tmp_path / "reference.csv").read_bytes()
    assert (tmp_path / "set.csv").read_bytes() == (line / "settled" / "due.csv").read_bytes()


def test_csv_and_parquet_results_pay_the_same(run: Run, line: Path, tmp_path: Path) -> None:
    due(run, line, tmp_path / "from-parquet.csv")
    due(run, line, tmp_path / "from-csv.csv", results="results.csv")
    assert (tmp_path / "from-parquet.csv").read_bytes() == (tmp_path / "from-csv.csv").read_bytes()


def test_amounts_are_written_as_parquet_too(run: Run, line: Path, tmp_path: Path) -> None:
    due(run, line, tmp_path / "due.csv")
    due(run, line, tmp_path / "due.parquet")
    table = pq.read_table(tmp_path / "due.parquet").to_pylist()
    assert [{name: str(value) for name, value in row.items()} for row in table] == rows(tmp_path / "due.csv")


def test_each_total_is_the_sum_of_its_lines(run: Run, line: Path, tmp_path: Path) -> None:
    told = due(run, line, tmp_path / "due.csv", "--format", "json").json
    found, sums = totals(tmp_path / "due.csv"), dict.fromkeys(totals(tmp_path / "due.csv"), 0)
    for row in rows(tmp_path / "due.csv"):
        if row["component"] != "TOTAL":
            sums[row["professional"]] += int(row["amount_cents"])
    assert sums == found
    assert len(found) == PHYSICIANS
    assert (told["professionals"], told["total_cents"]) == (PHYSICIANS, sum(found.values()))
    assert sum(found.values()) > 0
    assert f"{PHYSICIANS} professionnels" in due(run, line, tmp_path / "due.csv").out


def test_professionals_csv_is_found_beside_the_results(run: Run, line: Path, tmp_path: Path) -> None:
    (tmp_path / "results.csv").write_bytes((line / "results.csv").read_bytes())
    (tmp_path / "professionals.csv").write_bytes((line / "claims" / "professionals.csv").read_bytes())
    ran = run("due", ID, "--results", tmp_path / "results.csv", "--period", "2012", "-o", tmp_path / "due.csv")
    assert ran.code == 0, ran.err
    assert (tmp_path / "due.csv").read_bytes() == (line / "settled" / "due.csv").read_bytes()


def test_a_refusal_pays_nothing_and_an_end_pays_its_days(run: Run, line: Path, tmp_path: Path) -> None:
    whole = totals(line / "settled" / "due.csv")
    first, second, *_ = (name for name, cents in whole.items() if cents > 1000)
    (tmp_path / "adhesions.csv").write_text(
        "professional,instrument,from,to,status\n"
        f"{first},{ID},2012-01-01,,refused\n"
        f"{second},{ID},2012-01-01,2012-07-01,ended\n"
    )
    out = tmp_path / "due.csv"
    due(run, line, out, "--adhesions", tmp_path / "adhesions.csv")
    found = totals(out)
    assert found[first] == 0
    days, year = 31 + 29 + 31 + 30 + 31 + 30, 366
    assert abs(found[second] - whole[second] * days / year) <= 1
    reasons = {(row["professional"], row["component"]): row["reason"] for row in rows(out)}
    assert reasons[first, "R11-01"] == "non payé : pas d'adhésion sur la période"
    assert reasons[second, "TOTAL"] == f"montant dû, au prorata : {days} jours sur {year}"
    unchanged = whole.keys() - {first, second}
    assert {name: found[name] for name in unchanged} == {name: whole[name] for name in unchanged}


# Settlements


def test_settling_from_claims_is_settling_from_their_results(run: Run, line: Path, tmp_path: Path) -> None:
    people = line / "claims" / "professionals.csv"
    ran = run("settle", ID, "--results", line / "results.csv", "--professionals", people, "--period", "2012",
              "-o", tmp_path / "settled", "--format", "json")  # fmt: skip
    assert ran.code == 0, ran.err
    assert everything(tmp_path / "settled") == everything(line / "settled")
    whole = totals(line / "settled" / "due.csv")
    paid = sum(cents > 0 for cents in whole.values())
    told = ran.json
    assert (told["professionals"], told["paid"], told["total_cents"]) == (PHYSICIANS, paid, sum(whole.values()))
    assert told["added"] == PHYSICIANS


def test_a_settlement_holds_what_it_says(line: Path) -> None:
    settled = line / "settled"
    names = {path.name for path in settled.iterdir()}
    assert {"results.parquet", "due.csv", "entries.csv", "receipts", "letters"} <= names
    people = {row["professional"] for row in rows(line / "claims" / "professionals.csv")}
    assert {path.stem for path in (settled / "receipts").iterdir()} == people
    assert {path.stem for path in (settled / "letters").iterdir()} == people
    entries = rows(settled / "entries.csv")
    assert sum(int(row["amount_cents"]) for row in entries) == 0, "entries balance"
    debits = {row["professional"]: int(row["amount_cents"]) for row in entries if int(row["amount_cents"]) > 0}
    assert debits == {name: cents for name, cents in totals(settled / "due.csv").items() if cents}


def test_settling_twice_adds_nothing(run: Run, line: Path) -> None:
    settled = line / "settled"
    before = everything(settled)
    stamps = {name: (settled / name).stat().st_mtime_ns for name in before}
    again = run("settle", ID, "--claims", line / "claims", "--period", "2012", "-o", settled)
    assert again.code == 0
    assert again.out.startswith(f"{settled} : déjà réglé sur les mêmes entrées, rien à ajouter.\n")
    counted = run("settle", ID, "--claims", line / "claims", "--period", "2012", "-o", settled, "--format", "json")
    assert counted.json["added"] == 0
    assert counted.json["professionals"] == PHYSICIANS
    assert everything(settled) == before
    assert {name: (settled / name).stat().st_mtime_ns for name in before} == stamps


def test_an_amount_is_explained(run: Run, line: Path) -> None:
    whole = totals(line / "settled" / "due.csv")
    name = max(whole, key=lambda one: whole[one])
    text = run("explain", line / "settled", "--professional", name)
    assert (text.code, text.err) == (0, "")
    units, cents = divmod(whole[name], 100)
    assert f"{units:,}".replace(",", "\u202f") + f",{cents:02d}\u202f€" in text.out
    assert "article L162-5" in text.out, "the ground in the letter"
    assert "rappelé" in text.out, "what rests on recalled figures says so"
    receipt = run("explain", line / "settled", "--professional", name, "--format", "json").json
    assert (receipt["professional"], receipt["amount_cents"]) == (name, whole[name])
    reached = [one["id"] for one in receipt["components"] if one["reason"] == "target_reached"]
    assert reached
    assert all(f"{id} : résultat = " in text.out for id in reached), "the tree of the computation"
    assert receipt == json.loads((line / "settled" / "receipts" / f"{name}.json").read_bytes())
    english = run("explain", line / "settled", "--professional", name, "--lang", "en")
    assert english.code == 0
    assert f"€{units:,}.{cents:02d}" in english.out


def test_receipts_replay_to_the_cent(run: Run, line: Path) -> None:
    whole = totals(line / "settled" / "due.csv")
    text = run("replay", line / "settled")
    assert (text.code, text.err) == (0, "")
    assert text.out.startswith(f"{PHYSICIANS} reçus rejoués, {sum(whole.values())} centimes")
    told = run("replay", line / "settled" / "receipts", "--format", "json")
    assert (told.code, told.err) == (0, "")
    assert told.json == {
        "receipts": PHYSICIANS, "total_cents": sum(whole.values()), "altered": [], "altered_count": 0
    }  # fmt: skip
    name = next(iter(whole))
    alone = run("replay", line / "settled" / "receipts" / f"{name}.json")
    assert alone.code == 0
    assert f"1 reçu rejoué, {whole[name]} centimes" in alone.out


def test_a_difference_is_told_in_json_too(run: Run, line: Path, tmp_path: Path) -> None:
    source = next((line / "settled" / "receipts").iterdir())
    receipt = json.loads(source.read_bytes())
    receipt["amount_cents"] += 1
    (tmp_path / source.name).write_text(json.dumps(receipt, ensure_ascii=False, separators=(",", ":")))
    told = run("replay", tmp_path / source.name, "--format", "json")
    assert told.code == 1
    assert told.json["altered_count"] == 1
    assert told.json["altered"][0]["path"] == "amount_cents"
    assert told.err == "1 écart sur 1 reçu.\n"


def test_published_examples_are_answered(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(
        "cases:\n"
        "- {id: A, scheme: ROSP_2011_MT, inputs: {points: 1300, point_value_eur: 7, rate: 1.0, list_size: 800},"
        " expected: {payment_eur: 9100}}\n"
        "- {id: B, scheme: UNHEARD_OF, inputs: {}, expected: {payment_eur: 1}}\n"
    )
    ran = run("examples", "check", tmp_path / "cases.yaml")
    assert (ran.code, ran.err) == (0, "")
    first, second = (json.loads(one) for one in ran.out.splitlines())
    assert first == {"id": "A", "verdict": "pass", "expected": {"payment_eur": 9100}, "got": {"payment_eur": 9100}}
    assert (second["verdict"], second["got"]) == ("unsupported", None)


def test_the_demonstration_goes_to_the_end_and_again(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        ran = run("demo", "--patients", 2000, "--physicians", 5, "-o", tmp_path / "demo")
        assert ran.code == 0, ran.err
    assert "5 médecins réglés" in ran.out
    assert "expliqué" in ran.out
    assert "0 écart" in ran.out
    assert (tmp_path / "demo" / "reglement" / "due.csv").is_file()
    assert not [name for name in everything(tmp_path) if "partial" in name]


# What every command owes


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from commands(one, (*path, name))
        else:
            yield (*path, name), one


EVERY = dict(commands(typer.main.get_command(cli.app)))


def test_the_commands_are_there() -> None:
    assert {
        ("instruments", "list"), ("instruments", "show"), ("instruments", "check"), ("claims", "sample"),
        ("claims", "check"), ("measure",), ("due",), ("settle",), ("explain",), ("replay",), ("examples", "check"),
        ("demo",),
    } <= set(EVERY)  # fmt: skip


@pytest.mark.parametrize("path", EVERY, ids="-".join)
def test_every_command_shows_an_example_that_is_one_of_it(path: tuple[str, ...], run: Run) -> None:
    ran = run(*path, "--help")
    assert (ran.code, ran.err) == (0, "")
    shown = " ".join(ran.out.split())
    assert f"Exemple : bonusage {' '.join(path)} " in shown + " "
    example = shown.split("Exemple : bonusage ", 1)[1].split()
    known = {name for option in EVERY[path].params for name in option.opts}
    assert {word for word in example if word.startswith("-")} <= known


def test_a_result_goes_out_and_a_notice_goes_to_the_error_output(run: Run, line: Path, tmp_path: Path) -> None:
    zero = sum(row["denominator"] == "0" for row in rows(line / "results.csv"))
    assert zero > 1
    ran = due(run, line, tmp_path / "due.csv", "--format", "json")
    assert ran.json["output"] == str(tmp_path / "due.csv")
    assert ran.err == f"{zero} résultats ont un dénominateur nul : ces indicateurs ne sont pas comptés.\n"


def sampled(folder: Path, stderr: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from bonusage.desk.cli import main; main()", "claims", "sample"]
    asked = ["--patients", "300", "--physicians", "2", "--years", "2012", "-o", str(folder / "claims")]
    return subprocess.Popen([*command, *asked], stdout=subprocess.DEVNULL, stderr=stderr, stdin=subprocess.DEVNULL)


def test_progress_is_silent_in_a_pipe(tmp_path: Path) -> None:
    with sampled(tmp_path, subprocess.PIPE) as run:
        _, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (0, b"")


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    with sampled(tmp_path, theirs) as run:
        os.close(theirs)
        shown = b""
        while True:
            try:
                got = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not got:
                break
            shown += got
    os.close(ours)
    assert run.returncode == 0
    assert "échantillon".encode() in shown
