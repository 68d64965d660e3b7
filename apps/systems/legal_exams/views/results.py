"""成绩: one exam's results and figures, marking, questions withdrawn, the report and the score sheet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.registers import Column, Register
from apps.office.documents.downloads import file_of
from apps.office.documents.selectors import live_document
from apps.systems.legal_exams.forms.results import WithdrawForm
from apps.systems.legal_exams.models import Exam
from apps.systems.legal_exams.papers.results import REPORT, SCORES, scores_paper
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.selectors.results import Result, decisions_of, results_of, summary_of, with_figures
from apps.systems.legal_exams.services import marking, reporting
from apps.systems.legal_exams.services.records import record
from apps.systems.legal_exams.views.exams import TONES as EXAM_TONES
from apps.systems.legal_exams.views.finding import exam_for

TONES = {"优秀": "green", "良好": "green", "及格": "green", "缺考": "orange"}
EXAMS = [
    Column("考试", "title", link=lambda one: reverse("legal_exams_results", args=[one.public_id])),
    Column("开考时间", "starts_at", sort="starts_at"),
    Column("状态", "get_state_display", tone=lambda one: EXAM_TONES[one.state]),
    Column("应考", "due"),
    Column("缺考", "absent"),
    Column("及格", "passed"),
    Column("评分时间", "marked_at", sort="marked_at"),
    Column("报告时间", "reported_at", sort="reported_at"),
]
COLUMNS = [
    Column("准考证号", "admission.ticket", sort="admission.ticket"),
    Column("姓名", "nomination.name", sort="nomination.name"),
    Column("类别", "nomination.get_organ_display", sort="nomination.organ"),
    Column("拟任职务", "nomination.post"),
    Column("考场", "admission.room.name"),
    Column("成绩", "score", sort="last.tenths"),
    Column("等次", "grade", tone=lambda one: TONES.get(one.grade, "red")),
    Column("重新评分前", "first_score"),
    Column("提请任命", "nomination", link=lambda one: one.nomination.get_absolute_url()),
    Column("目前状态", "nomination.get_state_display"),
]


def _found(results: list[Result], text: str) -> list[Result]:
    """Names are encrypted, so they are searched here."""
    return [
        one
        for one in results
        if all(word in f"{one.nomination.name} {one.admission.ticket} {one.nomination.post}" for word in text.split())
    ]


@require_GET
def marked(request: HttpRequest) -> HttpResponse:
    """Exams that are over, newest first."""
    over = [states.ENDED, states.MARKED, states.REPORTED]
    rows = with_figures(Exam.objects.visible_to(request.actor).filter(state__in=over))
    return Register(
        "考试成绩", rows.order_by("-starts_at"), EXAMS, search=["title__icontains"], search_hint="查考试名称",
        empty="还没有结束的考试。考试结束后在这里评分、报告。",
    ).respond(request)  # fmt: skip


@require_GET
def results(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exam = exam_for(request, public_id)
    rows = results_of(exam)
    return Register(
        f"{exam.title}成绩", rows, COLUMNS, search=_found, search_hint="查姓名、准考证号、职务",
        empty="还没有考生。", pretitle=exam.get_state_display(), template="legal_exams/results.html",
        context=_context(exam, rows),
    ).respond(request)  # fmt: skip


def _context(exam: Exam, rows: list[Result]) -> dict[str, Any]:
    return {
        "exam": exam,
        "summary": summary_of(exam, rows),
        "decisions": decisions_of(exam),
        "report": live_document(exam, REPORT),
        "sheet": live_document(exam, SCORES),
        "is_ended": exam.state == states.ENDED,
        "is_marked": exam.state in states.EXAM_WITH_MARKS,
        "may_withdraw": exam.state not in marking.BEFORE,
        "failed": sum(one.nomination.state == states.FAILED for one in rows),
        "locked": sum(one.nomination.state == states.LOCKED for one in rows),
    }


@require_POST
def exam_mark(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exam = exam_for(request, public_id)
    marked = marking.exam_mark(exam=exam, by=request.actor, at=timezone.now())
    messages.success(request, f"已评分{marked}份试卷。" if marked else "这场考试已经评分。")
    return redirect("legal_exams_results", exam.public_id)


@require_http_methods(["GET", "POST"])
def question_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exam = exam_for(request, public_id)
    form = WithdrawForm(request.POST or None)
    done = attempt(form, lambda: marking.question_withdraw(
        exam=exam, **form.cleaned_data, by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if done:
        messages.success(request, f"第{done.question.number}题已作废,有该题的试卷按新的规则评分,原成绩保留。")
        return redirect("legal_exams_results", exam.public_id)
    hint = "作废的决定不能撤销,可以改用另一种处理。已经评分的试卷立即重新评分;已报告的考试须重新报告。"
    cancel = reverse("legal_exams_results", args=[exam.public_id])
    return form_page(request, form, title="作废试题", pretitle=str(exam), hint=hint, cancel=cancel, submit="作废")


@require_POST
def report_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exam = exam_for(request, public_id)
    document = reporting.report_draft(exam=exam, by=request.actor, at=timezone.now())
    messages.success(request, "已拟出考试情况报告,请核对后送审。报告含姓名,只有考试工作人员和签发人能看到。")
    return redirect(document)


@require_POST
def scores_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exam = exam_for(request, public_id)
    document = reporting.scores_file(exam=exam, by=request.actor, at=timezone.now())
    messages.success(request, "成绩单已归档,只有考试工作人员能看到。")
    return redirect(document)


@require_GET
def scores(request: HttpRequest, public_id: UUID, ending: str) -> HttpResponse:
    exam = exam_for(request, public_id)
    file = file_of(scores_paper(exam, timezone.localdate()), ending)
    record("legal_exams.list.printed", exam, request.actor, paper="成绩单")
    return file
