"""What belongs into the bundle of a meeting."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet

from apps.congress.ballots.models import Poll
from apps.congress.meetings.models import Meeting
from apps.congress.minutes.models import Bundle, Minutes
from apps.office.documents.models import Document, DocumentState

AN_HOUR = timedelta(hours=1)


def polls_of(meeting: Meeting) -> QuerySet[Poll]:
    """Every counted poll of the meeting's sittings, in the order in which they were placed there."""
    rows = Poll.objects.filter(sitting_link__sitting__meeting=meeting, count__isnull=False)
    return rows.select_related("body__area", "count", "box", "keys").order_by("sitting_link__pk")


def issued_documents(meeting: Meeting) -> QuerySet[Document]:
    """Issued documents of the meeting, of its sittings, polls and resolutions, and of its record and minutes."""
    subjects: list[QuerySet[Any]] = [
        Meeting.objects.filter(pk=meeting.pk), meeting.sittings.all(), meeting.resolutions.all(),
        Poll.objects.filter(sitting_link__sitting__meeting=meeting), Minutes.objects.filter(meeting=meeting),
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
