"""For machines: whether this process lives, whether it can serve, and figures. For operators: 系统状态."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily

from apps.foundation.core import registry
from apps.foundation.core.metrics import all_processes
from apps.foundation.core.recording import current_number
from apps.foundation.core.vitals import Examined, Light, examine, serves

WORDS = {
    Light.GREEN: ("green", "各部分工作正常"),
    Light.YELLOW: ("yellow", "可以使用,有需要留意的部分"),
    Light.RED: ("red", "有部分出现故障,请按提示处理"),
}


def for_machines(view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Only who brings HEALTH_TOKEN sees more than that there is a portal; without one set, nobody does."""

    @login_not_required
    @never_cache
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not settings.HEALTH_TOKEN or not constant_time_compare(brought, settings.HEALTH_TOKEN):
            raise Http404("not for everybody")
        return view(request)

    return guarded


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked, so that a slow database does not get it killed."""
    return JsonResponse({"status": "ok"})


@for_machines
def ready(request: HttpRequest) -> HttpResponse:
    """503 while no page can be served. Other parts may be red: that is for people to mend, not for a balancer."""
    examined = _all(timezone.now())
    parts = {each.vital.slug: _told(each) for each in examined}
    status = HTTPStatus.OK if serves(examined) else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse(
        {"status": "ok" if serves(examined) else "down", "version": settings.VERSION, "parts": parts}, status=status
    )


def _told(each: Examined) -> dict[str, Any]:
    return {"light": each.finding.light, "sentence": each.finding.sentence, **each.finding.gauges}


@for_machines
def metrics(request: HttpRequest) -> HttpResponse:
    """Requests of this host and the parts of the installation, for Prometheus."""
    figures = all_processes()
    figures.register(_Parts(_all(timezone.now())))
    return HttpResponse(generate_latest(figures), content_type=CONTENT_TYPE_LATEST)


class _Parts:
    """What was found, as gauges: each part's light (0 green, 1 yellow, 2 red), and every figure by its name."""

    def __init__(self, examined: list[Examined]) -> None:
        self.examined = examined

    def collect(self) -> Iterator[GaugeMetricFamily]:
        lights = GaugeMetricFamily("congress_part_light", "0 green, 1 yellow, 2 red", labels=["part"])
        for each in self.examined:
            lights.add_metric([each.vital.slug], list(Light).index(each.finding.light))
        yield lights
        for each in self.examined:
            for name, value in each.finding.gauges.items():
                yield GaugeMetricFamily(f"congress_{name}", each.vital.slug, value=value)


def _all(at: datetime) -> list[Examined]:
    return list(examine(registry.vitals(), at))


@require_GET
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """系统状态: every part with one sentence and, where it is not green, what to do; what is worst stands first."""
    now = timezone.now()
    examined = _all(now)
    worst = max((each.finding.light for each in examined), key=list(Light).index)
    tone, sentence = WORDS[worst]
    ordered = sorted(examined, key=lambda each: -list(Light).index(each.finding.light))
    context = {"parts": ordered, "tone": tone, "sentence": sentence, "at": now, "version": settings.VERSION}
    return render(request, "portal/status.html", context)


def server_error(request: HttpRequest) -> HttpResponse:
    """A failure nobody foresaw. Rendered without the request, whose session or role may be what failed."""
    page = loader.get_template("500.html").render({"number": current_number()})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
