"""How allauth behaves here: accounts are made by staff, never by visitors, and it speaks plain Chinese."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from apps.foundation.accounts import rules


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

    def send_notification_mail(self, template_prefix: str, user, context: dict | None = None, email=None) -> None:
        """The portal's own inbox tells people about their accounts."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Two-step verification in plain Chinese."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "验证码不正确。请输入手机验证器上现在显示的 6 位数字,并核对手机时间是否准确。",
    }
