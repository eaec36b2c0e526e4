"""What is judged: an act (agreement, contract, order, model) with its parties, content and dated events, as data.

Nothing is decided here. Every fact is dated; what is not recorded is absent, never presumed.
Next: rule.py; acts are read from TOML by act_file.py.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import NamedTuple


class ActKind(enum.StrEnum):
    """The acts of S1 to S8. A regional supplement completes a CBP; a local agreement completes a convention."""

    CONVENTION = "convention"
    AMENDMENT = "avenant"
    ANNEX = "annexe"
    FRAMEWORK = "accord_cadre"
    LOCAL = "accord_local"
    ACBUS = "acbus"
    CBP = "cbp"
    CBP_SUPPLEMENT = "cbp_complement_regional"
    CSP = "csp"
    FALLBACK = "arrete_suppletif"
    CAPI = "capi"
    COMMITMENTS = "engagements_individuels"
    HEALTH_CENTRES = "accord_centres_de_sante"


class Level(enum.StrEnum):
    """Where it is concluded."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


class Party(NamedTuple):
    """A signatory: a fund (`CNAMTS`, `UNCAM`, `URCAM`, `CPAM`...), a union or a minister, by its id in parties.toml.

    `designated` says that regional delegates were designated by the signatory unions; `professions` for whom a union signs.
    """

    id: str
    signed_on: dt.date | None = None
    professions: tuple[str, ...] = ()
    designated: bool = False
    audience: tuple[tuple[int, int], ...] = ()
    """Its share of the votes, one exact pair by college (three for doctors), when it is known."""
    headcount: int | None = None
    """The professionals it represents, by the survey of L162-33, where nobody votes."""


class Opinion(NamedTuple):
    """An opinion on one version of the text: by whom, asked on, given on (None: silence), favourable (None: given without
    a direction, or silence), `text_version` the number of the text it was given on."""

    by: str
    asked_on: dt.date | None = None
    given_on: dt.date | None = None
    favourable: bool | None = None
    text_version: int = 1


class Transmission(NamedTuple):
    """The text sent to someone: to whom, sent on, received on (None: not known), whether the file was complete."""

    to: str
    by: str = ""
    sent_on: dt.date | None = None
    received_on: dt.date | None = None
    complete: bool = True
    text_version: int = 1


class Decision(NamedTuple):
    """What an authority did: 'approval', 'opposition', 'severance', 'exclusion_of_references', 'suspension', 'order',
    'publication', 'denunciation'. `grounds` are codes of approval.toml (LAW, EXP, PH, PHS, EA, COG); `provisions` the ids
    of the clauses concerned; `notified_on` and `notified_to` when it was made known."""

    what: str
    by: tuple[str, ...] = ()
    on: dt.date | None = None
    grounds: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    notified_on: dt.date | None = None
    notified_to: tuple[str, ...] = ()
    reason: str = ""
    received_on: dt.date | None = None
    audience: tuple[tuple[int, int], ...] = ()
    """Of unions that oppose: their votes together, one exact pair by college."""
    headcount: int | None = None


class Commitment(NamedTuple):
    """A commitment of professionals: its theme (a code of themes.toml), whom it binds, whether it is divisible."""

    id: str
    theme: str
    professions: tuple[str, ...] = ()
    additional: bool | None = None
    paid_by: tuple[str, ...] = ()
    divisible: bool = True
    text: str = ""


class Tier(NamedTuple):
    """A band of a payment: `cents` for who counts within its bounds, whole numbers; `at_least` and `at_most` take their
    bound in, `above` and `below` leave it out, none leaves the band open on that side."""

    cents: int
    at_least: int | None = None
    above: int | None = None
    at_most: int | None = None
    below: int | None = None


class Counterpart(NamedTuple):
    """What is given in return. `form`: 'share_of_avoided', 'flat', 'contribution_increase', 'points', 'per_act',
    'per_patient', 'tariff', 'aid'... `share` is an exact (numerator, denominator); `method` the evaluation that opens it."""

    id: str
    form: str
    share: tuple[int, int] | None = None
    cap: str = ""
    criteria: str = ""
    method: str = ""
    tied_to_attainment: bool | None = None
    updating: str = ""
    divisible: bool = True
    counted: str = ""
    """What its bands count: 'somme des coefficients KC et KCC'."""
    tiers: tuple[Tier, ...] = ()


class Content(NamedTuple):
    """What the act says. Texts are our summaries; '' is absent. `topics` are the items of L162-5 it uses ('12°', '22°')."""

    medicalised_objectives: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    quantified_objectives: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    evaluation: str = ""
    objectives_of_practice: str = ""
    termination: str = ""
    observations: bool | None = None
    topics: tuple[str, ...] = ()
    safety_quality_efficiency: bool | None = None
    raises_tariffs: bool | None = None
    conforms_to: str = ""
    substitutes: str = ""
    substitution_ground: str = ""
    derogations: tuple[str, ...] = ()
    concertations: tuple[str, ...] = ()
    managing_body: str = ""
    modulation: tuple[str, ...] = ()
    """Criteria by which the counterpart of a CBP is modulated: experience, quality, training, location."""
    removes: tuple[str, ...] = ()
    """National commitments that a regional text takes away or replaces."""
    ethics: bool | None = None
    """Does it deal with the ethics of a profession (the Order is then consulted)?"""
    yearly_control: bool | None = None
    """A CAPI amended to take in the yearly objectives of medicalised control of expenditure."""
    extra_fees_excluded: bool | None = None
    """Does it leave out, for the contribution, the doctors allowed other fees?"""


class Context(NamedTuple):
    """What surrounds the act: is there a convention for each profession, an AcBUS, a CBP, a CSP; commitments already paid
    elsewhere; whether the convention holds identical commitments; proposals and waivers of the funds (fallback)."""

    conventions: tuple[str, ...] = ()
    convention_unions: tuple[str, ...] = ()
    in_force: tuple[str, ...] = ()
    paid_elsewhere: tuple[str, ...] = ()
    identical_commitments: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    consulted_on: dt.date | None = None
    proposal_by: tuple[str, ...] = ()
    no_proposal: str = ""


class Act(NamedTuple):
    """An act to be judged. `professions` are ids of professions.toml; `concluded_on` the day of the last signature."""

    id: str
    kind: ActKind
    level: Level
    title: str
    professions: tuple[str, ...]
    concluded_on: dt.date | None
    parties: tuple[Party, ...] = ()
    content: Content = Content()
    opinions: tuple[Opinion, ...] = ()
    transmissions: tuple[Transmission, ...] = ()
    decisions: tuple[Decision, ...] = ()
    context: Context = Context()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    region: str = ""
    single: bool | None = None
    sources: tuple[str, ...] = ()
    fixes: ActKind | None = None
    """What a fallback order fixes."""
    variant: str = ""
    """What the law treats apart within a kind: 'annexe_annuelle', 'mesures_des_caisses', 'annexe_de_convention' (an AcBUS),
    'reglement_arbitral', 'interprofessionnel', 'dans_la_convention' (a CBP). '' otherwise."""
    text_version: int = 1
    """The version of the text that is judged: an opinion given on another one is not an opinion on it."""
    unknown: tuple[str, ...] = ()
    """Paths of what the sources do not tell ('content.termination', 'content.counterparts.forfait.updating', 'opinions',
    'transmissions'): neither there nor absent, so a rule that misses it asks a person."""

    def signed(self) -> tuple[str, ...]:
        """The ids of the parties that signed."""
        return tuple(party.id for party in self.parties if party.signed_on is not None or self.concluded_on is not None)
