"""A command run in the process, and what it gave: its exit code, standard output, standard error.

The fixture `run` is in conftest.py; commands under another name (law, instruments) are built from it.
Next: test_cli.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from bonusage.desk import cli


class Ran(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.out)


Run = Callable[..., Ran]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `bonusage` with the arguments; nothing that was printed before is in its answer."""

    def ran(*arguments: object) -> Ran:
        capsys.readouterr()
        code = cli.run([str(one) for one in arguments])
        return Ran(code, *capsys.readouterr())

    return ran
