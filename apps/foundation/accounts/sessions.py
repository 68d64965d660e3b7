"""What a session remembers of how it began."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from apps.foundation.accounts.models import User

SLIP_KEY = "signed_in_by_slip"


def sign_in_by_slip(request: HttpRequest, user: User) -> HttpResponse:
    """Sign `user` in; whoever was signed in on this device before is signed out. A second factor is still asked.

    For a few minutes the slip proves its holder as the password would: enough to register a passkey.
    """
    if request.user.is_authenticated and request.user != user:
        logout(request)
    request.session[SLIP_KEY] = user.pk
    record_authentication(request, user, method="slip", reauthenticated=True)
    return perform_login(request, user, redirect_url="/")


def came_by_slip(request: HttpRequest) -> bool:
    """Whether this session was begun with a slip: its holder is known without a password."""
    return request.session.get(SLIP_KEY) == request.user.pk


def is_known_without_password(request: HttpRequest) -> bool:
    """Whether slip or passkey began this session: the old password is not asked of its holder."""
    return came_by_slip(request) or did_use_passwordless_login(request, request.user)
