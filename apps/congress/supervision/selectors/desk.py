"""What supervision puts on everybody's desk: to-do, deadlines, search, figures, ways on."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from apps.congress.supervision.models import (
    Assignment,
    AssignmentState,
    AssignmentUnit,
    Criticism,
    Light,
    SheetState,
    SupervisionSheet,
    UnitRole,
)
from apps.congress.supervision.rules import periods
from apps.congress.supervision.selectors.criticising import suggestions
from apps.congress.supervision.selectors.lists import answered_by, lead_of
from apps.congress.supervision.selectors.measures import MEASURES
from apps.congress.supervision.selectors.standing import reportable
from apps.foundation.core.actors import HANDLER, LEADER, STAFF, Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, Related, TodoItem, Watch
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import RoleAssignment
from apps.foundation.people.selectors import answering, asked, handlers_by_unit, staff_by_area
from apps.office.documents.models import Document

AHEAD = timedelta(days=30)
LIMIT, MOST, CHUNK = 10, 30, 500


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Units: sign for, answer sheets, report. Office: verify, close, sheets, criticism. Leaders: what is red."""
    if actor.role in (HANDLER, STAFF):
        yield from _of_units(actor, on)
    if actor.role == HANDLER:
        yield from _to_verify(Assignment.objects.filter(verifier=actor.unit_id))
    if actor.role == STAFF:
        yield from _of_office(actor, on)
    if actor.role == LEADER and actor.sees_area:
        yield from _red(actor, on)


def _of_units(actor: Actor, on: date) -> Iterator[TodoItem]:
    mine = answered_by(actor).with_units()
    for one in _unsigned(mine, actor)[:MOST]:
        yield TodoItem(f"签收督办任务:{one.title}", one.get_absolute_url(), one.due_on, lead_of(one), "去签收")
    awaited = answered_by(actor).open()  # an answer is awaited from who has claimed the whole, too
    sheets = SupervisionSheet.objects.filter(assignment__in=awaited.values("pk"), state=SheetState.ISSUED)
    if actor.role == HANDLER:
        sheets = sheets.filter(unit=actor.unit_id)
    for sheet in sheets.with_all().order_by("due_on")[:MOST]:
        url = reverse("supervision_sheet_answer", args=[sheet.public_id])
        yield TodoItem(f"反馈督办单:{sheet.assignment.title}", url, sheet.due_on, sheet.number, "去反馈")
    yield from _to_report(mine, actor, on)


def _unsigned(mine: QuerySet[Assignment], actor: Actor) -> QuerySet[Assignment]:
    if actor.role == HANDLER:
        return mine.filter(units__unit=actor.unit_id, units__acknowledged_at__isnull=True)
    return mine.filter(state=AssignmentState.HANDED_OVER)


def _to_report(mine: QuerySet[Assignment], actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = mine.filter(state=AssignmentState.RUNNING, report_due_on__isnull=False)
    if actor.role == HANDLER:
        own = AssignmentUnit.objects.filter(assignment=OuterRef("pk"), unit=actor.unit_id)
        rows = rows.filter(Exists(own.exclude(role=UnitRole.SUPPORTING)))
    for one in rows.order_by("report_due_on")[:MOST]:
        if ended := reportable(one, on):
            name = periods.period_name(ended[0], one.cycle)
            url = reverse("supervision_report", args=[one.public_id])
            yield TodoItem(f"报送{name}的进展:{one.title}", url, one.report_due_on, f"现{one.percent}%", "去报送")


def _to_verify(rows: QuerySet[Assignment]) -> Iterator[TodoItem]:
    for one in rows.filter(state=AssignmentState.CLAIMED).order_by("due_on")[:MOST]:
        yield TodoItem(f"核查:{one.title}", one.get_absolute_url(), None, "承办单位已报完成", "去核查")


def _of_office(actor: Actor, on: date) -> Iterator[TodoItem]:
    own = Assignment.objects.filter(office__path=actor.area_path)
    yield from _to_verify(own)
    for one in own.filter(state=AssignmentState.VERIFIED).order_by("due_on")[:MOST]:
        yield TodoItem(f"销号:{one.title}", one.get_absolute_url(), None, "已核查通过", "去销号")
    sheets = SupervisionSheet.objects.filter(assignment__office__path=actor.area_path).with_all()
    for sheet in sheets.filter(state=SheetState.ANSWERED).order_by("answered_at")[:MOST]:
        yield TodoItem(
            f"办结督办单:{sheet.assignment.title}", sheet.get_absolute_url(), None, sheet.unit_name, "去办结"
        )
    late = sheets.overdue(on).count()
    if late:
        yield TodoItem(f"{late} 份督办单逾期未反馈", f"{reverse('supervision_sheets')}?state=late", None, "", "去催办")
    office = Area.objects.get(path=actor.area_path)
    for found in suggestions(office, on):
        detail = f"{found.sheets}份督办单逾期未反馈"
        yield TodoItem(f"研究督查通报:{found.unit}", reverse("supervision_criticisms"), None, detail, "去办理")


def _red(actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = Assignment.objects.filter(path__startswith=actor.area_path).shining(Light.RED, on)
    if count := rows.count():
        url = f"{reverse('supervision_list')}?light={Light.RED}"
        yield TodoItem(f"{count} 项督办任务亮红灯", url, None, rows.order_by("red_from")[0].title, "去查看")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """Within a month or past: the day of the whole and of the next report for those who answer, of a sheet for its
    unit. Rows are read as they stream: a city has fifty thousand.
    """
    near = on + AHEAD
    rows = Assignment.objects.with_units().filter(Q(due_on__lte=near) | Q(report_due_on__lte=near)).with_all()
    for chunk in _chunked(rows.filter(_asked(watch)).order_by("pk")):
        people = _people_of(chunk, on)
        for one in chunk:
            yield from _of_assignment(one, people[one.pk], near)
    sheets = SupervisionSheet.objects.filter(state=SheetState.ISSUED, due_on__lte=near).with_all()
    own = asked(watch, due="due_on", unit="unit", otherwise="assignment__area")
    for sheet_chunk in _chunked(sheets.filter(own).order_by("pk")):
        receivers = answering([(sheet.unit_id, _place_of(sheet.assignment)) for sheet in sheet_chunk], on)
        for sheet, told in zip(sheet_chunk, receivers, strict=True):
            url = reverse("supervision_sheet_answer", args=[sheet.public_id])
            key = f"supervision.sheet:{sheet.public_id}"
            yield Deadline(f"反馈督办单:{sheet.assignment.title}", sheet.due_on, url, told, key)


def _place_of(assignment: Assignment) -> int:
    """The place whose staff stands in for a unit without a handler; none where the office supervises its own work."""
    return assignment.area_id if assignment.area_id != assignment.office_id else 0


def _asked(watch: Watch) -> Q:
    """Assignments of which the watcher is told: of the own unit, or of the place where nobody answers for a unit."""
    if watch.person_id is None:
        return Q()
    doing = AssignmentUnit.objects.exclude(role=UnitRole.SUPPORTING)
    own = doing.filter(unit__in=watch.unit_ids)
    handlers = RoleAssignment.objects.on(watch.since).filter(role=HANDLER, unit=OuterRef("unit"))
    handled = doing.filter(Exists(handlers), assignment=OuterRef("pk"))
    handed_down = Q(~Q(area=F("office")), ~Exists(handled), area__in=watch.area_ids)
    return Q(pk__in=own.values("assignment")) | handed_down


def _chunked(rows: QuerySet) -> Iterator[list]:
    """Rows in the order of their keys, so many at a time."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _of_assignment(one: Assignment, people: tuple[int, ...], near: date) -> Iterator[Deadline]:
    key = f"supervision.{{}}:{one.public_id}"
    if one.due_on <= near:
        yield Deadline(f"完成督办任务:{one.title}", one.due_on, one.get_absolute_url(), people, key.format("due"))
    if one.report_due_on and one.report_due_on <= near and one.next_period:
        name = periods.period_name(one.next_period, one.cycle)
        url = reverse("supervision_report", args=[one.public_id])
        report_key = f"{key.format('report')}:{one.next_period}"
        yield Deadline(f"报送{name}的进展:{one.title}", one.report_due_on, url, people, report_key)


def _people_of(chunk: list[Assignment], on: date) -> dict[int, tuple[int, ...]]:
    """Key of each assignment -> who answers for its lead and responsible units; two queries."""
    units = {one.unit_id for row in chunk for one in row.units.all()}  # type: ignore[attr-defined]
    handlers, staff = handlers_by_unit(units, on), staff_by_area({row.area_id for row in chunk}, on)
    found = {}
    for row in chunk:
        answering = [one.unit_id for one in row.units.all() if one.answers]  # type: ignore[attr-defined]
        people = set().union(*(handlers.get(unit, set()) for unit in answering))
        if not people and row.area_id != row.office_id:
            people = staff.get(row.area_id, set())
        found[row.pk] = tuple(sorted(people))
    return found


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """By title, content or the number of a sheet."""
    named = Q(title__icontains=text) | Q(content__icontains=text) | Q(sheets__number__icontains=text)
    rows = Assignment.objects.visible_to(actor).filter(named).distinct().with_all()
    for one in rows[:LIMIT]:
        yield Hit(one.title, one.get_absolute_url(), "督办任务", f"{lead_of(one)} {one.get_state_display()}")


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a sheet's or a notice's document to what it is about."""
    if not isinstance(subject, Document) or not subject.subject_id:
        return
    if subject.subject_label == SupervisionSheet._meta.label_lower:
        for sheet in SupervisionSheet.objects.visible_to(actor).filter(pk=subject.subject_id).with_all():
            yield Related("打开督办任务", sheet.get_absolute_url())
    if subject.subject_label == Criticism._meta.label_lower and actor.sees_area:
        yield Related("督查通报", reverse("supervision_criticisms"))


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """The measures of the actor's own area, each with the list behind it."""
    if not actor.sees_area:
        return
    area = Area.objects.get(path=actor.area_path)
    for measure in MEASURES:
        value = sum(measure.count(actor.area_path, on).values())
        yield Figure(
            measure.title, value, measure.definition, measure.list_url(area), alarm=measure.alarm and value > 0
        )
