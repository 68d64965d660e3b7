"""Meetings with their sittings: who was due, who came, and which polls were held there."""

from apps.congress.meetings.models.invitations import LeaveRequest, LeaveState, NoticeReceipt
from apps.congress.meetings.models.meetings import AgendaItem, Meeting, MeetingState
from apps.congress.meetings.models.sittings import (
    Attendance,
    AttendanceState,
    CheckInMeans,
    Sitting,
    SittingKind,
    SittingPoll,
    SittingState,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceState",
    "CheckInMeans",
    "LeaveRequest",
    "LeaveState",
    "Meeting",
    "MeetingState",
    "NoticeReceipt",
    "Sitting",
    "SittingKind",
    "SittingPoll",
    "SittingState",
]
