"""会议档案包: everything of a meeting in one zip with its catalogue, made in the background."""

from typing import Self

from django.db import models
from django.urls import reverse

from apps.congress.meetings.models import Meeting
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel


class BundleState(models.TextChoices):
    WAITING = "waiting", "等待生成"
    WORKING = "working", "正在生成"
    READY = "ready", "已生成"
    FAILED = "failed", "没有生成"


class BundleQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(meeting__in=Meeting.objects.visible_to(actor)) if actor.sees_area else self.none()


def bundle_path(bundle: "Bundle", name: str) -> str:
    return f"minutes/bundles/{bundle.public_id}.zip"


class Bundle(PublicModel):
    """One order for the zip of a meeting; the same papers give the same bytes."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="bundles", verbose_name="会议")
    state = models.CharField("状态", max_length=10, choices=BundleState, default=BundleState.WAITING)
    asked_by = models.CharField("申请人", max_length=60)
    asked_at = models.DateTimeField("申请时间")
    ready_at = models.DateTimeField("生成时间", null=True)
    papers = models.PositiveIntegerField("件数", default=0)
    size = models.PositiveBigIntegerField("字节数", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    catalogue = models.JSONField("归档目录", default=list)
    file = models.FileField("文件", upload_to=bundle_path, blank=True)
    trouble = models.CharField("没有生成的原因", max_length=300, blank=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = "会议档案包"
        verbose_name_plural = "会议档案包"
        ordering = ["-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.meeting}档案包"

    def get_absolute_url(self) -> str:
        return reverse("minutes_bundle", args=[self.public_id])

    @property
    def is_working(self) -> bool:
        return self.state in {BundleState.WAITING, BundleState.WORKING}
