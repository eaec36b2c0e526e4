"""Every package is pinned with its hashes, the lock files agree with what they were made from, none names an address.

Nothing is resolved here, so nothing is asked of a network.
Next: Makefile, `make lock`.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house.tree import ROOT

SETS = ("run", "test")
REQUIREMENTS = ROOT / "requirements"

_PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;\\]+)(?P<marker> ; [^\\]+?)? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


class Locked(NamedTuple):
    """A lock file: version and hashes by name, the names asked for directly (by file), lines that are neither."""

    versions: dict[str, str]
    hashes: dict[str, int]
    direct: set[tuple[str, str]]
    faults: list[str]


def plain(name: str) -> str:
    """A package name as indexes compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> Locked:
    """Read a lock file made by `make lock`."""
    found = Locked({}, {}, set(), [])
    name = ""
    for line in text.splitlines():
        if pin := _PIN.fullmatch(line):
            name = plain(pin["name"])
            if name in found.versions:
                found.faults.append(f"twice: {line}")
            found.versions[name], found.hashes[name] = pin["version"], 0
        elif _HASH.fullmatch(line) and name:
            found.hashes[name] += 1
        elif line.startswith("    #") and name:
            if source := re.search(r"-r requirements/(\w+\.in)", line):
                found.direct.add((name, source[1]))
        else:
            found.faults.append(line)
    found.faults.extend(f"no hash: {name}" for name, count in found.hashes.items() if not count)
    return found


def asked(path: Path) -> dict[str, str]:
    """The packages of a .in file by name: the version it pins, or '' ; files it includes left out."""
    wanted = {}
    for line in path.read_text("utf-8").splitlines():
        said = line.split("#")[0].strip()
        if said and not said.startswith("-r "):
            name, _, version = said.partition("==")
            wanted[plain(name)] = version
    return wanted


@pytest.mark.parametrize("name", SETS)
def test_every_package_is_pinned_with_hashes_and_no_address(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text("utf-8")
    found = locked(text)
    assert found.faults == []
    assert len(found.versions) > 10
    assert "://" not in text


@pytest.mark.parametrize("name", SETS)
def test_the_lock_file_is_that_of_what_is_asked(name: str) -> None:
    found, wanted = locked((REQUIREMENTS / f"{name}.txt").read_text("utf-8")), asked(REQUIREMENTS / f"{name}.in")
    assert {package for package, source in found.direct if source == f"{name}.in"} == set(wanted)
    pinned = {package: version for package, version in wanted.items() if version}
    assert pinned
    assert {package: found.versions.get(package) for package in pinned} == pinned


def test_the_test_set_holds_the_run_set_version_for_version() -> None:
    run, test = (locked((REQUIREMENTS / f"{name}.txt").read_text("utf-8")).versions for name in SETS)
    assert {name: test.get(name) for name in run} == run


def test_the_run_set_holds_what_the_package_and_its_build_need() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    versions = locked((REQUIREMENTS / "run.txt").read_text("utf-8")).versions
    for need in project["project"]["dependencies"] + project["build-system"]["requires"]:
        name, least = re.fullmatch(r"([\w.-]+)>=([\d.]+)", need).groups()  # type: ignore[union-attr]
        held = [int(part) for part in versions[plain(name)].split(".")[:3]]
        assert held >= [int(part) for part in least.split(".")], need


def test_a_faulty_lock_file_is_found() -> None:
    digest = "0" * 64
    good = f"duckdb==2.0.0 \\\n    --hash=sha256:{digest}\n    # via -r requirements/run.in\n"
    assert locked(good).faults == []
    assert locked(good).direct == {("duckdb", "run.in")}
    assert locked(f"duckdb>=2 \\\n    --hash=sha256:{digest}\n").faults
    assert locked("duckdb==2.0.0\n").faults
    assert locked("duckdb==2.0.0 \\\n    # via nobody\n").faults == ["no hash: duckdb"]
    assert locked(good + f"duckdb==2.0.1 \\\n    --hash=sha256:{digest}\n").faults
    assert locked(good.replace(digest, "00")).faults
    assert locked("--index" + "-url https://somewhere\n" + good).faults
    assert locked("duckdb @ https://somewhere/duckdb.whl\n").faults
