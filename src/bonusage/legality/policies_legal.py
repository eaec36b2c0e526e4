"""Policies of legality: the choices where the law is silent or can be read two ways, one row each, with its point.

The point is that of section 5 of the dossier; what a choice does is in approval*.py and in the rules.
Next: approval_count.py, which counts periods as they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class LegalPolicy(NamedTuple):
    """A choice: its values, the first being the default; the point of the dossier; what is asked, in French."""

    point: int
    values: tuple[str, ...]
    question: str


LEGAL_POLICIES: Mapping[str, LegalPolicy] = MappingProxyType(
    {
        # Parties and capacity.
        "other_funds": LegalPolicy(
            1, ("dated_list", "any_national_fund"), "quelles caisses sont une « autre caisse nationale »"
        ),
        "signatories": LegalPolicy(
            2, ("one_union_suffices", "all_signatories"), "faut-il un syndicat signataire, ou tous"
        ),
        "physicians": LegalPolicy(
            4, ("one_unless_both_targeted", "always_two"), "les médecins forment-ils une profession ou deux"
        ),
        "absence_of_convention": LegalPolicy(
            5, ("none_in_effect", "none_signed"), "quand y a-t-il absence de convention"
        ),
        "representativeness_day": LegalPolicy(
            9, ("signature", "approval"), "à quel jour un syndicat doit être représentatif"
        ),
        # AcBUS.
        "urml_transmission": LegalPolicy(
            8, ("duty", "validity"), "la transmission à l'URML conditionne-t-elle la validité"
        ),
        "whole_share": LegalPolicy(11, ("below_one", "up_to_one"), "une partie peut-elle être le tout"),
        # Approval.
        "reference_to_l162_15": LegalPolicy(21, ("dynamic", "static"), "le renvoi suit-il les versions de L162-15"),
        "acbus_ministers": LegalPolicy(22, ("two", "five"), "quels ministres approuvent un AcBUS"),
        "receipt": LegalPolicy(
            24, ("last_receipt", "first_receipt"), "le délai part-il de la première ou de la dernière réception"
        ),
        "file": LegalPolicy(24, ("complete_file", "any_file"), "un dossier incomplet fait-il courir le délai"),
        "days": LegalPolicy(24, ("calendar_days", "clear_days"), "jours de calendrier ou jours francs"),
        "receipt_day": LegalPolicy(24, ("not_counted", "counted"), "le jour de réception compte-t-il"),
        "last_day_holiday": LegalPolicy(
            24, ("no_extension", "next_working_day"), "un délai qui expire un jour non ouvré est-il prolongé"
        ),
        "months": LegalPolicy(24, ("calendar_months", "thirty_days"), "un mois va-t-il de quantième à quantième"),
        "made_known": LegalPolicy(25, ("sending", "receipt"), "l'opposition compte-t-elle à l'envoi ou à la réception"),
        "late_approval": LegalPolicy(26, ("recorded", "ignored"), "que vaut une approbation expresse après le délai"),
        "divisibility": LegalPolicy(27, ("flagged", "ministers_choose"), "qui dit qu'une disposition est divisible"),
        "acbus_in_force": LegalPolicy(
            29, ("approval", "publication"), "avant 2003, un AcBUS vaut-il de son approbation ou de sa publication"
        ),
        "acbus_expenditure": LegalPolicy(
            30, ("ground_kept", "ground_dropped"), "l'objectif de dépenses est-il un motif contre un AcBUS"
        ),
        "other_director": LegalPolicy(
            28, ("one_clock", "opinion_required"), "le silence de l'autre directeur (2003-2004) vaut-il avis favorable"
        ),
        "acbus_annexed": LegalPolicy(
            74, ("as_convention", "as_acbus"), "un AcBUS annexé à la convention est-il approuvé comme elle"
        ),
        "version_of_approval": LegalPolicy(
            70, ("receipt", "conclusion"), "de quel jour est la version qui règle l'approbation"
        ),
        # CBP.
        "counterpart_2002": LegalPolicy(
            33, ("exactly_one", "either_or_both"), "complément forfaitaire ou majoration : un seul des deux"
        ),
        "missing_commitment": LegalPolicy(
            35,
            ("template_invalid", "not_approvable"),
            "que vaut un contrat type à qui manque un engagement obligatoire",
        ),
        "extra_commitments": LegalPolicy(37, ("allowed", "refused"), "un engagement hors de la liste est-il permis"),
        "no_termination_rule": LegalPolicy(
            40, ("blocked", "common_law"), "sans conditions de résiliation, la caisse peut-elle mettre fin à l'adhésion"
        ),
        # Fallback order.
        "fallback_scope": LegalPolicy(
            46, ("missing_instrument_only", "all_instruments"), "une absence ouvre-t-elle tous les instruments"
        ),
        "ministers_initiative": LegalPolicy(
            47, ("recorded_absence", "free"), "l'initiative des ministres suppose-t-elle une absence constatée"
        ),
        "consultation": LegalPolicy(48, ("proof", "proof_and_delay"), "la consultation sans réponse suffit-elle"),
        # CSP, CAPI, individual commitments.
        "csp_branches": LegalPolicy(56, ("at_least_one", "exactly_one"), "« soit, soit » : un des deux, ou un seul"),
        "identical_commitments": LegalPolicy(
            60, ("same_indicator", "same_theme"), "quand des engagements sont-ils identiques"
        ),
        "substitution": LegalPolicy(
            61, ("none", "at_term", "at_date", "on_consent"), "que deviennent les contrats en cours"
        ),
        "individual_commitments": LegalPolicy(
            63, ("IC-LFSS2011", "IC-SEED"), "le 22° adopté, ou le 21° tel que l'amendement le rédigeait"
        ),
        "individual_themes": LegalPolicy(64, ("open_list", "closed_list"), "la liste des thèmes est-elle ouverte"),
        "repealed_basis": LegalPolicy(
            70, ("keep_adhesions", "end_adhesions"), "que deviennent les adhésions du 01/04/2010 au 11/08/2011"
        ),
    }
)


def defaults() -> dict[str, str]:
    """The default of every policy."""
    return {name: policy.values[0] for name, policy in LEGAL_POLICIES.items()}
