"""The environment at fault: no right, no room, no standard output, Ctrl-C. Exit 3 (or 130), one message, nothing left.

What a test cannot lay in a folder (case.py) is here: each command runs in a process of its own where that is needed.
Next: test_bad.py, for faults of the input.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from bonusage.desk import cli, measuring
from bonusage.desk.claims_sample import write_sample
from bonusage.desk.output import new_file, new_folder
from bonusage.desk.report import of_environment, shown
from bonusage.values.fault import EnvironmentFault
from tests.bad.case import HERE, tree

CONTRACT = HERE / "base" / "contrat"
RESULTS = HERE / "base" / "reglement" / "results.csv"
PROFESSIONALS = HERE / "base" / "reglement" / "professionals.csv"
GIVEN = [str(CONTRACT), "--results", str(RESULTS), "--professionals", str(PROFESSIONALS), "--period", "2012"]
BONUSAGE = "from bonusage.desk.cli import main; main()"

NO_RIGHT = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "système de fichiers en lecture seule",
}


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "claims"
    write_sample(300, 4, 2011, 2012, 5, folder)
    return folder


def started(arguments: list[str], before: str = "", **options: object) -> subprocess.Popen[str]:
    """`bonusage` in a process of its own, after some lines of Python."""
    command = [sys.executable, "-c", f"{before}\n{BONUSAGE}", *arguments]
    return subprocess.Popen(command, text=True, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, **options)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def forbidden(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder where nothing can be written, even by root, and what the system says of it."""
    folder = tmp_path / "fermé"
    folder.mkdir(mode=0o555)
    for place in (folder, Path("/sys"), Path("/proc")):
        try:
            (place / "essai").mkdir()
            (place / "essai").rmdir()
        except OSError as wrong:
            if wrong.errno in NO_RIGHT:
                yield place, NO_RIGHT[wrong.errno]
                folder.chmod(0o755)
                return
    raise AssertionError("no folder of this system refuses to be written in")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("due", "due.csv"),
        ("due", "due.parquet"),
        ("settle", "reglement"),
        ("measure", "r.csv"),
        ("measure", "r.parquet"),
    ],
)
def test_no_right_to_write(
    command: str, name: str, forbidden: tuple[Path, str], claims: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, said = forbidden
    source = ["rosp-2011-mt", "--claims", str(claims), "--period", "2012"] if command == "measure" else GIVEN
    assert cli.run([command, *source, "-o", str(folder / name)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.replace(str(folder), "{DIR}") == (
        "empêchement : pas le droit d'écrire ici\n"
        f"  --> {{DIR}}/{name}\n"
        f"   reçu    : {said}\n"
        "   attendu : un fichier ou un dossier accessible\n"
        "   à faire : changer les droits ou choisir un autre chemin\n"
    )
    assert not [one for one in folder.iterdir() if name in one.name]


NO_ROOM = (
    "empêchement : plus de place pour écrire\n"
    "  --> {where}\n"
    "   reçu    : {said}\n"
    "   attendu : assez de place libre\n"
    "   à faire : libérer de la place ou choisir un autre dossier avec -o\n"
)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("due", "due.csv"),
        ("due", "due.parquet"),
        ("settle", "reglement"),
        ("measure", "r.csv"),
        ("measure", "r.parquet"),
    ],
)
def test_a_file_may_not_grow(command: str, name: str, claims: Path, tmp_path: Path) -> None:
    source = ["rosp-2011-mt", "--claims", str(claims), "--period", "2012"] if command == "measure" else GIVEN
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))"
    run = started([command, *source, "-o", name], limit, cwd=tmp_path, stdout=subprocess.PIPE)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (3, "")
    assert err == NO_ROOM.format(where=name, said="taille maximale d'un fichier atteinte")
    assert tree(tmp_path) == []


def test_a_full_disk_is_said_in_the_same_words_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "due.csv"

    def write() -> None:
        with new_file(target) as beside:
            beside.symlink_to("/dev/full")
            beside.write_text("P1,E-01,70000\n")

    with pytest.raises(EnvironmentFault) as wrong:
        write()
    assert shown(wrong.value.fault, "empêchement") + "\n" == NO_ROOM.format(where=target, said="disque plein")
    assert tree(tmp_path) == []


def test_a_full_disk_inside_a_folder_names_the_folder(tmp_path: Path) -> None:
    target = tmp_path / "reglement"

    def write() -> None:
        with new_folder(target) as beside, new_file(beside / "due.csv") as inside:
            inside.symlink_to("/dev/full")
            inside.write_text("P1,E-01,70000\n")

    with pytest.raises(EnvironmentFault) as wrong:
        write()
    assert wrong.value.fault.where == str(target)
    assert wrong.value.fault.received == "disque plein"
    assert tree(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "what", "received"),
    [
        (errno.ENOSPC, "plus de place pour écrire", "disque plein"),
        (errno.EDQUOT, "plus de place pour écrire", "quota de disque atteint"),
        (errno.EFBIG, "plus de place pour écrire", "taille maximale d'un fichier atteinte"),
        (errno.EACCES, "pas le droit d'écrire ici", "accès refusé"),
        (errno.EPERM, "pas le droit d'écrire ici", "accès refusé"),
        (errno.EROFS, "pas le droit d'écrire ici", "système de fichiers en lecture seule"),
        (errno.ENAMETOOLONG, "le système a refusé", "nom trop long"),
        (errno.EIO, "le système a refusé", "erreur de lecture ou d'écriture du disque"),
        (errno.ELOOP, "le système a refusé", os.strerror(errno.ELOOP)),
    ],
)
def test_what_the_system_says_is_put_in_french(number: int, what: str, received: str, tmp_path: Path) -> None:
    fault = of_environment(OSError(number, os.strerror(number)), tmp_path / "x").fault
    assert (fault.what, fault.where, fault.received) == (what, str(tmp_path / "x"), received)
    assert fault.expected
    assert fault.hint


def test_reading_where_there_is_no_right(tmp_path: Path) -> None:
    fault = of_environment(PermissionError(errno.EACCES, "Permission denied", "results.csv")).fault
    assert (fault.what, fault.where) == ("pas le droit d'écrire ou de lire ici", "results.csv")


def test_no_temporary_folder_is_not_taken_for_the_output() -> None:
    wrong = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")
    fault = of_environment(wrong).fault
    assert (fault.what, fault.where) == ("aucun dossier temporaire", "ce poste")
    assert "TMPDIR" in fault.hint


def test_a_name_too_long_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["due", *GIVEN, "-o", str(tmp_path / ("x" * 250))]) == 3
    assert "nom trop long" in capsys.readouterr().err
    assert tree(tmp_path) == []


def test_a_full_standard_output() -> None:
    with Path("/dev/full").open("w") as full:
        run = started(["instruments", "show", "rosp-2011-mt"], stdout=full)
        _, err = run.communicate(timeout=60)
    assert run.returncode == 3
    assert err == NO_ROOM.format(where="la sortie standard", said="disque plein")


def test_a_pipe_that_closes_early_is_no_fault() -> None:
    with started(["instruments", "show", "rosp-2011-mt"], stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        err = run.stderr.read()
    assert (run.returncode, err) == (cli.PIPE_CLOSED, "")


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "asked to stop"])
def test_an_interruption_leaves_nothing_half_written(asked: signal.Signals, tmp_path: Path) -> None:
    arguments = ["claims", "sample", "--patients", "2000000", "--physicians", "2000", "-o", "claims"]
    run = started(arguments, cwd=tmp_path, stdout=subprocess.PIPE)
    until = time.monotonic() + 60
    while not any(name.endswith(".parquet") for name in tree(tmp_path)):
        assert run.poll() is None, "it ended before it was interrupted"
        assert time.monotonic() < until, "it writes nothing"
        time.sleep(0.05)
    assert any("partial" in name for name in tree(tmp_path)), "what is being written is beside"
    run.send_signal(asked)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (130, "")
    assert err == "interrompu : rien n'est laissé à moitié écrit.\n"
    assert tree(tmp_path) == []


@pytest.mark.parametrize("wrong", [KeyboardInterrupt(), RuntimeError("Query interrupted")], ids=["python", "duckdb"])
def test_an_interruption_is_130_whoever_tells_it(
    wrong: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise wrong

    monkeypatch.setattr(cli, "app", interrupted)
    assert cli.run([]) == 130
    assert capsys.readouterr().err == "interrompu : rien n'est laissé à moitié écrit.\n"


def test_a_fault_of_ours_is_never_taken_for_a_lawful_no(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("the two engines disagree")

    monkeypatch.setattr(cli, "app", broken)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 70
    err = capsys.readouterr().err
    assert "the two engines disagree" in err
    assert err.endswith("erreur interne de bonusage : vos fichiers n'y sont pour rien ; merci de la signaler.\n")


def test_no_memory_is_the_environment_s_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def greedy(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(cli, "app", greedy)
    assert cli.run([]) == 3
    assert capsys.readouterr().err == (
        "empêchement : mémoire insuffisante\n"
        "  --> ce poste\n"
        "   attendu : plus de mémoire libre\n"
        "   à faire : fermer d'autres programmes\n"
    )


def counting(wrong: Exception, claims: Path, monkeypatch: pytest.MonkeyPatch, out: Path) -> int:
    """Measure with an engine that fails."""

    def failing(*_: object, **__: object) -> None:
        raise wrong

    monkeypatch.setattr(measuring, "measure_claims", failing)
    return cli.run(["measure", "rosp-2011-mt", "--claims", str(claims), "--period", "2012", "-o", str(out)])


def test_an_engine_without_memory(
    claims: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = duckdb.OutOfMemoryException("could not allocate block of size 256.0 KiB")
    assert counting(wrong, claims, monkeypatch, tmp_path / "r.csv") == 3
    err = capsys.readouterr().err
    assert "empêchement : mémoire ou disque insuffisant\n" in err
    assert "--threads 1" in err
    assert tree(tmp_path) == []


def test_an_engine_that_is_interrupted(
    claims: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = duckdb.InterruptException("Interrupted!")
    assert counting(wrong, claims, monkeypatch, tmp_path / "r.csv") == 130
    assert capsys.readouterr().err.endswith("interrompu : rien n'est laissé à moitié écrit.\n")
    assert tree(tmp_path) == []
