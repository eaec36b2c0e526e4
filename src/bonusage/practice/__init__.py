"""practice: what is counted, once in plain Python (reference.py), once as a query (compile.py).

No pay, no law and no file here; the claims schema (schema.py) and seeded sample claims (sample.py) live here too.
Next: query.py, the typed model that both evaluators answer.
"""
