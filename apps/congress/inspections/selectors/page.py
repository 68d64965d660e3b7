"""What the pages of an inspection show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.congress.inspections.models import Finding, Inspection, Opinion, Participant, State, Stop
from apps.congress.inspections.rules.states import CALLED_OFF, STEPS, issues_before_finding
from apps.congress.inspections.selectors.people import own_answer
from apps.congress.inspections.selectors.steps import NextStep, feedback_due, next_step, papers_ready
from apps.congress.matters.rules.deadlines import Limit
from apps.congress.matters.selectors.became import ANSWERS, Became, became
from apps.foundation.core.actors import Actor
from apps.foundation.core.permissions import may
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document
from apps.office.files.models import Attachment


def with_counts(rows: QuerySet[Inspection], on: date) -> QuerySet[Inspection]:
    """`came`, `opinion_count`, `late_count` and `due_on` of each."""
    handed = Opinion.objects.handed_over().filter(inspection=OuterRef("pk")).order_by("number")
    return rows.annotate(
        due_on=Subquery(handed.values("matter__reply_due_on")[:1]),
        came=_count(Participant.objects.came()),
        opinion_count=_count(Opinion.objects.all()),
        late_count=_count(Opinion.objects.late(on)),
    )


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.filter(inspection=OuterRef("pk")).order_by().values("inspection").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of the line at the top."""

    title: str
    status: str


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper that can be made, and the document made of it, if any."""

    kind: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """A finding with its photos."""

    finding: Finding
    photos: list[Attachment]
    is_own: bool


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """An opinion with what became of it, None before the hand-over."""

    opinion: Opinion
    became: Became | None


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the office's page shows."""

    keeps: bool
    step: NextStep | None
    steps: list[Mark]
    stops: list[Stop]
    participants: list[Participant]
    came: int
    findings: list[SeenFinding]
    opinions: list[OpinionLine]
    papers: list[PaperLink]
    due_on: date | None
    limit: Limit | None


def page_of(inspection: Inspection, actor: Actor, on: date) -> Page:
    """The office's page; the number of queries does not grow with the rows."""
    keeps, participants = may(actor, "inspections.manage", inspection), list(inspection.participants.all())
    due_on, limit = feedback_due(inspection, on) if inspection.handed_over_on else (None, None)
    return Page(
        keeps=keeps,
        step=next_step(inspection, on) if keeps else None,
        steps=steps_of(inspection.state),
        stops=list(inspection.stops.select_related("unit")),
        participants=participants,
        came=sum(1 for row in participants if row.came_at),
        findings=findings_of(inspection, actor),
        opinions=opinions_of(inspection, on),
        papers=[PaperLink(kind, live_document(inspection, kind)) for kind in papers_ready(inspection)],
        due_on=due_on,
        limit=limit,
    )


def steps_of(state: str) -> list[Mark]:
    """Done, current or to come; nothing of what was called off."""
    if state == CALLED_OFF:
        return []
    reached = [known for _, known in STEPS].index(State(state).value)
    done = reached if state != State.CLOSED else len(STEPS)
    return [
        Mark(title, "done" if number <= done - (state != State.CLOSED) else "current" if number == done else "coming")
        for number, (title, _) in enumerate(STEPS)
    ]


def findings_of(inspection: Inspection, actor: Actor) -> list[SeenFinding]:
    """In order, with photos: two queries."""
    findings = list(inspection.findings.filter(withdrawn_at=None).select_related("stop"))
    photos: dict[int, list[Attachment]] = {}
    label = Finding._meta.label_lower
    for one in Attachment.objects.filter(parent_label=label, parent_id__in=[finding.pk for finding in findings]):
        photos.setdefault(one.parent_id, []).append(one)
    own = actor.person_id
    return [
        SeenFinding(finding, photos.get(finding.pk, []), own is not None and finding.person_id == own)
        for finding in findings
    ]


def opinions_of(inspection: Inspection, on: date) -> list[OpinionLine]:
    """In order, with what became of each; the number of queries does not grow with them."""
    opinions = inspection.opinions.with_all().prefetch_related(*ANSWERS)
    return [OpinionLine(one, became(one.matter, on) if one.matter else None) for one in opinions]


def may_write_findings(inspection: Inspection, actor: Actor, on: date) -> bool:
    """Whether its day has come, the report is not out and the actor is not recused."""
    answer = own_answer(inspection, actor)
    return inspection.allows("find") and not any(
        issues_before_finding(on=on, starts_on=inspection.starts_on, answer=answer)
    )


def own_row(inspection: Inspection, actor: Actor) -> Participant | None:
    """How the acting deputy takes part."""
    return inspection.participants.filter(person=actor.person_id).first() if actor.person_id else None


def listed_opinions(actor: Actor) -> QuerySet[Opinion]:
    """Handed over ones that the actor sees: unanswered first, by due day."""
    rows = Opinion.objects.visible_to(actor).handed_over().with_all().prefetch_related(*ANSWERS)
    return rows.order_by(F("matter__replied_at").asc(nulls_first=True), "matter__act_by", "inspection", "number")
