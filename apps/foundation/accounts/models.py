"""Accounts and the slips with which people sign in without typing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.models import Session
from django.db import models

from apps.foundation.accounts import rules
from apps.foundation.core.models import PublicModel


class User(AbstractUser):
    """An account. Who its holder is, and what they may see, stands in `people`."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=60)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)

    password_set_at = models.DateTimeField("密码设置时间", null=True, help_text="空的,自建立账号起算")
    large_print = models.BooleanField("大字", null=True, help_text="未选过的,依所用浏览器")
    session_round = models.PositiveIntegerField("登录轮次", default=0, help_text="加一,此前的登录全部失效")

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
        ordering = ["username"]

    def __str__(self) -> str:
        return f"{self.name}({self.username})"

    def get_session_auth_hash(self) -> str:
        """What a session must hold to be this account's: a new password or round ends all that were before."""
        return super().get_session_auth_hash() + self._round

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return (known + self._round for known in super().get_session_auth_fallback_hash())

    @property
    def password_since(self) -> datetime:
        """Since when the present password is in use."""
        return self.password_set_at or self.date_joined

    @property
    def _round(self) -> str:
        return f".{self.session_round}" if self.session_round else ""

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class SignInSlip(PublicModel):
    """登录单: a printed one-time code; only its hash is stored."""

    user = models.ForeignKey(User, models.PROTECT, related_name="slips", verbose_name="账号")
    code_hash = models.CharField("代码摘要", max_length=64, unique=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="开单人")
    issued_at = models.DateTimeField("开单时间")
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = "登录单"
        verbose_name_plural = "登录单"
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return f"{self.user.name} {self.issued_at:%Y-%m-%d %H:%M}"


class FormerPassword(models.Model):
    """A password somebody had before, as its hash: it is not taken again."""

    user = models.ForeignKey(User, models.PROTECT, related_name="former_passwords", verbose_name="账号")
    password = models.CharField("密码摘要", max_length=128)
    until = models.DateTimeField("用到")

    class Meta:
        verbose_name = "用过的密码"
        verbose_name_plural = "用过的密码"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user.name} {self.until:%Y-%m-%d}"


class SignInKind(models.TextChoices):
    PASSWORD = "password", "密码"
    SLIP = "slip", "登录单"
    PASSKEY = "passkey", "通行密钥"
    SINGLE = "sso", "单点登录"


class DeviceQuerySet(models.QuerySet):
    def living(self, at: datetime) -> Self:
        """Those whose session has neither ended nor lapsed."""
        return self.filter(session_key__in=Session.objects.filter(expire_date__gt=at).values("session_key"))


class SignedInDevice(PublicModel):
    """登录设备: a browser in which an account is signed in. It goes with its session; that it was stands in the log."""

    user = models.ForeignKey(User, models.PROTECT, related_name="devices", verbose_name="账号")
    session_key = models.CharField("会话", max_length=40, unique=True)
    kind = models.CharField("登录方式", max_length=10, choices=SignInKind)
    user_agent = models.CharField("浏览器自报", max_length=300, blank=True)
    address = models.GenericIPAddressField("网络地址", null=True)
    signed_in_at = models.DateTimeField("登录时间")
    last_used_at = models.DateTimeField("最近使用", help_text="每几分钟记一次")

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = "登录设备"
        verbose_name_plural = "登录设备"
        ordering = ["-last_used_at", "-pk"]

    def __str__(self) -> str:
        return rules.device_words(self.user_agent)
