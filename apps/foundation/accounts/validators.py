"""Password rules that Django does not have, or whose sentences it leaves in English."""

import re

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError

from apps.foundation.accounts import rules
from apps.foundation.accounts.models import User

SIGNS_AT_THE_ENDS = re.compile(r"^[\W_]+|[\W_]+$")


class LengthValidator(MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        return f"密码太短,至少需要 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        return f"密码至少需要 {self.min_length} 个字符。"


class KindsValidator:
    """Three of the four kinds of signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        if rules.password_kinds(password) < rules.KINDS_NEEDED:
            raise ValidationError(f"密码太简单:{self.get_help_text()}", code="password_too_simple")

    def get_help_text(self) -> str:
        return f"{'、'.join(rules.KINDS)}中至少要有三种。"


class UsualValidator(CommonPasswordValidator):
    """Not one of the usual ones, nor one of them with signs put before or behind it: `Password123!`."""

    def validate(self, password: str, user: User | None = None) -> None:
        for one in {password, SIGNS_AT_THE_ENDS.sub("", password)}:
            super().validate(one, user)


class FormerValidator:
    """Not one of the last few, the present one among them."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        former = user.former_passwords.values_list("password", flat=True)[: rules.FORMER - 1]
        if any(check_password(password, known) for known in [user.password, *former]):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return f"这个密码您最近用过:不能与最近用过的 {rules.FORMER} 个密码相同。"
