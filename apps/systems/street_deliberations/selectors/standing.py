"""Terms of street bodies: plan in force, organs, rule values, communities."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Min, QuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area, AreaKind, Unit, UnitKind
from apps.foundation.people.models import Term
from apps.foundation.policies.selectors import frozen, resolve_many
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document
from apps.systems.street_deliberations.models import ImplementationPlan, PlanState, QuotaTable

PLAN_DOCUMENT, QUOTA_DOCUMENT = "street_deliberations_plan", "street_deliberations_quota"


def street_terms(actor: Actor) -> QuerySet[Term]:
    """Terms of the deliberation meetings in the actor's area, running ones first."""
    rows = Term.objects.filter(body__kind=UnitKind.DELIBERATION_MEETING, body__area__path__startswith=actor.area_path)
    found = rows if actor.sees_area else rows.none()
    return found.select_related("body__area").order_by("ended_on", "body__area__path", "-number")


def plan_in_force(term: Term) -> ImplementationPlan | None:
    return ImplementationPlan.objects.filter(term=term, state=PlanState.APPROVED).first()


def first_approval(term: Term) -> date | None:
    """The day on which the first version was approved; amendments follow in its place."""
    return ImplementationPlan.objects.filter(term=term).aggregate(first=Min("approved_on"))["first"]


def newest_plan(term: Term) -> ImplementationPlan | None:
    """What the office works on: the latest version that was not given up."""
    return ImplementationPlan.objects.filter(term=term).exclude(state=PlanState.ABANDONED).with_term().first()


def quota_table(term: Term) -> QuotaTable | None:
    return QuotaTable.objects.filter(term=term).first()


def party_organ(term: Term, on: date) -> Unit | None:
    """街道党工委 of the street."""
    kinds = (UnitKind.PARTY_WORK_COMMITTEE,)
    return Unit.objects.on(on).filter(area=term.body.area_id, kind__in=kinds).select_related("area").first()


def communities(area: Area, on: date) -> list[Area]:
    """社区、村 of a street that exist on a day."""
    rows = Area.objects.on(on).filter(path__startswith=area.path, kind__in=(AreaKind.COMMUNITY, AreaKind.VILLAGE))
    return list(rows.order_by("path"))


def rules_here(term: Term, keys: Iterable[str], on: date) -> dict[str, dict[str, Any]]:
    """Values of rules as something that begins stores them."""
    return frozen(resolve_many(keys, area=term.body.area, on=on, body_kind=term.body.kind))


def values_here(term: Term, keys: Iterable[str], on: date) -> dict[str, Any]:
    """Values of rules as they are on a day."""
    return {key: rule["value"] for key, rule in rules_here(term, keys, on).items()}


def plan_document(plan: ImplementationPlan) -> Document | None:
    return live_document(plan, PLAN_DOCUMENT)


def quota_document(table: QuotaTable) -> Document | None:
    return live_document(table, QUOTA_DOCUMENT)
