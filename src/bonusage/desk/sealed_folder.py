"""What a settlement's folder held when it was written: the hashes of its files, kept in its manifest, compared later.

The receipts carry their own hash (values/check.py); here are the files beside them.
Next: replay.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bonusage.values.check import Altered

FILES = ("due.csv", "entries.csv", "results.parquet", "professionals.csv", "adhesions.csv")
FOLDERS = ("letters", "instrument")


def hashes(folder: Path) -> dict[str, str]:
    """sha256 of each file, and of each folder (names and contents of its files, in order)."""
    found = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES if (folder / name).is_file()
    }
    for name in FOLDERS:
        digest = hashlib.sha256()
        for path in sorted(path for path in (folder / name).rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        found[name] = digest.hexdigest()
    return found


def differences(
    folder: Path, manifest: Mapping[str, Any], receipts: int, total_cents: int
) -> list[tuple[str, Altered]]:
    """Files that are no longer what the manifest says, and a number of receipts or a total that is not its own."""
    kept, found = manifest.get("files", {}), hashes(folder)
    altered = [
        (
            str(folder / name),
            Altered(name, "empreinte du fichier", kept.get(name, "rien")[:12], found.get(name, "rien")[:12]),
        )
        for name in dict.fromkeys((*kept, *found))
        if kept.get(name) != found.get(name)
    ]
    summary = manifest.get("summary", {})
    for name, said, value in (
        ("professionals", "nombre de reçus", receipts),
        ("total_cents", "total en centimes", total_cents),
    ):
        if summary.get(name) != value:
            place = str(folder / "settlement.json")
            altered.append((place, Altered("settlement.json", said, str(summary.get(name)), str(value))))
    return altered
