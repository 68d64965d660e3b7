"""Shape of input: the meeting builder, its programme, observers and seats, leave and the reasons of acts."""

from apps.congress.meetings.forms.acts import (
    ConveneForm,
    LeaveDecisionForm,
    LeaveForm,
    LeaveRecordForm,
    ReasonForm,
    SittingPollForm,
)
from apps.congress.meetings.forms.builder import ROW_SETS, ROWS_LIMIT, MeetingBuilder, RowChoices, row_choices

__all__ = [
    "ROWS_LIMIT",
    "ROW_SETS",
    "ConveneForm",
    "LeaveDecisionForm",
    "LeaveForm",
    "LeaveRecordForm",
    "MeetingBuilder",
    "ReasonForm",
    "RowChoices",
    "SittingPollForm",
    "row_choices",
]
