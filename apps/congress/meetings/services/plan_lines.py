"""What staff state about a meeting, and how it becomes the rows of its agenda and sittings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import ProtectedError, QuerySet

from apps.congress.meetings import selectors
from apps.congress.meetings.models import (
    STREET_KINDS,
    AgendaItem,
    Meeting,
    Sitting,
    SittingKind,
    SittingState,
    Topic,
)
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, WrongState
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Group

RECORDS = {"polls": "表决", "speeches": "发言", "questions": "询问", "opinions": "审议意见", "resolutions": "决议草案"}


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item of the agenda in its order; `public_id` names an existing one."""

    title: str
    reporter: str = ""
    public_id: UUID | None = None
    topic: str = Topic.OTHER
    unit: Unit | None = None
    materials_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class SittingLine:
    """One sitting; an empty place is that of the meeting."""

    kind: str
    starts_at: datetime
    place: str = ""
    presided_by: str = ""
    public_id: UUID | None = None
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """Everything staff state about a meeting. No number, no title: the next one, and the official form.

    `sittings` are those still to come; what has begun is history. `seen` is the mark of the arrangement that was
    changed, None where nobody read it before.
    """

    place: str
    agenda: Sequence[AgendaLine] = ()
    sittings: Sequence[SittingLine] = ()
    number: int | None = None
    title: str = ""
    contact: str = ""
    requirements: str = ""
    is_ad_hoc: bool = False
    notice_reason: str = ""
    change_reason: str = ""
    seen: str | None = None


def days_of(meeting: Meeting, lines: Sequence[SittingLine]) -> tuple[date, date]:
    """First and last day over all sittings, those included that have begun."""
    begun = _begun(meeting).values_list("starts_at", flat=True) if meeting.pk else ()
    days = [local_day(at) for at in (*begun, *(line.starts_at for line in lines))]
    if not days:
        raise DomainError("请至少安排一次预备会议或全体会议。")
    return min(days), max(days)


def write_agenda(meeting: Meeting, lines: Sequence[AgendaLine]) -> None:
    """Make `lines` the agenda. An item on which something is recorded stays; others go with their steps.

    A line that names no item but has the title of one that would go is that item.
    """
    items = list(meeting.agenda.all())
    named = {line.public_id for line in lines}
    left = {item.title: item for item in items if item.public_id not in named}
    found: dict[UUID | None, AgendaItem] = {item.public_id: item for item in items if item.public_id in named}
    rows = [found.get(line.public_id) or left.pop(line.title, None) or AgendaItem(meeting=meeting) for line in lines]
    kept = {item.pk for item in rows}
    for item in items:
        if item.pk not in kept:
            _drop_item(item)
    for number, (item, line) in enumerate(zip(rows, lines, strict=True), start=1):
        item.number = number
        for name in ("title", "reporter", "topic", "unit", "materials_due_on"):
            setattr(item, name, getattr(line, name))
        item.save()


def write_sittings(meeting: Meeting, lines: Sequence[SittingLine]) -> None:
    """Make `lines` the sittings still to come; those that have begun stay as they are."""
    begun = {sitting.public_id: sitting for sitting in _begun(meeting)}
    planned: dict[UUID | None, Sitting] = {
        sitting.public_id: sitting for sitting in meeting.sittings.filter(state=SittingState.PLANNED)
    }
    for public_id in planned.keys() - {line.public_id for line in lines}:
        _remove(planned[public_id])
    for line in _for_each_group(meeting, lines):
        if line.public_id in begun:
            _require_same(begun[line.public_id], line)
        else:
            _write_sitting(planned.get(line.public_id) or Sitting(meeting=meeting, ordinal=0), line)
    _number_sittings(meeting)


def _drop_item(item: AgendaItem) -> None:
    if found := _recorded(item):
        raise WrongState(f"议题“{item.title}”已安排{found},不能删除。")
    if item.steps.exclude(sitting__state=SittingState.PLANNED).exists():
        raise WrongState(f"议题“{item.title}”已列入开始签到的会次日程,不能删除。")
    item.steps.all().delete()
    _delete(item, f"议题“{item.title}”已有会议材料、议案等记录,不能删除。")


def _delete(row: AgendaItem | Sitting, otherwise: str) -> None:
    """Raises WrongState with `otherwise` where rows of apps above, which this one does not know, rest on it."""
    try:
        row.delete()
    except ProtectedError as error:
        raise WrongState(otherwise) from error


def _recorded(row: AgendaItem | Sitting) -> str:
    """What is recorded on an item or a sitting already, in a word; "" where nothing is."""
    return next((word for name, word in RECORDS.items() if getattr(row, name).exists()), "")


def _for_each_group(meeting: Meeting, lines: Sequence[SittingLine]) -> Iterator[SittingLine]:
    """One line without a group stands for a sitting of every group, side by side."""
    for line in lines:
        _require_kind(meeting, line)
        if line.kind != SittingKind.GROUP or line.group is not None:
            yield line
            continue
        groups = selectors.sitting_groups(meeting.term)
        if not groups:
            raise DomainError("本届还没有代表团或代表小组,不能安排分组会议。请先在“届次与团组”中分好代表团(组)。")
        for group in groups:
            yield replace(line, group=group)


def _require_kind(meeting: Meeting, line: SittingLine) -> None:
    if meeting.body.is_street_body and line.kind not in STREET_KINDS:
        raise DomainError("街道议事代表会议不设预备会议和主席团会议,请改为全体会议或分组讨论。")
    if line.kind == SittingKind.GROUP and line.group and line.group.term_id != meeting.term_id:
        raise DomainError(f"{line.group}不是本届的代表团(组),请重新选择。")


def _begun(meeting: Meeting) -> QuerySet[Sitting]:
    return meeting.sittings.exclude(state=SittingState.PLANNED)


def _require_same(sitting: Sitting, line: SittingLine) -> None:
    if (sitting.kind, sitting.starts_at) != (line.kind, line.starts_at):
        raise WrongState(f"{sitting.name}已经开始签到,时间和类别不能再改。")


def _remove(sitting: Sitting) -> None:
    if found := _recorded(sitting):
        raise WrongState(f"{sitting.name}已安排{found},不能从安排中删除。")
    sitting.programme.all().delete()
    _delete(sitting, f"{sitting.name}已有其他记录,不能从安排中删除。")


def _write_sitting(sitting: Sitting, line: SittingLine) -> None:
    sitting.kind, sitting.starts_at = line.kind, line.starts_at
    sitting.group = line.group if line.kind == SittingKind.GROUP else None
    sitting.place = line.place or sitting.meeting.place
    sitting.presided_by = line.presided_by
    sitting.save()


def _number_sittings(meeting: Meeting) -> None:
    """第一次, 第二次 … in order of time within a kind and group; those that have started keep their number."""
    for kind, group in {(sitting.kind, sitting.group_id) for sitting in meeting.sittings.all()}:
        rows = meeting.sittings.filter(kind=kind, group=group)
        begun = _begun(meeting).filter(kind=kind, group=group).values_list("ordinal", flat=True)
        for ordinal, sitting in enumerate(rows.filter(state=SittingState.PLANNED), start=max(begun, default=0) + 1):
            Sitting.objects.filter(pk=sitting.pk).update(ordinal=ordinal)
