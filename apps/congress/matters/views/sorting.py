"""分拣: what waits at the office, one under the other, sorted with single keys or by mouse."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.matters.forms.reviewing import (
    DeputyForm,
    MergeMattersForm,
    QuickUnitForm,
    RefuseForm,
    ReturnForm,
    SentenceForm,
)
from apps.congress.matters.models import Matter
from apps.congress.matters.rules.waiting import tone_of
from apps.congress.matters.selectors.routing import deputies_above, units_for
from apps.congress.matters.selectors.sorting import SORTING_LIMIT, unsorted_of_office
from apps.congress.matters.selectors.writing import alike_matters
from apps.congress.matters.services import reviewing, routing
from apps.congress.matters.services.handing_over_many import matter_accept_and_hand_over
from apps.congress.matters.services.matter_merging import matter_merge
from apps.congress.matters.views.common import managed
from apps.foundation.core.acts import attempt
from apps.foundation.core.permissions import require

TITLES = {
    "accept": "立案", "return": "退回修改", "refuse": "不予受理", "merge": "并案", "spot": "当场解决",
    "reference": "转工作参考", "channel": "请通过其他渠道反映", "deputy": "转上级代表", "unit": "交办",
}  # fmt: skip
SERVICES: dict[str, Callable[..., Any]] = {
    "accept": reviewing.matter_accept,
    "return": reviewing.matter_return,
    "refuse": reviewing.matter_refuse,
    "merge": matter_merge,
    "spot": routing.matter_settle_on_spot,
    "reference": routing.matter_pass_as_reference,
    "channel": routing.matter_point_to_channel,
    "deputy": routing.matter_pass_to_deputy,
}


@require_GET
def sorting(request: HttpRequest) -> HttpResponse:
    require(request.actor, "matters.manage")
    rows, today = unsorted_of_office(request.actor), timezone.localdate()
    shown = list(rows[:SORTING_LIMIT])
    units = units_for(shown[0].office, today) if shown else []
    lines = [_line(request, one) for one in shown]
    return render(request, "matters/sorting.html", {"lines": lines, "total": rows.count(), "units": units})


@require_http_methods(["GET", "POST"])
def sort(request: HttpRequest, public_id: UUID, act: str) -> HttpResponse:
    """The panel of one act inside its row, or the row as the act has left it."""
    if act not in TITLES:
        raise Http404
    found = managed(request, public_id)
    form = _form(act, found, request)
    if request.method == "POST" and attempt(form, lambda: _act(act, found, form, request)):
        row = managed(request, public_id)
        response = render(request, "matters/parts/sorting_row.html", {"line": _line(request, row), "done": TITLES[act]})
        response["HX-Retarget"], response["HX-Reswap"] = f"#row-{row.public_id}", "outerHTML"
        return response
    context = {"matter": found, "form": form, "act": act, "title": TITLES[act]}
    return render(request, "matters/parts/sorting_panel.html", context)


def _line(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    return {
        "matter": matter, "tone": tone_of(matter.state), "is_waiting": matter.allows("accept"),
        "is_open": matter.allows("accept") or matter.allows("settle"), "alike": alike_matters(matter, limit=1),
        "late": matter.late_on(timezone.localdate()),
    }  # fmt: skip


def _form(act: str, matter: Matter, request: HttpRequest) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    if act == "merge":
        alike = [one.matter.submission for one in alike_matters(matter, limit=1)]
        return MergeMattersForm(data, matter=matter, initial={"into": alike[0].number if alike and alike[0] else ""})
    if act == "deputy":
        return DeputyForm(data, deputies=deputies_above(matter, timezone.localdate()))
    if act == "unit":
        return QuickUnitForm(data, office=matter.office)
    plain = {"accept": forms.Form, "return": ReturnForm, "refuse": RefuseForm}
    return plain.get(act, SentenceForm)(data)


def _act(act: str, matter: Matter, form: forms.Form, request: HttpRequest) -> object:
    by, at = request.actor, timezone.now()
    if isinstance(form, QuickUnitForm):
        requirements = form.cleaned_data["requirements"]
        return matter_accept_and_hand_over(matter=matter, parts=form.parts(), requirements=requirements, by=by, at=at)
    return SERVICES[act](matter=matter, **form.cleaned_data, by=by, at=at)
