"""Each bad input gets its one message: the folder is the catalogue of them (case.py says how a case is written).

The exact text, the exit code, nothing on standard output that is not said, and no file or folder left behind.
Next: case.py.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from bonusage.desk.claims_sample import write_sample
from bonusage.desk.cli import run
from tests.bad.case import HERE, case_files, lay, read_case, rewrite, tree

CASES = case_files()
HASH = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b")


@pytest.fixture(scope="session")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What cases start from: a small contract, a small sample of claims, a settlement of two professionals, a store of texts."""
    folder = tmp_path_factory.mktemp("grounds")
    write_sample(300, 4, 2011, 2012, 5, folder / "claims")
    inputs = HERE / "base" / "reglement"
    said = f"settle {HERE / 'base' / 'contrat'} --results {inputs / 'results.csv'} --professionals "
    said += f"{inputs / 'professionals.csv'} --period 2012 -o {folder / 'reglement'}"
    assert run(shlex.split(said)) == 0
    (folder / "textes").mkdir()
    said = f"law import {HERE / 'base' / 'textes'} --store {folder / 'textes' / 'law.db'}"
    assert run(shlex.split(said)) == 0
    made = ("claims", "reglement", "textes")
    return {"contrat": HERE / "base" / "contrat"} | {name: folder / name for name in made}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_message_is_exact_and_nothing_is_left(
    path: Path,
    grounds: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = read_case(path)
    lay(case, tmp_path, grounds)
    before = tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    code = run(shlex.split(case["command"]))
    said = capsys.readouterr()
    out, err = (HASH.sub("{HASH}", text.replace(str(tmp_path), "{TMP}")) for text in said)
    if os.environ.get("BONUSAGE_GOLDEN"):
        rewrite(path, code, out, err)
    case = read_case(path)
    assert err == case["stderr"]
    assert code == case["exit"]
    assert out == case.get("stdout", "")
    left = [name for name in tree(tmp_path) if name not in before]
    assert [name for name in left if "/" not in name] == case.get("writes", [])
    assert not [name for name in left if "partial" in name]


def test_every_case_is_a_fault_a_refusal_or_a_notice() -> None:
    assert len(CASES) > 150
    codes = {path: read_case(path)["exit"] for path in CASES}
    assert set(codes.values()) == {0, 1, 2, 3}
    silent = [path for path in CASES if not read_case(path)["stderr"] + read_case(path).get("stdout", "")]
    assert silent == []
    for path in CASES:
        case = read_case(path)
        assert "Traceback" not in case["stderr"], path
        assert case["exit"] == 0 or not case.get("writes"), path
        told = re.split(r"^(?:faute|empêchement) : ", case["stderr"], flags=re.MULTILINE)[1:]
        assert bool(told) == (case["exit"] in (2, 3)), path
        for one in told:
            assert re.match(r".+\n  --> .+\n(   \|  .+\n)?(   reçu    : .+\n)?   attendu : .+\n", one), path
