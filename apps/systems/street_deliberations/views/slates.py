"""Slates: chosen, sent to the party working committee, shown to the public, determined."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may
from apps.office.documents.downloads import docx_response, pdf_response
from apps.systems.street_deliberations.forms.founding import ReasonForm
from apps.systems.street_deliberations.forms.slates import (
    DetermineForm,
    MatchForm,
    ObjectionPlaceForm,
    PublishForm,
    SlateForm,
)
from apps.systems.street_deliberations.models import Slate
from apps.systems.street_deliberations.papers.noticing import notice_paper
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.selectors import slates as selectors
from apps.systems.street_deliberations.selectors.candidates import match_of
from apps.systems.street_deliberations.selectors.page import approval_url
from apps.systems.street_deliberations.services import determining, slates
from apps.systems.street_deliberations.views.common import MANAGE, candidate_for, slate_for, term_for


@require_POST
def slate_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    made = slates.slate_create(term=term_for(request, public_id, MANAGE), by=request.actor, at=timezone.now())
    return redirect("street_deliberations_slate_change", made.public_id)


@require_GET
def slate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = slate_for(request, public_id), timezone.localdate()
    entries, keeps = selectors.entries_of(found), may(request.actor, MANAGE, found)
    is_noticed = found.state in (states.NOTICE, states.NOTICED)
    context = {
        "slate": found, "entries": entries, "keeps": keeps,
        "issues": _issues(found, entries, today) if keeps else [],
        "unclear": selectors.unclear_people(entries) if keeps and is_noticed else [],
        "unanswered": selectors.unanswered_objections(found) if keeps and is_noticed else [],
        "upheld": selectors.upheld_objections(found) if keeps and is_noticed else [],
        "approval_url": approval_url(found, states.SLATE_STUDY) if found.state == states.PARTY else "",
    }  # fmt: skip
    return render(request, "street_deliberations/slate.html", context)


def _issues(found: Slate, entries: list[Any], today: Any) -> list[Any]:
    if found.state == states.DRAFT:
        return selectors.issues_to_submit(found, entries, today)
    if found.state in (states.NOTICE, states.NOTICED):
        return selectors.issues_to_determine(found, entries, today)
    return []


@require_http_methods(["GET", "POST"])
def slate_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = slate_for(request, public_id, MANAGE)
    if request.method == "GET":
        states.slate_move(found.state, "change")
    form = SlateForm(request.POST or None, slate=found)
    hint = "联审意见齐备的已经选好,可以取消。没有登记齐的也可以先选,报送前须补齐。选不到的人,请先完成工委初审。"
    return _act(request, found, form, slates.slate_change, "选择人选", "名单已保存。", "保存名单", hint)


@require_POST
def slate_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = slate_for(request, public_id, MANAGE)
    slates.slate_submit(slate=found, by=request.actor, at=timezone.now())
    messages.success(request, "已报党工委审查。会后请在审批中登记结果。")
    return redirect(found)


@require_POST
def slate_abandon(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = slate_for(request, public_id, MANAGE), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    slates.slate_abandon(slate=found, reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, "名单已作废,人选可以列入下一批。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def slate_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = slate_for(request, public_id, MANAGE), PublishForm(request.POST or None)
    return _act(request, found, form, slates.slate_publish, "公示", "已公示。期满后请办结公示,再确定。", "发布公示")


@require_http_methods(["GET", "POST"])
def slate_objection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = slate_for(request, public_id, MANAGE)
    form = ObjectionPlaceForm(request.POST or None, slate=found)
    told = "已登记,所涉及的人选暂缓确定。"
    return _act(request, found, form, slates.objection_place, "登记公示异议所涉及的人选", told, "登记")


@require_http_methods(["GET", "POST"])
def slate_determine(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = slate_for(request, public_id, MANAGE), DetermineForm(request.POST or None)
    told = "已确定,议事代表已编入名册,并通知本人。"
    return _act(request, found, form, determining.slate_determine, "确定议事代表", told, "确定")


@require_http_methods(["GET", "POST"])
def candidate_match(request: HttpRequest, public_id: UUID, candidate_id: UUID) -> HttpResponse:
    found, person = slate_for(request, public_id, MANAGE), candidate_for(request, candidate_id, MANAGE)
    form = MatchForm(request.POST or None, people=match_of(person).people)
    if request.method == "POST" and attempt(
        form,
        lambda: determining.person_choose(candidate=person, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, f"{person.name}已核对。")
        return redirect(found)
    born = f"{person.born_on:%Y年%m月}出生" if person.born_on else "出生日期未填写"
    hint = f"推荐登记:{person.name},{born},{person.workplace},{person.line.name}。是否就是名册中的这个人?"
    return form_page(request, form, title="核对人员", cancel=found.get_absolute_url(), submit="确认", hint=hint)


@require_GET
def slate_paper(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    """公示 to be put up on the board."""
    tree = notice_paper(slate_for(request, public_id), timezone.localdate())
    return docx_response(tree) if ending == "docx" else pdf_response(tree)


def _act(
    request: HttpRequest, found: Slate, form: BaseForm, service: Callable[..., Any], title: str, told: str,
    submit: str, hint: str = "",
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and attempt(
        form, lambda: service(slate=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, told)
        return redirect(found)
    back = found.get_absolute_url()
    return form_page(request, form, title=title, pretitle=str(found), cancel=back, submit=submit, hint=hint)
