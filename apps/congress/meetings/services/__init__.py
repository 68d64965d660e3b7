"""One function per act on meetings, sittings, attendance and leave."""

from apps.congress.meetings.services.check_in import (
    check_in_by_code,
    check_in_by_list,
    check_in_start,
    check_in_undo,
)
from apps.congress.meetings.services.leave import leave_decide, leave_request, leave_withdraw
from apps.congress.meetings.services.notices import meeting_notice, notice_acknowledge, notice_read
from apps.congress.meetings.services.planning import (
    AgendaLine,
    MeetingPlan,
    SittingLine,
    agenda_item_add,
    meeting_cancel,
    meeting_change,
    meeting_create,
)
from apps.congress.meetings.services.polls import sitting_poll_create, sitting_poll_open
from apps.congress.meetings.services.sittings import meeting_close, sitting_call_off, sitting_close, sitting_open

__all__ = [
    "AgendaLine",
    "MeetingPlan",
    "SittingLine",
    "agenda_item_add",
    "check_in_by_code",
    "check_in_by_list",
    "check_in_start",
    "check_in_undo",
    "leave_decide",
    "leave_request",
    "leave_withdraw",
    "meeting_cancel",
    "meeting_change",
    "meeting_close",
    "meeting_create",
    "meeting_notice",
    "notice_acknowledge",
    "notice_read",
    "sitting_call_off",
    "sitting_close",
    "sitting_open",
    "sitting_poll_create",
    "sitting_poll_open",
]
