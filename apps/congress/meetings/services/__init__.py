"""One function per act on meetings, sittings, attendance and leave."""

from apps.congress.meetings.services.check_in import (
    check_in_by_code,
    check_in_by_list,
    check_in_start,
    check_in_undo,
)
from apps.congress.meetings.services.leave import leave_decide, leave_request, leave_withdraw
from apps.congress.meetings.services.notices import meeting_notice, notice_acknowledge, notice_read
from apps.congress.meetings.services.observers import (
    observer_arrive,
    observer_depart,
    observer_remove,
    observers_add,
    observers_copy,
)
from apps.congress.meetings.services.plan_lines import AgendaLine, MeetingPlan, SittingLine
from apps.congress.meetings.services.planning import (
    agenda_item_add,
    meeting_cancel,
    meeting_change,
    meeting_convene,
    meeting_create,
)
from apps.congress.meetings.services.polls import sitting_poll_create, sitting_poll_open
from apps.congress.meetings.services.proceeding import sitting_turn_to
from apps.congress.meetings.services.programme import StepLine, programme_save
from apps.congress.meetings.services.seating import seating_save
from apps.congress.meetings.services.sittings import meeting_close, sitting_call_off, sitting_close, sitting_open
from apps.congress.meetings.services.speaking import (
    gist_write,
    speech_add,
    speech_ask,
    speech_call,
    speech_end,
    speech_move_place,
    speech_withdraw,
)

__all__ = [
    "AgendaLine",
    "MeetingPlan",
    "SittingLine",
    "StepLine",
    "agenda_item_add",
    "check_in_by_code",
    "check_in_by_list",
    "check_in_start",
    "check_in_undo",
    "gist_write",
    "leave_decide",
    "leave_request",
    "leave_withdraw",
    "meeting_cancel",
    "meeting_change",
    "meeting_close",
    "meeting_convene",
    "meeting_create",
    "meeting_notice",
    "notice_acknowledge",
    "notice_read",
    "observer_arrive",
    "observer_depart",
    "observer_remove",
    "observers_add",
    "observers_copy",
    "programme_save",
    "seating_save",
    "sitting_call_off",
    "sitting_close",
    "sitting_open",
    "sitting_poll_create",
    "sitting_poll_open",
    "sitting_turn_to",
    "speech_add",
    "speech_ask",
    "speech_call",
    "speech_end",
    "speech_move_place",
    "speech_withdraw",
]
