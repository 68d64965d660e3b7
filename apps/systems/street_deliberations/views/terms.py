"""The list of streets, the page of a term, its composition."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.foundation.core.registers import Column, Register
from apps.foundation.people.models import Term
from apps.systems.street_deliberations.forms.candidates import day_or_none
from apps.systems.street_deliberations.selectors.composition import composition_of
from apps.systems.street_deliberations.selectors.overview import TermLine, term_lines
from apps.systems.street_deliberations.selectors.page import term_page
from apps.systems.street_deliberations.views.common import term_for


@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    """Every street with how far it came."""
    columns = [
        Column("街道", "area_name", link=TermLine.get_absolute_url, sort="area_name"),
        Column("届次", "term_name"),
        Column("实施方案", "plan_label", tone=lambda line: line.plan_tone),
        Column("名额", "quota"),
        Column("在任", "serving"),
        Column("在办推荐", "under_way"),
        Column("空缺", "vacancies"),
    ]
    return Register(
        "议事代表产生", term_lines(request.actor, timezone.localdate()), columns,
        empty="请先在“届次与团组”中登记街道议事代表会议的届次。",
    ).respond(request)  # fmt: skip


@require_GET
def term(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far the term came, what is next, who sits and what is vacant."""
    found = term_for(request, public_id)
    context = {"term": found, "page": term_page(found, request.actor, timezone.localdate())}
    return render(request, "street_deliberations/term.html", context)


@require_GET
def composition(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Targets against what is, as of a day."""
    found: Term = term_for(request, public_id)
    on = day_or_none(request.GET.get("on")) or timezone.localdate()
    context = {"term": found, "on": on, "composition": composition_of(found, on)}
    return render(request, "street_deliberations/composition.html", context)
