"""How the hall is furnished; the seats follow."""

from datetime import datetime

from django.db import transaction

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Meeting, SeatingPlan
from apps.congress.meetings.rules.seating import issues_with_hall
from apps.congress.meetings.rules.states import meeting_move
from apps.congress.meetings.services.planning import locked
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import require_ready


@transaction.atomic
def seating_save(*, meeting: Meeting, rows: int, seats: int, has_stage: bool, by: Actor, at: datetime) -> SeatingPlan:
    """Store rows and seats. Raises NotReady where not everybody due today finds a seat."""
    meeting = locked(meeting)
    meeting_move(meeting.state, "安排座次")
    people = selectors.sitters_of(meeting, local_day(at))
    on_stage = sum(1 for one in people if has_stage and one.in_presidium)
    require_ready(issues_with_hall(rows=rows, seats=seats, people=len(people), on_stage=on_stage))
    plan, _ = SeatingPlan.objects.update_or_create(
        meeting=meeting, defaults={"rows": rows, "seats": seats, "has_stage": has_stage}
    )
    path = meeting.body.area.path
    audit.record("meetings.seating.saved", on=meeting, by=by, area_path=path, rows=rows, seats=seats)
    return plan
