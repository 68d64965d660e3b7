"""Shape of input: the meeting builder, its programme, observers and seats, leave and the reasons of acts."""

from apps.congress.meetings.forms.acts import (
    ConveneForm,
    LeaveDecisionForm,
    LeaveForm,
    LeaveRecordForm,
    SittingPollForm,
)
from apps.congress.meetings.forms.builder import ROW_SETS, ROWS_LIMIT, MeetingBuilder, RowChoices, row_choices
from apps.congress.meetings.forms.observers import ObserversForm
from apps.congress.meetings.forms.programme import STEPS_LIMIT, ProgrammeEditor, StepSet, item_choices
from apps.congress.meetings.forms.seating import SeatingForm

__all__ = [
    "ROWS_LIMIT",
    "ROW_SETS",
    "STEPS_LIMIT",
    "ConveneForm",
    "LeaveDecisionForm",
    "LeaveForm",
    "LeaveRecordForm",
    "MeetingBuilder",
    "ObserversForm",
    "ProgrammeEditor",
    "RowChoices",
    "SeatingForm",
    "SittingPollForm",
    "StepSet",
    "item_choices",
    "row_choices",
]
