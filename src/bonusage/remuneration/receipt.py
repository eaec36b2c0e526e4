"""The receipt: a Due as it is kept, with the World and the results it rests on, sealed so that an alteration shows.

Nothing is recomputed here (values/check.py replays a receipt) and no file is written (desk).
Next: values/check.py, then letters/explanation.py, which tells a receipt.
"""

from __future__ import annotations

from typing import Any

from bonusage import __version__
from bonusage.instruments.model import Instrument
from bonusage.remuneration.due import Due
from bonusage.values.check import canonical, sealed
from bonusage.values.period import Period
from bonusage.values.step import to_wire


def receipt(world_hash: str, instrument: Instrument, period: Period, results_hash: str, due: Due) -> dict[str, Any]:
    """The sealed receipt of a Due: JSON types only, keys in their order, `receipt_hash` last.

    `components` are the rows of due.csv without their sentences: id, cents, reason code, integers of the sentence.
    """
    days = due.presence
    return sealed(
        {
            "instrument": instrument.id,
            "instrument_hash": instrument.hash,
            "world_hash": world_hash,
            "engine": __version__,
            "period": period.name,
            "professional": due.professional,
            "results_hash": results_hash,
            "policies": dict(due.policies_used),
            "recalled_figures": list(due.recalled_figures),
            "adhesion": {
                "status": days.status,
                "ground": instrument.adhesion_ground,
                "days_adhered": days.adhered,
                "days_present": days.present,
                "days": days.of,
            },
            "components": [
                {"id": one.id, "cents": one.cents, "reason": one.reason_code, "numbers": list(one.numbers)}
                for one in due.components
            ],
            "trace": to_wire(due.trace),
            "amount_cents": due.total_cents,
        }
    )


def receipt_text(sealed_receipt: dict[str, Any]) -> bytes:
    """The file of a receipt: its canonical text with the hash last, so that a checker hashes what it read."""
    tail = f',"receipt_hash":"{sealed_receipt["receipt_hash"]}"}}'
    return canonical(sealed_receipt)[:-1] + tail.encode()
