"""How every page finds its matter."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.congress.matters.models import Matter
from apps.foundation.core.permissions import require


def matter_for(request: HttpRequest, public_id: UUID, permission: str = "", otherwise: str = "") -> Matter:
    """The matter if it exists for the actor (else 404); with a permission, also whether they may (else 403)."""
    found = get_object_or_404(Matter.objects.visible_to(request.actor).with_all(), public_id=public_id)
    if permission:
        require(request.actor, permission, found, otherwise=otherwise)
    return found


def managed(request: HttpRequest, public_id: UUID) -> Matter:
    return matter_for(request, public_id, "matters.manage")
