"""Entries: an amount due becomes two lines that balance, keyed so that settling again adds nothing.

Why the amount is due is in the receipt whose hash each entry carries; nothing is stored here (desk).
Next: settle.py, which asks for them.
"""

from __future__ import annotations

from typing import NamedTuple

from bonusage.values.period import Period

FUND_EXPENSE = "caisse:charge"
PROFESSIONAL_PAYABLE = "professionnel:a_payer"


class Entry(NamedTuple):
    """One line of the ledger. `amount_cents` is positive for a debit, negative for a credit; a key's lines sum to 0."""

    key: str
    account: str
    professional: str
    amount_cents: int
    receipt_hash: str


def entries_for(
    scheme: str, period: Period, professional: str, cents: int, receipt_hash: str
) -> tuple[Entry, Entry] | tuple[()]:
    """The two entries of an amount due in integer cents: the fund's expense (debit), owed to the professional (credit).

    Nothing for zero. ValueError for a negative amount (a recovery is another entry, with a key of its own), for an
    empty part of the key, or one that holds the separator '|'.
    """
    for part in (scheme, professional, receipt_hash):
        if not part or "|" in part:
            raise ValueError(f"not a part of a ledger key: {part!r}")
    if cents < 0:
        raise ValueError(f"an amount due is never negative: {cents}")
    if cents == 0:
        return ()
    key = f"{scheme}|{period.name}|{professional}"
    return (
        Entry(key, f"{FUND_EXPENSE}:{scheme}", professional, cents, receipt_hash),
        Entry(key, PROFESSIONAL_PAYABLE, professional, -cents, receipt_hash),
    )
