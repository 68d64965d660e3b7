"""How every page finds its matter."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.congress.matters.models import Handling, Matter, MatterState
from apps.congress.matters.rules.states import ACCEPTED, move, move_part
from apps.foundation.core.errors import WrongState
from apps.foundation.core.permissions import require

ACCEPTING = ("settle", "pass_on", "hand_over")
"""Acts that accept in passing what still waits for its review."""


def matter_for(request: HttpRequest, public_id: UUID, permission: str = "", otherwise: str = "") -> Matter:
    """The matter if it exists for the actor (else 404); with a permission, also whether they may (else 403)."""
    found = get_object_or_404(Matter.objects.visible_to(request.actor).with_all(), public_id=public_id)
    if permission:
        require(request.actor, permission, found, otherwise=otherwise)
    return found


def managed(request: HttpRequest, public_id: UUID, act: str = "") -> Matter:
    """What the office may act on; with an act, its page is refused where the state does not allow it."""
    found = matter_for(request, public_id, "matters.manage")
    if act:
        refuse_early(request, found, act)
    return found


def refuse_early(request: HttpRequest, found: Matter | Handling, act: str) -> None:
    """Before anything is typed: the page of an act in the wrong state. What was typed is judged by the service."""
    if request.method != "GET":
        return
    try:
        if isinstance(found, Handling):
            move(found.matter.state, "handle")
            move_part(found.state, act)
        else:
            is_accepted = act in ACCEPTING and found.state == MatterState.SUBMITTED
            move(ACCEPTED if is_accepted else found.state, act)
    except WrongState as error:
        error.back = found.get_absolute_url()
        raise
