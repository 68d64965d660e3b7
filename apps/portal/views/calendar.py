"""我的日历订阅: one's secret calendar address, and what a phone gets there."""

import segno
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from apps.foundation.core.dates import local_day
from apps.foundation.core.throttle import Throttle
from apps.office.notifications.models import CalendarFeed
from apps.office.notifications.selectors import feed_of
from apps.office.notifications.services import feed_renew
from apps.portal import selectors
from apps.portal.calendar import calendar_file

UNKNOWN_FEEDS = Throttle("unknown_feeds", limit=30, seconds=600)


@require_safe
@never_cache
def subscription(request: HttpRequest) -> HttpResponse:
    feed = CalendarFeed.objects.filter(person=request.actor.person_id).first()
    today = timezone.localdate()
    agenda = selectors.agenda_of(request.user, today)
    coming = [event for event in agenda.events if local_day(event.starts_at) >= today]
    context = {"feed": feed, "events": coming, "deadlines": agenda.deadlines}
    if feed:
        path = reverse("portal_calendar_feed", args=[feed.token])
        context["address"] = settings.PUBLIC_URL + path
        context["webcal"] = "webcal://" + context["address"].partition("://")[2]
        context["qr"] = segno.make(context["webcal"], error="m", micro=False).svg_data_uri(border=2)
    return render(request, "portal/calendar.html", context)


@require_POST
def subscription_renew(request: HttpRequest) -> HttpResponse:
    had_one = CalendarFeed.objects.filter(person=request.actor.person_id).exists()
    feed_renew(by=request.actor, at=timezone.now())
    told = "地址已更换,原地址即刻失效,请在各台设备上改用新地址。" if had_one else "日历订阅已开通,请加到手机日历里。"
    messages.success(request, told)
    return redirect("portal_calendar")


@require_safe
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The file a calendar fetches, without sign-in: who knows the address sees it, whoever guesses beside them."""
    found = feed_of(token)
    if found is None:
        if not UNKNOWN_FEEDS.admit(request):
            return ratelimit.respond_429(request)
        raise Http404("no such calendar")
    agenda = selectors.agenda_of(found.person.user, timezone.localdate())
    response = HttpResponse(calendar_file(agenda, timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response
