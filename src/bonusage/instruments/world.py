"""The World: the instruments (later, the law index too) that a computation rests on, frozen and hashed.

A reform is another World. Nothing is loaded here.
Next: settle.py, which computes in one World.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bonusage.instruments.model import Instrument


@dataclass(frozen=True, slots=True)
class World:
    """Instruments by id, in the order of their ids."""

    instruments: tuple[Instrument, ...]

    @property
    def hash(self) -> str:
        """sha256 over the ids and hashes of the instruments, whatever the order of loading."""
        said = "\n".join(sorted(f"{one.id} {one.hash}" for one in self.instruments))
        return hashlib.sha256(said.encode()).hexdigest()
