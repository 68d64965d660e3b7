"""How every page finds its term, plan, table, person or slate."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.congress.meetings.models import Meeting
from apps.foundation.core.permissions import require
from apps.foundation.people.models import Mandate, MandateKind, Term
from apps.systems.street_deliberations.models import Candidate, ImplementationPlan, QuotaTable, Seat, Slate
from apps.systems.street_deliberations.selectors.meetings import street_meetings
from apps.systems.street_deliberations.selectors.standing import street_terms

MANAGE = "street_deliberations.manage"


def term_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Term:
    """The street's term if it exists for the actor (else 404); with a permission, also whether they may."""
    return _found(request, street_terms(request.actor), public_id, permission)


def plan_for(request: HttpRequest, public_id: UUID, permission: str = "") -> ImplementationPlan:
    return _found(request, ImplementationPlan.objects.visible_to(request.actor).with_term(), public_id, permission)


def table_for(request: HttpRequest, term_id: UUID, permission: str = "") -> QuotaTable:
    """By the term's id: a term has one table."""
    rows = QuotaTable.objects.visible_to(request.actor).select_related("term__body__area")
    found = get_object_or_404(rows, term__public_id=term_id)
    if permission:
        require(request.actor, permission, found)
    return found


def candidate_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Candidate:
    return _found(request, Candidate.objects.visible_to(request.actor).with_line(), public_id, permission)


def slate_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Slate:
    return _found(request, Slate.objects.visible_to(request.actor).with_term(), public_id, permission)


def seat_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Seat:
    rows = Seat.objects.visible_to(request.actor).with_person().prefetch_related("mandate__statuses")
    return _found(request, rows, public_id, permission)


def mandate_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Mandate:
    rows = Mandate.objects.visible_to(request.actor).filter(kind=MandateKind.REPRESENTATIVE)
    return _found(request, rows.select_related("person", "term__body__area", "seat__line"), public_id, permission)


def meeting_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Meeting:
    return _found(request, street_meetings(request.actor), public_id, permission)


def _found(request: HttpRequest, rows: QuerySet[Any], public_id: UUID, permission: str) -> Any:
    found = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.actor, permission, found)
    return found
