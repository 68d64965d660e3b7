"""Meetings with their sittings: who was due, who came, what was said, voted on and decided there."""

from apps.congress.meetings.models.changes import PlanChange
from apps.congress.meetings.models.floor import (
    FloorStep,
    GroupOpinion,
    OpinionHandover,
    Question,
    QuestionState,
    Speech,
    SpeechState,
)
from apps.congress.meetings.models.invitations import LeaveRequest, LeaveState, NoticeReceipt
from apps.congress.meetings.models.materials import Material, MaterialReceipt, MaterialVersion
from apps.congress.meetings.models.meetings import AgendaItem, Meeting, MeetingState, Topic
from apps.congress.meetings.models.programme import (
    Observer,
    ObserverKind,
    ObserverPresence,
    ProgrammeStep,
    StepKind,
)
from apps.congress.meetings.models.resolutions import Resolution, ResolutionKind, ResolutionRevision, ResolutionState
from apps.congress.meetings.models.seating import SeatingPlan
from apps.congress.meetings.models.sittings import (
    STREET_KINDS,
    WHOLE_BODY,
    Attendance,
    AttendanceState,
    CheckInMeans,
    Sitting,
    SittingKind,
    SittingPoll,
    SittingState,
)

__all__ = [
    "STREET_KINDS",
    "WHOLE_BODY",
    "AgendaItem",
    "Attendance",
    "AttendanceState",
    "CheckInMeans",
    "FloorStep",
    "GroupOpinion",
    "LeaveRequest",
    "LeaveState",
    "Material",
    "MaterialReceipt",
    "MaterialVersion",
    "Meeting",
    "MeetingState",
    "NoticeReceipt",
    "Observer",
    "ObserverKind",
    "ObserverPresence",
    "OpinionHandover",
    "PlanChange",
    "ProgrammeStep",
    "Question",
    "QuestionState",
    "Resolution",
    "ResolutionKind",
    "ResolutionRevision",
    "ResolutionState",
    "SeatingPlan",
    "Sitting",
    "SittingKind",
    "SittingPoll",
    "SittingState",
    "Speech",
    "SpeechState",
    "StepKind",
    "Topic",
]
