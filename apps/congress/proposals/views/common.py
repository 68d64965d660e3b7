"""How every page finds its proposal."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.congress.proposals.models import Proposal
from apps.foundation.core.permissions import require


def proposal_for(request: HttpRequest, public_id: UUID, permission: str = "", otherwise: str = "") -> Proposal:
    """The proposal if it exists for the actor (else 404); with a permission, also whether they may (else 403)."""
    found = get_object_or_404(Proposal.objects.visible_to(request.actor).with_body(), public_id=public_id)
    if permission:
        require(request.actor, permission, found, otherwise=otherwise)
    return found


def managed(request: HttpRequest, public_id: UUID) -> Proposal:
    return proposal_for(request, public_id, "proposals.manage")
