"""How allauth behaves here: accounts are made by staff, never by visitors, and it speaks plain Chinese."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from apps.foundation.accounts import rules, services
from apps.foundation.accounts.models import User
from apps.foundation.core.errors import DomainError, NotAllowed
from apps.foundation.core.middleware import refuse

OUR_STAGES = {"allauth.mfa.stages.AuthenticateStage": "apps.foundation.accounts.stages.SecondFactorStage"}
METHODS = {
    "reauthenticate": "用密码确认",
    "mfa_reauthenticate": "用手机验证器确认",
    "mfa_reauthenticate:webauthn": "用通行密钥确认",
}


class ClosedAccountAdapter(DefaultAccountAdapter):
    """No sign-up, no mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": rules.WRONG_PASSWORD,
        "too_many_login_attempts": rules.LOCKED,
        "incorrect_password": "密码不正确,请重新输入。",
        "rate_limited": "验证码输错次数过多,请 15 分钟后再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuses while an account is locked, of which the log hears once, or too much went wrong from one address."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            if not self._is_locked(request, credentials):
                raise ValidationError(rules.WRONG_TOO_OFTEN_HERE, code=error.code) from error
            username = credentials.get("username", "")
            if cache.add(f"locked_out:{username.lower()}", True, rules.LOCK_MINUTES * 60):
                services.lock_out_tell(username=username)
            raise

    def _is_locked(self, request: HttpRequest, credentials: dict[str, Any]) -> bool:
        """Whether it is the account's own limit that is used up, not that of the address."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        limit = {"login_failed": rules.LOCK_LIMIT}
        asked = {"app": "allauth.account", "action": "login_failed", "config": limit, "key": key}
        return not ratelimit.consume(request, **asked, dry_run=True)

    def get_login_stages(self) -> list[str]:
        """allauth's, with our second step in place of its own."""
        return [OUR_STAGES.get(path, path) for path in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [
            method | {"description": METHODS[method["id"]]} for method in super().get_reauthentication_methods(user)
        ]

    def send_notification_mail(self, template_prefix: str, user, context: dict | None = None, email=None) -> None:
        """The portal's own inbox tells people about their accounts."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Two-step verification in plain Chinese."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "验证码不正确。请输入手机验证器上现在显示的 6 位数字,并核对手机时间是否准确。",
    }

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """A passkey is called after the device that makes it."""
        return rules.device_words(context.request.headers.get("User-Agent", ""))[:30]

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What the device shows when it asks: the holder's name, not a number."""
        shown = {"name": user.username, "display_name": user.name}
        return super().get_public_key_credential_user_entity(user) | shown


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that are linked; it never makes one, and every failure is a sentence."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Somebody is known to the platform, but not here."""
        if not sociallogin.is_existing and sociallogin.state.get("process") != AuthProcess.CONNECT:
            sentence = rules.SSO_UNKNOWN.format(name=settings.SSO_NAME, uid=sociallogin.account.uid)
            raise ImmediateHttpResponse(refuse(request, NotAllowed(sentence)))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Broken off, refused or out of reach."""
        sentence = rules.SSO_UNREACHABLE.format(name=settings.SSO_NAME)
        raise ImmediateHttpResponse(refuse(request, DomainError(sentence)))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("accounts_sso")
