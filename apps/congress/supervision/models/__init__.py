"""What somebody must deliver by a date, how far it has come, and what follows when it is late."""

from apps.congress.supervision.models.assignments import Adjustment, Assignment, AssignmentUnit, Milestone
from apps.congress.supervision.models.choices import AssignmentState, Cycle, Light, SheetState, UnitRole
from apps.congress.supervision.models.progress import Completion, DueExtension, NodeWithdrawal, ProgressReport
from apps.congress.supervision.models.sheets import Criticism, Escalation, SheetAnswer, SupervisionSheet

__all__ = [
    "Adjustment",
    "Assignment",
    "AssignmentState",
    "AssignmentUnit",
    "Completion",
    "Criticism",
    "Cycle",
    "DueExtension",
    "Escalation",
    "Light",
    "Milestone",
    "NodeWithdrawal",
    "ProgressReport",
    "SheetAnswer",
    "SheetState",
    "SupervisionSheet",
    "UnitRole",
]
