"""调度会: the list, one meeting with its points, its minutes and supervision sheets."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Column, Register
from apps.office.documents.downloads import file_of
from apps.office.documents.selectors import live_document
from apps.systems.reform_tasks.forms.following import DispatchChangeForm, DispatchForm, PointsEditor
from apps.systems.reform_tasks.models import DispatchMeeting
from apps.systems.reform_tasks.papers.dispatching import MINUTES, minutes_paper
from apps.systems.reform_tasks.selectors import dispatching as selectors
from apps.systems.reform_tasks.services import dispatching
from apps.systems.reform_tasks.views.common import MANAGE, meeting_for, plan_for


@require_GET
def dispatches(request: HttpRequest) -> HttpResponse:
    rows = DispatchMeeting.objects.visible_to(request.actor).select_related("plan__office")
    columns = [
        Column("会议", "title", link=DispatchMeeting.get_absolute_url, sort="title"),
        Column("时间", "held_at", sort="held_at"),
        Column("主持人", "chair"),
        Column("调度事项", "spoken"),
        Column("发督办单", "warned"),
        Column("实施方案", "plan.title"),
    ]
    return Register(
        "调度会", rows.annotate(spoken=Count("points"), warned=Count("points__sheet")), columns,
        search=["title__icontains", "chair__icontains"], search_hint="查会议、主持人",
        empty="调度会后,请从实施方案页面登记。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def dispatch_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    initial = {"title": f"改革任务第{found.dispatches.count() + 1}次调度会", "place": f"{found.office}人大机关会议室"}
    form = DispatchForm(request.POST or None, initial=initial)
    made = request.method == "POST" and attempt(
        form,
        lambda: dispatching.dispatch_create(
            plan=found, draft=form.draft(), key=form.cleaned_data["key"], by=request.actor, at=timezone.now()
        ),
    )
    if made:
        messages.success(request, "调度会已登记,请逐项记录会议要求。")
        return redirect("reform_tasks_dispatch_points", made.public_id)
    return form_page(
        request, form, title="登记调度会", pretitle=found.title, cancel=found.get_absolute_url(), submit="登记",
        hint="会后登记。下一步带入亮灯的任务和各镇街报送的问题,逐项记录会议要求。",
    )  # fmt: skip


@require_GET
def dispatch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = meeting_for(request, public_id)
    keeps = may(request.actor, MANAGE, found)
    context = {
        "meeting": found, "keeps": keeps, "points": selectors.points_of(found),
        "document": live_document(found, MINUTES) if keeps else None,
    }  # fmt: skip
    return render(request, "reform_tasks/dispatch.html", context)


@require_http_methods(["GET", "POST"])
def dispatch_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = meeting_for(request, public_id, MANAGE)
    form = DispatchChangeForm(request.POST or None, meeting=found)
    if request.method == "POST" and attempt(
        form,
        lambda: dispatching.dispatch_change(
            meeting=found, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "调度会已保存。")
        return redirect(found)
    return form_page(request, form, title="修改调度会", pretitle=found.title, cancel=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def dispatch_points(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = meeting_for(request, public_id, MANAGE), timezone.localdate()
    proposals = selectors.proposals_for(found, today) if request.method == "GET" else ()
    editor = PointsEditor(request.POST or None, meeting=found, proposals=proposals)
    if request.method == "POST" and attempt(
        editor,
        lambda: dispatching.points_set(
            meeting=found, points=editor.points(), revision=editor.revision, by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "调度事项已保存,可以拟纪要、发督办单。")
        return redirect(found)
    return render(request, "reform_tasks/points_editor.html", {"meeting": found, "editor": editor})


@require_POST
def point_warn(request: HttpRequest, public_id: UUID, point_id: UUID) -> HttpResponse:
    """One click from a point to its supervision sheet."""
    found = meeting_for(request, public_id, MANAGE)
    point = get_object_or_404(found.points.select_related("meeting__plan__office"), public_id=point_id)
    point = dispatching.point_warn(point=point, by=request.actor, at=timezone.now())
    messages.success(request, "督办单已拟出,请核对后送审;签发后开始计算反馈期限。")
    return redirect(point.sheet.document)


@require_POST
def minutes_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = meeting_for(request, public_id, MANAGE)
    drafted = dispatching.minutes_draft(meeting=found, by=request.actor, at=timezone.now())
    messages.success(request, "调度会纪要已拟出,请核对后送审。")
    return redirect(drafted)


@require_GET
def dispatch_file(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    return file_of(minutes_paper(meeting_for(request, public_id), timezone.localdate()), ending)
