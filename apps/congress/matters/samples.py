"""答复函 and 征询意见表 of what the demo district holds."""

from collections.abc import Iterator

from apps.congress.matters import papers
from apps.congress.matters.models import Reply
from apps.office.documents.rules.tree import Tree


def reply_letters() -> Iterator[Tree]:
    """The letters that were sent, as they were signed."""
    for reply in Reply.objects.filter(sent_at__isnull=False).select_related("document").order_by("pk")[:2]:
        if reply.document:
            yield reply.document.content


def rating_sheets() -> Iterator[Tree]:
    rows = Reply.objects.filter(sent_at__isnull=False, handling__matter__lead__isnull=False)
    for reply in rows.select_related("handling__matter__lead", "handling__unit__area").order_by("pk")[:1]:
        yield papers.rating_sheet(reply.handling)
