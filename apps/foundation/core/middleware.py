"""Turns refusals into pages, and keeps every URL closed to roles it was not declared for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.foundation.core.audiences import may_enter
from apps.foundation.core.errors import DomainError, NotAllowed


def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page (for htmx the fragment) that shows a refusal."""
    template = "components/refusal.html" if request.headers.get("HX-Request") else "refused.html"
    return render(request, template, {"error": error}, status=error.status)


class DomainErrorMiddleware:
    """A DomainError becomes a page (or, for htmx, a fragment) with its sentence: 403, 409 or 422."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refuse(request, error) if isinstance(error, DomainError) else None


class AudienceMiddleware:
    """Closed by default: the acting role must be among the audience declared for the URL's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        if may_enter(request.actor.role, request.resolver_match.view_name):
            return None
        sentence = "您当前的身份不能进入此页面。如您另有其他身份,请先在右上角切换身份。"
        return refuse(request, NotAllowed(sentence))
