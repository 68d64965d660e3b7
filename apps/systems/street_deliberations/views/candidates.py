"""Recommendations: the register, one person's page, and every step of the way."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.actors import Actor
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Column, Register
from apps.office.documents.downloads import docx_response, pdf_response
from apps.office.documents.rules.tree import Tree
from apps.systems.street_deliberations.filters import CandidateFilter
from apps.systems.street_deliberations.forms.candidates import (
    CandidateForm,
    DecisionForm,
    FirstReviewForm,
    OpinionForm,
)
from apps.systems.street_deliberations.forms.founding import ReasonForm
from apps.systems.street_deliberations.models import Candidate
from apps.systems.street_deliberations.papers.people import opinions_sheet, recommendation_sheet
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.selectors import candidates as selectors
from apps.systems.street_deliberations.services import recommending, reviewing
from apps.systems.street_deliberations.views.common import MANAGE, candidate_for, term_for

PERSONAL = "street_deliberations.see_personal"
SEARCHED = ("name__icontains", "workplace__icontains", "recommender__icontains", "line__name__icontains")
PAPERS: dict[str, Callable[..., Tree]] = {"sheet": recommendation_sheet, "opinions": opinions_sheet}
DECISIONS = {
    "reject": (reviewing.candidate_reject, "登记不予推荐", "已登记:不予推荐。"),
    "release": (reviewing.candidate_release, "登记异议复核结果:恢复推荐", "已恢复推荐,可以列入下一批名单。"),
}


@require_GET
def candidates(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = Candidate.objects.visible_to(request.actor).with_line().select_related("seat__mandate")
    return Register(
        "推荐登记", rows.prefetch_related("seat__mandate__statuses"), _columns(request.actor, today),
        empty="名额分配表定案以后,在届次页面办理推荐登记。", filterset=CandidateFilter, search=SEARCHED,
        search_hint="查姓名、单位、推荐单位、名额",
    ).respond(request)  # fmt: skip


def _columns(actor: Actor, today: Any) -> list[Column]:
    columns = [
        Column("姓名", "name", link=Candidate.get_absolute_url, sort="name"),
        Column("状态", lambda row: selectors.standing_label(row, today), tone=lambda row: selectors.tone_of(row, today),
               sort="state"),
        Column("性别", "get_sex_display"), Column("出生日期", "born_on", sort="born_on"),
        Column("单位及职务", "workplace"), Column("名额", "line.name", sort="line__number"),
        Column("推荐方式", "get_channel_display"), Column("街道", "term.body.area.name"),
        Column("补推", lambda row: row.vacancy.mandate.person.name if row.vacancy else "", on_screen=False),
        Column("民族", "ethnic_group", on_screen=False), Column("政治面貌", "party", on_screen=False),
        Column("学历", "education", on_screen=False), Column("推荐单位", "recommender", on_screen=False),
        Column("代表来源", "get_category_display", on_screen=False),
        Column("职业", "get_occupation_display", on_screen=False),
        Column("居住(工作)地", "tie_place", on_screen=False), Column("起始日期", "tie_since", on_screen=False),
    ]  # fmt: skip
    if may(actor, PERSONAL):
        columns.append(Column("联系电话", "phone", on_screen=False))
    return columns


@require_http_methods(["GET", "POST"])
def candidate_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    term = term_for(request, public_id, MANAGE)
    initial = {"line": request.GET.get("line"), "vacancy": request.GET.get("vacancy")}
    form = CandidateForm(request.POST or None, term=term, initial=initial)
    made = request.method == "POST" and attempt(
        form,
        lambda: recommending.candidate_create(
            term=term, line=form.cleaned_data["line"], vacancy=form.cleaned_data["vacancy"], details=form.details,
            key=form.cleaned_data["key"], by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        messages.success(request, f"已登记{made.name},请核对后提交初审。")
        return redirect(made)
    back, hint = _term_url(term), "先填写姓名和名额即可保存,提交初审前补齐其余各项。"
    return form_page(request, form, title="推荐登记", pretitle=str(term), cancel=back, hint=hint)


@require_GET
def candidate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = candidate_for(request, public_id), timezone.localdate()
    keeps, is_draft = may(request.actor, MANAGE, found), found.state == states.DRAFT
    context = {
        "candidate": found, "keeps": keeps, "personal": may(request.actor, PERSONAL, found),
        "label": selectors.standing_label(found, today), "tone": selectors.tone_of(found, today),
        "organs": selectors.organ_lines(found), "steps": selectors.steps_of(found),
        "missing": selectors.missing_organs(found),
        "issues": selectors.issues_before_submitting(found, today) if is_draft else [],
        "conditions": selectors.issues_with_conditions(found, today),
        "may_withdraw": found.state in states.WITHDRAWABLE,
        "entry": found.entries.select_related("slate__term__body").order_by("-pk").first() if keeps else None,
    }  # fmt: skip
    return render(request, "street_deliberations/candidate.html", context)


@require_http_methods(["GET", "POST"])
def candidate_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = candidate_for(request, public_id, MANAGE)
    if request.method == "GET":
        states.candidate_move(found.state, "change")
    form = CandidateForm(request.POST or None, term=found.term, candidate=found)
    if request.method == "POST" and attempt(
        form,
        lambda: recommending.candidate_change(
            candidate=found, line=form.cleaned_data["line"], vacancy=form.cleaned_data["vacancy"],
            details=form.details, revision=form.cleaned_data["revision"], by=request.actor, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "推荐登记已保存。")
        return redirect(found)
    return form_page(request, form, title=f"修改推荐登记:{found.name}", cancel=found.get_absolute_url())


@require_POST
def candidate_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = candidate_for(request, public_id, MANAGE)
    recommending.candidate_submit(candidate=found, by=request.actor, at=timezone.now())
    messages.success(request, "已提交工委初审。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def candidate_review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = candidate_for(request, public_id, MANAGE)
    form = FirstReviewForm(request.POST or None, request.FILES or None)
    return _act(request, found, form, reviewing.first_review, "登记工委初审意见", "初审意见已登记。")


@require_http_methods(["GET", "POST"])
def candidate_opinion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = candidate_for(request, public_id, MANAGE)
    form = OpinionForm(request.POST or None, request.FILES or None, candidate=found)
    hint = "任何一个联审单位一票否决的,不予推荐。"
    return _act(request, found, form, reviewing.opinion_record, "登记联审意见", "联审意见已登记。", hint)


@require_http_methods(["GET", "POST"])
def candidate_decide(request: HttpRequest, public_id: UUID, act: str) -> HttpResponse:
    """不予推荐, or back after an objection was looked into."""
    if act not in DECISIONS:
        raise Http404
    service, title, told = DECISIONS[act]
    found = candidate_for(request, public_id, MANAGE)
    form = DecisionForm(request.POST or None, initial={"organ": "街道党工委"})
    return _act(request, found, form, service, title, told)


@require_POST
def candidate_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = candidate_for(request, public_id, MANAGE), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    recommending.candidate_withdraw(candidate=found, reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, "推荐已撤回。")
    return redirect(found)


@require_GET
def candidate_paper(request: HttpRequest, public_id: UUID, paper: str, ending: str) -> FileResponse:
    """推荐登记表, 联审意见表: they hold personal details and are the office's alone."""
    if paper not in PAPERS or ending not in ("pdf", "docx"):
        raise Http404
    tree = PAPERS[paper](candidate_for(request, public_id, PERSONAL), timezone.localdate())
    return pdf_response(tree) if ending == "pdf" else docx_response(tree)


def _act(
    request: HttpRequest, found: Candidate, form: BaseForm, service: Callable[..., Any], title: str, told: str,
    hint: str = "",
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and attempt(
        form, lambda: service(candidate=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, told)
        return redirect(found)
    return form_page(request, form, title=title, pretitle=str(found), cancel=found.get_absolute_url(), hint=hint)


def _term_url(term: Any) -> str:
    return redirect("street_deliberations_term", term.public_id).url
