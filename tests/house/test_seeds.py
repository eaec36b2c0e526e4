"""No run of eight words of a seed stands in a committed file: the texts of the law are read, never shipped.

The seeds lie beside the repository, in ../shared/law/seeds; without them there is nothing to compare with, and the
test says that it did not run. The finder itself is tested either way.
Next: ../shared/design/house.md, "Four kinds of thing".
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

import pytest

from tests.house.tree import ROOT, texts

SEEDS = ROOT.parent / "shared" / "law" / "seeds"
RUN = 8

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def words(text: str) -> list[str]:
    """The words of a text in their plainest form: no tag, accent, capital, apostrophe or punctuation."""
    untagged = _TAG.sub(" ", html.unescape(text))
    flat = unicodedata.normalize("NFKD", untagged.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae"))
    plain = "".join(one for one in flat.casefold() if not unicodedata.combining(one))
    return _WORD.findall(plain)


def runs(text: str) -> Iterable[tuple[str, ...]]:
    """Every run of eight words, in order."""
    said = words(text)
    return zip(*(said[index:] for index in range(RUN)), strict=False)


def shared_runs(seeds: Iterable[str], files: dict[str, str]) -> list[str]:
    """'file: run' for the first run of a seed in each file."""
    known = {run for seed in seeds for run in runs(seed)}
    found = []
    for name, text in sorted(files.items()):
        if run := next((run for run in runs(text) if run in known), None):
            found.append(f"{name}: {' '.join(run)}")
    return found


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside the repository (../shared/law/seeds)")
def test_no_run_of_eight_words_of_a_seed_is_committed() -> None:
    seeds = [path.read_text("utf-8") for path in sorted(SEEDS.iterdir())]
    assert sum(1 for seed in seeds for _ in runs(seed)) > 1000, "the seeds are no longer where they were"
    assert shared_runs(seeds, texts()) == []


SEED = "« 3° L’Assemblée <b>générale</b> des&nbsp;pêcheurs d'Œuf-la-Mer fixe le nombre de filets. »"


@pytest.mark.parametrize(
    "text",
    [
        "l'assemblee generale des pecheurs d'oeuf-la-mer fixe le nombre",
        "# L'ASSEMBLÉE GÉNÉRALE DES\n# PÊCHEURS D’ŒUF-LA-MER FIXE\n",
        '{"text": "générale <i>des pêcheurs</i> d\'Œuf-la-Mer fixe, le nombre de filets"}',
    ],
)
def test_a_planted_run_is_found(text: str) -> None:
    assert len(shared_runs([SEED], {"planted.md": f"Avant. {text} Après."})) == 1


def test_seven_words_are_not_a_run() -> None:
    assert shared_runs([SEED], {"a.md": "générale des pêcheurs d'Œuf-la-Mer fixe le poids"}) == []
    assert shared_runs([SEED], {"a.md": "fixe le nombre de filets", "b.md": "des pêcheurs d'Œuf-la-Mer"}) == []
