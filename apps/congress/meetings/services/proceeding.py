"""What the sitting turns to: the pointer that phones and the hall's screen follow."""

from datetime import datetime

from django.db import transaction

from apps.congress.meetings import selectors
from apps.congress.meetings.models import AgendaItem, FloorStep, ProgrammeStep, Sitting
from apps.congress.meetings.rules.states import sitting_move
from apps.congress.meetings.services.check_in import record, sitting_locked
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError


@transaction.atomic
def sitting_turn_to(
    *, sitting: Sitting, step: ProgrammeStep | None = None, item: AgendaItem | None = None, by: Actor, at: datetime
) -> FloorStep:
    """转入: a step of the programme, or an item of the agenda where no programme is planned."""
    sitting = sitting_locked(sitting)
    sitting_move(sitting.state, "转入议程")
    if step is not None and step.sitting_id == sitting.pk:
        words = selectors.words_of(step, is_street=sitting.meeting.body.is_street_body)
        row = FloorStep(agenda_item=step.agenda_item, kind=step.kind, text=words[:240])
    elif item is not None and item.meeting_id == sitting.meeting_id:
        row = FloorStep(agenda_item=item, text=item.title)
    else:
        raise DomainError("请选择本场会议的一项日程或者议程。")
    row.sitting, row.began_at = sitting, at
    row.save()
    record("meetings.sitting.turned", sitting, by, title=row.text)
    return row
