"""A year's livelihood projects of a district, town or street: from the call for clues to the archive."""

from apps.systems.livelihood_projects.models.breaking_down import Breakdown, BreakdownState, PlanNode, ProjectPlan
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
from apps.systems.livelihood_projects.models.judging import (
    ArchiveOrder,
    ChangeKind,
    Decider,
    ProjectChange,
    ProjectGrade,
    Rectification,
    SeasonArchive,
    SeasonAssessment,
)
from apps.systems.livelihood_projects.models.projects import Category, Project, ProjectState, ScopeCheck, ScopeQuestion
from apps.systems.livelihood_projects.models.seasons import Season, SeasonState
from apps.systems.livelihood_projects.models.watching import SupervisionGroup, Visit

__all__ = [
    "GOING_ON",
    "OPEN_CLUES",
    "ArchiveOrder",
    "Breakdown",
    "BreakdownState",
    "CandidateReceipt",
    "Category",
    "ChangeKind",
    "Clue",
    "ClueState",
    "Collection",
    "Conclusion",
    "Consultation",
    "Decider",
    "Feasibility",
    "Finding",
    "GroupOpinion",
    "PlanNode",
    "Project",
    "ProjectChange",
    "ProjectGrade",
    "ProjectPlan",
    "ProjectState",
    "Rectification",
    "ScopeCheck",
    "ScopeQuestion",
    "Season",
    "SeasonArchive",
    "SeasonAssessment",
    "SeasonPoll",
    "SeasonState",
    "SupervisionGroup",
    "UnitOpinion",
    "Verdict",
    "Visit",
]
