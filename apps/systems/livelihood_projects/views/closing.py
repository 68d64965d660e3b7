"""Drafting the documents that end a season."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.systems.livelihood_projects.services import closing
from apps.systems.livelihood_projects.views.preparing import managed_season


@require_POST
def notice_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    document = closing.notice_draft(season=season, by=request.actor, at=timezone.now())
    messages.success(request, "已拟出公告,请核对后送审;签发后自动编号。")
    return redirect(document)


@require_POST
def hand_over_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    document = closing.hand_over_draft(season=season, by=request.actor, at=timezone.now())
    messages.success(request, "已拟出交办函,请核对后送审;签发后自动送达政府和各责任单位。")
    return redirect(document)
