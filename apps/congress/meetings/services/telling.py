"""The inbox message that goes with an act on a meeting."""

from datetime import datetime

from apps.congress.meetings.models import LeaveRequest, Meeting


def tell_members(meeting: Meeting, *, key: str, title: str, body: str, at: datetime) -> None:
    """Once per member, edition and act."""


def tell_person(request: LeaveRequest, *, key: str, title: str, body: str, at: datetime) -> None:
    """The answer to a request for leave."""
