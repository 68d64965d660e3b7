"""会商: the meetings, the table to work through, its close; and the request to the party committee."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.organisations.models import Unit
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import document_draft
from apps.systems.livelihood_projects import front_papers, selectors
from apps.systems.livelihood_projects.forms import ConclusionForm, ConsultationForm
from apps.systems.livelihood_projects.models import Conclusion, Consultation, Season
from apps.systems.livelihood_projects.services import consulting
from apps.systems.livelihood_projects.views.preparing import CHANGE, managed_season, visible_season


def visible_consultation(request: HttpRequest, public_id: UUID) -> Consultation:
    rows = Consultation.objects.visible_to(request.actor).with_season()
    return get_object_or_404(rows, public_id=public_id)


def managed_consultation(request: HttpRequest, public_id: UUID) -> Consultation:
    consultation = visible_consultation(request, public_id)
    require(request.actor, CHANGE, consultation.season)
    return consultation


def managed_line(request: HttpRequest, public_id: UUID) -> Conclusion:
    held = Consultation.objects.visible_to(request.actor)
    rows = Conclusion.objects.filter(consultation__in=held).select_related("consultation__season__term__body__area")
    line = get_object_or_404(rows, public_id=public_id)
    require(request.actor, CHANGE, line.consultation.season)
    return line


@require_GET
def consultation_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = visible_season(request, public_id)
    papers = Document.objects.visible_to(request.actor).of(season).filter(kind=front_papers.REQUEST).defer("tree")
    context = {
        "season": season,
        "consultations": season.consultations.with_lines(),
        "waiting": selectors.clues_to_consult(season).count(),
        "kept": selectors.preliminary_list(season),
        "has_candidates": season.projects.standing().exists(),
        "study": selectors.study_of(season),
        "papers": papers,
    }
    return render(request, "livelihood_projects/consultations.html", context)


@require_http_methods(["GET", "POST"])
def consultation_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season, today = managed_season(request, public_id), timezone.localdate()
    form = ConsultationForm(request.POST or None, initial={"held_on": today, "recorder": request.actor.name})
    begun = form.is_bound and attempt(
        form,
        lambda: consulting.consultation_create(season=season, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if begun:
        return redirect(begun)
    count = selectors.clues_to_consult(season).count()
    hint = f"还没有办结的{count}件线索都会列入会商,逐件填写单位意见和结论。"
    cancel = reverse("livelihood_season_consultations", args=[public_id])
    return form_page(request, form, title="开始会商", pretitle=str(season), cancel=cancel, submit="开始", hint=hint)


@require_GET
def consultation_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    consultation = visible_consultation(request, public_id)
    season, lines = consultation.season, list(selectors.table_of(consultation))
    keeps = may(request.actor, CHANGE, season) and consultation.closed_at is None
    units = list(selectors.doing_units(season))
    context = {
        "consultation": consultation,
        "season": season,
        "keeps": keeps,
        "rows": [(line, _form_of(line, units, season) if keeps else None) for line in lines],
        **_progress(consultation),
        "papers": Document.objects.visible_to(request.actor).of(consultation).defer("tree"),
        "waiting": selectors.clues_to_consult(season).count() if keeps else 0,
    }
    return render(request, "livelihood_projects/consultation.html", context)


def _form_of(line: Conclusion, units: Sequence[Unit], season: Season, data: QueryDict | None = None) -> ConclusionForm:
    known = {"verdict": line.verdict, "reason": line.reason, "into": line.into.number if line.into else ""}
    return ConclusionForm(data, season=season, units=units, initial=known, prefix=line.public_id.hex[:12])


@require_POST
def conclusion_write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save one line; for htmx the line comes back alone, saved or with what is wrong."""
    line = managed_line(request, public_id)
    season = line.consultation.season
    units = list(selectors.doing_units(season))
    form = _form_of(line, units, season, request.POST)
    saved = attempt(form, lambda: _written(request, line, form))
    if not request.htmx and saved:
        return redirect(line.consultation)
    line = selectors.table_of(line.consultation).get(pk=line.pk)
    form = _form_of(line, units, season) if saved else form
    template = "parts/conclusion_row.html" if request.htmx else "conclusion_page.html"
    context = {"line": line, "form": form, "season": season, "keeps": True, "is_saved": bool(saved)}
    context |= _progress(line.consultation)
    return render(request, f"livelihood_projects/{template}", context)


def _progress(consultation: Consultation) -> dict[str, Any]:
    """How many lines of the table have a conclusion."""
    lines = consultation.conclusions.aggregate(total=Count("pk"), done=Count("pk", filter=~Q(verdict="")))
    return {**lines, "done_text": f"{lines['done']} / {lines['total']} 件"}


def _written(request: HttpRequest, line: Conclusion, form: ConclusionForm) -> Conclusion:
    data = form.cleaned_data
    return consulting.conclusion_write(
        conclusion=line, verdict=data["verdict"], reason=data["reason"], into=data["into"],
        opinion=consulting.Opinion(data["unit"], data["text"]) if data["text"] else None, by=request.actor,
        at=timezone.now(),
    )  # fmt: skip


@require_POST
def conclusion_take_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    line = managed_line(request, public_id)
    consulting.table_take_off(conclusion=line, by=request.actor, at=timezone.now())
    messages.success(request, "已移出本次会商,留待下次。")
    return redirect(line.consultation)


@require_POST
def table_fill(request: HttpRequest, public_id: UUID) -> HttpResponse:
    consultation = managed_consultation(request, public_id)
    count = consulting.table_fill(consultation=consultation, by=request.actor, at=timezone.now())
    messages.success(request, f"已补充{count}件。")
    return redirect(consultation)


@require_POST
def consultation_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    consultation = managed_consultation(request, public_id)
    consulting.consultation_close(consultation=consultation, by=request.actor, at=timezone.now())
    messages.success(request, "会商已结束,反映人都已告知,会议纪要已拟出,请送核稿、签发。")
    return redirect(consultation)


@require_POST
def study_open(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    request_ = consulting.study_open(season=season, by=request.actor, at=timezone.now())
    messages.success(request, f"已提请{season.words.study}。研究后请在审批页面登记会议日期、文号和意见。")
    return redirect(request_)


@require_POST
def study_paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draft the 请示 to the party committee."""
    season, today = managed_season(request, public_id), timezone.localdate()
    document = document_draft(
        organ=selectors.issuer_of(season, today), kind=front_papers.REQUEST,
        tree=front_papers.study_request(season, today), subject=season, by=request.actor, at=timezone.now(),
    )  # fmt: skip
    return redirect(document)
