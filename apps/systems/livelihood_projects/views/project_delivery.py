"""One project on its way: who watches it, what they found, what was decided, how it is put right."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.office.documents.downloads import pdf_response
from apps.systems.livelihood_projects import delivery_papers
from apps.systems.livelihood_projects.forms.delivering import (
    AdjustForm,
    DecisionForm,
    RectificationForm,
    RequirementForm,
    VisitForm,
    WatchForm,
)
from apps.systems.livelihood_projects.models import Project, Rectification
from apps.systems.livelihood_projects.selectors.delivering import Delivery, chosen_projects, delivery_of
from apps.systems.livelihood_projects.services import changing, judging, watching
from apps.systems.livelihood_projects.views.preparing import CHANGE, FORM, VISIT

REPORT = "livelihood.rectification.report"
ONLY_DECIDED = "项目的数量、地点、期限由人大决定后才能调整,承办单位不能自行调整;请由本级人大工作人员登记决定。"


def chosen(request: HttpRequest, public_id: UUID, *, managed: bool = True) -> Project:
    """A chosen project that the actor sees (else 404); `managed`: and keeps."""
    project = get_object_or_404(chosen_projects(Project.objects.visible_to(request.actor)), public_id=public_id)
    if managed:
        require(request.actor, CHANGE, project.season, ONLY_DECIDED)
    return project


def _page(request: HttpRequest, project: Project, form: object, title: str, **more: object) -> HttpResponse:
    return form_page(request, form, title=title, pretitle=project.name, cancel=project.get_absolute_url(), **more)  # type: ignore[arg-type]


@require_http_methods(FORM)
def watch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = chosen(request, public_id)
    form = WatchForm(request.POST or None, project=project, on=timezone.localdate())
    if form.is_bound and attempt(form, lambda: watching.watch_set(
        project=project, **form.cleaned_data, by=request.actor, at=timezone.now()
    )):  # fmt: skip
        messages.success(request, "监督小组已确定,新参加的代表会收到通知。")
        return redirect(project)
    return _page(request, project, form, "监督小组")


@require_http_methods(FORM)
def visit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """On a phone: what the group saw, with photos."""
    project = chosen(request, public_id, managed=False)
    require(request.actor, VISIT, project, "实地监督由该项目监督小组的组长、组员或者本级人大工作人员记录。")
    initial = {"visited_on": timezone.localdate(), "people": request.actor.name if request.actor.is_member else ""}
    form = VisitForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_bound and attempt(form, lambda: watching.visit_record(
        project=project, draft=form.draft(), files=form.cleaned_data["files"], key=form.cleaned_data["key"],
        by=request.actor, at=timezone.now(),
    )):  # fmt: skip
        messages.success(request, "已记录。")
        return redirect(project)
    return _page(request, project, form, "记录实地监督")


@require_http_methods(FORM)
def adjust(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = chosen(request, public_id)
    one = _running(project)
    initial = {"place": one.plan.place, "due_on": one.assignment.due_on, "quantity": one.assignment.quantity_planned}  # type: ignore[union-attr]
    form = AdjustForm(request.POST or None, initial=initial, season=project.season, on=timezone.localdate())
    if form.is_bound and attempt(form, lambda: changing.project_adjust(
        project=project, decision=form.decision(), wanted=form.wanted(), by=request.actor, at=timezone.now()
    )):  # fmt: skip
        messages.success(request, "已登记调整,调整前后的内容都会保留;承办单位和监督小组会收到通知。")
        return redirect(project)
    hint = "先由有权机关作出决定,再在这里登记。"
    return _page(request, project, form, "调整项目", submit="登记调整", hint=hint)


@require_http_methods(FORM)
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = chosen(request, public_id)
    _running(project)
    form = DecisionForm(request.POST or None, season=project.season, on=timezone.localdate())
    if form.is_bound and attempt(form, lambda: changing.project_end(
        project=project, decision=form.decision(), by=request.actor, at=timezone.now()
    )):  # fmt: skip
        messages.success(request, "已登记终止。")
        return redirect(project)
    return _page(request, project, form, "终止项目", submit="登记终止", hint="终止后不再办理,不能恢复。")


def _running(project: Project) -> Delivery:
    one = delivery_of(project, timezone.localdate())
    if one.assignment is None or not one.assignment.is_open:
        raise Http404
    return one


@require_http_methods(FORM)
def rectify(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """拟整改通知."""
    project = chosen(request, public_id)
    form = RequirementForm(request.POST or None)
    if form.is_bound and (document := attempt(form, lambda: judging.rectification_draft(
        project=project, **form.cleaned_data, by=request.actor, at=timezone.now()
    ))):  # fmt: skip
        messages.success(request, "已拟出整改通知,请核对后送审;签发后起算整改期限。")
        return redirect(document)
    return _page(request, project, form, "整改通知", submit="拟出通知")


@require_http_methods(FORM)
def rectification(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """报告整改情况 by the unit; the office registers what came on paper."""
    actor = request.actor
    rows = Rectification.objects.visible_to(actor).with_all()
    found = get_object_or_404(rows, public_id=public_id, due_on__isnull=False)
    require(actor, REPORT, found)
    on_paper = may(actor, CHANGE, found.project.season)
    form = RectificationForm(request.POST or None)
    if form.is_bound and attempt(form, lambda: judging.rectification_report(
        rectification=found, **form.cleaned_data, on_paper=on_paper, by=actor, at=timezone.now()
    )):  # fmt: skip
        messages.success(request, "已报告整改情况,下次会议可以再次测评。")
        return redirect(found.project if on_paper else "portal_home")
    cancel = found.project.get_absolute_url() if on_paper else reverse("portal_home")
    return form_page(
        request, form, title="报告整改情况", pretitle=found.project.name, cancel=cancel, submit="提交",
        hint=f"整改要求:{found.requirement}",
    )  # fmt: skip


@require_GET
def acceptance(request: HttpRequest, public_id: UUID) -> FileResponse:
    """验收单 of what was verified."""
    one = delivery_of(chosen(request, public_id, managed=False), timezone.localdate())
    claim = one.assignment.completions.filter(is_verified=True).last() if one.assignment else None  # type: ignore[attr-defined]
    if claim is None:
        raise Http404
    return pdf_response(delivery_papers.acceptance_paper(one, claim, timezone.localdate()))
