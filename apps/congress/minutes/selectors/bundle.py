"""What belongs into the bundle of a meeting."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet

from apps.congress.ballots.models import Poll
from apps.congress.inspections.models import Inspection
from apps.congress.inspections.models.inspections import InspectionQuerySet
from apps.congress.inspections.selectors.steps import papers_ready
from apps.congress.meetings.models import Meeting
from apps.congress.minutes.models import Bundle, Minutes
from apps.congress.proposals.models import Proposal, State
from apps.office.documents.models import Document, DocumentState

AN_HOUR = timedelta(hours=1)


def polls_of(meeting: Meeting) -> QuerySet[Poll]:
    """Every counted poll of the meeting's sittings, in the order in which they were placed there."""
    rows = Poll.objects.filter(sitting_link__sitting__meeting=meeting, count__isnull=False)
    return rows.select_related("body__area", "count", "box", "keys").order_by("sitting_link__pk")


def proposals_of(meeting: Meeting) -> QuerySet[Proposal]:
    """What was handed in for the meeting and not taken back, by kind and number."""
    handed_in = Proposal.objects.filter(meeting=meeting, submitted_at__isnull=False).exclude(state=State.WITHDRAWN)
    return handed_in.with_body().select_related("lead", "unit").order_by("kind", "number")


def inspection_papers_of(meeting: Meeting) -> Iterator[tuple[Inspection, str]]:
    """Inspections held for the meeting, each with every kind of paper that was not issued as a document."""
    for inspection in _held_for(meeting).with_body().order_by("starts_on", "pk"):
        issued = Document.objects.of(inspection).filter(state=DocumentState.ISSUED).values_list("kind", flat=True)
        for kind in papers_ready(inspection):
            if kind not in issued:
                yield inspection, kind


def _held_for(meeting: Meeting) -> InspectionQuerySet:
    return Inspection.objects.filter(meeting=meeting, held_at__isnull=False)


def issued_documents(meeting: Meeting) -> QuerySet[Document]:
    """Issued documents of the meeting, of its sittings, polls and resolutions, of its record and minutes, and of what
    was proposed and inspected for it."""
    subjects: list[QuerySet[Any]] = [
        Meeting.objects.filter(pk=meeting.pk), meeting.sittings.all(), meeting.resolutions.all(),
        Poll.objects.filter(sitting_link__sitting__meeting=meeting), Minutes.objects.filter(meeting=meeting),
        Proposal.objects.filter(meeting=meeting), _held_for(meeting),
    ]  # fmt: skip
    wanted = Q(pk__in=[])
    for found in subjects:
        wanted |= Q(subject_label=found.model._meta.label_lower, subject_id__in=found.order_by().values("pk"))
    documents = Document.objects.filter(wanted, state=DocumentState.ISSUED)
    return documents.select_related("organ__area", "archive").order_by("issued_on", "pk")


def progress_note(bundle: Bundle, done: int, total: int) -> None:
    """Tell the page how far the worker is."""
    cache.set(f"minutes-bundle-{bundle.pk}", (done, total), timeout=int(AN_HOUR.total_seconds()))


def progress_of(bundle: Bundle) -> tuple[int, int]:
    """(papers done, papers in all) as last told."""
    return cache.get(f"minutes-bundle-{bundle.pk}") or (0, 0)


def not_issued(meeting: Meeting) -> list[str]:
    """What a complete file lacks: the record, and papers that were begun and are not signed."""
    papers = list(meeting.minutes.all())
    lacking = [] if any(one.is_record for one in papers) else ["会议记录还没有起草"]
    return [*lacking, *(f"{one.title}({one.get_state_display()})" for one in papers if one.issued_at is None)]
