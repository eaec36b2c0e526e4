"""instruments: what a contract promises, measures and pays; its loader; the World that holds it.

No amount is computed here (remuneration) and no claim is counted here (practice).
Next: model.py, then loader.py.
"""
