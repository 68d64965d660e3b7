"""A person's calendar address."""

import base64
import uuid

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from apps.foundation.people.models import Person


class CalendarFeed(models.Model):
    """The secret address of one person's calendar.

    The token in it follows from `serial` and FIELD_KEY and is stored nowhere; `token_index` finds the row of a token.
    A new serial makes a new address and ends the old one.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="calendar_feed", verbose_name="人员")
    serial = models.UUIDField("序号", default=uuid.uuid4, editable=False)
    token_index = models.CharField("地址摘要", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "日历订阅"
        verbose_name_plural = "日历订阅"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.person}的日历订阅"

    @property
    def token(self) -> str:
        """43 letters, 256 bits."""
        digest = salted_hmac("calendar feed", str(self.serial), secret=settings.FIELD_KEY, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
