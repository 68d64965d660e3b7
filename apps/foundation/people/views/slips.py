"""Printing sign-in slips for one person, a selection or a whole roster."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.foundation.core.identifiers import uuids_of
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person, Term
from apps.foundation.people.selectors.slips import place_of, slip_receivers, slip_rows
from apps.foundation.people.services.accounts import SLIPS_AT_ONCE, IssuedSlip, slips_issue
from apps.foundation.policies.selectors import resolve

PER_PAGE = 8


def slips(request: HttpRequest) -> HttpResponse:
    """Choose whose slips to print: by term, by name, or the one person a link names."""
    now = timezone.now()
    people = slip_receivers(request.actor, timezone.localdate(now))
    is_asked = any(request.GET.get(name) for name in ("term", "person", "q", "only"))
    terms = Term.objects.filter(body__area__path__startswith=request.actor.area_path, ended_on__isnull=True)
    context = {
        "rows": slip_rows(_asked_for(people, request.GET)[:SLIPS_AT_ONCE], now) if is_asked else [],
        "is_asked": is_asked,
        "terms": terms.select_related("body"),
        "hours": _hours(request),
        "limit": SLIPS_AT_ONCE,
        "unreachable": urlsplit(settings.PUBLIC_URL).hostname in {"localhost", "127.0.0.1"},
    }
    return render(request, "people/slips.html", context)


@require_POST
@never_cache
def slips_print(request: HttpRequest) -> HttpResponse:
    """Issue the chosen slips and show them as A4 sheets; the codes exist on this page only."""
    now = timezone.now()
    people = slip_receivers(request.actor, timezone.localdate(now))
    chosen = list(people.filter(public_id__in=uuids_of(request.POST.getlist("people"))).distinct())
    issued = slips_issue(people=chosen, by=request.actor, at=now, hours=_hours(request))
    return render(request, "people/slips_print.html", {"sheets": _sheets(issued), "count": len(issued)})


def _asked_for(people: QuerySet[Person], asked: QueryDict) -> QuerySet[Person]:
    if asked.get("term"):
        people = people.filter(mandates__term__public_id__in=uuids_of(asked.getlist("term")))
    if asked.get("person"):
        people = people.filter(public_id__in=uuids_of(asked.getlist("person")))
    if text := asked.get("q", "").strip():
        people = people.filter(Q(name__icontains=text) | Q(pinyin__startswith=text) | Q(initials__startswith=text))
    if asked.get("only") == "new":
        people = people.filter(user__last_login__isnull=True)
    return people.distinct()


def _hours(request: HttpRequest) -> int:
    area = Area.objects.filter(path=request.actor.area_path).first()
    return resolve("accounts.slip_hours", area=area, on=timezone.localdate()).value


def _sheets(issued: Sequence[IssuedSlip]) -> list[list[dict[str, Any]]]:
    """Eight slips a sheet, each with what the template prints."""
    printed = [
        {
            "name": slip.person.name,
            "place": place_of(slip.person),
            "username": slip.person.user.username,
            "expires_at": slip.expires_at,
            "qr": _qr(settings.PUBLIC_URL + reverse("accounts_slip", args=[slip.code])),
        }
        for slip in issued
    ]
    return [printed[start : start + PER_PAGE] for start in range(0, len(printed), PER_PAGE)]


def _qr(url: str) -> str:
    return segno.make(url, error="m", micro=False).svg_data_uri(border=2)
