"""How every page finds its plan, meeting or practice."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.foundation.core.permissions import require
from apps.systems.reform_tasks.models import DispatchMeeting, GoodPractice, ReformPlan

MANAGE, ANSWER = "reform_tasks.manage", "reform_tasks.answer"
ONLY_OF_PLACE = "四项保障和经验做法由本镇街人大工作人员填报,上级查看。"


def plan_for(request: HttpRequest, public_id: UUID, permission: str = "") -> ReformPlan:
    """The plan if it exists for the actor (else 404); with a permission, also whether they may."""
    return _found(request, ReformPlan.objects.visible_to(request.actor).with_office(), public_id, permission)


def meeting_for(request: HttpRequest, public_id: UUID, permission: str = "") -> DispatchMeeting:
    rows = DispatchMeeting.objects.visible_to(request.actor).select_related("plan__office")
    return _found(request, rows, public_id, permission)


def practice_for(request: HttpRequest, public_id: UUID, permission: str = "") -> GoodPractice:
    rows = GoodPractice.objects.visible_to(request.actor).select_related("plan__office", "area", "item")
    return _found(request, rows, public_id, permission)


def _found(request: HttpRequest, rows: QuerySet[Any], public_id: UUID, permission: str) -> Any:
    found = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.actor, permission, found)
    return found
