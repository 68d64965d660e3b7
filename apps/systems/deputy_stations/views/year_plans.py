"""年度活动计划: begun, edited, published, summed up."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may
from apps.office.documents.downloads import file_of
from apps.systems.deputy_stations.forms.activities import PlanEditor, SummaryForm, YearForm
from apps.systems.deputy_stations.papers.activities import plan_paper, summary_paper
from apps.systems.deputy_stations.selectors import activities as selectors
from apps.systems.deputy_stations.services import year_plans as services
from apps.systems.deputy_stations.views.common import RUN
from apps.systems.deputy_stations.views.finding import plan_for, run_station


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station, today = run_station(request, public_id), timezone.localdate()
    form = YearForm(request.POST or None, on=today)
    made = request.method == "POST" and attempt(
        form,
        lambda: services.year_plan_create(
            station=station, year=form.cleaned_data["year"], by=request.actor, at=timezone.now()
        ),
    )
    if made:
        return redirect("deputy_stations_year_plan_change", made.public_id)
    return form_page(
        request, form, title="编制年度活动计划", pretitle=station.name, cancel=station.get_absolute_url(),
        submit="下一步",
    )  # fmt: skip


@require_GET
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = plan_for(request, public_id), timezone.localdate()
    context = {"plan": found, "page": selectors.plan_page(found, today), "runs": may(request.actor, RUN, found)}
    return render(request, "deputy_stations/year_plan.html", context)


@require_http_methods(["GET", "POST"])
def plan_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, RUN)
    editor = PlanEditor(request.POST or None, plan=found)
    if request.method == "POST" and attempt(
        editor,
        lambda: services.year_plan_change(
            plan=found, goals=editor.head.cleaned_data["goals"], lines=editor.lines(), revision=editor.revision,
            by=request.actor, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "年度活动计划已保存。")
        return redirect(found)
    return render(request, "deputy_stations/year_plan_editor.html", {"plan": found, "editor": editor})


@require_POST
def plan_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = services.year_plan_publish(plan=plan_for(request, public_id, RUN), by=request.actor, at=timezone.now())
    messages.success(request, "年度活动计划已公布,本站代表已收到通知。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def summary(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, RUN)
    initial = {"revision": found.revision, "text": services.summary_proposed(found, timezone.now())}
    form = SummaryForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda: services.summary_write(plan=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "年度总结已保存。")
        return redirect(found)
    return form_page(
        request, form, title="年度总结", pretitle=str(found), cancel=found.get_absolute_url(),
        hint="开头的数字按平台记录带出,可以修改、补充。",
    )  # fmt: skip


@require_GET
def plan_file(request: HttpRequest, public_id: UUID, kind: str, ending: str) -> FileResponse:
    found, today = plan_for(request, public_id), timezone.localdate()
    papers = {"plan": plan_paper, "summary": summary_paper}
    if kind not in papers:
        raise Http404
    return file_of(papers[kind](found, today), ending)
