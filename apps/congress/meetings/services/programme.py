"""The programme of a sitting, saved as a whole."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from apps.congress.meetings.models import AgendaItem, ProgrammeStep, Sitting
from apps.congress.meetings.rules.programme import Step, issues_with_programme
from apps.congress.meetings.rules.states import sitting_move
from apps.congress.meetings.services.check_in import record, sitting_locked
from apps.congress.meetings.services.planning import locked
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, require_ready


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in its order; an empty text is the words of kind and item."""

    kind: str
    agenda_item: AgendaItem | None = None
    text: str = ""
    minutes: int | None = None


@transaction.atomic
def programme_save(*, sitting: Sitting, lines: Sequence[StepLine], revision: int, by: Actor, at: datetime) -> Sitting:
    """Make `lines` the programme of a sitting that is not over.

    `revision` is that of the programme they were made from. Raises Conflict where somebody saved meanwhile.
    """
    locked(sitting.meeting)  # the agenda stays while its items are put into steps
    sitting = sitting_locked(sitting)
    sitting_move(sitting.state, "修改日程")
    if revision != sitting.programme_revision:
        raise Conflict(
            f"{sitting.name}的日程刚由他人保存过,没有保存。您填写的内容仍在本页,请与已保存的日程对照合并后再保存。"
        )
    items: dict[Hashable, str] = {item.pk: item.title for item in sitting.meeting.agenda.all()}
    steps = [Step(line.kind, line.agenda_item.pk if line.agenda_item else None, line.text) for line in lines]
    require_ready(issues_with_programme(steps, items))
    sitting.programme.all().delete()
    ProgrammeStep.objects.bulk_create(
        ProgrammeStep(
            sitting=sitting, number=number, kind=line.kind, agenda_item=line.agenda_item, text=line.text.strip(),
            minutes=line.minutes,
        )
        for number, line in enumerate(lines, start=1)
    )  # fmt: skip
    sitting.programme_revision = revision + 1
    sitting.save(update_fields=["programme_revision"])
    record("meetings.programme.saved", sitting, by, steps=len(lines))
    return sitting
