"""Gives every request its actor: the account's holder in the role they chose."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from apps.foundation.accounts import sessions
from apps.foundation.accounts.models import User
from apps.foundation.core.actors import Actor
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of, roles_held

SESSION_KEY = "acting_role"
CHANGES_FACTORS = {
    "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip


class ActingRoleMiddleware:
    """Sets `request.actor`; a role that ended falls back to the first one still held."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = self._actor(request) if request.user.is_authenticated else Actor.guest()
        return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor:
        today = timezone.localdate()
        chosen = actor_of(request.user, request.session.get(SESSION_KEY, ""), today)
        if chosen:
            return chosen
        for role in acting_roles(request.user, today):
            request.session[SESSION_KEY] = role.choice
            return actor_of(request.user, role.choice, today) or Actor.guest()
        # The person stays known: somebody whose seat ended today is told so, not that the page does not exist.
        person_id = Person.objects.filter(user=request.user).values_list("pk", flat=True).first()
        return Actor(
            name=request.user.name, role="none", user_id=request.user.pk, person_id=person_id, role_title="尚无身份"
        )


class KnownFactorMiddleware:
    """Who holds a role that is to prove itself twice, and has a passkey or digits, proves with those before changing
    any of them: else whoever knows the password would make a second factor of their own.

    The role need not be the one they act in now: a factor made in another would open this one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        is_asked = settings.TWO_FACTORS and request.resolver_match.view_name in CHANGES_FACTORS
        if not is_asked or not request.user.is_authenticated or sessions.has_two_factors(request):
            return None
        has_factor = Authenticator.objects.filter(user=request.user).exists()
        holds_role = not roles_held(request.user, timezone.localdate()).isdisjoint(settings.TWO_FACTORS)
        return redirect("accounts_two_factors") if has_factor and holds_role else None


class FirstRunMiddleware:
    """A portal without a single account leads from its sign-in page to the one where an office enters itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        if request.resolver_match.view_name != "account_login" or User.objects.exists():
            return None
        return redirect("people_first_run")
