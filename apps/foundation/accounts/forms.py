"""Passwords as their holders set them."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm

from apps.foundation.accounts.models import User


def password_form(user: User, data: Any, *, knows_old: bool) -> forms.Form:
    """The form for a new password; it asks for the old one only where `knows_old`."""
    form = (PasswordChangeForm if knows_old else SetPasswordForm)(user, data)
    for field in form.fields.values():
        field.help_text = ""
        field.widget.attrs.pop("autofocus", None)
    return form
