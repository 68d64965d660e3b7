"""A season for staff: its page, its candidates, sending."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.supervision.selectors.page import files_of
from apps.foundation.core.acts import reason_of
from apps.foundation.core.identifiers import uuid_of
from apps.foundation.core.permissions import may, require
from apps.systems.livelihood_projects import rules, selectors
from apps.systems.livelihood_projects.forms import ProjectForm, ScopeForm, SeasonChangeForm, SeasonForm
from apps.systems.livelihood_projects.models import Project, Season
from apps.systems.livelihood_projects.selectors.delivering import delivered_of
from apps.systems.livelihood_projects.services import preparing

FORM = ["GET", "POST"]
CHANGE = "livelihood.season.manage"
VISIT = "livelihood.visit.record"


def visible_season(request: HttpRequest, public_id: UUID) -> Season:
    return get_object_or_404(Season.objects.visible_to(request.actor).with_front(), public_id=public_id)


def managed_season(request: HttpRequest, public_id: UUID) -> Season:
    season = visible_season(request, public_id)
    require(request.actor, CHANGE, season)
    return season


def managed_project(request: HttpRequest, public_id: UUID) -> Project:
    project = get_object_or_404(Project.objects.visible_to(request.actor).with_season(), public_id=public_id)
    require(request.actor, CHANGE, project.season)
    return project


@require_http_methods(FORM)
def season_create(request: HttpRequest) -> HttpResponse:
    require(request.actor, CHANGE)
    form = SeasonForm(request.POST or None, actor=request.actor, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        season = preparing.season_create(**form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, "已建立,请录入候选项目。")
        return redirect(season)
    return render(request, "livelihood_projects/season_form.html", {"form": form})


@require_GET
def season_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season, today = visible_season(request, public_id), timezone.localdate()
    polls, closing = selectors.polls_of(season), selectors.closing_of(season, today)
    is_handed_over, front = closing is not None and closing.is_handed_over, selectors.front_of(season, today)
    context = {
        "season": season,
        "words": season.words,
        "steps": rules.steps_of(season.state, season.words, front, is_handed_over=is_handed_over),
        "closing": closing,
        "issues": selectors.issues_now(season, today),
        "next_step": selectors.next_step(season, today),
        "projects": selectors.candidates_of(season),
        "reading": selectors.reading_of(season, today) if season.sent_at else None,
        "may_be_put_to_vote": season.state == rules.SENT and selectors.coming_sittings(season).exists(),
        "polls": polls,
        "is_left_open": selectors.is_left_open(season, polls),
        "announce_by": selectors.announce_by(season, today),
        "study": selectors.study_of(season) if season.state == rules.DRAFTING else None,
    }
    return render(request, "livelihood_projects/season.html", context)


@require_http_methods(FORM)
def season_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    form = SeasonChangeForm(request.POST or None, instance=season)
    if request.method == "POST" and form.is_valid():
        preparing.season_change(season=season, **form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, "已保存。")
        return redirect(season)
    return render(request, "livelihood_projects/season_form.html", {"form": form, "season": season})


@require_POST
def season_send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    preparing.season_send(season=season, by=request.actor, at=timezone.now())
    messages.success(request, "候选项目已送达全体成员,可以在“阅读情况”中查看谁已阅读。")
    return redirect(season)


@require_POST
def season_take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    reason = reason_of(request)
    preparing.season_take_back(season=season, reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, "已收回,修改后请重新送达。")
    return redirect(season)


def _forms(request: HttpRequest, season: Season, project: Project | None) -> tuple[ProjectForm, ScopeForm]:
    data = request.POST or None
    return ProjectForm(data, season=season, instance=project), ScopeForm(data, project=project)


@require_http_methods(FORM)
def project_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    form, scope = _forms(request, season, None)
    if request.method == "POST" and form.is_valid() and scope.is_valid():
        values, at = form.cleaned_data, timezone.now()
        project = preparing.project_add(season=season, values=values, scope=scope.answers, by=request.actor, at=at)
        messages.success(request, f"已添加“{project}”。")
        return redirect("livelihood_project_create" if "more" in request.POST else "livelihood_season", public_id)
    return render(request, "livelihood_projects/project_form.html", {"form": form, "scope": scope, "season": season})


@require_GET
def project_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    projects = Project.objects.visible_to(request.actor).with_season().select_related("taken_from__season__term__body")
    project = get_object_or_404(projects.prefetch_related("scope_checks"), public_id=public_id)
    opinions = project.opinions.select_related("group", "person")
    one = delivered_of(project, timezone.localdate())
    context = {
        "project": project, "season": project.season, "words": project.season.words, "opinions": opinions,
        "one": one, "visit_files": files_of(one.visits if one else ()),
        "visits_here": may(request.actor, VISIT, project),
    }  # fmt: skip
    return render(request, "livelihood_projects/project.html", context)


@require_http_methods(FORM)
def project_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = managed_project(request, public_id)
    form, scope = _forms(request, project.season, project)
    if request.method == "POST" and form.is_valid() and scope.is_valid():
        values, at = form.cleaned_data, timezone.now()
        preparing.project_change(project=project, values=values, scope=scope.answers, by=request.actor, at=at)
        messages.success(request, f"已保存“{project}”。")
        return redirect(project.season)
    context = {"form": form, "scope": scope, "season": project.season, "project": project}
    return render(request, "livelihood_projects/project_form.html", context)


@require_POST
def project_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = managed_project(request, public_id)
    reason = reason_of(request)
    preparing.project_withdraw(project=project, reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, f"已撤下“{project}”。")
    return redirect(project.season)


@require_POST
def project_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = managed_project(request, public_id)
    is_up = request.POST.get("direction") == "up"
    preparing.project_move(project=project, up=is_up, by=request.actor, at=timezone.now())
    if not request.htmx:
        return redirect(project.season)
    context = {"season": project.season, "projects": selectors.candidates_of(project.season)}
    return render(request, "livelihood_projects/parts/candidates.html", context)


@require_GET
def season_reserve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    pool = Project.objects.in_reserve().with_season().filter(season__term__body=season.term.body_id)
    context = {"season": season, "pool": pool.order_by("-season__year", "number")}
    return render(request, "livelihood_projects/season_reserve.html", context)


@require_POST
def reserve_take_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    reserves = Project.objects.visible_to(request.actor)
    reserve = get_object_or_404(reserves, public_id=uuid_of(request.POST.get("project")))
    project = preparing.project_take_up(reserve=reserve, season=season, by=request.actor, at=timezone.now())
    messages.success(request, f"已将“{project}”列为候选,请核对日期、投资和范围审核。")
    return redirect("livelihood_project_change", project.public_id)
