"""Bonusage: French health-insurance contracts, from claims to cents, with the reason for each.

Nothing is computed here: read settle.py first, it tells the story in order.
Commands live in desk/cli.py; the map of the house is ARCHITECTURE.md.
"""

__version__ = "0.1.0"
