"""What the holder of an account does with it: the page of everything, and one's own password."""

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from apps.foundation.accounts import rules, services
from apps.foundation.accounts.forms import password_form
from apps.foundation.accounts.sessions import has_two_factors, is_known_without_password, password_duty, stay


def overview(request: HttpRequest) -> HttpResponse:
    """账号与安全: how one signs in, each with its state and one button."""
    types = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "passkeys": types.count(Authenticator.Type.WEBAUTHN),
        "has_digits": Authenticator.Type.TOTP in types,
        "sso_name": settings.SSO_NAME if settings.SSO_SERVER else "",
    }
    return render(request, "accounts/overview.html", context)


@sensitive_post_parameters()
@never_cache
def password_change(request: HttpRequest) -> HttpResponse:
    """One's own password; who came by slip or passkey, or never had one, is not asked for the old."""
    limited = ratelimit.consume_or_429(request, action="change_password") if request.method == "POST" else None
    if limited:
        return limited
    knows_old = request.user.has_usable_password() and not is_known_without_password(request)
    form = password_form(request.user, request.POST or None, knows_old=knows_old)
    if form.is_valid():
        password, here = form.cleaned_data["new_password1"], request.session.session_key
        services.password_set(user=request.user, password=password, at=timezone.now(), session_key=here)
        stay(request, request.user)
        messages.success(request, "新密码已生效。此账号在其他设备上的登录已全部退出。")
        return redirect("/")
    context = {"form": form, "rules": rules.PASSWORD_RULES, "duty": password_duty(request)}
    return render(request, "account/password_change.html", context)


@never_cache
def two_factors(request: HttpRequest) -> HttpResponse:
    """Where a role of this installation has to prove itself twice: by what it has already, or by starting with one."""
    types = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "has_passkey": Authenticator.Type.WEBAUTHN in types,
        "has_digits": Authenticator.Type.TOTP in types,
        "is_done": has_two_factors(request),
    }
    return render(request, "accounts/two_factors.html", context)
