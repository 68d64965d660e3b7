"""allauth's events, told to the log of acts."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from apps.foundation.accounts import sessions
from apps.foundation.accounts.models import SignedInDevice, User
from apps.foundation.accounts.services import account_act_tell

KINDS = {Authenticator.Type.TOTP: "两步验证", Authenticator.Type.RECOVERY_CODES: "两步验证备用码"}


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.begin(request, user)


@receiver(user_logged_out)
def forget_device(request: HttpRequest, **kwargs: Any) -> None:
    """Django tells before the session is emptied."""
    if request.session.session_key:
        SignedInDevice.objects.filter(session_key=request.session.session_key).delete()


@receiver(authenticator_added)
def tell_second_factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    account_act_tell("accounts.second_factor.added", user, kind=KINDS[authenticator.type])
    if authenticator.type == Authenticator.Type.TOTP:  # its digits were just typed
        record_authentication(request, user, method="mfa", type=authenticator.type)


@receiver(authenticator_removed)
def tell_second_factor_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    kind = KINDS.get(authenticator.type) or f"通行密钥“{authenticator}”"
    account_act_tell("accounts.second_factor.removed", user, kind=kind)


@receiver(social_account_added)
def tell_linked(sociallogin: SocialLogin, **kwargs: Any) -> None:
    account_act_tell("accounts.sso.linked", sociallogin.user, uid=sociallogin.account.uid)
