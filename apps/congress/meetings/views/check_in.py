"""The hall's screen with its rotating code, and the phone page it leads to."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.congress.meetings import selectors, services
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.rules.codes import code_at
from apps.congress.meetings.views.sittings import sitting_of
from apps.foundation.core.errors import NotAllowed
from apps.foundation.core.permissions import require
from apps.foundation.people.models import Person


@never_cache
def screen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    context = _shown(request, public_id)
    return render(request, "meetings/screen.html", context | _drawn(context["sitting"]))


@never_cache
@require_GET
def screen_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What changes on the screen: the count, the code every minute, who speaks; 204 where nothing has changed."""
    context = _shown(request, public_id)
    if context["version"] == request.GET.get("v"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "meetings/_screen.html", context | _drawn(context["sitting"]))


@never_cache
def check_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One tap on the phone. Who holds the code stands in the hall; looking never checks in, only POST does."""
    sitting = get_object_or_404(Sitting.objects.select_related("meeting__body__area"), public_id=public_id)
    at = timezone.now()
    code = (request.POST if request.method == "POST" else request.GET).get("code", "")
    if not selectors.may_arrive(request.actor, sitting, code, at):
        raise Http404
    person = _person(request)
    if request.method == "POST":
        services.check_in_by_code(sitting=sitting, person=person, code=code, by=request.actor, at=at)
        return redirect("meetings_check_in", public_id)
    arrival = selectors.arrival_of(sitting, person, code, at)
    context = {"sitting": sitting, "code": code, "person": person, "arrival": arrival}
    return render(request, "meetings/check_in.html", context)


def _shown(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    sitting = sitting_of(request, public_id)
    require(request.actor, "meetings.manage", sitting)
    return {"sitting": sitting, "version": selectors.screen_version(request.actor, sitting, timezone.now())}


def _drawn(sitting: Sitting) -> dict[str, Any]:
    shown = selectors.screen_of(sitting, timezone.now())
    return {"count": shown.count, "floor": shown.floor, "poll": shown.poll, "code": _code(sitting)}


def _code(sitting: Sitting) -> str:
    return _qr(sitting) if sitting.is_running else ""


def _qr(sitting: Sitting) -> SafeString:
    path = reverse("meetings_check_in", args=[sitting.public_id])
    address = f"{settings.PUBLIC_URL}{path}?{urlencode({'code': code_at(sitting.code_salt, timezone.now())})}"
    drawing = segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True, svgclass="screen-code")
    return mark_safe(drawing)


def _person(request: HttpRequest) -> Person:
    person = Person.objects.filter(user=request.user).first()
    if person is None:
        raise NotAllowed("您的账号没有对应的代表,不能签到。请到签到台联系工作人员。")
    return person
