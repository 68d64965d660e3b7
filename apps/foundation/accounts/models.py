"""Accounts and the slips with which people sign in without typing."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from apps.foundation.core.models import PublicModel


class User(AbstractUser):
    """An account. Who its holder is, and what they may see, stands in `people`."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=60)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
        ordering = ["username"]

    def __str__(self) -> str:
        return f"{self.name}({self.username})"

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
