"""remuneration: from counted results to what is due, in cents, with the reason for each.

Nothing is counted here (practice), booked here (ledger) or said here (letters); no file and no clock.
Next: case.py (the inputs), then due.py (one professional, with trace); population.py for a whole country at once.
"""
