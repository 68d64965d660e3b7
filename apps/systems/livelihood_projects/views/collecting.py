"""征集 for staff: the page of the call, its dates, its poster, its notice."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.matters.qr import qr_of
from apps.foundation.core.acts import attempt
from apps.foundation.core.permissions import may
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import document_draft
from apps.systems.livelihood_projects import front_papers, rules, selectors
from apps.systems.livelihood_projects.forms import CallForm
from apps.systems.livelihood_projects.models import Clue, Collection, Season
from apps.systems.livelihood_projects.services import collecting
from apps.systems.livelihood_projects.views.preparing import CHANGE, managed_season, visible_season


def managed_call(request: HttpRequest, public_id: UUID) -> Collection:
    season = managed_season(request, public_id)
    return get_object_or_404(Collection.objects.with_season(), season=season)


def public_path(collection: Collection) -> str:
    return reverse("livelihood_collect", args=[collection.public_id])


@require_GET
def collection_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season, today = visible_season(request, public_id), timezone.localdate()
    call = selectors.call_of(season)
    if call is None and may(request.actor, CHANGE, season):
        return redirect("livelihood_season_collection_set", public_id)
    stage = selectors.call_stage(call, today) if call else "planned"
    context = {
        "season": season,
        "call": call,
        "stage": stage,
        "stage_label": rules.STAGE_LABELS[stage],
        "warning": selectors.start_warning(season, call.opens_on, today) if call and stage == "planned" else "",
        "path": public_path(call) if call else "",
        "qr": qr_of(f"{public_path(call)}?by=scan") if call else "",
        "figures": selectors.call_figures(season),
        "unsorted": selectors.clues_to_sort(season).count(),
        "open": Clue.objects.open().filter(season=season).count(),
        "papers": Document.objects.visible_to(request.actor).of(season).filter(kind=front_papers.CALL).defer("tree"),
    }
    return render(request, "livelihood_projects/collection.html", context)


@require_http_methods(["GET", "POST"])
def collection_set(request: HttpRequest, public_id: UUID) -> HttpResponse:
    season, today = managed_season(request, public_id), timezone.localdate()
    form = CallForm(request.POST or None, instance=selectors.call_of(season))
    call = form.is_bound and attempt(
        form,
        lambda: collecting.collection_set(season=season, **form.cleaned_data, by=request.actor, at=timezone.now()),
    )
    if call:
        warning = selectors.start_warning(season, call.opens_on, today)
        messages.warning(request, warning) if warning else messages.success(request, "已保存。")
        return redirect("livelihood_collection", public_id)
    return render(request, "livelihood_projects/collection_form.html", {"form": form, "season": season})


@require_POST
def collection_open(request: HttpRequest, public_id: UUID) -> HttpResponse:
    collecting.collection_open(collection=managed_call(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, "征集已开启,请张贴二维码,或把征集页面的地址发给群众。")
    return redirect("livelihood_collection", public_id)


@require_POST
def collection_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    collecting.collection_close(collection=managed_call(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, "征集已结束,请梳理、合并线索,交办论证。")
    return redirect("livelihood_collection", public_id)


@require_POST
def collection_notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draft the 征集公告 from what the call says now."""
    call, today = managed_call(request, public_id), timezone.localdate()
    season: Season = call.season
    tree = front_papers.call_for_clues(call, today)
    organ = selectors.issuer_of(season, today)
    document = document_draft(
        organ=organ, kind=front_papers.CALL, tree=tree, subject=season, by=request.actor, at=timezone.now()
    )
    return redirect(document)


@require_GET
def collection_poster(request: HttpRequest, public_id: UUID) -> HttpResponse:
    call = managed_call(request, public_id)
    context = {"call": call, "season": call.season, "qr": qr_of(f"{public_path(call)}?by=scan")}
    return render(request, "livelihood_projects/collection_poster.html", context)
