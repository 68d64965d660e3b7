"""Papers of an inspection as documents, to go through 核稿 and 签发."""

from datetime import datetime

from django.db import transaction

from apps.congress.inspections import papers
from apps.congress.inspections.models import Inspection
from apps.congress.inspections.selectors.steps import papers_ready
from apps.congress.inspections.services.records import inspection_locked, record
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft


@transaction.atomic
def paper_draft(*, inspection: Inspection, kind: str, by: Actor, at: datetime) -> Document:
    """拟出方案、报告 or 交办函; raises WrongState before its time, Conflict where it is drafted or issued already."""
    inspection, on = inspection_locked(inspection), local_day(at)
    paper = papers.PAPERS[kind]
    if kind not in papers_ready(inspection):
        raise WrongState(f"现在还不能拟{paper.title}:{paper.when}")
    document = only_document_draft(
        subject=inspection, organ=standing_organ(inspection.body, on), kind=kind, tree=paper.make(inspection, on),
        by=by, at=at,
    )  # fmt: skip
    record("inspections.paper.drafted", inspection, by, paper=paper.title)
    return document
