"""Inspections with their route, participants, findings, opinions and what units fed back."""

from apps.congress.inspections.models.inspections import Inspection, Kind, State, Stop
from apps.congress.inspections.models.opinions import Feedback, Opinion, Outcome
from apps.congress.inspections.models.participants import Answer, Finding, Means, Participant

__all__ = [
    "Answer",
    "Feedback",
    "Finding",
    "Inspection",
    "Kind",
    "Means",
    "Opinion",
    "Outcome",
    "Participant",
    "State",
    "Stop",
]
