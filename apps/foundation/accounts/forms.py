"""Passwords and passkeys as their holders set them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as allauth
from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError

from apps.foundation.accounts import rules
from apps.foundation.accounts.models import User
from apps.foundation.core.typed import half_width


def password_form(user: User, data: Any, *, knows_old: bool) -> forms.Form:
    """The form for a new password; it asks for the old one only where `knows_old`."""
    form = (PasswordChangeForm if knows_old else SetPasswordForm)(user, data)
    for field in form.fields.values():
        field.help_text = ""
        field.widget.attrs.pop("autofocus", None)
    return form


@contextmanager
def _said_plainly(sentence: str) -> Iterator[None]:
    """Whatever is wrong with what a browser sent as a passkey, its holder reads one sentence."""
    try:
        yield
    except ValidationError as error:
        raise error if error.code == "too_many_login_attempts" else ValidationError(sentence) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ValidationError(sentence) from error


class _NamedForm(forms.Form):
    name = forms.CharField(label="名称", max_length=30, help_text="以后凭它认出是哪台设备,如“我的手机”“办公室电脑”。")


class PasskeyForm(_NamedForm, allauth.AddWebAuthnForm):
    """A new passkey: its name, and what the device made."""

    passwordless = None  # every passkey of here signs in alone

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False  # the device made its key before this is sent: it is not refused

    def clean(self) -> dict[str, Any]:
        with _said_plainly(rules.PASSKEY_NOT_ADDED):
            return super().clean()


class PasskeyNameForm(_NamedForm, allauth.EditWebAuthnForm):
    """Another name for a passkey."""


class _ProofMixin:
    def clean_credential(self) -> Authenticator:
        with _said_plainly(rules.PASSKEY_REFUSED):
            return super().clean_credential()  # type: ignore[misc]


class PasskeySignInForm(_ProofMixin, allauth.LoginWebAuthnForm):
    """What the device answered to a challenge, before it is known whose it is."""


class PasskeyProofForm(_ProofMixin, allauth.ReauthenticateWebAuthnForm):
    """The same by somebody who is signed in."""


class PasskeySecondForm(_ProofMixin, allauth.AuthenticateWebAuthnForm):
    """A passkey as the second factor after a password."""


class SignInForm(LoginForm):
    """A name typed in full width is the name that it means; a password is taken as it is."""

    def clean_login(self) -> str:
        return half_width(super().clean_login())


class _DigitsMixin:
    def clean_code(self) -> str:
        self.cleaned_data["code"] = half_width(self.cleaned_data["code"])  # type: ignore[attr-defined]
        return super().clean_code()  # type: ignore[misc]


class DigitsSecondForm(_DigitsMixin, AuthenticateForm):
    """The digits of the authenticator, or a spare code, after a password."""


class DigitsProofForm(_DigitsMixin, ReauthenticateForm):
    """The same by somebody who is signed in."""


class DigitsBeginForm(_DigitsMixin, ActivateTOTPForm):
    """The first digits, which switch two-step verification on."""
