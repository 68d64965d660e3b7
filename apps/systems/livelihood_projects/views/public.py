"""Pages without sign-in: hand in what you wish for, see where the year's projects stand. No proposer is named."""

from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from apps.congress.matters.entry import channel_of, public_entry
from apps.congress.matters.models import Submission
from apps.congress.matters.selectors import contact_of, is_open
from apps.systems.livelihood_projects import rules, selectors
from apps.systems.livelihood_projects.forms import PublicClueForm
from apps.systems.livelihood_projects.models import Clue, Collection, Project, Season
from apps.systems.livelihood_projects.selectors.delivering import deliveries_of
from apps.systems.livelihood_projects.services import collecting


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def collect(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page to write on. Whoever was still writing when the call ended keeps the text and hears where to go."""
    calls = Collection.objects.with_season().filter(opened_at__isnull=False)
    call, today = get_object_or_404(calls, public_id=public_id), timezone.localdate()
    area = call.season.body.area
    refusal = selectors.call_refusal(call, today)
    context = {
        "call": call, "season": call.season, "area": area, "refusal": refusal,
        "contact": contact_of(area, today), "may_tell": is_open(area, today),
    }  # fmt: skip
    if refusal and request.method != "POST":
        context["notice"] = rules.call_notice(selectors.call_facts(call), today)
        return render(request, "livelihood_projects/collect_closed.html", context)
    template = "livelihood_projects/collect_late.html" if refusal else "livelihood_projects/collect.html"
    return public_entry(
        request, PublicClueForm, template, context,
        receive=lambda form: _collected(request, call, form), areas=selectors.call_areas(call.season, today),
    )  # fmt: skip


def _collected(request: HttpRequest, call: Collection, form: PublicClueForm) -> tuple[Submission, str]:
    clue, code = collecting.clue_collect(
        collection=call, area=form.chosen_area, channel=channel_of(request), values=form.values(), by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    return clue.submission, code


@login_not_required
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    seasons = [(season, _open_call(season, today)) for season in selectors.public_seasons(today)]
    return render(request, "livelihood_projects/public_list.html", {"seasons": seasons})


@login_not_required
@require_safe
def public_season(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the chain stands, the candidates once they were sent, the result once it was announced."""
    today = timezone.localdate()
    season = get_object_or_404(selectors.public_seasons(today), public_id=public_id)
    closing, front = selectors.closing_of(season, today), selectors.front_of(season, today)
    is_handed_over = closing is not None and closing.is_handed_over
    context = {
        "season": season,
        "words": season.words,
        "steps": rules.steps_of(season.state, season.words, front, is_handed_over=is_handed_over),
        "call": _open_call(season, today),
        "clues": Clue.objects.standing().filter(season=season).count(),
        "projects": _with_delivery(season, today) if season.sent_at else [],
        "is_announced": season.announced_at is not None,
    }
    return render(request, "livelihood_projects/public_season.html", context)


def _with_delivery(season: Season, today: date) -> list[Project]:
    """The list; each chosen project with how far it is, once it was handed over."""
    projects = list(selectors.candidates_of(season))
    known = {one.project.pk: one for one in deliveries_of(season, today) if one.plan} if season.announced_at else {}
    for project in projects:
        project.delivered = known.get(project.pk)  # type: ignore[attr-defined]
    return projects


def _open_call(season: Season, today: date) -> Collection | None:
    call = getattr(season, "collection", None)
    return call if call and selectors.call_stage(call, today) == "open" else None
