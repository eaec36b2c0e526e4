"""legality: is this agreement, contract or order lawful on this day, and why.

Amounts, procedures over time and screens are elsewhere. Texts are the law room's; facts are in catalogue/law/*.toml.
Next: act.py for what is judged, rule.py for what a rule is, check.py for the whole answer.
"""
