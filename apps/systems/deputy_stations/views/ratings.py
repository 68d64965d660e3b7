"""One station in a round: the list of all, the comparison of stages, the page on which a hand scores."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, reason_of
from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Column, Register
from apps.office.documents.downloads import docx_response, pdf_response
from apps.systems.deputy_stations.filters.rating import RatingFilter
from apps.systems.deputy_stations.forms.rating import ScoreForm
from apps.systems.deputy_stations.models import RatingState, Stage, StationRating
from apps.systems.deputy_stations.papers.rating import application_paper, scores_paper
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.selectors.hands import hand_for, page_of
from apps.systems.deputy_stations.selectors.rounds import late_on
from apps.systems.deputy_stations.services import rating as acts

RATE = "deputy_stations.rate"
TONES = {
    RatingState.SELF: "blue", RatingState.FIRST: "blue", RatingState.SITE: "orange", RatingState.SCORED: "green",
    RatingState.SETTLED: "green", RatingState.DROPPED: "secondary",
}  # fmt: skip
PAPERS = {"application": application_paper, "scores": scores_paper}
DONE = {
    Stage.SELF: "自评已提交镇街初审。", Stage.FIRST: "初审已提交,等待实地复核。", Stage.SITE: "评分已提交,谢谢。",
    Stage.FINAL: "得分已核定。",
}  # fmt: skip


@require_GET
def ratings(request: HttpRequest) -> HttpResponse:
    rows = StationRating.objects.visible_to(request.actor).with_all().annotate(
        asked=Count("raters"), came=Count("raters", filter=Q(raters__submitted_at__isnull=False))
    )  # fmt: skip
    late = set(late_on(rows, timezone.localdate()).values_list("pk", flat=True))
    columns = [
        Column("家站", "station.name", link=StationRating.get_absolute_url, sort="station__name"),
        Column("镇街", "station.area.name", sort="station__area__path"),
        Column("环节", "get_state_display", tone=lambda row: TONES[row.state], sort="state"),
        Column("逾期", lambda row: "逾期" if row.pk in late else "", tone=lambda row: "red"),
        Column("自评", "self_at", sort="self_at"),
        Column("初审", "first_at", sort="first_at"),
        Column("复核", lambda row: f"{row.came}/{row.asked}" if row.asked else "未安排"),
        Column("总分", "total", sort="total"),
        Column("星级", "stars", sort="stars"),
        Column("评定", "round.title", sort="round__year"),
    ]
    return Register(
        "各站评分", rows, columns, filterset=RatingFilter, search=["station__name__icontains"],
        search_hint="查家站", empty="评定启动以后,参评的家站会显示在这里。",
    ).respond(request)  # fmt: skip


@require_GET
def rating(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = rating_for(request, public_id)
    context = {"rating": found, "page": page_of(found, request.actor, timezone.localdate())}
    return render(request, "deputy_stations/rating.html", context)


@require_http_methods(["GET", "POST"])
def score(request: HttpRequest, public_id: UUID, stage: str) -> HttpResponse:
    """自评、初审、复核、核定: the same page for every hand, on a phone or a tablet, saved or handed in."""
    found = rating_for(request, public_id)
    hand = hand_for(found, stage, request.actor)
    if hand is None:
        raise Http404
    require(request.actor, hand.permission, hand.subject)
    if request.method == "GET":
        rules.move(found.state, stage)
    form = ScoreForm(
        request.POST or None, request.FILES or None, lines=hand.lines, stage=stage, own=hand.own, revision=hand.revision
    )
    hand_in = "hand_in" in request.POST
    if request.method == "POST" and attempt(form, lambda: _score(found, stage, form, hand_in, request)):
        messages.success(request, DONE[Stage(stage)] if hand_in or stage == Stage.FINAL else "已保存,还没有提交。")
        return redirect(found) if hand_in or stage == Stage.FINAL else redirect(request.path)
    context = {"rating": found, "form": form, "stage": stage, "stage_label": Stage(stage).label}
    return render(request, "deputy_stations/score.html", context)


def _score(found: StationRating, stage: str, form: ScoreForm, hand_in: bool, request: HttpRequest) -> StationRating:
    given = {
        "rating": found, "scoring": form.scoring(), "revision": form.cleaned_data["revision"], "by": request.actor,
        "at": timezone.now(),
    }  # fmt: skip
    if stage == Stage.FINAL:
        return acts.final_score(**given)
    act = {Stage.SELF: acts.self_score, Stage.FIRST: acts.first_score, Stage.SITE: acts.site_score}[Stage(stage)]
    return act(**given, hand_in=hand_in)


@require_POST
def send_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = rating_for(request, public_id)
    if found.state == RatingState.FIRST:
        require(request.actor, "deputy_stations.manage", found.station)
    else:
        require(request.actor, RATE, found.round)
    acts.rating_send_back(rating=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已退回,并通知有关人员。")
    return redirect(found)


@require_POST
def drop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = rating_for(request, public_id)
    require(request.actor, RATE, found.round)
    acts.rating_drop(rating=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已登记不参评。")
    return redirect(found)


@require_GET
def rating_file(request: HttpRequest, public_id: UUID, kind: str, ending: str) -> FileResponse:
    """星级申报表 by everybody who sees the rating, 评分表 by those who see what raters gave."""
    found = rating_for(request, public_id)
    page = page_of(found, request.actor, timezone.localdate())
    if kind not in PAPERS or ending not in ("pdf", "docx") or (kind == "scores" and not page.sees_site):
        raise Http404
    tree = PAPERS[kind](found, timezone.localdate())
    return docx_response(tree) if ending == "docx" else pdf_response(tree)


def rating_for(request: HttpRequest, public_id: UUID) -> StationRating:
    return get_object_or_404(StationRating.objects.visible_to(request.actor).with_all(), public_id=public_id)
