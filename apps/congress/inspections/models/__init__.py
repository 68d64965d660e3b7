"""Inspections with their route, participants, findings and opinions."""

from apps.congress.inspections.models.inspections import Inspection, Kind, State, Stop
from apps.congress.inspections.models.opinions import Opinion
from apps.congress.inspections.models.participants import Answer, Finding, Means, Participant

__all__ = [
    "Answer",
    "Finding",
    "Inspection",
    "Kind",
    "Means",
    "Opinion",
    "Participant",
    "State",
    "Stop",
]
