"""What the tests of commands share: `run`, a command in this process.

Next: ran.py.
"""

from __future__ import annotations

import pytest
from tests.desk.ran import Run, runner


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `bonusage` with these arguments."""
    return runner(capsys)
