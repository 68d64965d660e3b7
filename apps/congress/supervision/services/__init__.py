"""Acts of supervision: hand over, sign for, report, warn, extend, adjust, verify, close out."""

from apps.congress.supervision.services.acknowledging import assignment_acknowledge
from apps.congress.supervision.services.adjusting import AdjustmentDraft, assignment_adjust, issues_with_adjustment
from apps.congress.supervision.services.criticising import criticism_draft
from apps.congress.supervision.services.ending import (
    assignment_cancel,
    assignment_close,
    completion_claim,
    completion_return,
    completion_verify,
)
from apps.congress.supervision.services.escalating import escalations_tell
from apps.congress.supervision.services.extending import extension_ask
from apps.congress.supervision.services.milestones import NodeReport, milestone_mark, milestone_take_back
from apps.congress.supervision.services.opening import (
    AssignmentDraft,
    NodeDraft,
    UnitDraft,
    assignment_change,
    assignment_draft,
    assignment_hand_over,
)
from apps.congress.supervision.services.reporting import ReportDraft, report_correct, report_hand_in
from apps.congress.supervision.services.sheets import (
    SheetDraft,
    sheet_answer,
    sheet_change,
    sheet_close,
    sheet_draft,
    sheet_return,
    sheet_withdraw,
)

__all__ = [
    "AdjustmentDraft",
    "AssignmentDraft",
    "NodeDraft",
    "NodeReport",
    "ReportDraft",
    "SheetDraft",
    "UnitDraft",
    "assignment_acknowledge",
    "assignment_adjust",
    "assignment_cancel",
    "assignment_change",
    "assignment_close",
    "assignment_draft",
    "assignment_hand_over",
    "completion_claim",
    "completion_return",
    "completion_verify",
    "criticism_draft",
    "escalations_tell",
    "extension_ask",
    "issues_with_adjustment",
    "milestone_mark",
    "milestone_take_back",
    "report_correct",
    "report_hand_in",
    "sheet_answer",
    "sheet_change",
    "sheet_close",
    "sheet_draft",
    "sheet_return",
    "sheet_withdraw",
]
