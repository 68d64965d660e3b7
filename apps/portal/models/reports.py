"""月报、季报、年报: files made from kept evenings, so that made again they say the same."""

import uuid
from datetime import date
from typing import Any, Self

from django.db import models
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.portal.rules import reports as rules


class ReportKind(models.TextChoices):
    MONTH = rules.MONTH, "工作月报"
    QUARTER = rules.QUARTER, "季度统计"
    YEAR = rules.YEAR, "年度统计"


class ReportState(models.TextChoices):
    QUEUED = "queued", "等待生成"
    MAKING = "making", "正在生成"
    MADE = "made", "已生成"
    FAILED = "failed", "没有生成"


def stored_path(report: "Report", name: str) -> str:
    """A path that says nothing of what is in it."""
    return f"reports/{report.asked_at:%Y/%m}/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class ReportQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(area__path__startswith=actor.area_path) if actor.sees_area else self.none()


class Report(PublicModel):
    """One area's month, quarter or year as of the last evening that was kept in it."""

    kind = models.CharField("种类", max_length=10, choices=ReportKind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    starts_on = models.DateField("统计期开始")
    as_of = models.DateField("截至")
    state = models.CharField("状态", max_length=10, choices=ReportState, default=ReportState.QUEUED)
    percent = models.PositiveSmallIntegerField("进度", default=0)
    problem = models.CharField("原因", max_length=300, blank=True)
    pdf = models.FileField("PDF", upload_to=stored_path, blank=True)
    docx = models.FileField("Word", upload_to=stored_path, blank=True)
    xlsx = models.FileField("Excel", upload_to=stored_path, blank=True)
    asked_by = models.CharField("提出人", max_length=60)
    asked_at = models.DateTimeField("提出时间")
    made_at = models.DateTimeField("生成时间", null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "工作报告"
        verbose_name_plural = "工作报告"
        ordering = ["-asked_at", "-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.area}{self.period}{rules.TITLES[self.kind]}"

    def get_absolute_url(self) -> str:
        return reverse("portal_report", args=[self.public_id])

    @property
    def period(self) -> str:
        return rules.period_name(self.starts_on, self.kind)

    @property
    def last_day(self) -> date:
        return rules.last_day(self.starts_on, self.kind)

    @property
    def is_going_on(self) -> bool:
        return self.state in (ReportState.QUEUED, ReportState.MAKING)

    @property
    def files(self) -> list[tuple[str, Any]]:
        """Ending and file of what was made."""
        return [(ending, file) for ending in ("pdf", "docx", "xlsx") if (file := getattr(self, ending))]
