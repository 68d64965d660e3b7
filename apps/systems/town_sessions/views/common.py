"""How every page finds its plan or session."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.foundation.core.permissions import require
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.selectors.plans import with_sessions


def plan_for(request: HttpRequest, public_id: UUID, permission: str = "") -> AnnualPlan:
    """The plan with its sessions if it exists for the actor (else 404); with a permission, also whether they may."""
    rows = with_sessions(AnnualPlan.objects.visible_to(request.actor))
    found = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.actor, permission, found)
    return found


def managed(request: HttpRequest, public_id: UUID) -> AnnualPlan:
    return plan_for(request, public_id, "town_sessions.manage")


def managed_session(request: HttpRequest, public_id: UUID) -> PlanSession:
    """A session of a plan that the actor keeps."""
    rows = PlanSession.objects.filter(plan__in=AnnualPlan.objects.visible_to(request.actor)).with_all().with_plan()
    found = get_object_or_404(rows, public_id=public_id)
    require(request.actor, "town_sessions.manage", found.plan)
    return found
