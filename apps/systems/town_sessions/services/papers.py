"""The plan as a document, to go through 核稿 and 签发."""

from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import WrongState
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.plan_paper import plan_paper
from apps.systems.town_sessions.selectors.plans import DOCUMENT
from apps.systems.town_sessions.services.records import plan_locked, record


@transaction.atomic
def document_draft(*, plan: AnnualPlan, by: Actor, at: datetime) -> Document:
    """拟文: one at a time, of the version in force. Raises WrongState before it is approved."""
    plan, on = plan_locked(plan.pk), local_day(at)
    if not plan.is_in_force:
        raise WrongState("方案批准以后才能拟文印发。请先提请讨论、研究。")
    document = only_document_draft(
        subject=plan, organ=standing_organ(plan.body, on), kind=DOCUMENT, tree=plan_paper(plan, on), by=by, at=at
    )
    record("town_sessions.plan.document_drafted", plan, by)
    return document
