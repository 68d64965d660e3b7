"""What people are told: a notice stands in the inbox exactly once; every try to send it outside is a row."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person
from apps.office.notifications.channels import label_of


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "等待发送"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发出"
    FAILED = "failed", "发送失败"
    UNKNOWN = "unknown", "发送结果未知"
    SKIPPED = "skipped", "未发送"


NEEDS_STAFF = (DeliveryState.FAILED, DeliveryState.UNKNOWN)
MAY_BE_SENT_AGAIN = (*NEEDS_STAFF, DeliveryState.SKIPPED)
DIGEST = "digest:"
"""How keys of digests begin."""
LOST = timedelta(minutes=20)
"""A queue that took a task so long ago and did nothing with it has lost it."""


class NoticeQuerySet(models.QuerySet):
    def inbox_of(self, actor: Actor) -> Self:
        """What the acting person was told themselves."""
        return self.filter(recipient=actor.person_id) if actor.person_id else self.none()

    def visible_to(self, actor: Actor) -> Self:
        """One's own notices; staff and leaders also those to people of their area."""
        own = Q(recipient=actor.person_id) if actor.person_id else Q(pk__in=[])
        return self.filter(own | Q(recipient__area__path__startswith=actor.area_path) if actor.sees_area else own)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def whole(self) -> Self:
        """Without the parts of a digest."""
        return self.filter(digest__isnull=True)

    def whose_latest_try_is(self, states: Collection[str]) -> Self:
        """Notices of which the latest try through some channel is in one of `states`."""
        tries = DeliveryAttempt.objects.latest().filter(notice=OuterRef("pk"), state__in=states)
        return self.filter(Exists(tries))

    def with_latest_tries(self) -> Self:
        """`latest_tries` is a list with the latest try of every channel."""
        latest = DeliveryAttempt.objects.latest().order_by("channel")
        return self.prefetch_related(Prefetch("attempts", latest, to_attr="latest_tries"))


class Notice(PublicModel):
    """One message to one person. `key` names the occasion: the same occasion is told once.

    `gather` holds it back from the outside until those of the same name are put together; `digest` is the notice that
    then speaks for it. `is_outside`: to SMS and the like too; `is_urgent`: also in the hours of rest.
    """

    recipient = models.ForeignKey(Person, models.PROTECT, related_name="notices", verbose_name="收件人")
    key = models.CharField("事由键", max_length=160)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容", blank=True)
    url = models.CharField("办理页面", max_length=300, blank=True)
    due = models.DateField("办理期限", null=True, blank=True)
    sender = models.CharField("发送人", max_length=60)
    created_at = models.DateTimeField("发送时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    is_outside = models.BooleanField("发往短信等渠道", default=False)
    is_urgent = models.BooleanField("不避免打扰时段", default=False)
    gather = models.CharField("待汇总批次", max_length=80, blank=True, default="")
    digest = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="汇总消息"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once_a_person")]
        indexes = [
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["gather", "recipient"], condition=~Q(gather=""), name="notice_gather"),
        ]

    def __str__(self) -> str:
        return f"{self.title}(致{self.recipient.name})"

    def get_absolute_url(self) -> str:
        return reverse("notifications_notice_show", args=[self.public_id])

    @property
    def is_digest(self) -> bool:
        """Whether it speaks for others that it lists."""
        return self.key.startswith(DIGEST)


class DeliveryAttemptQuerySet(models.QuerySet):
    def latest(self) -> Self:
        """The last try of each notice through each channel."""
        later = DeliveryAttempt.objects.filter(
            notice=OuterRef("notice"), channel=OuterRef("channel"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))

    def stale(self, before: datetime) -> Self:
        """Tries of which nobody knows how they ended."""
        return self.filter(state=DeliveryState.SENDING, started_at__lt=before)

    def to_queue(self, at: datetime) -> Self:
        """Tries whose hour has come and that no worker was told of, or was told in vain."""
        untold = Q(queued_at__isnull=True) | Q(queued_at__lt=at - LOST)
        return self.filter(untold, state=DeliveryState.WAITING, due_at__lte=at)


class DeliveryAttempt(models.Model):
    """One try to send a notice through one channel. It waits as a row; whoever moves it to 发送中 sends it.

    The move is committed before the message leaves: after a crash it shows that a try was made. Where somebody cannot
    be reached, the row says so and nothing was tried.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="attempts", verbose_name="消息")
    channel = models.CharField("渠道", max_length=20, default="mail")
    number = models.PositiveIntegerField("第几次")
    address = models.CharField("地址", max_length=254, blank=True)
    state = models.CharField("状态", max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    reason = models.CharField("原因", max_length=300, blank=True)
    due_at = models.DateTimeField("不早于", null=True, blank=True)
    queued_at = models.DateTimeField("交给发送程序的时间", null=True, blank=True)
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="要求重发的人"
    )

    objects = DeliveryAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = "发送记录"
        verbose_name_plural = "发送记录"
        ordering = ["-started_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["notice", "channel", "number"], name="delivery_attempt_number")]
        indexes = [
            models.Index(fields=["state", "started_at"], name="delivery_attempt_state"),
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="delivery_attempt_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}/{self.channel}/{self.number} {self.get_state_display()}"

    @property
    def channel_label(self) -> str:
        return label_of(self.channel)

    @property
    def went_to(self) -> str:
        """Whom staff would ask whether it arrived: the person, or the group of a bot."""
        return f"{self.channel_label}群" if self.address == self.channel_label else self.notice.recipient.name
