"""What inspections put on everybody's desk: to-do, deadlines, calendar, search, figures, ways on."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from apps.congress.inspections.models import Answer, Inspection, Opinion, Participant, State
from apps.congress.inspections.selectors.steps import HANDOVER, PLAN, REPORT, next_step
from apps.congress.matters.selectors.became import ANSWERS, became
from apps.congress.meetings.models import Meeting
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.registry import EVERYBODY, Deadline, Event, Figure, Hit, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, staff_by_area
from apps.office.documents.models import Document

SOON = timedelta(days=30)
SINCE = timedelta(days=60)
LIMIT = 10
MOST = 50
OPEN = (State.PLANNED, State.NOTICED, State.HELD, State.REPORTED, State.FED_BACK)


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Deputies: answer, sign in. Staff: the next step of each, and what is late. Units: see matters."""
    if actor.is_member and actor.person_id:
        yield from _to_answer(actor.person_id, on)
        yield from _to_join(actor.person_id, on)
    elif actor.role == STAFF:
        yield from _next_steps(actor, on)
        yield from _late(actor, on)


def _to_answer(person_id: int, on: date) -> Iterator[TodoItem]:
    rows = Participant.objects.filter(
        person=person_id, answer=Answer.ASKED, inspection__state=State.NOTICED, inspection__ends_on__gte=on
    )
    for row in rows.select_related("inspection"):
        one = row.inspection
        yield TodoItem(f"回复是否参加:{one.title}", _mine(one), one.starts_on, one.gathers_place, "去回复")


def _to_join(person_id: int, on: date) -> Iterator[TodoItem]:
    rows = Participant.objects.filter(
        person=person_id, answer=Answer.COMING, came_at=None, inspection__state=State.NOTICED,
        inspection__starts_on__lte=on, inspection__ends_on__gte=on,
    )  # fmt: skip
    for row in rows.select_related("inspection"):
        one = row.inspection
        yield TodoItem(f"今天参加:{one.title}", _mine(one), one.ends_on, "请扫描工作人员手机上的二维码签到", "查看路线")


def _next_steps(actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = Inspection.objects.visible_to(actor).of_area(actor).filter(state__in=OPEN, starts_on__lte=on + SOON)
    for one in rows.with_body()[:MOST]:
        step = next_step(one, on)
        if step is not None:
            due = one.starts_on if one.state in (State.PLANNED, State.NOTICED) else None
            yield TodoItem(f"{one.title}:{step.sentence}", one.get_absolute_url(), due, one.get_state_display())


def _late(actor: Actor, on: date) -> Iterator[TodoItem]:
    rows = Opinion.objects.filter(inspection__term__body__area__path=actor.area_path).late(on).with_all()
    for opinion in rows.prefetch_related(*ANSWERS)[:MOST]:
        if opinion.matter is not None:
            found = became(opinion.matter, on)
            title = f"催办反馈:{opinion}({found.units})"
            yield TodoItem(title, opinion.get_absolute_url(), found.due_on, found.note, "去催办")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The day by which each opinion must be answered, for the area's staff (units: see matters)."""
    awaited = Opinion.objects.awaiting().with_all().filter(asked(watch, area="inspection__term__body__area"))
    for chunk in in_chunks(awaited.iterator(CHUNK), CHUNK):
        staff = staff_by_area((opinion.inspection.body.area_id for opinion in chunk), on)
        for opinion in chunk:
            people = tuple(sorted(staff.get(opinion.inspection.body.area_id, ())))
            due = (opinion.matter and opinion.matter.final.reply_due_on) or on
            key = f"inspections.opinion:{opinion.public_id}"
            yield Deadline(f"书面反馈:{opinion}", due, opinion.get_absolute_url(), people, key)


def events(actor: Actor, on: date) -> Iterator[Event]:
    """Announced ones since two months before `on`: of those asked, or of an office's own area."""
    rows = Inspection.objects.visible_to(actor).filter(noticed_at__isnull=False, starts_on__gte=on - SINCE)
    if actor.sees_area:
        rows = rows.of_area(actor)
    else:
        rows = rows.filter(participants__person=actor.person_id).exclude(
            participants__in=Participant.objects.filter(
                person=actor.person_id, answer__in=(Answer.DECLINED, Answer.RECUSED)
            )
        )
    for one in rows.order_by("gathers_at", "pk"):
        yield Event(
            uid=f"inspection-{one.public_id}",
            title=one.title,
            starts_at=one.gathers_at,
            place=one.gathers_place,
            url=one.get_absolute_url() if actor.sees_area else _mine(one),
            is_cancelled=one.state == State.CALLED_OFF,
        )


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Inspections by theme, place or opinion; for handlers the opinions of their unit."""
    if actor.role == HANDLER:
        for opinion in Opinion.objects.visible_to(actor).filter(text__icontains=text).with_all()[:LIMIT]:
            yield Hit(str(opinion), opinion.get_absolute_url(), "视察调研意见", opinion.text[:60])
        return
    by_place = Q(stops__place__icontains=text) | Q(opinions__text__icontains=text)
    rows = Inspection.objects.visible_to(actor).filter(Q(theme__icontains=text) | by_place).distinct()
    for one in rows[:LIMIT]:
        url = one.get_absolute_url() if actor.sees_area else _mine(one)
        yield Hit(one.title, url, "视察调研", f"{chinese_date(one.starts_on)} {one.get_state_display()}")


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a meeting to what was looked at before it; from a paper back to its inspection."""
    if isinstance(subject, Meeting):
        yield from _before(subject, actor)
    if isinstance(subject, Document) and subject.kind in (PLAN, REPORT, HANDOVER) and subject.subject_id:
        for one in Inspection.objects.visible_to(actor).filter(pk=subject.subject_id):
            yield Related("打开视察调研", one.get_absolute_url())


def _before(meeting: Meeting, actor: Actor) -> Iterator[Related]:
    """Each by itself for members; one list for the office, from which another is begun."""
    own = Inspection.objects.visible_to(actor).filter(meeting=meeting)
    if actor.sees_area:
        count = own.count()
        title = f"视察调研({count})" if count else "视察调研"
        yield Related(title, f"{reverse('inspections_list')}?meeting={meeting.public_id}")
        return
    for one in own:
        yield Related(f"相关{one.get_kind_display()}:{one.theme}", _mine(one))


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """This year's inspections, opinions handed over and fed back, and what is late."""
    seen = Inspection.objects.visible_to(actor)
    held = seen.filter(starts_on__year=on.year).filter(Q(held_at__isnull=False))
    listed = f"{reverse('inspections_list')}?since={on.year}-01-01"
    yield Figure("本年视察调研", held.count(), "本年度已登记开展的视察、调研、执法检查次数", listed)
    own = Opinion.objects.filter(inspection__in=seen, inspection__handed_over_on__year=on.year).handed_over()
    answered = own.filter(_ANSWERED).count()
    opinions = reverse("inspections_opinions")
    definition = f"本年度交办的视察调研意见条数,其中已反馈{answered}条"
    yield Figure("视察调研意见", own.count(), definition, opinions)
    late = Opinion.objects.filter(inspection__in=seen).late(on).count()
    definition = "已交办、超过反馈期限仍未书面反馈的意见条数(按交办时的规则和工作日历)"
    yield Figure("逾期未反馈意见", late, definition, f"{opinions}?feedback=late", alarm=late > 0)


_ANSWERED = Q(matter__replied_at__isnull=False) | Q(matter__merged_into__replied_at__isnull=False)


def _mine(inspection: Inspection) -> str:
    return reverse("inspections_mine", args=[inspection.public_id])
