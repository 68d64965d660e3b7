"""Elections, nominations with their co-signers, the polls they lead to and who was elected.

An election never counts: it prepares polls of `ballots` and writes down what they announced.
"""

from apps.congress.elections.models.choices import (
    QUESTIONS,
    Answer,
    Consent,
    Fate,
    Kind,
    Mover,
    Rank,
    Source,
    Stage,
    State,
)
from apps.congress.elections.models.elections import Elected, Election, ElectionPoll
from apps.congress.elections.models.nominations import Nomination, Signature

__all__ = [
    "QUESTIONS",
    "Answer",
    "Consent",
    "Elected",
    "Election",
    "ElectionPoll",
    "Fate",
    "Kind",
    "Mover",
    "Nomination",
    "Rank",
    "Signature",
    "Source",
    "Stage",
    "State",
]
