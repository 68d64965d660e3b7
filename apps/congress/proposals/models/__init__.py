"""Proposals, their co-signers, the presidium's decisions and the answers of questioned organs."""

from apps.congress.proposals.models.choices import AnswerForm, Consent, Kind, Outcome, Source, State
from apps.congress.proposals.models.proposals import CoSigner, Proposal
from apps.congress.proposals.models.records import Answer, PresidiumDecision

__all__ = [
    "Answer",
    "AnswerForm",
    "CoSigner",
    "Consent",
    "Kind",
    "Outcome",
    "PresidiumDecision",
    "Proposal",
    "Source",
    "State",
]
