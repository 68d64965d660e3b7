"""What a session remembers of how it began, and when it was last used."""

import time
from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse

from apps.foundation.accounts import services
from apps.foundation.accounts.models import SignedInDevice, SignInKind, User

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
    """Whether slip or passkey began this session: the old password is not asked of its holder."""
    return came_by_slip(request) or did_use_passwordless_login(request, request.user)


def begin(request: HttpRequest, user: User) -> None:
    """Somebody has signed in: the session notes how and when, and the account on which device."""
    now, kind = int(time.time()), _kind_of(request, user)
    request.session[SIGN_IN_KEY] = {"kind": kind, "began": now, "used": now}
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
    request.session[SIGN_IN_KEY] |= {"used": now}
    request.session.modified = True
    device = SignedInDevice.objects.filter(session_key=request.session.session_key)
    device.update(last_used_at=datetime.fromtimestamp(now, UTC))


def stay(request: HttpRequest, user: User) -> None:
    """Keep this session when all others of the account end; it gets a new key."""
    before = request.session.session_key
    update_session_auth_hash(request, user)
    SignedInDevice.objects.filter(session_key=before).update(session_key=request.session.session_key)


def _kind_of(request: HttpRequest, user: User) -> SignInKind:
    """How the newest sign-in of this session began; a second factor or a later proof is none."""
    for record in reversed(get_authentication_records(request, user)):
        if record["method"] == "slip":
            return SignInKind.SLIP
        if record.get("passwordless"):
            return SignInKind.PASSKEY
        if record["method"] == "password" and not record.get("reauthenticated"):
            break
    return SignInKind.PASSWORD
