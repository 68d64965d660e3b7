"""Signing in, by password or slip, and one's own password; the second factor's pages are allauth's."""

from typing import Any

from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from apps.foundation.accounts import rules, selectors, services
from apps.foundation.accounts.forms import password_form
from apps.foundation.accounts.sessions import came_by_slip, sign_in_by_slip
from apps.foundation.core.throttle import Throttle

UNKNOWN_SLIPS = Throttle("unknown_slips", limit=30, seconds=600)


class SignInView(LoginView):
    """allauth's sign-in; in demo mode it lists the demo accounts."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo_accounts": selectors.demo_accounts()}


@login_not_required
@never_cache
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """A slip's page. Looking never signs in: messengers fetch links for their previews. Only POST uses the slip."""
    if UNKNOWN_SLIPS.is_closed(request):
        return ratelimit.respond_429(request)
    found = selectors.slip_of(code)
    if found is None:
        UNKNOWN_SLIPS.count_failure(request)
    refusal = selectors.slip_refusal(found, timezone.now())
    if refusal:
        return render(request, "accounts/slip_refused.html", {"refusal": refusal}, status=410)
    if request.method == "POST":
        return sign_in_by_slip(request, services.slip_redeem(code=code, at=timezone.now()))
    return render(request, "accounts/slip.html", {"slip": found})


@sensitive_post_parameters()
@never_cache
def password_change(request: HttpRequest) -> HttpResponse:
    """One's own password; who came by slip or never had one is not asked for the old."""
    limited = ratelimit.consume_or_429(request, action="change_password") if request.method == "POST" else None
    if limited:
        return limited
    knows_old = request.user.has_usable_password() and not came_by_slip(request)
    form = password_form(request.user, request.POST or None, knows_old=knows_old)
    if form.is_valid():
        services.password_set(user=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "新密码已生效。")
        return redirect("/")
    return render(request, "account/password_change.html", {"form": form, "rules": rules.PASSWORD_RULES})
