"""What a session remembers of how it began, and when it was last used."""

import time
from datetime import UTC, datetime
from typing import Any

from allauth.account import app_settings as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from apps.foundation.accounts import rules, services
from apps.foundation.accounts.models import SignedInDevice, SignInKind, User
from apps.foundation.core.dates import local_day

SLIP_KEY = "signed_in_by_slip"
SIGN_IN_KEY = "sign_in"


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
    """Whether slip or passkey proved the holder within five minutes: the old password is not asked of them."""
    since = time.time() - allauth.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record["at"] > since and (record["method"] == "slip" or _is_passkey(record)) for record in records)


def begin(request: HttpRequest, user: User) -> None:
    """Somebody has signed in: the session notes how and when, and the account on which device."""
    now, kind = int(time.time()), _kind_of(request, user)
    left = rules.password_days_left(local_day(user.password_since), timezone.localdate(), settings.PASSWORD_DAYS)
    counts = kind == SignInKind.PASSWORD and left is not None
    request.session[SIGN_IN_KEY] = {"kind": kind, "began": now, "used": now, "expired": counts and left <= 0}
    if counts and 0 < left <= rules.WARN_DAYS:
        messages.info(request, f"您的密码还有 {left} 天到期,可在“账号与安全”里提前换一个。")
    if not request.session.session_key:
        request.session.save()
    services.device_add(
        user=user,
        session_key=request.session.session_key,
        kind=kind,
        user_agent=request.headers.get("User-Agent", ""),
        address=get_adapter().get_client_ip(request),
        at=datetime.fromtimestamp(now, UTC),
    )


def note_use(request: HttpRequest, now: int) -> None:
    """The session is in use: two statements, so not with every request."""
    request.session[SIGN_IN_KEY] = request.session[SIGN_IN_KEY] | {"used": now}
    device = SignedInDevice.objects.filter(session_key=request.session.session_key)
    device.update(last_used_at=datetime.fromtimestamp(now, UTC))


def stay(request: HttpRequest, user: User) -> None:
    """Keep this session when all others of the account end; it gets a new key."""
    before = request.session.session_key
    if SIGN_IN_KEY in request.session:
        request.session[SIGN_IN_KEY] = request.session[SIGN_IN_KEY] | {"expired": False}
    update_session_auth_hash(request, user)
    SignedInDevice.objects.filter(session_key=before).update(session_key=request.session.session_key)


def password_duty(request: HttpRequest) -> str:
    """Why the holder has to set a new password before anything else; "" where they need not."""
    if request.user.must_change_password and not came_by_slip(request):
        return rules.PASSWORD_GIVEN
    expired = request.session.get(SIGN_IN_KEY, {}).get("expired")
    return rules.PASSWORD_EXPIRED.format(days=settings.PASSWORD_DAYS) if expired else ""


def has_two_factors(request: HttpRequest) -> bool:
    """Whether this session was proved by something the holder has, beside what they know: digits or a passkey."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def _kind_of(request: HttpRequest, user: User) -> SignInKind:
    """How the newest sign-in of this session began; a second factor or a later proof is none."""
    for record in reversed(get_authentication_records(request, user)):
        if record["method"] == "slip":
            return SignInKind.SLIP
        if record.get("passwordless"):
            return SignInKind.PASSKEY
        if record["method"] == "socialaccount":
            return SignInKind.SINGLE
        if record["method"] == "password" and not record.get("reauthenticated"):
            break
    return SignInKind.PASSWORD


def _is_passkey(record: dict[str, Any]) -> bool:
    return record.get("type") == Authenticator.Type.WEBAUTHN
