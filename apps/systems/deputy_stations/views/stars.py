"""Stars as they hold, signs of losing them, and proposals to take them down."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Column, Register
from apps.office.files.selectors import attachments_of
from apps.systems.deputy_stations.filters.rating import StarFilter
from apps.systems.deputy_stations.forms.rating import LoweringForm
from apps.systems.deputy_stations.models import Star, StarLowering
from apps.systems.deputy_stations.selectors.stars import idle_stars
from apps.systems.deputy_stations.services import stars as acts
from apps.systems.deputy_stations.services.stars import office_of

RATE = "deputy_stations.rate"


@require_GET
def stars(request: HttpRequest) -> HttpResponse:
    """What the measures count: stars in force of stations that are not closed."""
    today = timezone.localdate()
    rows = Star.objects.visible_to(request.actor).on(today).select_related("station__area", "rating")
    rows = rows.filter(Q(station__closed_on__isnull=True) | Q(station__closed_on__gt=today))
    columns = [
        Column("家站", "station.name", link=lambda row: row.station.get_absolute_url(), sort="station__name"),
        Column("镇街", "station.area.name", sort="station__area__path"),
        Column("星级", "marks", sort="stars"),
        Column("总分", "rating.total", sort="rating__total"),
        Column("生效", "starts_on", sort="starts_on"),
        Column("有效期至", "last_day", sort="until"),
        Column("决定文号", "decision_number", sort="decision_number"),
    ]
    keeps = may(request.actor, RATE)
    if keeps:
        columns.append(Column("办理", lambda row: "提出降级", link=_lowering_url, exported=False))
    context = {
        "idle": idle_stars(request.actor, today) if keeps else [],
        "lowerings": StarLowering.objects.visible_to(request.actor).select_related("star__station")[:10],
    }  # fmt: skip
    return Register(
        "星级家站", rows, columns, filterset=StarFilter, search=["station__name__icontains"], search_hint="查家站",
        empty="命名决定登记以后,星级家站会显示在这里。", template="deputy_stations/stars.html", context=context,
    ).respond(request)  # fmt: skip


def _lowering_url(star: Star) -> str:
    return reverse("deputy_stations_lowering_new", args=[star.public_id])


@require_http_methods(["GET", "POST"])
def lowering_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Star.objects.visible_to(request.actor).select_related("station__area", "rating__round__office")
    star = get_object_or_404(rows, public_id=public_id)
    require(request.actor, RATE)
    form = LoweringForm(request.POST or None, request.FILES or None, star=star)
    made = request.method == "POST" and attempt(
        form,
        lambda: acts.lowering_propose(star=star, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if made:
        messages.success(request, "已提请主任会议研究。")
        return redirect(made)
    return form_page(
        request, form, title="提出降级或者摘牌", pretitle=f"{star.station} 现为{star.stars}星",
        cancel=star.station.get_absolute_url(), submit="提请主任会议研究",
        hint=f"由{office_of(star)}人大常委会主任会议研究决定。",
    )  # fmt: skip


@require_GET
def lowering(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = StarLowering.objects.visible_to(request.actor).select_related("star__station__area")
    found = get_object_or_404(rows, public_id=public_id)
    context = {"lowering": found, "attachments": attachments_of(found)}
    return render(request, "deputy_stations/lowering.html", context)
