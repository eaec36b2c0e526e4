"""desk: the only room that touches the world: files, DuckDB, the command line.

No rule, no amount and no count is decided here; nobody imports the desk.
Next: cli.py, then settlement.py.
"""
