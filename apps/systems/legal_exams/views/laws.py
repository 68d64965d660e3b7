"""法律法规: the list, one law with the questions to be looked at, what became of them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.identifiers import uuids_of
from apps.foundation.core.registers import Action, Column, Register
from apps.systems.legal_exams.forms.questions import AmendForm, LawForm
from apps.systems.legal_exams.models import Law, Question
from apps.systems.legal_exams.permissions import SET
from apps.systems.legal_exams.selectors.bank import laws_listed, listed
from apps.systems.legal_exams.services import laws as acts
from apps.systems.legal_exams.views.finding import office_of, visible


@require_GET
def law_list(request: HttpRequest) -> HttpResponse:
    columns = [
        Column("法律法规", "name", link=Law.get_absolute_url, sort="name"),
        Column("所属部分", "get_part_display", sort="part"),
        Column("版本", "version"),
        Column("在用题", "active", sort="active"),
        Column("草拟和待审", "waiting", sort="waiting"),
        Column("修改(废止)日期", "changed_on", sort="changed_on"),
        Column("待核对", "to_look_at", sort="to_look_at"),
    ]
    rows = laws_listed(Law.objects.visible_to(request.actor))
    return Register(
        "法律法规", rows, columns, search=["name__icontains"], search_hint="查名称",
        empty="请先登记命题所依据的法律法规。",
        actions=[
            Action("登记法律法规", reverse("legal_exams_law_add"), "plus", primary=True),
            Action("题库", reverse("legal_exams_questions"), "books"),
        ],
    ).respond(request)  # fmt: skip


@require_GET
def law_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    law = visible(request, Law.objects, public_id)
    rows = listed(Question.objects.filter(law=law)).order_by("number")
    context = {"law": law, "to_look_at": rows.to_look_at(), "count": rows.count()}
    return render(request, "legal_exams/law.html", context)


@require_http_methods(["GET", "POST"])
def law_add(request: HttpRequest) -> HttpResponse:
    office = office_of(request)
    form = LawForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: acts.law_add(
            office=office, name=form.cleaned_data["name"], part=form.cleaned_data["part"],
            version=form.cleaned_data["version"], by=request.actor, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "法律法规已登记。")
        return redirect("legal_exams_laws")
    return form_page(request, form, title="登记法律法规", cancel=reverse("legal_exams_laws"), submit="登记")


@require_http_methods(["GET", "POST"])
def law_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    law = visible(request, Law.objects, public_id, SET)
    kept = {name: getattr(law, name) for name in ("name", "part", "version", "revision")}
    form = LawForm(request.POST or None, initial=kept)
    if request.method == "POST" and attempt(
        form, lambda: acts.law_change(law=law, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已保存。")
        return redirect(law)
    return form_page(request, form, title=f"更正{law}", cancel=law.get_absolute_url())


@require_http_methods(["GET", "POST"])
def law_amend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    law = visible(request, Law.objects, public_id, SET)
    form = AmendForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: acts.law_amend(law=law, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已登记。请逐题核对:仍然正确的保留,不再正确的停用。")
        return redirect(law)
    hint = "登记后,涉及的题目全部列入待核对;自施行(失效)日期起,没有核对过的不再抽用。"
    return form_page(request, form, title=f"{law}修改或者废止", cancel=law.get_absolute_url(), submit="登记", hint=hint)


@require_POST
def law_look(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was ticked is kept as still right, or retired with one reason."""
    law = visible(request, Law.objects, public_id, SET)
    keys = uuids_of(request.POST.getlist("question"))
    questions = list(Question.objects.visible_to(request.actor).filter(public_id__in=keys))
    common = {"law": law, "questions": questions, "by": request.actor, "at": timezone.now()}
    if request.POST.get("act") == "keep":
        count, done = acts.questions_keep(**common), "核对保留"
    else:
        count, done = acts.questions_retire(**common, reason=reason_of(request)), "停用"
    messages.success(request, f"已{done}{count}道题。")
    return redirect(law)
