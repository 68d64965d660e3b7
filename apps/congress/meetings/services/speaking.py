"""The speakers' list: asked, called, ended, taken off; nothing on it is ever deleted."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from apps.congress.meetings import selectors
from apps.congress.meetings.models import AgendaItem, Attendance, Observer, Sitting, Speech, SpeechState
from apps.congress.meetings.rules.acts import issues_with_seat
from apps.congress.meetings.rules.speaking import (
    NOT_REACHED,
    issues_before_asking,
    issues_before_calling,
    require_free_floor,
    shifted,
    speech_move,
)
from apps.congress.meetings.selectors.speaking import seconds_for, speaker_of, waiting_of
from apps.congress.meetings.services.check_in import record, sitting_locked
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, NotAllowed, require_ready
from apps.foundation.people.models import DutyKind, Person
from apps.foundation.people.services.duty import duty_events_record


@transaction.atomic
def speech_ask(*, sitting: Sitting, person: Person, by: Actor, at: datetime) -> Speech:
    """A member who has checked in asks to speak on what goes on now; asked again, the same turn comes back."""
    sitting = sitting_locked(sitting)
    row = sitting.attendance.present().filter(person=person).first()
    require_ready(issues_before_asking(sitting_state=sitting.state, is_present=row is not None))
    asked = sitting.speeches.filter(person=person, state__in=[SpeechState.ASKED, SpeechState.SPEAKING]).first()
    if asked or row is None:
        return asked  # type: ignore[return-value]  # without a row the rule above has refused
    return _append(sitting, row, selectors.turned_to(sitting), by, at)


@transaction.atomic
def speech_add(
    *, sitting: Sitting, attendee: Attendance | None = None, observer: Observer | None = None,
    agenda_item: AgendaItem | None = None, by: Actor, at: datetime,
) -> Speech:  # fmt: skip
    """Staff put a member who is here, or an observer, on the list."""
    sitting = sitting_locked(sitting)
    require_ready(issues_before_asking(sitting_state=sitting.state, is_present=True))
    if (attendee is None) == (observer is None):
        raise DomainError("请选择一名已签到的代表,或者一名列席人员。")
    if attendee is not None:
        row = sitting.attendance.present().filter(pk=attendee.pk).first()
        if row is None:
            raise DomainError(f"{attendee.name}没有签到,不能登记发言。请先办理签到。")
        if sitting.speeches.filter(person=row.person_id, state__in=[SpeechState.ASKED, SpeechState.SPEAKING]).exists():
            raise Conflict(f"{row.name}已在发言名单中,请刷新页面。")
        return _append(sitting, row, agenda_item or selectors.turned_to(sitting), by, at)
    return _append(sitting, observer, agenda_item or selectors.turned_to(sitting), by, at)  # type: ignore[arg-type]


def _append(sitting: Sitting, who: Attendance | Observer, item: AgendaItem | None, by: Actor, at: datetime) -> Speech:
    """The last place of the list, for a member whose seat still stands or for an observer of this meeting."""
    speech = Speech(sitting=sitting, agenda_item=item, name=who.name, asked_at=at)
    if item is not None and item.meeting_id != sitting.meeting_id:
        raise DomainError("所选议程不属于本次会议。")
    if isinstance(who, Attendance):
        issues = list(issues_with_seat(selectors.seat_of(sitting, who.person, local_day(at))))
        if issues:
            raise NotAllowed(issues[0].sentence)
        speech.person_id, speech.group_name = who.person_id, who.group_name
    elif who.meeting_id != sitting.meeting_id:
        raise DomainError("所选列席人员不属于本次会议。")
    else:
        speech.observer, speech.group_name = who, who.position
    speech.place = (sitting.speeches.aggregate(last=Max("place"))["last"] or 0) + 1
    speech.save()
    record("meetings.speech.asked", sitting, by, name=speech.name)
    return speech


@transaction.atomic
def speech_move_place(*, speech: Speech, up: bool, by: Actor, at: datetime) -> Speech:
    """One place nearer the front or the end among those who wait."""
    sitting, speech = _locked(speech)
    speech_move(speech.state, "调整次序", speech.name)
    waiting = waiting_of(sitting)
    places = sorted(row.place for row in waiting)
    rows = {row.pk: row for row in waiting}
    for place, key in zip(places, shifted(list(rows), speech.pk, up=up), strict=True):
        if rows[key].place != place:
            rows[key].place = place
            rows[key].save(update_fields=["place"])
    record("meetings.speech.moved", sitting, by, name=speech.name)
    return rows[speech.pk]


@transaction.atomic
def speech_call(*, speech: Speech, by: Actor, at: datetime) -> Speech:
    """请发言: the time runs from here. Raises Conflict while somebody speaks, NotReady before the sitting opens."""
    sitting, speech = _locked(speech)
    require_ready(issues_before_calling(sitting.state))
    require_free_floor(speaker_of(sitting))
    state = speech_move(speech.state, "请发言", speech.name)
    speech.state, speech.began_at, speech.seconds = state, at, seconds_for(speech, local_day(at))
    speech.save(update_fields=["state", "began_at", "seconds"])
    record("meetings.speech.called", sitting, by, name=speech.name, minutes=speech.seconds // 60)
    return speech


@transaction.atomic
def speech_end(*, speech: Speech, by: Actor, at: datetime) -> Speech:
    """结束发言."""
    sitting, speech = _locked(speech)
    speech.state = speech_move(speech.state, "结束发言", speech.name)
    speech.ended_at = at
    speech.save(update_fields=["state", "ended_at"])
    record("meetings.speech.ended", sitting, by, name=speech.name)
    return speech


@transaction.atomic
def speech_withdraw(*, speech: Speech, reason: str, by: Actor, at: datetime) -> Speech:
    """撤下: before the turn has come, with a reason. Raises WrongState for somebody who speaks or has spoken."""
    sitting, speech = _locked(speech)
    state = speech_move(speech.state, "撤下", speech.name)
    if not reason.strip():
        raise DomainError("请写明不再发言的原因。")
    speech.state, speech.withdrawn_reason = state, reason.strip()
    speech.save(update_fields=["state", "withdrawn_reason"])
    record("meetings.speech.withdrawn", sitting, by, reason=reason, name=speech.name)
    return speech


@transaction.atomic
def gist_write(*, speech: Speech, gist: str, revision: int, by: Actor, at: datetime) -> Speech:
    """The gist, during the speech or after the sitting. Raises Conflict where `revision` is not the stored one."""
    sitting, speech = _locked(speech)
    if speech.state in {SpeechState.ASKED, SpeechState.WITHDRAWN}:
        raise DomainError(f"{speech.name}没有发言,不用记录要点。")
    if speech.gist_revision != revision:
        raise Conflict(f"这份要点刚被其他工作人员改过,{COMPARE}")
    if speech.gist == gist.strip():
        return speech
    speech.gist, speech.gist_revision = gist.strip(), revision + 1
    speech.save(update_fields=["gist", "gist_revision"])
    record("meetings.speech.gist_written", sitting, by, name=speech.name)
    return speech


def list_close(sitting: Sitting, *, by: Actor, at: datetime) -> None:
    """The list ends with the sitting: whoever was not reached is taken off, who spoke has it in the duty file.

    Part of the act that ends the sitting, in its transaction and under its lock.
    """
    left = sitting.speeches.filter(state=SpeechState.ASKED)
    names = list(left.values_list("name", flat=True))
    if names:
        left.update(state=SpeechState.WITHDRAWN, withdrawn_reason=NOT_REACHED)
        record("meetings.speech.list_closed", sitting, by, count=len(names), names=names)
    spoken = Person.objects.filter(speeches__sitting=sitting, speeches__state=SpeechState.SPOKEN).distinct()
    duty_events_record(
        people=spoken, kind=DutyKind.SPEECH, on=local_day(sitting.starts_at), title=f"在{sitting}发言",
        subject=sitting, at=at,
    )  # fmt: skip


def _locked(speech: Speech) -> tuple[Sitting, Speech]:
    """The sitting's row first, as every act on it does; then the turn as it is now."""
    sitting = sitting_locked(speech.sitting)
    return sitting, Speech.objects.select_related("sitting__meeting__body__area").get(pk=speech.pk)
