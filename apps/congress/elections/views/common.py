"""How every page finds its election or nomination."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.congress.elections.models import Election, Nomination
from apps.foundation.core.permissions import require

ONLY_DEPUTIES = "只有本级人大的在任代表可以提名、附议。"


def election_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Election:
    """The election if it exists for the actor (else 404); with a permission, also whether they may (else 403)."""
    found = get_object_or_404(Election.objects.visible_to(request.actor).with_body(), public_id=public_id)
    if permission:
        require(request.actor, permission, found)
    return found


def managed(request: HttpRequest, public_id: UUID) -> Election:
    return election_for(request, public_id, "elections.manage")


def nomination_for(request: HttpRequest, public_id: UUID) -> Nomination:
    rows = Nomination.objects.visible_to(request.actor).select_related("election__term__body__area", "lead", "person")
    return get_object_or_404(rows, public_id=public_id)
