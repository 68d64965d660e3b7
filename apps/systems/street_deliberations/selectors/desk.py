"""What this system puts on everybody's desk: to-do, deadlines, search, ways back, figures."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from apps.congress.meetings.models import Meeting, MeetingState
from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.organisations.models import Area, AreaKind
from apps.foundation.people.models import Mandate, Person, Term
from apps.foundation.people.selectors import asked, staff_by_area
from apps.office.documents.models import Document
from apps.office.public_notices.models import PublicNotice
from apps.systems.street_deliberations.models import (
    Candidate,
    Category,
    ImplementationPlan,
    PlanState,
    QuotaTable,
    Seat,
    Slate,
)
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.rules.meetings import AGENDA_TITLE
from apps.systems.street_deliberations.selectors.duties import may_be_ended
from apps.systems.street_deliberations.selectors.meetings import (
    FEEDBACK,
    meeting_url,
    previous_of,
    report_facts,
    reports_listed,
    street_meetings,
)
from apps.systems.street_deliberations.selectors.page import term_page
from apps.systems.street_deliberations.selectors.seats import vacancies
from apps.systems.street_deliberations.selectors.standing import PLAN_DOCUMENT, QUOTA_DOCUMENT, street_terms

LIMIT = 10
COMING = (MeetingState.PLANNED, MeetingState.NOTICED)


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Staff of a street: the next step of its term, vacancies to fill, who missed two meetings, feedback to give."""
    if actor.role != STAFF:
        return
    for term in street_terms(actor).filter(ended_on=None, body__area__path=actor.area_path):
        url = reverse("street_deliberations_term", args=[term.public_id])
        page = term_page(term, actor, on)
        if page.step:
            yield TodoItem(f"议事代表产生:{term}", url, detail=page.step.sentence)
        for vacancy in page.vacancies:
            if not vacancy.replacements:
                title = f"补推议事代表:{vacancy.seat.line.name}({vacancy.seat.mandate.person.name}的空缺)"
                yield TodoItem(title, url, vacancy.due, vacancy.reason, "去补推")
        for line in may_be_ended(term, on):
            ways = reverse("street_deliberations_duties", args=[term.public_id, on.year])
            detail = f"本届未请假缺席会议{line.score.absent_in_term}次,可以提出终止"
            yield TodoItem(f"两次未请假缺席:{line.name}", ways, detail=detail)
    yield from _unheard(actor)


def _unheard(actor: Actor) -> Iterator[TodoItem]:
    """A meeting to come that does not hear yet what became of the opinions of the last one."""
    coming = street_meetings(actor).filter(state__in=COMING, body__area__path=actor.area_path)
    for meeting in coming.order_by("starts_on", "pk"):
        previous = previous_of(meeting)
        if previous is None or reports_listed([meeting]).exists():
            continue
        facts = report_facts(previous)
        if facts.is_closed and facts.has_subject:
            detail = f"{previous.title}{facts.told},办理情况应当向本次会议报告"
            yield TodoItem(f"列入议程:{AGENDA_TITLE}", meeting_url(meeting), meeting.starts_on, detail, "去列入")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The day by which each vacancy is to be filled. The end of a public notice is the notice's own deadline."""
    vacant = Seat.objects.filter(mandate__term__ended_on=None).vacant_on(on).values("mandate__term")
    terms = Term.objects.filter(asked(watch, area="body__area"), pk__in=vacant).select_related("body__area")
    for chunk in in_chunks(terms.iterator(CHUNK), CHUNK):
        staff = staff_by_area([term.body.area_id for term in chunk], on)
        for term in chunk:
            url = reverse("street_deliberations_term", args=[term.public_id])
            people = tuple(sorted(staff.get(term.body.area_id, ())))
            for vacancy in vacancies(term, on):
                title = f"补推议事代表:{term.body.area}{vacancy.seat.line.name}"
                key = f"street_deliberations.vacancy:{vacancy.seat.public_id}"
                yield Deadline(title, vacancy.due, url, people, key)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Recommendations by name or unit, slates and plans by street or number."""
    people = Candidate.objects.visible_to(actor).filter(name__icontains=text) | Candidate.objects.visible_to(
        actor
    ).filter(workplace__icontains=text)
    for candidate in people.with_line()[:LIMIT]:
        yield Hit(
            candidate.name,
            candidate.get_absolute_url(),
            "推荐登记",
            f"{candidate.line},{candidate.get_state_display()}",
        )
    plans = ImplementationPlan.objects.visible_to(actor).filter(term__body__name__icontains=text).with_term()
    for plan in plans.exclude(state=states.ABANDONED)[:LIMIT]:
        yield Hit(str(plan), plan.get_absolute_url(), "街道实施方案", plan.get_state_display())
    slates = Slate.objects.visible_to(actor).filter(term__body__name__icontains=text).with_term()
    for slate in slates[:LIMIT]:
        yield Hit(str(slate), slate.get_absolute_url(), "拟定名单", slate.get_state_display())


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a notice, a document or a person back to where it comes from."""
    if isinstance(subject, PublicNotice) and subject.subject_label == Slate._meta.label_lower:
        for slate in Slate.objects.visible_to(actor).filter(pk=subject.subject_id or 0):
            yield Related("打开名单", slate.get_absolute_url(), is_next=slate.state == states.NOTICED)
    if isinstance(subject, Document):
        yield from _of_document(subject, actor)
    if isinstance(subject, Meeting) and actor.sees_area and subject.body.is_street_body:
        yield Related("意见建议汇总和反馈", meeting_url(subject))
    if isinstance(subject, Person):
        for candidate in Candidate.objects.visible_to(actor).filter(person=subject).order_by("-pk"):
            yield Related("议事代表推荐登记", candidate.get_absolute_url())


def _of_document(document: Document, actor: Actor) -> Iterator[Related]:
    made_from = document.subject_id or 0
    if document.kind == PLAN_DOCUMENT:
        for plan in ImplementationPlan.objects.visible_to(actor).filter(pk=made_from):
            yield Related("打开实施方案", plan.get_absolute_url())
    if document.kind == QUOTA_DOCUMENT:
        for table in QuotaTable.objects.visible_to(actor).filter(pk=made_from).select_related("term"):
            yield Related("打开名额分配表", table.get_absolute_url())
    if document.kind == FEEDBACK:
        for meeting in street_meetings(actor).filter(pk=made_from):
            yield Related("打开议事会议", meeting_url(meeting))


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """Streets covered, representatives by origin, vacancies; nothing where there is no street."""
    streets = Area.objects.visible_to(actor).on(on).filter(kind=AreaKind.STREET).count()
    if not streets:
        return
    listed = reverse("street_deliberations_terms")
    running = street_terms(actor).filter(ended_on=None)
    planned = ImplementationPlan.objects.filter(term__in=running, state=PlanState.APPROVED).values("term__body__area")
    serving = Mandate.objects.serving_on(on).filter(term__in=running)
    covered = set(planned.values_list("term__body__area", flat=True)) & set(
        serving.values_list("term__body__area", flat=True)
    )
    definition = f"实施方案已批准且有在任议事代表的街道,辖区共有街道{streets}个"
    yield Figure("已建立议事代表制度的街道", len(covered), definition, listed)
    origins = Counter(Seat.objects.filter(mandate__term__in=running).held_on(on).values_list("category", flat=True))
    for value, label in Category.choices:
        yield Figure(
            f"议事代表:{label}", origins[value], f"今日在任、已编入名额的议事代表中来源为{label}的人数", listed
        )
    vacant = Seat.objects.filter(mandate__term__in=running).vacant_on(on).count()
    yield Figure("议事代表空缺", vacant, "资格终止以后还没有补推确定的名额数", listed, vacant > 0)
