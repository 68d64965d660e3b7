"""What proposals put on everybody's desk: to-do, deadlines, search, ways back, figures."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from apps.congress.elections.models import Election
from apps.congress.matters.models import Submission
from apps.congress.meetings.models import Meeting, Resolution
from apps.congress.proposals.models import Consent, CoSigner, Kind, Proposal, Source, State
from apps.congress.proposals.papers import HANDLING
from apps.congress.proposals.selectors.rules_here import CONGRESSES
from apps.congress.proposals.selectors.signing import issues_before_submitting
from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import asked, staff_by_area
from apps.office.documents.models import Document

LIMIT = 10
HANDED_IN = ~Q(state__in=(State.DRAFTING, State.WITHDRAWN))


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Deputies: whom to co-sign, what can be handed in. Staff: what waits for the presidium, an answer, a report."""
    if actor.is_member and actor.person_id:
        yield from _to_sign(actor.person_id)
        yield from _to_submit(actor.person_id, on)
    elif actor.role == STAFF:
        yield from _of_office(actor)


def _to_sign(person_id: int) -> Iterator[TodoItem]:
    asked = CoSigner.objects.filter(person=person_id, consent=Consent.ASKED, proposal__state=State.DRAFTING)
    for row in asked.select_related("proposal__lead"):
        lead = f"{row.proposal.lead.name}代表领衔" if row.proposal.lead else ""
        kind = row.proposal.get_kind_display()
        title = f"等待我联名:{kind}“{row.proposal.title}”"
        yield TodoItem(title, row.proposal.get_absolute_url(), None, lead, "去联名")


def _to_submit(person_id: int, on: date) -> Iterator[TodoItem]:
    own = Proposal.objects.filter(lead=person_id, state=State.DRAFTING).with_body()
    for proposal in own:
        if not issues_before_submitting(proposal, on):
            title = f"联名人数已够,可以提交:{proposal.title}"
            yield TodoItem(title, proposal.get_absolute_url(), None, proposal.get_kind_display(), "去提交")


_STEPS = {
    State.SUBMITTED: "登记主席团决定",
    State.ANSWERED: "登记提案代表是否满意",
    State.PASSED: "登记执行情况报告",
}


def _of_office(actor: Actor) -> Iterator[TodoItem]:
    own = Proposal.objects.visible_to(actor).filter(term__body__area__path=actor.area_path)
    waiting = Q(state__in=(State.SUBMITTED, State.ANSWERED)) | Q(state=State.PASSED, report_due_on__isnull=False)
    answer = Q(state=State.LISTED, kind=Kind.INTERPELLATION)
    for proposal in own.filter(waiting | answer).with_body()[:50]:
        step = _STEPS.get(State(proposal.state), "登记受质询机关的答复")
        yield TodoItem(
            f"{step}:{proposal.title}", proposal.get_absolute_url(), proposal.report_due_on, proposal.number_label
        )


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The report on the execution of what was adopted, for the staff of the area; late ones stay until they come."""
    rows = Proposal.objects.filter(state=State.PASSED, report_due_on__isnull=False).with_body()
    rows = rows.filter(asked(watch, due="report_due_on", area="term__body__area"))
    for chunk in in_chunks(rows.iterator(CHUNK), CHUNK):
        staff = staff_by_area((proposal.body.area_id for proposal in chunk), on)
        for proposal in chunk:
            people, key = tuple(sorted(staff.get(proposal.body.area_id, ()))), f"proposals.report:{proposal.public_id}"
            due = proposal.report_due_on or on
            yield Deadline(f"执行情况报告:{proposal.title}", due, proposal.get_absolute_url(), people, key)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """By title, subject or first deputy."""
    found = Q(title__icontains=text) | Q(subject__icontains=text) | Q(lead__name__icontains=text)
    for proposal in Proposal.objects.visible_to(actor).filter(found).with_body()[:LIMIT]:
        detail = f"{proposal.body.name} {proposal.state_label}"
        yield Hit(proposal.title, proposal.get_absolute_url(), proposal.get_kind_display(), detail)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From a meeting to its proposals; from what a proposal became back to it."""
    rows = Proposal.objects.visible_to(actor)
    if isinstance(subject, Meeting) and subject.body.kind in CONGRESSES:
        count = rows.filter(meeting=subject).filter(HANDED_IN).count()
        if count or actor.role == STAFF:
            label = f"议案({count})" if count else "议案"
            yield Related(label, f"{reverse('proposals_list')}?meeting={subject.public_id}")
    ways = {Resolution: "resolution", Submission: "submission", Election: "election"}
    field = next((name for model, name in ways.items() if isinstance(subject, model)), "")
    for proposal in rows.filter(**{field: subject}) if field else ():
        yield Related(f"{proposal.number_label}:{proposal.title}", proposal.get_absolute_url())
    if isinstance(subject, Document) and subject.kind == HANDLING and subject.subject_id and actor.sees_area:
        yield Related("打开议案", reverse("proposals_list"))


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """This year's proposals, what became of them, and reports that are late."""
    year = Proposal.objects.visible_to(actor).filter(HANDED_IN, submitted_at__year=on.year)
    joint = Q(source=Source.DEPUTIES, kind=Kind.MOTION)
    counts = year.aggregate(
        motions=Count("pk", filter=joint),
        suggestions=Count("pk", filter=joint & Q(state=State.SUGGESTION)),
        matters=Count("pk", filter=Q(kind=Kind.MAJOR_MATTER, state__in=(State.PASSED, State.REPORTED))),
    )
    page = reverse("proposals_list")
    yield Figure("本年代表议案", counts["motions"], "本年度代表联名提出并提交的议案件数", f"{page}?kind=motion")
    yield Figure(
        "其中转为建议", counts["suggestions"], "本年度代表议案中不列入议程、转为建议的件数",
        f"{page}?kind=motion&state=suggestion",
    )  # fmt: skip
    yield Figure(
        "本年决定重大事项", counts["matters"], "本年度提交并经会议通过的重大事项件数", f"{page}?kind=major_matter"
    )
    late = Proposal.objects.visible_to(actor).overdue(on).count()
    definition = "会议通过后,超过期限还没有报告执行情况的件数"
    yield Figure("执行情况报告逾期", late, definition, f"{page}?late=1", alarm=late > 0)
