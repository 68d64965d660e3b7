"""Whoever was given a password by somebody else sets their own before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from apps.foundation.accounts.sessions import came_by_slip
from apps.foundation.core.actors import GUEST
from apps.foundation.core.audiences import may_enter

OPEN_MEANWHILE = {"account_change_password", "account_logout", "accounts_slip"}


class PasswordChangeMiddleware:
    """Leads to the password page; a slip proves its holder without a password, so it is not asked of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or not user.must_change_password or came_by_slip(request):
            return None
        page = request.resolver_match.view_name
        if page in OPEN_MEANWHILE or may_enter(GUEST, page):
            return None
        response = redirect("account_change_password")
        return HttpResponseClientRedirect(response.url) if request.htmx else response
