"""What writing, review and hand-over put on the desk of members and of the office."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from apps.congress.matters.models import Consent, CoSigner, Matter, MatterState, Submission
from apps.congress.matters.selectors.sorting import UNSORTED, unsorted_of_office
from apps.foundation.core.actors import HANDLER, STAFF, Actor
from apps.foundation.core.permissions import may
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, staff_by_area

LIMIT = 10
SIGNABLE = (MatterState.DRAFT, MatterState.RETURNED, MatterState.SUBMITTED)


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Members: whom to co-sign, what came back, what the office asks them to put forward. Staff: what is unsorted."""
    if actor.is_member and actor.person_id:
        yield from _of_member(actor.person_id)
    elif actor.role == STAFF:
        yield from _of_office(actor)


def _of_member(person_id: int) -> Iterator[TodoItem]:
    asked = CoSigner.objects.filter(person=person_id, consent=Consent.ASKED, matter__state__in=SIGNABLE)
    for row in asked.select_related("matter__lead")[:LIMIT]:
        lead = f"{row.matter.lead.name}代表领衔" if row.matter.lead else ""
        yield TodoItem(f"等待我附议:{row.matter.title}", row.matter.get_absolute_url(), None, lead, "去附议")
    own = Matter.objects.filter(lead=person_id)
    for matter in own.filter(state=MatterState.RETURNED)[:LIMIT]:
        yield TodoItem(f"请修改后再提交:{matter.title}", matter.get_absolute_url(), None, matter.reason, "去修改")
    for matter in own.filter(state=MatterState.DRAFT, origin__isnull=False).select_related("origin__office")[:LIMIT]:
        office = matter.origin.office.name if matter.origin else ""
        yield TodoItem(f"{office}请您提出建议:{matter.title}", matter.get_absolute_url(), None, "", "去核实提交")


def _of_office(actor: Actor) -> Iterator[TodoItem]:
    rows, page = unsorted_of_office(actor), reverse("matters_sorting")
    for state, noun in ((MatterState.SUBMITTED, "待审核"), (MatterState.ACCEPTED, "待交办")):
        waiting = rows.filter(state=state)
        if first := waiting.first():
            detail = f"最早到期的一件:{first.title}"
            yield TodoItem(f"{waiting.count()} 件意见建议{noun}", page, first.due_on, detail, "去审核交办")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """What is to be handed over, for the staff of the office; late ones stay until they are."""
    rows = Matter.objects.filter(asked(watch, due="due_on", area="office"), state__in=UNSORTED, due_on__isnull=False)
    rows = rows.order_by("due_on", "pk")
    for chunk in in_chunks(rows.iterator(CHUNK), CHUNK):
        staff = staff_by_area({row.office_id for row in chunk}, on)
        for row in chunk:
            people, key = tuple(sorted(staff.get(row.office_id, ()))), f"matters.hand_over:{row.public_id}"
            yield Deadline(f"交办意见建议:{row.title}", row.due_on or on, row.get_absolute_url(), people, key)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Matters by title, text or number; what lies with a unit is found as its part (`inbox.search`)."""
    if actor.role == HANDLER:
        return
    for row in Matter.objects.visible_to(actor).found_by(text).with_all()[:LIMIT]:
        number = f"第{row.number}号" if row.number else ""
        yield Hit(
            row.title, row.get_absolute_url(), row.get_kind_display(), f"{number} {row.get_state_display()}".strip()
        )


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a submission to its matter; where there is none, to what the reader may make of it."""
    if not isinstance(subject, Submission):
        return
    found = Matter.objects.visible_to(actor).filter(submission=subject).first()
    if found:
        yield Related("打开办理事项", found.get_absolute_url(), is_next=True)
    elif subject.stands and not subject.purpose:
        if may(actor, "matters.keep", subject):
            yield Related("立为办理事项", reverse("matters_submission_open", args=[subject.public_id]))
        elif actor.is_member and subject.collected_by_id == actor.person_id:
            yield Related("据此写成我的建议", f"{reverse('matters_write')}?voiced={subject.public_id}")


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """This year's accepted matters, what is not handed over, and what of it is late."""
    if not actor.sees_area:
        return
    rows = Matter.objects.visible_to(actor)
    accepted = rows.filter(accepted_at__year=on.year).count()
    waiting = Q(state__in=UNSORTED)
    counts = rows.filter(waiting).aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
    page = reverse("matters_sorting") if actor.role == STAFF else ""
    yield Figure("今年立案办理", accepted, "今年审核立案、编了号的意见建议件数")
    yield Figure("待审核、待交办", counts["all"], "已提交,还没有交办或者作其他处理的件数", page)
    late = counts["late"]
    yield Figure("逾期未交办", late, "超过交办期限还没有交办的件数", page, alarm=late > 0)
