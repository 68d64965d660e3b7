"""考试: the list, one exam, what is done with it before its day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.supervision.selectors.organs import heading_of
from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Action, Column, Register
from apps.office.documents.downloads import file_of
from apps.office.documents.selectors import live_document
from apps.systems.legal_exams.filters.nominations import ExamFilter
from apps.systems.legal_exams.forms.exams import ExamChangeForm, ExamForm
from apps.systems.legal_exams.models import Exam
from apps.systems.legal_exams.papers.exams import kind_of_notice, notice_paper
from apps.systems.legal_exams.permissions import RUN
from apps.systems.legal_exams.rules import marking, seating, states
from apps.systems.legal_exams.rules.eligibility import masked_identity
from apps.systems.legal_exams.selectors import exams as selectors
from apps.systems.legal_exams.selectors.rooms import TONES as SEAT_TONES
from apps.systems.legal_exams.services import exams as services
from apps.systems.legal_exams.views.finding import exam_for, office_for, revision_read, term_for

TONES = {
    states.PLANNED: "orange", states.NOTIFIED: "blue", states.RUNNING: "red", states.ENDED: "azure",
    states.MARKED: "azure", states.REPORTED: "green", states.CALLED_OFF: "secondary",
}  # fmt: skip
EMPTY = {True: "还没有考试。确定应考人选后请安排考试。", False: "安排您监考的考试,发出考试通知后会出现在这里。"}


@require_GET
def exams(request: HttpRequest) -> HttpResponse:
    rows = Exam.objects.visible_to(request.actor).select_related("office", "blueprint", "chief")
    columns = [
        Column("名称", "title", link=Exam.get_absolute_url, sort="title"),
        Column("开考时间", "starts_at", sort="starts_at"),
        Column("时长(分钟)", "minutes"),
        Column("命题方案", "blueprint"),
        Column("总监考", "chief"),
        Column("状态", "get_state_display", sort="state", tone=lambda row: TONES[row.state]),
    ]
    runs = may(request.actor, RUN)
    actions = [Action("安排考试", reverse("legal_exams_exam_new"), "plus", primary=True)] if runs else []
    return Register(
        "任前法律知识考试", rows, columns, filterset=ExamFilter, search=["title__icontains"], search_hint="查考试名称",
        actions=actions, empty=EMPTY[runs],
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def exam_new(request: HttpRequest) -> HttpResponse:
    """A new exam, or with `resit/` behind an ended one its resit."""
    return _plan(request, None)


@require_http_methods(["GET", "POST"])
def exam_resit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _plan(request, exam_for(request, public_id))


def _plan(request: HttpRequest, resit_of: Exam | None) -> HttpResponse:
    office = resit_of.office if resit_of else office_for(request)
    form = ExamForm(request.POST or None, office=office, on=timezone.localdate(), resit_of=resit_of)
    made = request.method == "POST" and attempt(
        form,
        lambda: services.exam_plan(
            office=office, term=resit_of.term if resit_of else term_for(office), draft=form.draft(), resit_of=resit_of,
            key=form.cleaned_data["key"], by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        messages.success(request, "考试已安排,请设置考场、排考,再发通知。")
        return redirect(made)
    until = selectors.resit_until(resit_of) if resit_of else None
    hint = f"补考另行抽题,最迟应在{until:%Y年%-m月%-d日}进行。" if until else ""
    cancel = resit_of.get_absolute_url() if resit_of else reverse("legal_exams_exams")
    title = "安排补考" if resit_of else "安排考试"
    return form_page(request, form, title=title, pretitle=str(resit_of or ""), cancel=cancel, hint=hint)


@require_GET
def exam(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = exam_for(request, public_id, "")
    page = selectors.exam_page(found, request.actor, timezone.now())
    context = {
        "exam": found, "page": page, "tone": TONES[found.state],
        "ends_at": seating.ends_at(found.starts_at, found.minutes),
        "full": marking.shown(found.full_tenths), "pass_mark": marking.shown(found.pass_tenths),
        "lines": [
            (one, masked_identity(one.nomination.identity_number), SEAT_TONES[one.state]) for one in page.candidates
        ],
    }  # fmt: skip
    return render(request, "legal_exams/exam.html", context)


@require_http_methods(["GET", "POST"])
def exam_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = exam_for(request, public_id)
    form = ExamChangeForm(request.POST or None, exam=found, on=timezone.localdate())
    if request.method == "POST" and attempt(
        form,
        lambda: services.exam_change(
            exam=found, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor, at=timezone.now()
        ),
    ):
        told = "监考员和工作人员已收到通知,考生请另行通知。" if found.state == states.NOTIFIED else ""
        messages.success(request, f"考试安排已修改。{told}")
        return redirect(found)
    return form_page(request, form, title="修改考试安排", pretitle=found.title, cancel=found.get_absolute_url())


@require_POST
def exam_notify(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = exam_for(request, public_id)
    services.exam_notify(
        exam=found, revision=revision_read(request.POST.get("revision")), by=request.actor, at=timezone.now()
    )
    messages.success(request, "已发考试通知,监考员和工作人员已收到。请打印考试通知和准考证送达考生。")
    return redirect(found)


@require_POST
def exam_call_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = exam_for(request, public_id)
    services.exam_call_off(exam=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "考试已取消,考生回到待排考。")
    return redirect(found)


@require_POST
def notice_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = exam_for(request, public_id)
    document = services.notice_draft(exam=found, by=request.actor, at=timezone.now())
    messages.success(request, "考试通知文稿已拟出,请核对后送审、签发、编号。")
    return redirect(document)


@require_GET
def notice(request: HttpRequest, public_id: UUID, ending: str) -> HttpResponse:
    """考试通知 as it would be printed now; with its number once the office has signed it."""
    found, today = exam_for(request, public_id), timezone.localdate()
    tree = notice_paper(found, heading_of(found.office, today))
    document = live_document(found, kind_of_notice(found))
    if document is not None and document.number:
        tree = document.content
    return file_of(tree, ending)
