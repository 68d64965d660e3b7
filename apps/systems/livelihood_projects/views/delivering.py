"""The delivery of a season: its table, its breakdown, its reports, its assessment, its archive."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Column, Register
from apps.office.documents.downloads import pdf_response
from apps.office.documents.selectors import live_document
from apps.systems.livelihood_projects import delivery_papers
from apps.systems.livelihood_projects.forms.delivering import AssessForm, PlanForm, PlanNodeRows, nodes_initial
from apps.systems.livelihood_projects.models import Breakdown, ProjectPlan, SeasonArchive
from apps.systems.livelihood_projects.selectors.closing import is_handed_over
from apps.systems.livelihood_projects.selectors.delivering import (
    breakdown_of,
    deliveries_of,
    refused_archive,
    running_archive,
    running_assessment,
    to_assess,
    totals_of,
)
from apps.systems.livelihood_projects.selectors.report_days import report_due
from apps.systems.livelihood_projects.services import archiving, breaking_down, judging, reporting
from apps.systems.livelihood_projects.views.preparing import FORM, managed_season, visible_season

WRITE, ACCEPT = "livelihood.breakdown.write", "livelihood.breakdown.accept"
TONES = {"writing": "orange", "submitted": "azure", "accepted": "green"}
REPORTS = {"mid-year": delivery_papers.MID_YEAR, "completion": delivery_papers.COMPLETION}


@require_GET
def delivery(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far the chosen projects are: everybody who sees the season."""
    season, today = visible_season(request, public_id), timezone.localdate()
    deliveries = deliveries_of(season, today)
    context = {
        "season": season, "words": season.words, "breakdown": breakdown_of(season), "deliveries": deliveries,
        "totals": totals_of(deliveries), "running": running_assessment(season),
        "to_assess": to_assess(season, today), "archive": getattr(season, "archive", None),
        "reports": [
            (slug, delivery_papers.TITLES[kind], live_document(season, kind), report_due(season, kind, today))
            for slug, kind in REPORTS.items()
        ],
        "order": running_archive(season, timezone.now()), "refused": refused_archive(season),
        "may_start": is_handed_over(season),
    }  # fmt: skip
    return render(request, "livelihood_projects/delivery.html", context)


@require_GET
def breakdowns(request: HttpRequest) -> HttpResponse:
    return Register(
        "任务分解",
        Breakdown.objects.visible_to(request.actor).with_season(),
        [
            Column("年度", "season", link=Breakdown.get_absolute_url),
            Column("编制单位", "executive.name"),
            Column("交办日期", "handed_over_on", sort="handed_over_on"),
            Column("报送期限", "due_on", sort="due_on"),
            Column("报送时间", "submitted_at"),
            Column("状态", "get_state_display", tone=lambda row: TONES[row.state]),
        ],
        search=("season__term__body__name__icontains",),
        search_hint="查机关名称",
        empty="人大签发交办函以后,需要编制的任务分解方案会显示在这里。",
    ).respond(request)


def _breakdown(request: HttpRequest, public_id: UUID, permission: str = "") -> Breakdown:
    rows = Breakdown.objects.visible_to(request.actor).with_season()
    found = get_object_or_404(rows, season__public_id=public_id)
    if permission:
        require(request.actor, permission, found)
    return found


@require_GET
def breakdown(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = _breakdown(request, public_id), timezone.localdate()
    context = {
        "breakdown": found, "season": found.season, "plans": found.plans.with_all(),  # type: ignore[attr-defined]
        "writes": may(request.actor, WRITE, found) and found.state == "writing",
        "accepts": may(request.actor, ACCEPT, found) and found.state == "submitted",
        "is_late": found.submitted_at is None and found.due_on < today,
    }  # fmt: skip
    return render(request, "livelihood_projects/breakdown.html", context)


@require_GET
def breakdown_paper(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(delivery_papers.breakdown_paper(_breakdown(request, public_id), timezone.localdate()))


@require_http_methods(FORM)
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One project's plan with its quarters."""
    found = get_object_or_404(ProjectPlan.objects.visible_to(request.actor).with_all(), public_id=public_id)
    require(request.actor, WRITE, found.breakdown)
    form = PlanForm(request.POST or None, plan=found)
    rows = PlanNodeRows(request.POST or None, prefix="nodes", initial=nodes_initial(found))
    if form.is_bound and rows.is_valid() and attempt(form, lambda: _plan_saved(request, found, form, rows)):
        messages.success(request, f"已保存“{found.project}”的任务分解。")
        return redirect(found.breakdown)
    context = {"form": form, "rows": rows, "plan": found, "season": found.breakdown.season}
    return render(request, "livelihood_projects/plan_form.html", context)


def _plan_saved(request: HttpRequest, plan: ProjectPlan, form: PlanForm, rows: PlanNodeRows) -> ProjectPlan:  # type: ignore[valid-type]
    return breaking_down.plan_change(
        plan=plan, draft=form.draft(rows), revision=form.cleaned_data["revision"], by=request.actor, at=timezone.now()
    )


@require_POST
def breakdown_start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    found = breaking_down.breakdown_start(season=season, by=request.actor, at=timezone.now())
    messages.success(request, "任务分解已经开始,编制单位会收到通知。")
    return redirect(found)


@require_POST
def breakdown_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _breakdown(request, public_id, WRITE)
    on_paper = may(request.actor, ACCEPT, found)
    breaking_down.breakdown_submit(breakdown=found, on_paper=on_paper, by=request.actor, at=timezone.now())
    messages.success(request, "已登记报送。" if on_paper else "已报送,人大接受后各项目开始督办。")
    return redirect(found)


@require_POST
def breakdown_return(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _breakdown(request, public_id, ACCEPT)
    breaking_down.breakdown_return(breakdown=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已退回,编制单位会收到通知。")
    return redirect(found)


@require_POST
def breakdown_accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _breakdown(request, public_id, ACCEPT)
    breaking_down.breakdown_accept(breakdown=found, by=request.actor, at=timezone.now())
    messages.success(request, "已接受,各项目已交办,责任单位会收到签收通知。")
    return redirect("livelihood_delivery", public_id)


@require_POST
def report_draft(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """`kind` is a key of REPORTS."""
    season = managed_season(request, public_id)
    if kind not in REPORTS:
        raise Http404
    document = reporting.report_draft(season=season, kind=REPORTS[kind], by=request.actor, at=timezone.now())
    messages.success(request, "已按今天的数字拟出报告,请核对、补充后送审。")
    return redirect(document)


@require_http_methods(FORM)
def assess(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season, today = managed_season(request, public_id), timezone.localdate()
    form, cancel = AssessForm(request.POST or None, season=season), reverse("livelihood_delivery", args=[public_id])
    if form.is_bound and (poll := attempt(form, lambda: judging.season_assess(
        season=season, draft=form.draft, sitting=form.cleaned_data["sitting"], by=request.actor, at=timezone.now()
    ))):  # fmt: skip
        messages.success(request, "已提交会议测评,请在会场签到开会后开始投票。")
        return redirect("ballots_poll", poll.public_id)
    waiting = to_assess(season, today)
    untaken = [one.project.name for one in waiting if one.standing not in ("taken", "rectifying")]
    hint = f"本次测评{len(waiting)}个项目。" + (f"尚未验收:{'、'.join(untaken)}。" if untaken else "")
    return form_page(request, form, title="提交会议测评", pretitle=str(season), cancel=cancel, submit="提交", hint=hint)


@require_POST
def archive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    archiving.archive_order(season=season, by=request.actor, at=timezone.now())
    messages.success(request, "正在归档,完成后可以下载档案包。")
    return redirect("livelihood_delivery", public_id)


@require_GET
def archive_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The progress alone; when the archive is made, the browser loads the whole page."""
    season = visible_season(request, public_id)
    order = running_archive(season, timezone.now())
    response = render(request, "livelihood_projects/parts/archive_order.html", {"season": season, "order": order})
    if order is None:
        response["HX-Refresh"] = "true"
    return response


@require_GET
def archive_download(request: HttpRequest, public_id: UUID) -> FileResponse:
    found = get_object_or_404(SeasonArchive, season=visible_season(request, public_id))
    name = file_name_of(str(found), "zip")
    return FileResponse(found.file.open(), as_attachment=True, filename=name, content_type="application/zip")
