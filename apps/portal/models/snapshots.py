"""每晚留存: what a measure was on the evening of a day, for trends and for reports of a day gone by."""

from typing import Self

from django.db import models

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import READ_ONLY
from apps.foundation.organisations.models import Area


class SnapshotQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(area__path__startswith=actor.area_path) if actor.sees_area else self.none()


class MeasureSnapshot(models.Model):
    """The number of an area and everything below it. A night without rows is a night nobody counted, never nought.

    `own` is the part of the area itself; None where it was not kept yet.
    """

    measure = models.SlugField("指标", max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    on = models.DateField("日期")
    value = models.BigIntegerField("数值")
    own = models.BigIntegerField("其中本级", null=True)
    taken_at = models.DateTimeField("留存时间")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "指标留存"
        verbose_name_plural = "指标留存"
        ordering = ["-on", "area", "measure"]
        constraints = [models.UniqueConstraint(fields=["area", "measure", "on"], name="measure_once_a_night")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.area}{self.on} {self.measure}"


class KeptLines(models.Model):
    """What stood first in the list behind a red number that evening: a report quotes what was true then."""

    measure = models.SlugField("指标", max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    on = models.DateField("日期")
    lines = models.JSONField("清单摘录", default=list)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "清单摘录留存"
        verbose_name_plural = "清单摘录留存"
        ordering = ["-on", "area", "measure"]
        constraints = [models.UniqueConstraint(fields=["area", "measure", "on"], name="lines_once_a_night")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.area}{self.on} {self.measure}"
