"""The candidate's page and what its script asks, as JSON; each answer says how much time the server gives.

The cookie is sent by pages of this portal alone (SameSite), and JSON cannot be sent by a form of another one.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from apps.foundation.core.errors import DomainError
from apps.systems.legal_exams.models import Admission, EventKind
from apps.systems.legal_exams.rules.sitting import GARBLED, MOST_EVENTS, changes_of
from apps.systems.legal_exams.selectors.seats import MOVED, RUNNING, Stand, shown_items
from apps.systems.legal_exams.services.sitting import (
    Report,
    Seat,
    SeatRefused,
    answers_save,
    paper_hand_in,
    paper_open,
    seat_stand,
)
from apps.systems.legal_exams.views.cookies import seat_of

SEEN = {
    "hidden": (EventKind.LEFT, "切换到其他页面"),
    "blurred": (EventKind.LEFT, "切换到其他窗口"),
    "windowed": (EventKind.LEFT, "退出全屏"),
    "back": (EventKind.CAME_BACK, ""),
    "full": (EventKind.CAME_BACK, "恢复全屏"),
}
LONGEST_AGO = 15 * 60 * 1000


@login_not_required
@require_safe
def seat_page(request: HttpRequest) -> HttpResponse:
    """The page without any question: its script fetches them once the exam runs."""
    seat = seat_of(request)
    rows = Admission.objects.select_related("exam", "room").filter(paper__public_id=seat.paper) if seat else ()
    admission = next(iter(rows), None)
    if seat is None or admission is None:
        return redirect("legal_exams_door")
    return render(request, "legal_exams/seat.html", {"admission": admission, "exam": admission.exam, "seat": seat})


def for_seat(act: Callable[[Seat, dict[str, Any]], dict[str, Any]]) -> Callable[..., HttpResponse]:
    """A view of JSON for whoever has a seat; a refusal says how it stands there."""

    @csrf_exempt
    @login_not_required
    @require_POST
    @wraps(act)
    def view(request: HttpRequest) -> HttpResponse:
        try:
            return JsonResponse(act(_seat_asked(request), body_of(request)))
        except SeatRefused as refusal:
            return JsonResponse(stand_json(refusal.stand), status=refusal.status)
        except DomainError as refusal:
            return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)

    return view


def _seat_asked(request: HttpRequest) -> Seat:
    seat = seat_of(request)
    if seat is None:
        raise SeatRefused(Stand(MOVED))
    return seat


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request. Raises DomainError for anything else."""
    try:
        body = json.loads(request.body) if request.content_type == "application/json" else None
    except (ValueError, RecursionError, RequestDataTooBig) as error:
        raise DomainError(GARBLED) from error
    if not isinstance(body, dict):
        raise DomainError(GARBLED)
    return body


def stand_json(stand: Stand) -> dict[str, Any]:
    return {"state": stand.state, "starts_in": stand.starts_in, "left": stand.left, "sentence": stand.sentence}


@for_seat
def seat_state(seat: Seat, body: dict[str, Any]) -> dict[str, Any]:
    """Asked every few seconds while nobody has given the word."""
    return stand_json(seat_stand(seat=seat, at=timezone.now()))


@for_seat
def seat_paper(seat: Seat, body: dict[str, Any]) -> dict[str, Any]:
    """The candidate's own paper, without keys; what was saved comes along."""
    opened = paper_open(seat=seat, at=timezone.now())
    items = shown_items(json.loads(opened.sealed))
    return {"state": RUNNING, "left": opened.left, "items": items, "given": opened.given}


@for_seat
def seat_save(seat: Seat, body: dict[str, Any]) -> dict[str, Any]:
    left = answers_save(
        seat=seat, changes=changes_of(body.get("answers")), reports=_reports(body.get("events", [])), at=timezone.now()
    )
    return {"state": RUNNING, "left": left}


@for_seat
def seat_hand_in(seat: Seat, body: dict[str, Any]) -> dict[str, Any]:
    now = timezone.now()
    paper_hand_in(seat=seat, changes=changes_of(body.get("answers")), at=now)
    return stand_json(seat_stand(seat=seat, at=now))


def _reports(raw: Any) -> list[Report]:
    if not isinstance(raw, list):
        raise DomainError(GARBLED)
    return [_report(one) for one in raw[:MOST_EVENTS]]


def _report(raw: Any) -> Report:
    match raw:
        case [str(what), int(ago), int(nonce)] if what in SEEN and 0 <= nonce < 2**31:
            return Report(*SEEN[what], min(max(ago, 0), LONGEST_AGO), nonce)
    raise DomainError(GARBLED)
