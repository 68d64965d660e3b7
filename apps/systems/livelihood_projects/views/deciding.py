"""Putting the candidates to the vote, the result, its publication."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.permissions import may
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.forms import SettleForm, VoteForm
from apps.systems.livelihood_projects.services import deciding
from apps.systems.livelihood_projects.views.preparing import CHANGE, managed_season, visible_season


@require_http_methods(["GET", "POST"])
def vote_prepare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season, actor = managed_season(request, public_id), request.actor
    form = VoteForm(request.POST or None, season=season, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        sitting, at = form.cleaned_data["sitting"], timezone.now()
        poll = deciding.vote_prepare(season=season, draft=form.draft, sitting=sitting, by=actor, at=at)
        messages.success(request, f"已提交会议{season.words.vote},请在会场签到开会后开始投票。")
        return redirect("ballots_poll", poll.public_id)
    return render(
        request, "livelihood_projects/vote_form.html", {"form": form, "season": season, "words": season.words}
    )


@require_http_methods(["GET", "POST"])
def undecided_settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season, actor = managed_season(request, public_id), request.actor
    form = SettleForm(request.POST or None, season=season)
    if request.method == "POST" and form.is_valid():
        deciding.undecided_settle(season=season, **form.cleaned_data, by=actor, at=timezone.now())
        messages.success(request, "已登记决定。")
        return redirect(season)
    context = {"form": form, "season": season, "words": season.words}
    return render(request, "livelihood_projects/settle_form.html", context)


@require_GET
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = visible_season(request, public_id)
    polls = selectors.polls_of(season)
    context = {
        "season": season,
        "words": season.words,
        "sheet": selectors.result_sheet(season, polls, sees_counts=may(request.actor, CHANGE, season)),
        "is_left_open": selectors.is_left_open(season, polls),
        "text": selectors.announcement_of(season) if season.decided_at else "",
    }
    return render(request, "livelihood_projects/result.html", context)


@require_GET
def result_xlsx(request: HttpRequest, public_id: UUID) -> FileResponse:
    season = visible_season(request, public_id)
    sheet = selectors.result_sheet(season, selectors.polls_of(season), sees_counts=may(request.actor, CHANGE, season))
    name = f"{season}{season.words.vote}结果"
    file = xlsx_of(name, sheet.headings, sheet.rows())
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


@require_POST
def season_announce(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season = managed_season(request, public_id)
    deciding.season_announce(season=season, by=request.actor, at=timezone.now())
    messages.success(request, "已公布,成员可以查看结果。接下来请在“办理”页拟公告。")
    return redirect("livelihood_result", public_id)
