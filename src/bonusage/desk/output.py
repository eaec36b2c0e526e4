"""Writing: beside first, renamed into place once whole, so that nothing half written is ever left behind.

What is written is decided elsewhere. A fault of the disk or of rights becomes an EnvironmentFault (report.py says it).
Next: tables.py.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bonusage.desk.report import of_environment
from bonusage.values.fault import Fault, Faults


def _beside(target: Path) -> Path:
    return target.parent / f".{target.name}.partial-{os.getpid()}"


def _cleared(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def require_parent(target: Path) -> None:
    """Faults when the folder that is to hold the output does not exist."""
    if not target.parent.is_dir():
        raise Faults(
            [Fault("dossier de sortie absent", str(target.parent), "rien", "un dossier existant", "le créer d'abord")]
        )


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A path to write; it becomes `target` when the block ends well, and nothing is left when it does not."""
    require_parent(target)
    if target.exists() and not target.is_file():
        raise Faults(
            [Fault("la sortie n'est pas un fichier", str(target), "un dossier ou un périphérique", "un fichier")]
        )
    beside = _beside(target)
    try:
        yield beside
        beside.replace(target)
    except OSError as wrong:
        raise of_environment(wrong) from wrong
    finally:
        _cleared(beside)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill; it becomes `target`, which must not hold anything yet, when the block ends well."""
    require_parent(target)
    require_free(target)
    beside = _beside(target)
    try:
        beside.mkdir()
        yield beside
        if target.is_dir():
            target.rmdir()
        beside.rename(target)
    except OSError as wrong:
        raise of_environment(wrong) from wrong
    finally:
        _cleared(beside)


def require_free(target: Path) -> None:
    """Faults when the folder already holds something, or is not a folder."""
    if target.is_dir() and any(target.iterdir()):
        raise Faults(
            [Fault("le dossier de sortie n'est pas vide", str(target), "des fichiers", "un dossier vide ou absent",
                   "choisir un autre dossier : rien n'est jamais écrasé")]
        )  # fmt: skip
    if target.exists() and not target.is_dir():
        raise Faults([Fault("la sortie n'est pas un dossier", str(target), "un fichier", "un dossier vide ou absent")])
