"""Submitting a plan, filing it, carrying it out, closing it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.systems.town_sessions.forms.acts import FilingForm, HoldForm, LinkForm, PreparationForm
from apps.systems.town_sessions.rules.deadlines import ACTIVITIES, MATERIALS, TITLES
from apps.systems.town_sessions.selectors.organs import filing_organ
from apps.systems.town_sessions.selectors.plans import plan_document
from apps.systems.town_sessions.services import approving, executing, papers
from apps.systems.town_sessions.views.common import managed, managed_session


@require_POST
def plan_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    approving.plan_submit(plan=found, by=request.actor, at=timezone.now())
    messages.success(request, f"已提请{found.words.discussed}、{found.words.studied},请在审批中登记结果。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def plan_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = managed(request, public_id), timezone.localdate()
    paper = plan_document(found)
    initial = {"filed_on": today, "number": paper.number if paper else "", "filed_with": filing_organ(found, today)}
    form = FilingForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda: approving.plan_file(plan=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "备案已登记,已通知全体代表。现在可以生成会议。")
        return redirect(found)
    return form_page(request, form, title="登记备案", pretitle=str(found), cancel=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def session_meeting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = managed_session(request, public_id)
    initial = {"place": f"{session.plan.body.area}会议室", "with_preparatory": True}
    form = HoldForm(request.POST or None, initial=initial)
    meeting = request.method == "POST" and attempt(
        form,
        lambda: executing.session_meeting_create(
            session=session, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    )
    if meeting:
        messages.success(request, f"已生成{meeting.title},议程、报告单位和材料期限来自方案。请核对后发出通知。")
        return redirect("meetings_detail", meeting.public_id)
    hint = f"方案确定的时间:{session.when}。议题{len(session.topics.all())}项将带入会议议程。"
    return form_page(
        request, form, title="生成会议", pretitle=f"{session}:{session.theme}", submit="生成会议", hint=hint,
        cancel=session.plan.get_absolute_url(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def session_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = managed_session(request, public_id)
    form = LinkForm(request.POST or None, session=session)
    if request.method == "POST" and attempt(
        form,
        lambda: executing.session_meeting_link(
            session=session, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "已关联会议。")
        return redirect(session.plan)
    hint = "已经在“会议”中新建的,在这里关联到方案;会议的安排不变。"
    return form_page(
        request, form, title="关联已有会议", pretitle=f"{session}:{session.theme}", submit="关联", hint=hint,
        cancel=session.plan.get_absolute_url(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def preparation(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    session = managed_session(request, public_id)
    if kind not in (MATERIALS, ACTIVITIES):
        raise Http404
    form = PreparationForm(request.POST or None, initial={"done_on": timezone.localdate()})
    if kind == MATERIALS:
        del form.fields["note"]
    if request.method == "POST" and attempt(
        form,
        lambda: executing.preparation_record(
            session=session, kind=kind, **form.cleaned_data, by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, f"已登记:{TITLES[kind]}。")
        return redirect(session.plan)
    return form_page(
        request, form, title=f"登记{TITLES[kind]}", pretitle=f"{session}:{session.theme}",
        hint=session.activities if kind == ACTIVITIES else "", cancel=session.plan.get_absolute_url(),
    )  # fmt: skip


@require_POST
def plan_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    executing.plan_close(plan=found, by=request.actor, at=timezone.now())
    messages.success(request, "本年度方案已结束。")
    return redirect(found)


@require_POST
def document(request: HttpRequest, public_id: UUID) -> HttpResponse:
    drafted = papers.document_draft(plan=managed(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, "方案文稿已拟出,请核对后送审。")
    return redirect(drafted)
