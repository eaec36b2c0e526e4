"""`bonusage demo`: the main line on a small sample, from claims to cents, told as it goes.

Nothing is special here: the same functions as the commands (demo.py).
Next: settle.py.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from bonusage.desk.shown_progress import progress

MARK = ".bonusage-demo"


def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="Dossier de la démonstration.")] = Path("demo-out"),
    patients: Annotated[int, typer.Option(help="Nombre de patients.")] = 100_000,
    physicians: Annotated[int, typer.Option(help="Nombre de médecins traitants.")] = 200,
) -> None:
    """La démonstration : un échantillon, un contrat réel, 200 médecins réglés au centime, un montant expliqué."""
    from bonusage.desk.demo import play
    from bonusage.desk.output import require_free

    if not (output / MARK).is_file():
        require_free(output)
    if output.exists():
        shutil.rmtree(output)
    output.mkdir()
    (output / MARK).write_text("", "utf-8")
    with progress("démonstration") as told:
        for line in play(output, patients, physicians, told):
            print(line, flush=True)
