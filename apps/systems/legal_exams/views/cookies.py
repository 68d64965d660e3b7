"""What a candidate's browser keeps: a signed cookie for one seat, another for practice. No session, no account."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from apps.systems.legal_exams.services.sitting import Seat

SEAT, STUDY = "exam_seat", "exam_study"
SEAT_SECONDS = 12 * 3600


def seat_keep(response: HttpResponse, seat: Seat) -> HttpResponse:
    """Survives a crash of the browser; no script reads it, no other site sends it."""
    return _keep(response, SEAT, [seat.paper.hex, seat.key], SEAT_SECONDS)


def seat_of(request: HttpRequest) -> Seat | None:
    match _read(request, SEAT):
        case [str(paper), str(key)]:
            return Seat(UUID(hex=paper), key)
    return None


def study_keep(response: HttpResponse, code: int, seconds: int) -> HttpResponse:
    return _keep(response, STUDY, code, seconds)


def study_code_of(request: HttpRequest) -> int | None:
    """The key of the study code with which this browser came."""
    code = _read(request, STUDY)
    return code if isinstance(code, int) else None


def forget(response: HttpResponse, name: str) -> HttpResponse:
    response.delete_cookie(name, path=reverse("legal_exams_door"), samesite="Strict")
    return response


def _keep(response: HttpResponse, name: str, value: Any, seconds: int) -> HttpResponse:
    response.set_cookie(
        name, signing.dumps(value, salt=f"legal_exams.{name}"), max_age=seconds, path=reverse("legal_exams_door"),
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict",
    )  # fmt: skip
    return response


def _read(request: HttpRequest, name: str) -> Any:
    try:
        return signing.loads(request.COOKIES.get(name, ""), salt=f"legal_exams.{name}")
    except signing.BadSignature:
        return None
