"""Shape of input: the meeting builder, leave and the reasons of acts."""

from apps.congress.meetings.forms.acts import (
    ROW_SETS,
    ROWS_LIMIT,
    LeaveDecisionForm,
    LeaveForm,
    LeaveRecordForm,
    MeetingBuilder,
    ReasonForm,
    SittingPollForm,
)

__all__ = [
    "ROWS_LIMIT",
    "ROW_SETS",
    "LeaveDecisionForm",
    "LeaveForm",
    "LeaveRecordForm",
    "MeetingBuilder",
    "ReasonForm",
    "SittingPollForm",
]
