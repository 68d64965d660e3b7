"""The list of streets, the page of a term, its composition."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.foundation.core.registers import Column, Register
from apps.foundation.people.models import Term
from apps.systems.street_deliberations.filters import TermFilter
from apps.systems.street_deliberations.forms.candidates import day_or_none
from apps.systems.street_deliberations.selectors.composition import composition_of
from apps.systems.street_deliberations.selectors.overview import term_lines
from apps.systems.street_deliberations.selectors.page import term_page
from apps.systems.street_deliberations.selectors.standing import street_terms
from apps.systems.street_deliberations.views.common import term_for


@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    """Every street with how far it came."""
    lines = {line.term.pk: line for line in term_lines(request.actor, timezone.localdate())}

    def of(name: str) -> Callable[[Term], Any]:
        return lambda term: getattr(lines[term.pk], name)

    columns = [
        Column("街道", of("area_name"), link=lambda term: lines[term.pk].get_absolute_url(), sort="body__area__name"),
        Column("届次", of("term_name")),
        Column("实施方案", of("plan_label"), tone=of("plan_tone")),
        Column("名额", of("quota"), sort="quota"),
        Column("在任", of("serving")),
        Column("在办推荐", of("under_way")),
        Column("空缺", of("vacancies")),
    ]
    return Register(
        "议事代表产生", street_terms(request.actor), columns, filterset=TermFilter,
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
