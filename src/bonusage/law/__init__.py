"""law: what the law said on a day, and how to point at it. So far: addresses.

No text of the law is shipped; versions, links and amendments will live beside address.py.
Next: address.py.
"""
