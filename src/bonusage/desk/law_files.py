"""Files that the law commands are given: read whole, in UTF-8, or said to be absent, a folder, or in another encoding.

Texts of the law have their own forms and readers (law/sniff.py); a store is law_store.py's.
Next: law_apply.py.
"""

from __future__ import annotations

from pathlib import Path

from bonusage.desk.report import not_utf8, of_environment
from bonusage.values.fault import Fault, Faults


def read_bytes(file: Path, expected: str = "un fichier") -> bytes:
    """The content of a file. Faults when it is absent or a folder; EnvironmentFault when it cannot be read."""
    if not file.is_file():
        raise Faults([Fault("fichier absent", str(file), "un dossier" if file.is_dir() else "rien", expected)])
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise of_environment(wrong, file) from wrong


def read_text(file: Path, expected: str = "un fichier") -> str:
    """The text of a file. Faults also when it is not UTF-8, with the line of its first foreign byte."""
    try:
        return read_bytes(file, expected).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Faults([not_utf8("texte qui n'est pas en UTF-8", file)]) from None
