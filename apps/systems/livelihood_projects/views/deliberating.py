"""Opinions on the candidates: by group and project, with the government's explanations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Column, Register
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.filters import opinion_filter
from apps.systems.livelihood_projects.forms import AnswerForm, OpinionForm, OwnOpinionForm
from apps.systems.livelihood_projects.models import GroupOpinion, Season
from apps.systems.livelihood_projects.services import deliberating
from apps.systems.livelihood_projects.views.preparing import CHANGE, visible_season


def _form(request: HttpRequest, season: Season) -> OpinionForm:
    kind = OwnOpinionForm if request.actor.is_member else OpinionForm
    return kind(request.POST or None, season=season)


@require_GET
def opinion_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = visible_season(request, public_id)
    may_record = season.state in deliberating.DELIBERATING and may(request.actor, "livelihood.opinion.record", season)
    context = {
        "season": season,
        "words": season.words,
        "form": _form(request, season) if may_record else None,
        "tallies": selectors.opinion_tallies(season),
    }
    return Register(
        f"{season}{season.words.opinions}",
        season.opinions.select_related("group", "project", "person"),
        _columns(may(request.actor, CHANGE, season)),
        filterset=opinion_filter(season),
        search=("text__icontains", "answer__icontains", "person__name__icontains"),
        search_hint="查意见内容、发言人",
        empty=f"候选项目送达后,分组{season.words.deliberate}时提出的意见记录在这里。",
        template="livelihood_projects/opinions.html",
        context=context,
    ).respond(request)


def _columns(may_answer: bool) -> list[Column]:
    answer_of = (lambda opinion: reverse("livelihood_opinion_answer", args=[opinion.public_id])) if may_answer else None
    return [
        Column("团组", "group.name", sort="group__number"),
        Column("发言人", "person.name", sort="person__pinyin"),
        Column(
            "项目", lambda opinion: opinion.project.name if opinion.project else "全部候选项目", sort="project__number"
        ),
        Column("意见", "text"),
        Column("记录时间", "recorded_at", sort="recorded_at"),
        Column("记录人", "recorded_by", on_screen=False),
        Column("政府说明", lambda opinion: opinion.answer or "未说明", link=answer_of),
    ]


@require_POST
def opinion_record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season, actor, at = visible_season(request, public_id), request.actor, timezone.now()
    require(actor, "livelihood.opinion.record", season)
    form = _form(request, season)
    if not form.is_valid():
        return _answer_to(request, season, form)
    own = {"person_id": actor.person_id, "group": selectors.group_of(season, actor.person_id, timezone.localdate())}
    values = form.cleaned_data | (own if actor.is_member else {})
    deliberating.opinion_record(season=season, **values, by=actor, at=at)
    return _answer_to(request, season, type(form)(season=season), is_saved=True)


def _answer_to(request: HttpRequest, season: Season, form: OpinionForm, *, is_saved: bool = False) -> HttpResponse:
    """For htmx the form again (emptied once saved), which then asks for the fresh list; else the whole page."""
    context = {"season": season, "words": season.words, "form": form, "is_saved": is_saved}
    if request.htmx:
        response = render(request, "livelihood_projects/parts/opinion_form.html", context)
        if is_saved:
            response["HX-Trigger-After-Swap"] = "opinion-recorded"
        return response
    if is_saved:
        messages.success(request, "已记录。")
        return redirect("livelihood_opinions", season.public_id)
    return render(request, "livelihood_projects/opinion_form_page.html", context)


@require_http_methods(["GET", "POST"])
def opinion_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    opinions = GroupOpinion.objects.filter(season__in=Season.objects.visible_to(request.actor))
    opinion = get_object_or_404(
        opinions.select_related("season__term__body__area", "group", "person", "project"), public_id=public_id
    )
    require(request.actor, CHANGE, opinion.season)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deliberating.opinion_answer(opinion=opinion, **form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, "已记录政府说明。")
        return redirect("livelihood_opinions", opinion.season.public_id)
    context = {"opinion": opinion, "season": opinion.season, "words": opinion.season.words, "form": form}
    return render(request, "livelihood_projects/opinion_answer.html", context)
