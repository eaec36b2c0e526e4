"""Policies: the choices that exist where the texts are silent or can be read two ways, one row each.

The value chosen is in the instrument's TOML; what a choice does is in remuneration/ (the repertoire: model.py).
Next: docs/reference/policies.md says in prose what each changes.
"""

from __future__ import annotations

POLICIES: dict[str, tuple[str, ...]] = {
    # Result below the intermediate objective, baseline above it (the published formula would divide by a negative).
    "baseline_above_intermediate": ("no_progress", "half"),
    # The same with a baseline equal to the intermediate objective (the formula would divide by zero).
    "baseline_equal_intermediate": ("no_progress", "half"),
    # No baseline in the results: progress below the intermediate objective cannot be shown.
    "baseline_missing": ("no_progress", "half"),
    # Cents: one rounding of the total, or one of each component (dossier, point 73: one, at the end).
    "rounding": ("once_on_total", "each_component"),
    # Under the convention, or adhering, a part of the period only.
    "partial_period": ("pro_rata_days", "full"),
    # Software bought during the first year of the scheme.
    "software_first_year": ("pro_rata_days", "full"),
    # Whose day's generic repertoire counts: 30 June of the year before (pharmacists' rule), or the period's last day.
    "repertoire_date": ("june_before", "last_day"),
}
