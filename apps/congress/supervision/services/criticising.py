"""督查通报: a unit that let supervision sheets run out is named in a document, or called in (约谈)."""

from datetime import datetime

from django.db import transaction

from apps.congress.supervision import papers
from apps.congress.supervision.models import Criticism, SupervisionSheet
from apps.congress.supervision.selectors.criticising import sheets_needed
from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError
from apps.foundation.organisations.models import Area, Unit
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft


@transaction.atomic
def criticism_draft(*, office: Area, unit: Unit, called_in: bool, by: Actor, at: datetime) -> Criticism:
    """拟督查通报 of all sheets of the unit that ran out and were not spoken of. Raises DomainError with too few."""
    on = local_day(at)
    Unit.objects.select_for_update().only("pk").get(pk=unit.pk)
    sheets = list(SupervisionSheet.objects.filter(assignment__office=office, unit=unit).uncriticised(on).order_by("pk"))
    least = sheets_needed(office, on)
    if len(sheets) < least:
        raise DomainError(f"{unit.name}逾期未反馈、尚未通报的督办单有{len(sheets)}份,不到{least}份,不作通报。")
    criticism = Criticism.objects.create(
        office=office, unit=unit, unit_name=unit.name, called_in=called_in, made_by=by.name, made_at=at
    )
    SupervisionSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(criticism=criticism)
    criticism.document = only_document_draft(
        subject=criticism, organ=supervising_organ(office, on), kind=papers.CRITICISM,
        tree=papers.criticism_paper(criticism, on), by=by, at=at,
    )  # fmt: skip
    criticism.save(update_fields=["document"])
    audit.record(
        "supervision.criticism.drafted", on=criticism, by=by, area_path=office.path, unit=unit.name, sheets=len(sheets)
    )
    return criticism


@transaction.atomic
def criticism_dropped(*, document: Document, by: Actor, at: datetime) -> Criticism:
    """Its document was given up or withdrawn: the sheets count again, and may be spoken of in another one."""
    criticism = Criticism.objects.get(document=document)
    sheets = SupervisionSheet.objects.filter(criticism=criticism).update(criticism=None)
    audit.record(
        "supervision.criticism.dropped", on=criticism, by=by, area_path=criticism.office.path,
        unit=criticism.unit_name, sheets=sheets,
    )  # fmt: skip
    return criticism
