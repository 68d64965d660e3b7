"""What the pages of the exam share: finding rows that the acting person may see."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.foundation.core.numbers import number_of
from apps.foundation.core.permissions import require
from apps.foundation.organisations.models import Area

RUN, SET, REVIEW = "legal_exams.run", "legal_exams.set", "legal_exams.review"


def office_of(request: HttpRequest) -> Area:
    """The office for which the acting person works; Http404 without one."""
    return get_object_or_404(Area, path=request.actor.area_path)


def found(request: HttpRequest, rows: QuerySet[Any], public_id: UUID, permission: str = "") -> Any:
    """Raises Http404 where the acting person does not see it, NotAllowed where they may not."""
    row = get_object_or_404(rows.visible_to(request.actor).select_related("office"), public_id=public_id)
    if permission:
        require(request.actor, permission, row)
    return row


def revision_read(text: str | None) -> int:
    """What a page was read at; one that does not say so is older than anything."""
    number = number_of(text, up_to=10**9)
    return -1 if number is None else number
