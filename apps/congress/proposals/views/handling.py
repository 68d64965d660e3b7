"""From the presidium's decision to the report on the execution; the papers."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.meetings.models import Meeting
from apps.congress.proposals import papers
from apps.congress.proposals.forms.handling import AnswerEntryForm, DecisionForm, JudgeForm, ReportForm
from apps.congress.proposals.services import deciding
from apps.congress.proposals.services import handling as services
from apps.congress.proposals.services.papers import handling_draft
from apps.congress.proposals.views.common import managed, proposal_for
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import require
from apps.office.documents.downloads import docx_response, pdf_response


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = DecisionForm(request.POST or None, proposal=found)
    done = request.method == "POST" and attempt(
        form,
        lambda: deciding.proposal_decide(proposal=found, draft=form.draft(), by=request.actor, at=timezone.now()),
    )
    if done:
        messages.success(request, f"已登记主席团的决定:{done.state_label}。联名代表会收到消息。")
        return redirect(found)
    return form_page(request, form, title="登记主席团决定", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="登记决定")  # fmt: skip


@require_POST
def resolution(request: HttpRequest, public_id: UUID) -> HttpResponse:
    made = services.proposal_resolution_draft(proposal=managed(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, "草案已按方案拟出,请修改后提交表决。")
    return redirect(made)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = AnswerEntryForm(
        request.POST or None, initial={"form": found.answer_form, "answered_on": timezone.localdate()}
    )
    if request.method == "POST" and attempt(
        form,
        lambda: services.answer_record(proposal=found, draft=form.draft(), by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "答复已登记,提案代表会收到消息。")
        return redirect(found)
    return form_page(request, form, title="登记答复", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="登记")  # fmt: skip


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: services.answer_judge(proposal=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "已登记。")
        return redirect(found)
    hint = f"联名代表共{found.signed}名;半数以上不满意的,受质询机关须再作答复(代表法第十四条)。"
    return form_page(request, form, title="登记是否满意", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="登记", hint=hint)  # fmt: skip


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    form = ReportForm(request.POST or None, initial={"reported_on": timezone.localdate()})
    if request.method == "POST" and attempt(
        form,
        lambda: services.execution_report(proposal=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "执行情况报告已登记。")
        return redirect(found)
    return form_page(request, form, title="登记执行情况报告", pretitle=found.title, cancel=found.get_absolute_url(),
                     submit="登记")  # fmt: skip


@require_GET
def paper_pdf(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(papers.paper(proposal_for(request, public_id), timezone.localdate()))


@require_GET
def paper_docx(request: HttpRequest, public_id: UUID) -> FileResponse:
    return docx_response(papers.paper(proposal_for(request, public_id), timezone.localdate()))


@require_POST
def handling_report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """拟议案处理意见报告 of a session, to be edited and sent to its reviewers on its own page."""
    rows = Meeting.objects.visible_to(request.actor).select_related("body__area")
    meeting = get_object_or_404(rows, public_id=public_id)
    require(request.actor, "meetings.manage", meeting)
    document = handling_draft(meeting=meeting, by=request.actor, at=timezone.now())
    messages.success(request, "报告文稿已拟出,请核对后送审。")
    return redirect(document)
