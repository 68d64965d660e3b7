"""题库: the list without contents, the page of one question, setting and reviewing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.numbers import number_of
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Action, Column, Register
from apps.systems.legal_exams.filters.bank import QuestionFilter
from apps.systems.legal_exams.forms.questions import QuestionForm, ReturnForm, ValidityForm
from apps.systems.legal_exams.models import Law, Question
from apps.systems.legal_exams.permissions import REVIEW, SET
from apps.systems.legal_exams.rules import drawing, states
from apps.systems.legal_exams.rules.questions import LETTERS, key_shown
from apps.systems.legal_exams.selectors.bank import listed
from apps.systems.legal_exams.services import questions as acts
from apps.systems.legal_exams.views.finding import office_of, revision_read, visible

LIST = "legal_exams_questions"
TONES = {states.DRAFT: "secondary", states.IN_REVIEW: "orange", states.ACTIVE: "green", states.RETIRED: "secondary"}


@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    rows = listed(Question.objects.visible_to(request.actor))
    columns = [
        Column("题号", "number", link=Question.get_absolute_url, sort="number"),
        Column("题库", "get_bank_display", sort="bank"),
        Column("所属部分", "get_part_display", sort="part"),
        Column("题型", "get_kind_display", sort="kind"),
        Column("难度", "get_difficulty_display", sort="difficulty"),
        Column("法律法规", "law", sort="law__name"),
        Column("条款", "article"),
        Column("命题人", "author_name", sort="author_name"),
        Column("审题人", "reviewer_name", on_screen=False),
        Column("状态", "get_state_display", tone=lambda one: TONES[one.state], sort="state"),
        Column("启用日期", "valid_from", on_screen=False),
        Column("停用日期", "valid_until", sort="valid_until"),
        Column("停用原因", "retired_reason", on_screen=False),
    ]
    return Register(
        "题库", rows, columns, filterset=QuestionFilter, search=_searched, search_hint="查题号、法律法规、条款",
        actions=_actions(), pretitle="列表不含题目内容;打开题目会记入办理记录",
        empty="请逐题命题,或者从表格、Word 文档导入。",
    ).respond(request)  # fmt: skip


def _searched(rows, text: str):
    """By number, law or article; nothing is decrypted for it."""
    number = number_of(text.strip("第题"), up_to=10**6)
    if number is not None:
        return rows.filter(number=number)
    return rows.filter(law__name__icontains=text.strip("《》")) | rows.filter(article__icontains=text)


def _actions() -> list[Action]:
    return [
        Action("命题", reverse("legal_exams_question_add"), "plus", primary=True),
        Action("审题", reverse("legal_exams_review"), "checks"),
        Action("按题干查找", reverse("legal_exams_bank_words"), "search"),
        Action("导入", reverse("legal_exams_bank_import_new"), "file-import"),
        Action("题库概况", reverse("legal_exams_bank_counts"), "chart-bar"),
        Action("题库更新说明", reverse("legal_exams_bank_update"), "file-text"),
        Action("导出题目内容", reverse("legal_exams_bank_contents"), "file-export"),
    ]


@require_GET
def question_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every opening is remembered."""
    question = visible(request, Question.objects.select_related("law"), public_id)
    acts.questions_seen(questions=[question], by=request.actor)
    is_author = question.author_id in (None, request.actor.person_id)
    context = {
        "question": question, "is_author": is_author, "reviews": may(request.actor, REVIEW, question),
        "to_look_at": Question.objects.to_look_at().filter(pk=question.pk).exists(), **said(question),
    }  # fmt: skip
    return render(request, "legal_exams/question.html", context)


def said(question: Question) -> dict[str, object]:
    """What a question says, as pages show it: each option with its letter and whether it is right."""
    content = question.content
    options = [(LETTERS[place], text, place in content["key"]) for place, text in enumerate(content["options"])]
    key = key_shown(question.kind, content["key"])
    return {"content": content, "options": options, "key": key, "is_judge": question.kind == drawing.JUDGE}


@require_http_methods(["GET", "POST"])
def question_add(request: HttpRequest) -> HttpResponse:
    office, kind = office_of(request), request.GET.get("kind", drawing.SINGLE)
    if kind not in drawing.KINDS:
        raise Http404
    law = Law.objects.visible_to(request.actor).filter(public_id=uuid_of(request.GET.get("law"))).first()
    initial = {"law": law, "part": law.part} if law else {}
    form = QuestionForm(request.POST or None, office=office, kind=kind, initial=initial)
    made = request.method == "POST" and attempt(
        form, lambda: acts.question_add(office=office, draft=form.draft(), by=request.actor, at=timezone.now())
    )
    if made:
        messages.success(request, f"{made}已保存为草稿,核对后请送审。")
        return redirect(made)
    context = {"form": form, "title": "命题", "kinds": drawing.KINDS.items(), "kind": kind, "cancel": reverse(LIST)}
    return render(request, "legal_exams/question_form.html", context)


@require_http_methods(["GET", "POST"])
def question_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = visible(request, Question.objects.select_related("law"), public_id, SET)
    form = QuestionForm(request.POST or None, office=question.office, kind=question.kind, question=question)
    if request.method == "POST" and attempt(
        form,
        lambda: acts.question_change(
            question=question, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, f"{question}已保存。")
        return redirect(question)
    acts.questions_seen(questions=[question], by=request.actor)
    context = {"form": form, "title": f"修改{question}", "cancel": question.get_absolute_url()}
    return render(request, "legal_exams/question_form.html", context)


@require_POST
def question_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = visible(request, Question.objects, public_id, SET)
    acts.question_submit(question=question, by=request.actor, at=timezone.now())
    messages.success(request, f"{question}已送审,请另一位命题审题人审定。")
    return redirect(question)


@require_POST
def question_approve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = visible(request, Question.objects, public_id, SET)
    acts.question_approve(
        question=question, revision=revision_read(request.POST.get("revision")), by=request.actor, at=timezone.now()
    )
    messages.success(request, f"{question}已审定,即日起可以抽用。")
    return redirect(question)


@require_http_methods(["GET", "POST"])
def question_return(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = visible(request, Question.objects, public_id, SET)
    form = ReturnForm(request.POST or None, initial={"revision": question.revision})
    if request.method == "POST" and attempt(
        form,
        lambda: acts.question_return(
            question=question, note=form.cleaned_data["note"], revision=form.cleaned_data["revision"],
            by=request.actor, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, f"{question}已退回命题人。")
        return redirect("legal_exams_review")
    return form_page(request, form, title=f"退回{question}", cancel=question.get_absolute_url(), submit="退回")


@require_POST
def question_retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = visible(request, Question.objects, public_id, SET)
    acts.question_retire(question=question, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, f"{question}已停用。")
    return redirect(question)


@require_http_methods(["GET", "POST"])
def question_valid(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = visible(request, Question.objects, public_id, SET)
    days = {"valid_from": question.valid_from, "valid_until": question.valid_until}
    form = ValidityForm(request.POST or None, initial=days)
    if request.method == "POST" and attempt(
        form,
        lambda: acts.question_valid(question=question, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "有效期已保存。")
        return redirect(question)
    return form_page(request, form, title=f"{question}的有效期", cancel=question.get_absolute_url())
