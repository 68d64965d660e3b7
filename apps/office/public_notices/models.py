"""What is shown to the public for some days before it holds, and what people say against it."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.office.public_notices import rules


class NoticeState(models.TextChoices):
    PUBLISHED = "published", "公示中"
    CONCLUDED = "concluded", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


class PublicNoticeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: those of their area. Everybody else reads the public page."""
        return self.filter(area__path__startswith=actor.area_path) if actor.sees_area else self.none()

    def running_on(self, day: date) -> Self:
        """What the public may read and object to on `day`."""
        return self.filter(state=NoticeState.PUBLISHED, starts_on__lte=day, ends_on__gte=day)

    def begun_on(self, day: date) -> Self:
        """What has a public page on `day`, running or over."""
        return self.filter(starts_on__lte=day)

    def with_counts(self) -> Self:
        """`objection_count`, and `unsettled_count` of those without an answer."""
        unsettled = Count("objections", filter=Q(objections__settled_at__isnull=True))
        return self.annotate(objection_count=Count("objections"), unsettled_count=unsettled)


class PublicNotice(PublicModel):
    """公示 of a row of a higher floor, named by model label and key. `ends_on` is the last day and counts in full.

    `rules` keeps the length that was in force on the day of publication, and where it came from.
    """

    subject_label = models.CharField("事项类型", max_length=80)
    subject_id = models.BigIntegerField("事项编号")
    subject_text = models.CharField("事项", max_length=200)
    url = models.CharField("事项页面", max_length=300, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    title = models.CharField("标题", max_length=150)
    body = models.TextField("内容")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", help_text="当日仍在公示期内")
    where_published = models.CharField("公布于何处", max_length=200, blank=True)
    rules = models.JSONField("规则取值", default=dict)
    state = models.CharField("状态", max_length=10, choices=NoticeState, default=NoticeState.PUBLISHED)
    published_by = models.CharField("发布人", max_length=60)
    published_at = models.DateTimeField("发布时间")
    conclusion = models.TextField("公示结论", blank=True)
    concluded_by = models.CharField("办结人", max_length=60, blank=True)
    concluded_at = models.DateTimeField("办结时间", null=True)
    withdraw_reason = models.CharField("撤回理由", max_length=500, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "公示"
        verbose_name_plural = "公示"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_label", "subject_id", "title"],
                condition=Q(state="published"),
                name="public_notice_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="public_notice_in_order"),
            models.CheckConstraint(condition=Q(url="") | Q(url__startswith="/"), name="public_notice_url_is_a_path"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ended_is_final", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__state="published")
            ),
            pgtrigger.Protect(
                name="text_is_fixed", operation=pgtrigger.UpdateOf("title", "body", "starts_on", "ends_on", "area_id")
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("public_notices_detail", args=[self.public_id])

    @property
    def public_url(self) -> str:
        """The page that needs no sign-in."""
        return reverse("public_notices_open", args=[self.public_id])

    def standing(self, on: date) -> str:
        return rules.standing(state=self.state, starts_on=self.starts_on, ends_on=self.ends_on, on=on)

    def hears_on(self, on: date) -> bool:
        """Whether objections are taken online on a day."""
        return self.state == NoticeState.PUBLISHED and self.starts_on <= on <= self.ends_on


class Channel(models.TextChoices):
    ONLINE = "online", "网上"
    LETTER = "letter", "来信"
    VISIT = "visit", "来访"


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(notice__in=PublicNotice.objects.visible_to(actor))

    def unsettled(self) -> Self:
        return self.filter(settled_at__isnull=True)


class Objection(PublicModel):
    """异议: what somebody said, under their name or without one. Who reports must not have to fear: see `may_dial`."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections", verbose_name="公示")
    name = EncryptedTextField("姓名", blank=True)
    contact = EncryptedTextField("联系方式", blank=True)
    text = models.TextField("意见")
    channel = models.CharField("渠道", max_length=10, choices=Channel, default=Channel.ONLINE)
    received_at = models.DateTimeField("收到时间")
    recorded_by = models.CharField("登记人", max_length=60, blank=True, help_text="网上提出的为空")
    upheld = models.BooleanField("是否成立", null=True)
    answer = models.TextField("处理结论", blank=True)
    settled_by = models.CharField("处理人", max_length=60, blank=True)
    settled_at = models.DateTimeField("处理时间", null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "公示意见"
        verbose_name_plural = "公示意见"
        ordering = ["notice", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, upheld__isnull=True)
                | Q(settled_at__isnull=False, upheld__isnull=False),
                name="objection_settled_has_verdict",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="settled_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__settled_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="words_are_fixed",
                operation=pgtrigger.UpdateOf("notice_id", "name", "contact", "text", "channel", "received_at"),
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"对“{self.notice.title}”的意见"
