"""letters: saying it, in French first: letters to professionals and the tree of an amount, from stored receipts.

Nothing is decided or computed here; what is told is in the receipt or in the instrument.
Next: explanation.py (the letter), tree.py (the trace).
"""
