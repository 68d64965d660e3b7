"""Signing in, by password or slip; signing in by passkey stands in `passkeys`."""

from typing import Any

from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from apps.foundation.accounts import selectors, services
from apps.foundation.accounts.sessions import sign_in_by_slip
from apps.foundation.core.throttle import Throttle

UNKNOWN_SLIPS = Throttle("unknown_slips", limit=30, seconds=600)


class SignInView(LoginView):
    """allauth's sign-in; in demo mode it lists the demo accounts."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "demo_accounts": selectors.demo_accounts(),
            "sso_name": settings.SSO_NAME if settings.SSO_SERVER else "",
        }


@login_not_required
@never_cache
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """A slip's page. Looking never signs in: messengers fetch links for their previews. Only POST uses the slip.

    Who holds a slip is let in whoever guesses beside them: a whole hall has one address.
    """
    found = selectors.slip_of(code)
    if found is None and not UNKNOWN_SLIPS.admit(request):
        return ratelimit.respond_429(request)
    refusal = selectors.slip_refusal(found, timezone.now())
    if refusal:
        return render(request, "accounts/slip_refused.html", {"refusal": refusal}, status=410)
    if request.method == "POST":
        return sign_in_by_slip(request, services.slip_redeem(code=code, at=timezone.now()))
    return render(request, "accounts/slip.html", {"slip": found})
