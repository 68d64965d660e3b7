"""Acts of supervision: hand over, sign for, report, warn, extend, verify, close out."""

from apps.congress.supervision.services.opening import (
    AssignmentDraft,
    NodeDraft,
    UnitDraft,
    assignment_change,
    assignment_draft,
    assignment_hand_over,
)

__all__ = [
    "AssignmentDraft",
    "NodeDraft",
    "UnitDraft",
    "assignment_change",
    "assignment_draft",
    "assignment_hand_over",
]
