"""How every page finds its poll."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.congress.ballots.models import Poll
from apps.foundation.core.permissions import require


def poll_for(request: HttpRequest, public_id: UUID, permission: str = "") -> Poll:
    """The poll if it exists for the actor (else 404); with a permission, also whether they may (else 403)."""
    poll = get_object_or_404(Poll.objects.visible_to(request.actor), public_id=public_id)
    if permission:
        require(request.actor, permission, poll)
    return poll
