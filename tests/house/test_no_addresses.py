"""No committed file names a package registry or a path of somebody's machine.

What is public (a law site, a source of a figure) may be named. Patterns are written in pieces here, so that this file
does not find itself.
Next: test_hashes.py, for the lock files.
"""

from __future__ import annotations

import re

import pytest

from tests.house.tree import texts

REGISTRIES = re.compile(
    r"py[p]i\.org|python[h]osted|piw[h]eels|registry\.[n]pmjs|npm\.[p]kg|crates[.]io|rubygems[.]org|proxy\.golang|"
    r"conda\.anaconda|(?:jfrog|artifactory|nexus)[.\w-]*/|(?:extra-)?[i]ndex[-_]url|find[-_]links|trusted[-_]host|"
    r"\"[r]esolved\"\s*:|^\s*registry\s*=|files?:///",
    re.IGNORECASE | re.MULTILINE,
)
MACHINE = re.compile(
    r"(?<![\w.:/~$}{*-])/(?:work|root|home|Users|tmp|mnt|media|opt|srv)(?:/(?!sh\b)[\w.$-]+)"
    r"|\b[A-Z]:\\\\?(?:Users|home|temp)\b|~/[\w.]",
    re.IGNORECASE,
)


def addresses(text: str) -> list[str]:
    """What a text names that it must not, with the number of the line."""
    return [
        f"{number}: {found.group(0)}"
        for number, line in enumerate(text.splitlines(), 1)
        for pattern in (REGISTRIES, MACHINE)
        for found in pattern.finditer(line)
    ]


def test_no_committed_file_names_a_registry_or_a_machine() -> None:
    found = {name: where for name, text in texts().items() if (where := addresses(text))}
    assert found == {}


@pytest.mark.parametrize(
    "pieces",
    [
        ("see https://py", "pi.org/simple/duckdb"),
        ("url = 'https://files.python", "hosted.org/x.whl'"),
        ("--index", "-url https://somewhere"),
        ("PIP_EXTRA_INDEX", "_URL=x"),
        ("--find", "-links=wheels"),
        ('"resol', 'ved": "x.tgz"'),
        ("  regis", "try = x"),
        ("file:", "///data/x"),
        ("cd /wo", "rk/main"),
        ("open('/ho", "me/ana/claims')"),
        ("#!/ro", "ot/.pyenv/bin/python"),
        ("path=/t", "mp/out"),
        (r"C:\\Us", r"ers\ana"),
        ("see ~", "/claims"),
    ],
)
def test_a_planted_address_is_found(pieces: tuple[str, str]) -> None:
    assert addresses("".join(pieces))


@pytest.mark.parametrize(
    "text",
    [
        "https://www.ameli.fr/medecin/home/textes",
        "#!/usr/bin/env bash",
        "docs/home/page.md",
        "../shared/law/seeds",
        "demo-out/receipts",
        "n/d, /workshop, and/or",
        "the registry of adhesions",
    ],
)
def test_public_and_relative_addresses_pass(text: str) -> None:
    assert addresses(text) == []
