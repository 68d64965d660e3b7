"""列席、旁听: the list of those who attend a meeting without a vote, and who of them came."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Meeting, Observer, ObserverPresence, Sitting
from apps.congress.meetings.rules.observers import ObserverLine, issues_with_lines
from apps.congress.meetings.rules.states import meeting_move, sitting_move
from apps.congress.meetings.services.check_in import record, sitting_locked
from apps.congress.meetings.services.planning import locked
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, WrongState, require_ready


@transaction.atomic
def observers_add(
    *, meeting: Meeting, lines: Sequence[ObserverLine], kind: str, by: Actor, at: datetime, namesakes: bool = False
) -> list[Observer]:
    """Put people on the list (地方组织法第二十一条). Raises Conflict where one is on it, or a deputy of the body.

    `namesakes`: staff say that those named like a deputy are other people.
    """
    meeting = locked(meeting)
    meeting_move(meeting.state, "修改列席名单")
    require_ready(issues_with_lines(lines, present=meeting.observers.count()))
    _require_new(meeting, lines)
    if not namesakes:
        _require_no_deputy(meeting, lines, at)
    last = meeting.observers.aggregate(last=Max("number"))["last"] or 0
    rows = [
        Observer(meeting=meeting, number=number, name=line.name, position=line.position, kind=line.kind or kind)
        for number, line in enumerate(lines, start=last + 1)
    ]
    added = Observer.objects.bulk_create(rows)
    _record("meetings.observers.added", meeting, by, names=_named(lines), count=len(lines))
    return added


@transaction.atomic
def observers_copy(*, meeting: Meeting, by: Actor, at: datetime) -> list[Observer]:
    """Take over the list of the body's last meeting: who is not on this one yet and is no deputy now."""
    lines = selectors.observers_of_last(meeting, local_day(at))
    if not lines:
        raise WrongState("上次会议没有可以沿用的列席人员,请直接填写名单。")
    return observers_add(meeting=meeting, lines=lines, kind="invited", by=by, at=at, namesakes=True)


@transaction.atomic
def observer_remove(*, observer: Observer, reason: str, by: Actor, at: datetime) -> None:
    """Take somebody off the list who neither came nor spoke."""
    meeting = locked(observer.meeting)
    meeting_move(meeting.state, "修改列席名单")
    if observer.presences.exists() or observer.speeches.exists():
        raise WrongState(f"{observer.name}已有到会或发言记录,不能从名单中删除。")
    _record("meetings.observers.removed", meeting, by, reason=reason, names=str(observer))
    observer.delete()


@transaction.atomic
def observer_arrive(*, observer: Observer, sitting: Sitting, by: Actor, at: datetime) -> ObserverPresence:
    """Tick somebody who came to a sitting; ticked already, nothing changes."""
    sitting = _running(observer, sitting)
    presence, is_new = ObserverPresence.objects.get_or_create(
        observer=observer, sitting=sitting, defaults={"arrived_at": at}
    )
    if is_new:
        record("meetings.observers.arrived", sitting, by, name=str(observer))
    return presence


@transaction.atomic
def observer_depart(*, observer: Observer, sitting: Sitting, by: Actor, at: datetime) -> None:
    """Take back a wrong tick while the sitting goes on."""
    sitting = _running(observer, sitting)
    removed, _ = ObserverPresence.objects.filter(observer=observer, sitting=sitting).delete()
    if removed:
        record("meetings.observers.undone", sitting, by, name=str(observer))


def _running(observer: Observer, sitting: Sitting) -> Sitting:
    sitting = sitting_locked(sitting)
    sitting_move(sitting.state, "登记列席")
    if observer.meeting_id != sitting.meeting_id:
        raise WrongState(f"{observer.name}不在本次会议的列席名单上。")
    return sitting


def _require_new(meeting: Meeting, lines: Sequence[ObserverLine]) -> None:
    listed = set(meeting.observers.values_list("name", "position"))
    twice = [line.name for line in lines if (line.name, line.position) in listed]
    if twice:
        raise Conflict(f"{'、'.join(twice[:20])}已在列席名单上,请从所填内容中删去。")


def _require_no_deputy(meeting: Meeting, lines: Sequence[ObserverLine], at: datetime) -> None:
    deputies = selectors.member_names(meeting, local_day(at))
    named = [line.name for line in lines if line.name in deputies]
    if named:
        raise Conflict(
            f"{'、'.join(named[:20])}是本届代表,应当出席会议,不作列席。确属同名的另一人,请勾选“与代表同名的不是同一人”后再保存。"
        )


def _named(lines: Sequence[ObserverLine]) -> str:
    return "、".join(line.name for line in lines[:20])


def _record(act: str, meeting: Meeting, by: Actor, *, reason: str = "", **facts: object) -> None:
    audit.record(act, on=meeting, by=by, reason=reason, area_path=meeting.body.area.path, **facts)
