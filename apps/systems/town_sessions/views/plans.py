"""The list, the beginning, and the pages on which a plan is read."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.meetings.models import MeetingState
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.audiences import may_enter
from apps.foundation.core.registers import Action, Column, Register
from apps.office.documents.downloads import docx_response, pdf_response
from apps.systems.town_sessions.filters import PlanFilter, SessionFilter
from apps.systems.town_sessions.forms.acts import NewPlanForm
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.plan_paper import plan_paper
from apps.systems.town_sessions.rules.planning import NO_STREET
from apps.systems.town_sessions.rules.templates import TEMPLATES
from apps.systems.town_sessions.selectors.measures import sessions_in_force
from apps.systems.town_sessions.selectors.page import page_of
from apps.systems.town_sessions.selectors.plans import differences_of
from apps.systems.town_sessions.selectors.timeline import months_of, timeline_of
from apps.systems.town_sessions.services.planning import plan_create
from apps.systems.town_sessions.views.common import plan_for

TONES = {
    "draft": "secondary", "presidium": "orange", "party": "orange", "approved": "blue", "filed": "blue",
    "executing": "green", "closed": "secondary", "superseded": "secondary", "abandoned": "secondary",
}  # fmt: skip
CAME_TONES = {"已闭会": "green", "已到期": "red", "未召开": "secondary", "已取消": "secondary", "已安排": "blue"}


def _came_of(session: PlanSession) -> str:
    meeting = session.slot.meeting
    if meeting and meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        return meeting.get_state_display()
    is_late = session.ends_on < timezone.localdate() and not session.is_extra
    if meeting is None or meeting.state != MeetingState.IN_SESSION:
        return "已到期" if is_late else "已安排" if meeting else "未召开"
    return "已安排"


COLUMNS = [
    Column("方案", str, link=AnnualPlan.get_absolute_url),
    Column("年度", lambda plan: f"{plan.year}年", sort="year"),
    Column("机关", "body.name", sort="body__name", on_screen=False),
    Column("版次", lambda plan: f"第{plan.version}版", sort="version"),
    Column("模板", "template_title", on_screen=False),
    Column("状态", "state_label", sort="state", tone=lambda plan: TONES[plan.state]),
    Column("计划会议", "planned", sort="planned"),
    Column("已开", "held", sort="held"),
    Column("批准日期", "approved_on", sort="approved_on"),
    Column("备案日期", "filed_on", on_screen=False),
    Column("备案文号", "filing_number"),
    Column("调整理由", "reason", on_screen=False),
]
SESSION_COLUMNS = [
    Column("年度", lambda session: f"{session.plan.year}年", sort="plan__year"),
    Column("区划", "plan.body.area.name", sort="plan__body__area__path"),
    Column("会议", "name", link=lambda session: session.plan.get_absolute_url()),
    Column("主题", "theme"),
    Column("计划时间", "when", sort="ends_on"),
    Column("已生成会议", "slot.meeting.title", on_screen=False),
    Column("召开日期", lambda session: session.day if session.has_live_meeting else None),
    Column("情况", _came_of, tone=lambda session: CAME_TONES[_came_of(session)]),
]
SEARCHED = ("body__name__icontains", "filing_number__icontains", "reason__icontains")


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """What counts comes first; versions given up stay in the list of the office."""
    keeps = may_enter(request.actor.role, "town_sessions_new")
    empty = "请先拟定本年度的预安排方案。" if keeps else "年度预安排方案批准以后,会显示在这里。"
    return Register(
        "年度预安排方案", AnnualPlan.objects.visible_to(request.actor).with_body().with_counts(), COLUMNS,
        empty=empty, filterset=PlanFilter, search=SEARCHED, search_hint="查机关、备案文号、调整理由",
        actions=[Action("拟定方案", reverse("town_sessions_new"), "plus", primary=True)] if keeps else [],
    ).respond(request)  # fmt: skip


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Every session that a plan in force asks for, and what became of it."""
    rows = sessions_in_force(request.actor.area_path).with_plan().select_related("slot__meeting")
    return Register(
        "计划会议一览", rows.order_by("-plan__year", "ends_on", "plan__body__area__path"), SESSION_COLUMNS,
        filterset=SessionFilter, search=("theme__icontains", "plan__body__name__icontains"),
        search_hint="查主题、机关", empty="年度预安排方案批准以后,安排的会议会列在这里。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    year = timezone.localdate().year
    initial = {"template": next(iter(TEMPLATES)), "year": year}
    form = NewPlanForm(request.POST or None, actor=request.actor, year=year, initial=initial)
    made = request.method == "POST" and attempt(
        form, lambda: plan_create(**form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if made:
        messages.success(request, "已按模板带入全年会议,请补充日期、议题和责任人。")
        return redirect("town_sessions_change", made.public_id)
    hint = "一年一个方案。主席团讨论、党委研究同意后生效;批准后不再修改,需要调整的另拟一版。"
    hint = hint if form.fields["term"].queryset.exists() else NO_STREET
    return form_page(
        request, form, title="拟定年度预安排方案", cancel=reverse("town_sessions_list"), submit="带入模板", hint=hint
    )


@require_GET
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The year as a timeline: what is planned, what is late, what is next."""
    found = plan_for(request, public_id)
    context = {"plan": found, "page": page_of(found, request.actor, timezone.localdate())}
    return render(request, "town_sessions/plan.html", context)


@require_GET
def plan_calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The year in months."""
    found, today = plan_for(request, public_id), timezone.localdate()
    months = months_of(timeline_of(found, request.actor, today), found.year, today)
    return render(request, "town_sessions/calendar.html", {"plan": found, "months": months, "today": today})


@require_GET
def plan_compare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What an amendment changes, in words."""
    found = plan_for(request, public_id)
    if found.replaces is None:
        raise Http404
    context = {"plan": found, "replaced": found.replaces, "differences": differences_of(found)}
    return render(request, "town_sessions/compare.html", context)


@require_GET
def plan_pdf(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(plan_paper(plan_for(request, public_id), timezone.localdate()), is_saved=True)


@require_GET
def plan_docx(request: HttpRequest, public_id: UUID) -> FileResponse:
    return docx_response(plan_paper(plan_for(request, public_id), timezone.localdate()))
