"""The inbox message that goes with an act on a meeting."""

from datetime import datetime

from apps.congress.meetings.models import LeaveRequest, Meeting
from apps.foundation.core.actors import Actor


def tell_members(meeting: Meeting, act: str, *, body: str, by: Actor, at: datetime) -> None:
    """Tell everybody serving, once per act and edition."""


def tell_answer(request: LeaveRequest, *, by: Actor, at: datetime) -> None:
    """Tell who asked for leave how it was decided."""
