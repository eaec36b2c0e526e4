"""ledger: what was ordered, paid and corrected, in balanced entries that are only ever added to.

It knows neither law nor medicine, computes no amount and touches no store (desk).
Next: entries.py.
"""
