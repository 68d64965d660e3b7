"""审议意见: noted for an item of the agenda, by a group's recorder or by staff; withdrawn, never deleted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.congress.meetings.models import AgendaItem, GroupOpinion, Meeting, Sitting
from apps.congress.meetings.rules.questions import issues_before_opinion
from apps.congress.meetings.services.planning import locked
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError, WrongState, require_ready
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person


@transaction.atomic
def opinion_write(
    *, meeting: Meeting, text: str, group_name: str = "", person: Person | None = None,
    agenda_item: AgendaItem | None = None, sitting: Sitting | None = None, unit: Unit | None = None,
    key: UUID | None = None, by: Actor, at: datetime,
) -> GroupOpinion:  # fmt: skip
    """One opinion on one item; `person` said it, the group as a whole where nobody is named.

    Sent again under the same `key` it is the same opinion.
    """
    meeting = locked(meeting)
    require_ready(issues_before_opinion(meeting.state))
    if any(part is not None and part.meeting_id != meeting.pk for part in (sitting, agenda_item)):
        raise DomainError("所选会次或者议程不属于本次会议。")
    said = {"meeting": meeting, "agenda_item": agenda_item, "group_name": group_name, "person": person,
            "text": text.strip(), "unit": unit}  # fmt: skip
    opinion, is_new = made_once(
        GroupOpinion, key, said=said, sitting=sitting, name=person.name if person else "", written_by=by.name,
        written_at=at,
    )  # fmt: skip
    if is_new:
        _record("meetings.opinion.written", opinion, by, group=group_name or "未分组")
    return opinion


@transaction.atomic
def opinion_withdraw(*, opinion: GroupOpinion, reason: str, by: Actor, at: datetime) -> GroupOpinion:
    """The words stay on record, with why they no longer count."""
    rows = GroupOpinion.objects.select_for_update(of=("self",)).select_related("meeting__body__area")
    opinion = rows.get(pk=opinion.pk)
    if opinion.is_withdrawn:
        raise WrongState("这条意见已经撤回,请刷新页面。")
    if opinion.handover_id is not None:
        raise WrongState("这条意见已经交办,不能撤回;确需停办的,请在办理页面撤回办理事项。")
    if not reason.strip():
        raise DomainError("请写明撤回意见的原因。")
    opinion.is_withdrawn, opinion.withdrawn_reason = True, reason.strip()
    opinion.save(update_fields=["is_withdrawn", "withdrawn_reason"])
    _record("meetings.opinion.withdrawn", opinion, by, reason=reason)
    return opinion


def _record(act: str, opinion: GroupOpinion, by: Actor, *, reason: str = "", **facts: object) -> None:
    audit.record(act, on=opinion, by=by, reason=reason, area_path=opinion.meeting.body.area.path,
                 meeting=opinion.meeting.title, **facts)  # fmt: skip
