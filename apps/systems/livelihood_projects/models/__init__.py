"""A year's livelihood projects of a district, town or street: from the call for clues to the pool."""

from apps.systems.livelihood_projects.models.collecting import GOING_ON, OPEN_CLUES, Clue, ClueState, Collection
from apps.systems.livelihood_projects.models.consulting import (
    Conclusion,
    Consultation,
    Feasibility,
    Finding,
    UnitOpinion,
    Verdict,
)
from apps.systems.livelihood_projects.models.deliberation import CandidateReceipt, GroupOpinion, SeasonPoll
from apps.systems.livelihood_projects.models.projects import Category, Project, ProjectState, ScopeCheck, ScopeQuestion
from apps.systems.livelihood_projects.models.seasons import Season, SeasonState

__all__ = [
    "GOING_ON",
    "OPEN_CLUES",
    "CandidateReceipt",
    "Category",
    "Clue",
    "ClueState",
    "Collection",
    "Conclusion",
    "Consultation",
    "Feasibility",
    "Finding",
    "GroupOpinion",
    "Project",
    "ProjectState",
    "ScopeCheck",
    "ScopeQuestion",
    "Season",
    "SeasonPoll",
    "SeasonState",
    "UnitOpinion",
    "Verdict",
]
