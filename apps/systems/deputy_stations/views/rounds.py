"""Rounds of the star rating: the list, one with its progress, its results, its way to the naming."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.core.signals import exported
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.foundation.organisations.models import Area, AreaKind
from apps.office.documents.downloads import docx_response, pdf_response
from apps.systems.deputy_stations.forms.rating import NameForm, PublishForm, RatersForm, RoundForm, usual_days
from apps.systems.deputy_stations.models import RatingRound, RoundState
from apps.systems.deputy_stations.papers.rating import (
    RESULT_HEADINGS,
    decision_paper,
    notice_body,
    notice_paper,
    plaque_paper,
    result_rows,
)
from apps.systems.deputy_stations.selectors.rating import possible_raters, standard_in_force
from apps.systems.deputy_stations.selectors.rounds import page_of, places_at_work, ratings_in, table_of
from apps.systems.deputy_stations.services import rating as rating_acts
from apps.systems.deputy_stations.services import rating_papers as papers
from apps.systems.deputy_stations.services import rounds as acts
from apps.systems.deputy_stations.services import stars as star_acts

RATE = "deputy_stations.rate"
TONES = {
    RoundState.OPEN: "blue", RoundState.STUDY: "orange", RoundState.AGREED: "orange", RoundState.PUBLISHED: "orange",
    RoundState.NAMED: "green", RoundState.ABANDONED: "secondary",
}  # fmt: skip
PAPERS = {"notice": notice_paper, "decision": decision_paper, "plaques": plaque_paper}
DRAFTS = {"notice": papers.notice_draft, "decision": papers.decision_draft}


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    rows = RatingRound.objects.visible_to(request.actor).select_related("office", "standard")
    columns = [
        Column("评定", "title", link=RatingRound.get_absolute_url, sort="title"),
        Column("年度", "year", sort="year"),
        Column("区划", "office.name", sort="office__path"),
        Column("标准", lambda row: str(row.standard)),
        Column("状态", "get_state_display", tone=lambda row: TONES[row.state], sort="state"),
        Column("命名文号", "decision_number"),
    ]
    keeps = may(request.actor, RATE)
    new = [Action("启动评定", reverse("deputy_stations_round_new"), "plus", primary=True)] if keeps else []
    return Register(
        "星级评定", rows, columns, search=["title__icontains", "decision_number__icontains"],
        search_hint="查评定名称、文号", empty="启用评定标准以后,可以启动一轮评定。",
        actions=[*new, Action("评定标准", reverse("deputy_stations_standards"), "list-details"),
                 Action("各站评分", reverse("deputy_stations_ratings"), "checklist")],
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    office = get_object_or_404(Area, path=request.actor.area_path, kind=AreaKind.DISTRICT)
    require(request.actor, RATE)
    form = RoundForm(request.POST or None, initial=usual_days(timezone.localdate()))
    made = request.method == "POST" and attempt(
        form,
        lambda: acts.round_open(
            office=office, draft=form.draft(), key=form.cleaned_data["key"], by=request.actor, at=timezone.now()
        ),
    )
    if made:
        messages.success(request, "评定已启动,联络员和镇街已收到通知。")
        return redirect(made)
    standard = standard_in_force(office)
    hint = f"采用{standard}。" if standard else "还没有启用的评定标准,请先拟定并启用。"
    return form_page(
        request, form, title="启动星级评定", cancel=reverse("deputy_stations_rounds"), submit="启动评定", hint=hint
    )


@require_GET
def round_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = round_for(request, public_id)
    context = {"round": found, "page": page_of(found, request.actor, timezone.localdate())}
    return render(request, "deputy_stations/round.html", context)


@require_GET
def round_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far the figures are; once they are there the browser loads the whole page."""
    found = round_for(request, public_id)
    context = {"round": found, "total": found.ratings.count()}
    response = render(request, "deputy_stations/parts/counting.html", context)
    if not found.is_counting:
        response["HX-Refresh"] = "true"
    return response


@require_GET
def round_results(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = round_for(request, public_id)
    context = {"round": found, "rows": table_of(found, request.actor), "keeps": may(request.actor, RATE, found)}
    return render(request, "deputy_stations/round_results.html", context)


@require_GET
def round_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """结果表 as XLSX."""
    found = round_for(request, public_id)
    rows, title = result_rows(table_of(found, request.actor)), f"{found.title}结果表"
    exported.send(RatingRound, request=request, title=title, rows=len(rows))
    file = xlsx_of("结果表", list(RESULT_HEADINGS), rows)
    return FileResponse(file, as_attachment=True, filename=file_name_of(title, "xlsx"), content_type=XLSX)


@require_POST
def round_figures(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = round_for(request, public_id, RATE)
    acts.figures_retake(round_=found, by=request.actor, at=timezone.now())
    messages.success(request, "已重新取数。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def round_raters(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, today = round_for(request, public_id, RATE), timezone.localdate()
    people = possible_raters(found.office, today)
    form = RatersForm(request.POST or None, places=places_at_work(found), people=people)
    done: Any = request.method == "POST" and attempt(
        form,
        lambda: rating_acts.raters_set(
            round_=found, ratings=ratings_in(found, form.cleaned_data["places"]),
            people=list(form.cleaned_data["people"]), by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if done:
        messages.success(request, f"已为{done}个家站安排评审员,并通知本人。")
        return redirect(found)
    hint = "所选镇街还没有评分的家站,由所选评审员复核评分;原来安排的被替换,已经提交评分的家站不变。"
    return form_page(
        request, form, title="安排评审员", pretitle=found.title, cancel=found.get_absolute_url(), submit="安排",
        hint=hint,
    )  # fmt: skip


@require_POST
def round_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = round_for(request, public_id, RATE)
    acts.round_submit(round_=found, by=request.actor, at=timezone.now())
    messages.success(request, "已提请主任会议研究。会后请在审批中登记结果。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def round_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = round_for(request, public_id, RATE)
    form = PublishForm(request.POST or None, initial={"body": notice_body(found, request.actor)})
    notice = request.method == "POST" and attempt(
        form,
        lambda: acts.round_publish(round_=found, body=form.cleaned_data["body"], by=request.actor, at=timezone.now()),
    )
    if notice:
        messages.success(request, "公示已发布。期满后请在公示页面办结,再命名。")
        return redirect(found)
    return form_page(
        request, form, title="公示评定结果", pretitle=found.title, cancel=found.get_absolute_url(), submit="发布公示",
        hint="公示天数按“公示期限”规则计算,自明日起算。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def round_name(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = round_for(request, public_id, RATE)
    form = NameForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    done = request.method == "POST" and attempt(
        form,
        lambda: star_acts.round_name(
            round_=found, number=form.cleaned_data["number"], starts_on=form.cleaned_data["starts_on"],
            by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if done:
        messages.success(request, "命名决定已登记,星级自生效日期起有效。")
        return redirect(found)
    return form_page(
        request, form, title="登记命名决定", pretitle=found.title, cancel=found.get_absolute_url(), submit="命名"
    )


@require_POST
def round_abandon(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = round_for(request, public_id, RATE)
    acts.round_abandon(round_=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "评定已终止。")
    return redirect(found)


@require_GET
def round_paper(request: HttpRequest, public_id: UUID, kind: str, ending: str) -> FileResponse:
    """结果通报, 命名决定 or 授牌名单 of what was agreed."""
    found = round_for(request, public_id)
    if kind not in PAPERS or ending not in ("pdf", "docx") or not found.batch:
        raise Http404
    tree = PAPERS[kind](found, request.actor, timezone.localdate())
    return docx_response(tree) if ending == "docx" else pdf_response(tree)


@require_POST
def round_draft(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """拟文: the notice or the decision as a document to be signed."""
    found = round_for(request, public_id, RATE)
    if kind not in DRAFTS:
        raise Http404
    drafted = DRAFTS[kind](round_=found, by=request.actor, at=timezone.now())
    messages.success(request, "文稿已拟出,请核对后送审。")
    return redirect(drafted)


def round_for(request: HttpRequest, public_id: UUID, permission: str = "") -> RatingRound:
    """The round if it exists for the actor (else 404); with a permission, also whether they may."""
    rows = RatingRound.objects.visible_to(request.actor).select_related("office", "standard")
    found = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.actor, permission, found)
    return found
