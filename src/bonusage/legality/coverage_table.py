"""Every paragraph of the seven seed versions, with our summary and the rules that hold it, or why none does.

Data only: the pages are made from it elsewhere, and tests hold it against the seeds. Numbers count every line of the article.
Next: rules.py, whose ids stand here.
"""

from __future__ import annotations

from typing import NamedTuple

from bonusage.law.address import Address, parse_address

SEED_COUNTS = {
    "L162-12-17@1999-12-30": 6,
    "L162-12-18@1999-12-30": 15,
    "L162-12-17@2002-03-07": 6,
    "L162-12-18@2002-03-07": 12,
    "L162-12-19@2002-03-07": 1,
    "L162-12-20@2002-03-07": 5,
    "L162-5@2007-12-22": 29,
}
"""The seven seed versions and their paragraphs."""


class Held(NamedTuple):
    """A paragraph: its address, our summary, the ids of the rules that hold it; `why` (one of law.holders.GAPS) and
    `reason` when part or all of it is held by none."""

    address: Address
    summary: str
    rules: tuple[str, ...]
    why: str = ""
    reason: str = ""

    @property
    def is_gap(self) -> bool:
        """Held by no rule at all?"""
        return not self.rules


_AL = """
L162-12-17@1999-12-30
1 | ACBUS.PARTIES.CONVENTION ACBUS.TRANSMIT.URML | Avec une convention : ses parties au plan national, l'URCAM et
  les délégués désignés en région. L'accord est adressé aux unions de médecins.
2 | ACBUS.PARTIES.NOCONVENTION | Sans convention : la CNAMTS, une seconde caisse nationale, un syndicat de
  généralistes ou de spécialistes ; équivalent en région.
3 | ACBUS.CONTENT.MEDICALISED ACBUS.CONTENT.QUANTIFIED ACBUS.SHARE.METHOD | Objectifs médicalisés et actions requis
  ; objectifs de dépense et partage des économies avec les médecins permis.
4 | ACBUS.PAY | La part revient aux professionnels que l'action concerne, selon les critères convenus, plafonnée si
  l'accord le veut.
5 | ACBUS.GATE | Pas de versement sans une évaluation, faite comme convenu, qui montre que les objectifs sont tenus.
6 | ACBUS.APPROVE.MINISTERS ACBUS.REGIONAL.OPINIONS | Deux ministres approuvent selon L162-15 ; un texte régional ne
  leur est soumis qu'avec deux avis favorables de caisses.
L162-12-18@1999-12-30
1 | CBP.ADHESION CBP.COUNTERPART | Les conventions disent comment on adhère seul à un CBP ; il fait croître la
  participation des caisses.
2 | CBP.DEFINITION CBP.PARTIES | Le contrat, que la convention définit, dit ses objectifs et ce à quoi l'on s'engage.
3 | CBP.MANDATORY | En-tête des engagements qu'il faut.
4 | CBP.MANDATORY.EVALUATION | Évaluer sa pratique.
5 | CBP.MANDATORY.TRAINING | Se former.
6 | CBP.MANDATORY.FOLLOWUP | Suivre son activité, et au besoin ses prescriptions, avec le contrôle médical.
7 | CBP.MANDATORY.GENERICS | Prescrire des génériques : médecins, dentistes et sages-femmes seulement.
8 | CBP.MANDATORY.REFERENCES | Appliquer références opposables et recommandations.
9 | CBP.OPTIONAL | En-tête, ouvert, des engagements facultatifs.
10 | CBP.OPTIONAL.PRACTICE_MODE | Façon d'exercer : réseau, coordination, groupe.
11 | CBP.OPTIONAL.ACTIVITY | Volume d'activité.
12 | CBP.OPTIONAL.INFORMATION | Campagnes d'information des caisses.
13 | CBP.OPTIONAL.SERVICES | Travail avec les services des caisses pour les assurés.
14 | CBP.REGIONAL.SUPPLEMENT | Un accord régional peut compléter, dans le cadre des conventions.
15 | CBP.TERMINATION | Les conventions disent quand la CPAM met fin à une adhésion mal tenue, l'intéressé ayant pu
  s'expliquer.
L162-12-17@2002-03-07
1 | ACBUS.PARTIES.CONVENTION ACBUS.TRANSMIT.URML | Toutes les professions à convention, ambulances comprises ; envoi
  aux unions de médecins s'ils sont concernés.
2 | ACBUS.PARTIES.NOCONVENTION | Sans convention : un syndicat représentatif par profession, à côté des caisses ;
  équivalent en région.
3 | ACBUS.CONTENT.MEDICALISED ACBUS.CONTENT.QUANTIFIED ACBUS.SHARE.METHOD ACBUS.SHARE.FLAT | Même contenu, pour tout
  professionnel conventionné ; la part peut être versée en forfaits.
4 | ACBUS.PAY | Inchangé : versement aux professionnels concernés, critères, plafond éventuel.
5 | ACBUS.GATE | Inchangé : l'évaluation d'abord.
6 | ACBUS.APPROVE.MINISTERS ACBUS.REGIONAL.OPINIONS | Inchangé : approbation, et avis favorables préalables en région.
L162-12-18@2002-03-07
1 | CBP.ADHESION CBP.COUNTERPART | Ambulances ajoutées ; engagements tenus, on reçoit un forfait ou une
  participation accrue.
2 | CBP.DEFINITION CBP.PARTIES | Le contrat, que la convention définit, dit ses objectifs et ce à quoi l'on s'engage.
3 | CBP.MANDATORY | En-tête des engagements qu'il faut.
4 | CBP.MANDATORY.EVALUATION | Évaluer sa pratique, en regardant l'usage des références et recommandations.
5 | CBP.MANDATORY.FOLLOWUP | Suivi avec le contrôle médical : activité ; prescriptions aussi pour qui prescrit.
6 | CBP.MANDATORY.PRESCRIPTION | Qui prescrit : niveau, évolution, manière, surtout en DCI ou en génériques.
7 | CBP.OPTIONAL | En-tête, ouvert, des engagements facultatifs.
8 | CBP.OPTIONAL.ACTIVITY | Volume d'activité.
9 | CBP.OPTIONAL.INFORMATION | Campagnes d'information des caisses.
10 | CBP.OPTIONAL.SERVICES | Travail avec les services des caisses pour les assurés.
11 | CBP.REGIONAL.SUPPLEMENT | Un accord régional peut compléter, dans le cadre des conventions.
12 | CBP.TERMINATION | Fin d'adhésion par la CPAM après explications, ambulances ajoutées.
L162-12-19@2002-03-07
1 | FALLBACK.TRIGGER FALLBACK.CONSULT FALLBACK.INITIATIVE FALLBACK.SCOPE FALLBACK.MINISTERS FALLBACK.SUBSIDIARITY |
  Faute de convention, d'AcBUS ou de CBP, un arrêté peut en tenir lieu : syndicats consultés, caisses ou ministres à
  l'initiative.
L162-12-20@2002-03-07
1 | CSP.ADHESION CSP.COUNTERPART | Cinq conventions peuvent dire comment on adhère à un CSP, payé au forfait.
2 | CSP.DEFINITION CSP.UPDATE CSP.PARTIES | Le contrat dit les engagements et la façon d'actualiser le forfait.
3 | CSP.MANDATORY CSP.ADDITIONALITY | Participation obligée, en plus de ce que donnent accord-cadre et conventions.
4 | CSP.MANDATORY.COORDINATION | Première voie : permanence et coordination, réseaux surtout.
5 | CSP.MANDATORY.PREVENTION | Seconde voie : prévention.
L162-5@2007-12-22
1 | DOC.PARTIES.QUORUM | Généralistes et spécialistes à part, ou une seule convention ; qui doit signer avec l'UNCAM.
2 | DOC.LOCAL.AGREEMENT DOC.LOCAL.APPROVAL | Des accords locaux peuvent compléter ; un décret règle leur approbation.
3 | DOC.CONTENT.LIST | En-tête de la liste ouverte.
4 | DOC.CONTENT.01 | 1° : ce que caisses et médecins se doivent.
5 | DOC.CONTENT.02 | 2° : exercice, coordination, meilleur recours à l'hôpital.
6 | DOC.CONTENT.02BIS | 2° bis : ne pas avancer les frais.
7 | DOC.CONTENT.03 | 3° : abrogé.
8 | DOC.CONTENT.03BIS | 3° bis : encourager l'évaluation des pratiques.
9 | DOC.CONTENT.04 | 4° : payer les expériences et innovations.
10 | DOC.CONTENT.05 | 5° : programmes qui mènent à des références.
11 | DOC.CONTENT.06 | 6° : maîtrise des dépenses, références opposables, contrats locaux.
12 | DOC.CONTENT.07 | 7° : aide à changer de métier, parfois remboursable.
13 | DOC.CONTENT.08 | 8° : tarifs plus élevés selon la qualité.
14 | DOC.CONTENT.09 | 9° : usage et envoi des données d'activité.
15 | DOC.CONTENT.10 | 10° : suivre les dépassements.
16 | DOC.CONTENT.11 | 11° : abrogé.
18 | DOC.CONTENT.12A | 12° a : coordination par un généraliste choisi, payée autrement qu'à l'acte.
19 | DOC.CONTENT.12B | 12° b : patients suivis en réseau, médecins payés pour cela.
20 | DOC.CONTENT.12C | 12° c : droits et devoirs de chacun, évaluation.
21 | DOC.CONTENT.13 | 13° : autres paiements, curatifs ou non, par contrats qui fixent les obligations.
22 | DOC.DEROGATION.12_13 | Dérogations de L162-31-1 ouvertes aux 12° et 13°.
23 | DOC.CONTENT.14 | 14° : formation conventionnelle ; un organisme gère l'argent.
24 | DOC.CONTENT.15 | 15° : agir contre les pratiques abusives.
25 | DOC.CONTENT.16 | 16° : payer la permanence des soins.
26 | DOC.CONTENT.17 | 17° : médecin traitant et coordination.
27 | DOC.CONTENT.18 | 18° : dépassements bornés hors parcours, accès égal.
28 | DOC.CONTENT.19 | 19° : objectifs de génériques.
29 | DOC.CONTENT.20 | 20° : s'adapter à l'offre par zone, étudiants et jeunes médecins entendus.
"""
"""'ARTICLE@DAY', then 'number | rules | summary' for each paragraph; an indented line goes on with the one before."""

_REASONS = {
    "L162-5@2007-12-22#al2": ("not modelled", "l'approbation des accords locaux relève d'un décret en Conseil d'État"),
}
"""What the rules of a paragraph leave out."""

_GAPS = (
    Held(
        parse_address("CSS:L162-5@2007-12-22#al17"),
        "12° : en-tête des a, b et c.",
        (),
        "definition",
        "l'en-tête ouvre trois points, qui ont chacun leur règle",
    ),
)

BEYOND = (
    Held(
        parse_address("CSS:L162-5@2007-12-22#21°"),
        "21° de l'amendement, non adopté ainsi : engagements individuels des médecins et ce qu'ils reçoivent en retour.",
        ("IC.SEED.CONTENT",),
    ),
    Held(
        parse_address("CSS:L162-5@2010-12-22#22°"),
        "22° adopté : engagements individualisés rémunérés selon les objectifs atteints.",
        ("IC.LFSS2011.CONTENT", "IC.LFSS2011.ATTAINMENT"),
    ),
)
"""The amendment as drafted, and as enacted under another number."""


def _read(text: str) -> tuple[Held, ...]:
    found = list(_GAPS)
    version = ""
    for line in text.replace("\n  ", " ").split("\n"):
        if line.startswith("L"):
            version = line
        elif line:
            number, ids, summary = line.split(" | ")
            why, reason = _REASONS.get(f"{version}#al{number}", ("", ""))
            address = parse_address(f"CSS:{version}#al{number}")
            found.append(Held(address, summary, tuple(ids.split()), why, reason))
    return tuple(sorted(found, key=_place))


def _place(held: Held) -> tuple[int, int]:
    version = f"{held.address.article}@{held.address.day}"
    return list(SEED_COUNTS).index(version), int(held.address.path[0].removeprefix("al"))


COVERAGE: tuple[Held, ...] = _read(_AL)
"""The 74 paragraphs of the seeds, in their order."""


def held_by(rule: str) -> tuple[Address, ...]:
    """The addresses that a rule holds."""
    return tuple(one.address for one in (*COVERAGE, *BEYOND) if rule in one.rules)
