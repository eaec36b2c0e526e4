"""Writing: beside first, renamed into place once whole, so that nothing half written is ever left behind.

What is written is decided elsewhere. A fault of the disk or of rights becomes an EnvironmentFault (report.py says it).
Next: tables.py.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bonusage.desk.report import of_environment
from bonusage.values.fault import EnvironmentFault, Fault, Faults


def _beside(target: Path) -> Path:
    return target.parent / f".{target.name}.partial-{os.getpid()}"


def _cleared(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):  # what could not be made cannot be removed: the first error is the one to tell
        path.unlink(missing_ok=True)


def require_parent(target: Path) -> None:
    """Faults when the folder that is to hold the output does not exist."""
    folder = target.absolute().parent
    if folder.is_dir():
        return
    received, hint = ("un fichier", "choisir un autre dossier") if folder.exists() else ("rien", "le créer d'abord")
    raise Faults([Fault("dossier de sortie absent", str(target.parent), received, "un dossier existant", hint)])


def require_file(target: Path) -> None:
    """Faults when the output cannot be a file there: its folder is absent, or a folder has its name."""
    require_parent(target)
    if target.exists() and not target.is_file():
        received = "un dossier" if target.is_dir() else "un périphérique"
        hint = "donner à -o le nom d'un fichier"
        raise Faults([Fault("la sortie n'est pas un fichier", str(target), received, "un fichier", hint)])


def require_free(target: Path) -> None:
    """Faults when the folder already holds something, is not a folder, or would have no folder to be in."""
    require_parent(target)
    if target.is_dir() and any(target.iterdir()):
        raise Faults(
            [Fault("le dossier de sortie n'est pas vide", str(target), "des fichiers", "un dossier vide ou absent",
                   "choisir un autre dossier : rien n'est jamais écrasé")]
        )  # fmt: skip
    if target.exists() and not target.is_dir():
        hint = "donner à -o le nom d'un dossier vide ou absent"
        raise Faults([Fault("la sortie n'est pas un dossier", str(target), "un fichier", "un dossier", hint)])


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A path to write; it becomes `target` when the block ends well, and nothing is left when it does not."""
    require_file(target)
    beside = _beside(target.absolute())
    try:
        yield beside
        beside.replace(target)
    except OSError as wrong:
        raise of_environment(wrong, target) from wrong
    finally:
        _cleared(beside)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill; it becomes `target`, which must not hold anything yet, when the block ends well."""
    require_free(target)
    place = target.absolute()
    beside = _beside(place)
    try:
        beside.mkdir()
        yield beside
        if place.is_dir():
            place.rmdir()
        beside.rename(place)
    except OSError as wrong:
        raise of_environment(wrong, target) from wrong
    except EnvironmentFault as wrong:  # of a file inside: the folder is what was asked for
        raise EnvironmentFault(wrong.fault._replace(where=str(target))) from wrong
    finally:
        _cleared(beside)
