from apps.systems.street_deliberations.models.candidates import Candidate, CandidateImport, CandidateStep, JointOpinion
from apps.systems.street_deliberations.models.choices import (
    CandidateState,
    Category,
    Channel,
    EntryOutcome,
    LineKind,
    Occupation,
    PlanState,
    SlateState,
    Tie,
)
from apps.systems.street_deliberations.models.plans import ImplementationPlan, QuotaLine, QuotaTable
from apps.systems.street_deliberations.models.slates import ObjectionLink, Seat, Slate, SlateEntry, Termination

__all__ = [
    "Candidate",
    "CandidateImport",
    "CandidateState",
    "CandidateStep",
    "Category",
    "Channel",
    "EntryOutcome",
    "ImplementationPlan",
    "JointOpinion",
    "LineKind",
    "ObjectionLink",
    "Occupation",
    "PlanState",
    "QuotaLine",
    "QuotaTable",
    "Seat",
    "Slate",
    "SlateEntry",
    "SlateState",
    "Termination",
    "Tie",
]
