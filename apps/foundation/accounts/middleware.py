"""How long a session lasts, and what its holder owes the account before anything else."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from apps.foundation.accounts import rules, sessions
from apps.foundation.core.actors import GUEST
from apps.foundation.core.audiences import may_enter

OF_PASSWORDS = {"account_change_password", "accounts_still_here"}
OF_FACTORS = OF_PASSWORDS | {"accounts_two_factors", "account_reauthenticate"}


class SessionUseMiddleware:
    """Ends what lasted too long or was left alone, and notes every few minutes that a session is in use.

    Both stand in the session, which is read anyway: no request asks the database for it. What somebody has read here
    is kept by no proxy and, once they have signed out, not by the browser either: the next one presses its back button.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sign_in = request.session.get(sessions.SIGN_IN_KEY)
        if sign_in:
            self._look_at(request, sign_in, int(time.time()))
        response = self.get_response(request)
        if sign_in:
            response.setdefault("Cache-Control", "private, no-cache")
        if sign_in and sessions.SIGN_IN_KEY not in request.session:
            response["Clear-Site-Data"] = '"cache"'
        return response

    def _look_at(self, request: HttpRequest, sign_in: dict[str, Any], now: int) -> None:
        idle = now - sign_in["used"]
        sentence = rules.session_end(
            kind=sign_in["kind"],
            age=now - sign_in["began"],
            idle=idle,
            hours=settings.SESSION_HOURS,
            idle_minutes=settings.SESSION_IDLE_MINUTES,
        )
        if sentence:
            logout(request)
            messages.info(request, sentence)
        elif idle >= rules.stamp_after(settings.SESSION_IDLE_MINUTES):
            sessions.note_use(request, now)


class DutiesMiddleware:
    """Whoever has to set a new password, or to prove themselves a second time, does so before anything else.

    A slip proves its holder without a password, so none is asked of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name
        if not request.user.is_authenticated or may_enter(GUEST, name):
            return None
        if name not in OF_PASSWORDS and sessions.password_duty(request):
            return _lead_to(request, "account_change_password")
        if name not in OF_FACTORS and not name.startswith("mfa_") and self._lacks_factor(request):
            return _lead_to(request, "accounts_two_factors")
        return None

    def _lacks_factor(self, request: HttpRequest) -> bool:
        return request.actor.role in settings.TWO_FACTORS and not sessions.has_two_factors(request)


def _lead_to(request: HttpRequest, name: str) -> HttpResponse:
    response = redirect(name)
    return HttpResponseClientRedirect(response.url) if request.htmx else response
