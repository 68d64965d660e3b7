"""How every page finds its assignment."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.congress.supervision.models import Assignment
from apps.foundation.core.permissions import require


def assignment_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Assignment:
    """The assignment if it exists for the actor (else 404); with a permission, also whether they may (else 403)."""
    found = get_object_or_404(Assignment.objects.visible_to(request.actor).with_all(), public_id=public_id)
    if permission:
        require(request.actor, permission, found)
    return found
