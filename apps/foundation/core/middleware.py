"""Turns refusals into pages, and keeps every URL closed to roles it was not declared for."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from apps.foundation.core.audiences import may_enter
from apps.foundation.core.errors import DomainError, NotAllowed


def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page (for htmx the fragment) that shows a refusal."""
    template = "components/refusal.html" if request.headers.get("HX-Request") else "refused.html"
    return render(request, template, {"error": error, "came_from": _came_from(request)}, status=error.status)


def _came_from(request: HttpRequest) -> str:
    """The page of this portal that led here, "" where there is none."""
    address = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else ""


def send_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back again; htmx leaves the whole page, not only its fragment."""
    if request.htmx:
        return HttpResponseClientRedirect(redirect_to_login(request.htmx.current_url_abs_path or "/").url)
    return redirect_to_login(request.get_full_path())


class SignInMiddleware(LoginRequiredMiddleware):
    """Closed by default: whoever has not signed in is sent to the one sign-in page, the admin's guests too."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        return send_to_sign_in(request)


class DomainErrorMiddleware:
    """A DomainError becomes a page (or, for htmx, a fragment) with its sentence: 403, 409 or 422."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ValueError | DataError) and "NUL" in str(error):
            error = DomainError("提交的文字里有不能保存的控制字符,请删去后重新填写。")
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
        if not request.user.is_authenticated:
            return send_to_sign_in(request)
        sentence = "您当前的身份不能进入此页面。如您另有其他身份,请先在右上角切换身份。"
        return refuse(request, NotAllowed(sentence))
