"""values: exact money, rates, periods, the Step (a value with its reason), the independent checker, faults.

Nothing here knows law, medicine or files. Import from the modules: `from bonusage.values.step import Step`.
Next: step.py, then check.py.
"""
