"""论证: units fill in the sheet and say what they think; the office may fill it in for them."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Column, Register
from apps.office.files.selectors import attachments_of
from apps.office.files.views import thumbnail_of
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.forms import FeasibilityForm, ScopeForm, UnitOpinionForm
from apps.systems.livelihood_projects.models import Clue
from apps.systems.livelihood_projects.services import studying
from apps.systems.livelihood_projects.views.clues import TONES, finding_label, visible_clue


@require_GET
def unit_clues(request: HttpRequest) -> HttpResponse:
    """What was sent to the unit, the undone first."""
    return Register(
        "线索论证",
        Clue.objects.visible_to(request.actor).with_all().order_by("-state", "feasibility__due_on", "-pk"),
        [
            Column("线索", "title", link=lambda clue: f"/livelihood/clues/{clue.public_id}/unit/"),
            Column("年度", "season"),
            Column("区域", "submission.area.name"),
            Column("论证单位", lambda clue: sheet.unit.name if (sheet := selectors.sheet_of(clue)) else ""),
            Column("论证期限", lambda clue: sheet.due_on if (sheet := selectors.sheet_of(clue)) else None,
                   sort="feasibility__due_on"),
            Column("论证结论", lambda clue: finding_label(clue) or "待论证"),
            Column("状态", "state_label", tone=lambda clue: TONES[clue.state]),
        ],
        search=("title__icontains",),
        search_hint="查线索名称",
        empty="人大或政府办公室交来的线索会显示在这里。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def feasibility(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet with its checklist; saved as a draft, or with its conclusion."""
    clue = visible_clue(request, public_id)
    require(request.actor, "livelihood.feasibility.fill", clue)
    sheet = get_object_or_404(clue.season.clues.filter(feasibility__isnull=False), pk=clue.pk).feasibility
    form = FeasibilityForm(request.POST or None, instance=sheet, season=clue.season)
    scope = ScopeForm(request.POST or None, known=sheet.scope)
    if request.method == "POST" and scope.is_valid() and attempt(form, lambda: _filled(request, clue, form, scope)):
        messages.success(request, "论证表已保存。")
        return redirect("livelihood_unit_clue" if request.actor.unit_id else "livelihood_clue", public_id)
    context = {"form": form, "scope": scope, "clue": clue, "season": clue.season, "sheet": sheet}
    return render(request, "livelihood_projects/feasibility_form.html", context)


def _filled(request: HttpRequest, clue: Clue, form: FeasibilityForm, scope: ScopeForm) -> object:
    values = form.values()
    return studying.feasibility_fill(
        clue=clue, conclusion=values.pop("conclusion"), values=values, scope=scope.answers, by=request.actor,
        at=timezone.now(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def unit_clue(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A clue as the unit sees it: what was said and where, without who said it."""
    clue, actor = visible_clue(request, public_id), request.actor
    opinion = selectors.pending_opinion(clue, actor.unit_id)
    form = UnitOpinionForm(request.POST or None, initial={"text": opinion.text if opinion else ""})
    if request.method == "POST":
        require(actor, "livelihood.unit_opinion.give", clue)
        unit, at = opinion.unit, timezone.now()
        if attempt(form, lambda: studying.opinion_give(clue=clue, unit=unit, **form.cleaned_data, by=actor, at=at)):
            messages.success(request, "意见已提交。")
            return redirect(request.path)
    context = {
        "clue": clue,
        "season": clue.season,
        "submission": clue.submission,
        "sheet": selectors.sheet_of(clue),
        "fills": may(actor, "livelihood.feasibility.fill", clue) and clue.is_open,
        "form": form if opinion and clue.is_open else None,
        "opinion": opinion,
        "photos": [photo for photo in attachments_of(clue.submission) if photo.thumbnail],
    }
    return render(request, "livelihood_projects/unit_clue.html", context)


@require_GET
def clue_photo(request: HttpRequest, public_id: UUID, photo_id: UUID) -> FileResponse:
    """A proposer's photo, small, for the unit that studies the clue."""
    photos = attachments_of(visible_clue(request, public_id).submission)
    return thumbnail_of(get_object_or_404(photos, public_id=photo_id))
