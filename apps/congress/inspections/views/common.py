"""How every page finds its inspection, opinion or finding."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.congress.inspections.models import Inspection, Opinion
from apps.foundation.core.permissions import require
from apps.foundation.people.models import Person

ONLY_INVITED = "您不在本次活动的参加名单内。如有疑问,请联系人大工作人员。"
INSPECTION_TONES = {
    "planned": "secondary", "noticed": "blue", "held": "orange", "reported": "orange", "handed_over": "purple",
    "fed_back": "green", "closed": "secondary", "called_off": "red",
}  # fmt: skip


def inspection_for(request: HttpRequest, public_id: UUID, permission: str = "", otherwise: str = "") -> Inspection:
    """The inspection if it exists for the actor (else 404); with a permission, also whether they may (else 403)."""
    found = get_object_or_404(Inspection.objects.visible_to(request.actor).with_body(), public_id=public_id)
    if permission:
        require(request.actor, permission, found, otherwise)
    return found


def managed(request: HttpRequest, public_id: UUID) -> Inspection:
    return inspection_for(request, public_id, "inspections.manage")


def opinion_for(request: HttpRequest, public_id: UUID) -> Opinion:
    """The opinion if it exists for the actor."""
    return get_object_or_404(Opinion.objects.visible_to(request.actor).with_all(), public_id=public_id)


def self_of(request: HttpRequest) -> Person:
    return Person.objects.get(pk=request.actor.person_id)
