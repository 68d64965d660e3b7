"""Reads across meetings: rules in force, head counts, who is missing, who has read."""

from apps.congress.meetings.selectors.meetings import (
    Invited,
    frozen_quorum,
    invited_members,
    live_leave,
    next_number,
    notice_facts,
    notice_key,
    people_on_leave,
    quorum_key,
    rules_for,
    summary,
)
from apps.congress.meetings.selectors.sittings import (
    HeadCount,
    absent_without_leave,
    attendance_list,
    attended_people,
    head_count,
    open_poll_titles,
    opening_facts,
    seat_of,
    sitting_polls,
)

__all__ = [
    "HeadCount",
    "Invited",
    "absent_without_leave",
    "attendance_list",
    "attended_people",
    "frozen_quorum",
    "head_count",
    "invited_members",
    "live_leave",
    "next_number",
    "notice_facts",
    "notice_key",
    "open_poll_titles",
    "opening_facts",
    "people_on_leave",
    "quorum_key",
    "rules_for",
    "seat_of",
    "sitting_polls",
    "summary",
]
