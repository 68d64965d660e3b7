"""承诺台账: what replies promised, what was kept, how it was rated."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.matters.forms.outcome import CommitmentGradeForm, CommitmentReportForm
from apps.congress.matters.models import Commitment
from apps.congress.matters.outcome_filters import CommitmentFilter
from apps.congress.matters.outcome_papers import ledger_paper
from apps.congress.matters.selectors.commitments import standing_of
from apps.congress.matters.services.commitments import commitment_grade, commitment_report
from apps.congress.matters.services.rating import ONLY_PROPOSER
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.office.documents.downloads import docx_response, pdf_response

MATTER = "reply__handling__matter"


def commitment_for(request: HttpRequest, public_id: UUID) -> Commitment:
    return get_object_or_404(Commitment.objects.visible_to(request.actor).with_all(), public_id=public_id)


def page_url(commitment: Commitment) -> str:
    return reverse("matters_commitment", args=[commitment.public_id])


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    on, paper = timezone.localdate(), reverse("matters_commitments_paper")
    actions = [
        Action("年度台账 PDF", paper, "file-type-pdf"),
        Action("Word", f"{paper}?format=docx", "file-type-docx"),
        Action("今年和去年", f"{reverse('matters_commitments')}?year=recent", "calendar"),
    ]
    return Register(
        "承诺台账", Commitment.objects.visible_to(request.actor).with_all(), _columns(on), filterset=CommitmentFilter,
        search=["text__icontains", "reply__handling__unit_name__icontains", f"{MATTER}__title__icontains"],
        search_hint="查承诺、标题、单位", actions=actions if request.actor.sees_area else [],
        empty="答复中承诺的事项和时限,答复发出后自动列入台账。",
    ).respond(request)  # fmt: skip


def _columns(on: date) -> list[Column]:
    return [
        Column("承诺事项", "text", link=page_url),
        Column("所属建议", "matter.title"),
        Column("提出人", "matter.proposer_name"),
        Column("承办单位", "handling.unit_name", sort="reply__handling__unit_name"),
        Column("区划", "matter.office.name", on_screen=False),
        Column("承诺时限", "due_on", sort="due_on"),
        Column("落实日期", "done_on", sort="done_on"),
        Column("逾期天数", lambda row: row.late_on(on)),
        Column("进展", lambda row: standing_of(row, on)[0], tone=lambda row: standing_of(row, on)[1]),
        Column("落实情况", "done_note", on_screen=False),
        Column("评价", "get_grade_display", sort="grade"),
        Column("评价意见", "grade_comment", on_screen=False),
    ]


@require_GET
def commitment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, on = commitment_for(request, public_id), timezone.localdate()
    context = {
        "commitment": found,
        "standing": standing_of(found, on),
        "late": found.late_on(on),
        "may_report": found.done_on is None and may(request.actor, "matters.keep_promise", found),
        "may_grade": bool(found.done_on and not found.grade) and may(request.actor, "matters.rate", found),
        "opens_matter": request.actor.sees_area or request.actor.is_member,
    }
    return render(request, "matters/commitment.html", context)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = commitment_for(request, public_id)
    require(request.actor, "matters.keep_promise", found)
    form = CommitmentReportForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate()})
    done = form.is_bound and attempt(
        form,
        lambda: commitment_report(commitment=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if done:
        messages.success(request, "已报告落实情况,提出人会收到通知并评价。")
        return redirect(page_url(found))
    return form_page(
        request, form, title="报告承诺落实情况", pretitle=found.matter.title, cancel=page_url(found), submit="报告",
        hint=f"承诺:{found.text}(时限{found.due_on:%Y年%-m月%-d日})。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def grade(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = commitment_for(request, public_id)
    require(request.actor, "matters.rate", found, ONLY_PROPOSER)
    form = CommitmentGradeForm(request.POST or None)
    done = form.is_bound and attempt(
        form, lambda: commitment_grade(commitment=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if done:
        messages.success(request, "已评价。")
        return redirect(page_url(found))
    return form_page(
        request, form, title="评价承诺落实情况", pretitle=found.matter.title, cancel=page_url(found), submit="提交评价",
        hint=f"承诺:{found.text}。{found.handling.unit_name}报告:{found.done_note}",
    )  # fmt: skip


@require_GET
def paper(request: HttpRequest) -> FileResponse:
    """This and last year's promises as the register that is reported in the fourth quarter."""
    tree = ledger_paper(request.actor, timezone.now())
    return docx_response(tree) if request.GET.get("format") == "docx" else pdf_response(tree)
