"""述职: who reports, their reports, the poll that assesses them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.errors import NotAllowed
from apps.foundation.core.permissions import may
from apps.systems.deputy_stations.forms.activities import AssessForm, ReportForm, SpeakersForm
from apps.systems.deputy_stations.models import Debrief
from apps.systems.deputy_stations.services import debriefs as services
from apps.systems.deputy_stations.views.common import MANAGE, RUN
from apps.systems.deputy_stations.views.finding import activity_for


@require_http_methods(["GET", "POST"])
def speakers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = activity_for(request, public_id, RUN)
    form = SpeakersForm(request.POST or None, activity=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.debriefs_set(
            activity=found, people=list(form.cleaned_data["people"]), by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "述职代表已确定,并已通知。")
        return redirect(found)
    return form_page(request, form, title="确定述职代表", pretitle=found.title, cancel=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = activity_for(request, public_id, MANAGE), timezone.localdate()
    form = AssessForm(request.POST or None, activity=found, on=today)
    poll = request.method == "POST" and attempt(
        form,
        lambda: services.debriefs_assess(
            activity=found, draft=form.draft(), sitting=form.cleaned_data["sitting"], by=request.actor,
            at=timezone.now(),
        ),
    )  # fmt: skip
    if poll:
        messages.success(request, "测评已安排到会议,请在会上开启。")
        return redirect("ballots_poll", poll.public_id)
    return form_page(
        request, form, title="安排述职测评", pretitle=found.title, cancel=found.get_absolute_url(), submit="安排测评",
        hint="对述职代表逐人测评。没有可选会议的,请先在“会议”中安排。",
    )  # fmt: skip


def _debrief(request: HttpRequest, public_id: UUID) -> Debrief:
    rows = Debrief.objects.filter(pk__in=Debrief.objects.visible_to(request.actor).values("pk"))
    return get_object_or_404(rows.select_related("activity__station__area", "person", "poll"), public_id=public_id)


@require_GET
def debrief(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _debrief(request, public_id)
    context = {"debrief": found, "writes": _may_write(request, found) and not found.announced_at}
    return render(request, "deputy_stations/debrief.html", context)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _debrief(request, public_id)
    if not _may_write(request, found):
        raise NotAllowed("述职报告由述职代表本人填写,也可以由联络员代为登记。")
    form = ReportForm(request.POST or None, initial={"text": found.report})
    if request.method == "POST" and attempt(
        form, lambda: services.debrief_write(debrief=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "述职报告已保存。")
        return redirect("deputy_stations_debrief", public_id)
    back = found.activity.get_absolute_url()
    return form_page(request, form, title="述职报告", pretitle=f"{found.person.name} {found.activity}", cancel=back)


def _may_write(request: HttpRequest, found: Debrief) -> bool:
    is_own = request.actor.is_member and found.person_id == request.actor.person_id
    return is_own or may(request.actor, RUN, found)
