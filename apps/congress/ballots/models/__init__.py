"""Polls, frozen rolls, ballots, paper tallies and counts.

Ballots know bodies and people, but no meeting: who may vote is handed to `poll_open` as a roll. Electronic
secret ballots have tables of their own that can never carry a voter (docs/decisions/0005).
"""

from apps.congress.ballots.models.choices import (
    ELECTRONIC_METHODS,
    METHOD_HELP,
    NAMED_METHODS,
    PAPER_METHODS,
    SECRET_METHODS,
    Base,
    Channel,
    Duty,
    Method,
    PollModel,
    PollState,
    Quorum,
    ScoreRule,
    ShortageRule,
    Stage,
    Threshold,
    TieRule,
    method_choices,
)
from apps.congress.ballots.models.counts import (
    Count,
    PaperTally,
)
from apps.congress.ballots.models.officers import (
    SIGNING_DUTIES,
    OfficerVote,
    PollOfficer,
    Presence,
)
from apps.congress.ballots.models.polls import (
    FROZEN_ONCE_OPEN,
    Option,
    Poll,
    PollQuerySet,
)
from apps.congress.ballots.models.roll import (
    NamedBallot,
    RollEntry,
)
from apps.congress.ballots.models.secret import (
    IssuedBallot,
    OpenedBox,
    PollKeys,
    SecretBallot,
)

__all__ = [
    "ELECTRONIC_METHODS",
    "FROZEN_ONCE_OPEN",
    "METHOD_HELP",
    "NAMED_METHODS",
    "PAPER_METHODS",
    "SECRET_METHODS",
    "SIGNING_DUTIES",
    "Base",
    "Channel",
    "Count",
    "Duty",
    "IssuedBallot",
    "Method",
    "NamedBallot",
    "OfficerVote",
    "OpenedBox",
    "Option",
    "PaperTally",
    "Poll",
    "PollKeys",
    "PollModel",
    "PollOfficer",
    "PollQuerySet",
    "PollState",
    "Presence",
    "Quorum",
    "RollEntry",
    "ScoreRule",
    "SecretBallot",
    "ShortageRule",
    "Stage",
    "Threshold",
    "TieRule",
    "method_choices",
]
