"""What the map and the list of stations are filled from: the outline of an area, a sheet that waits for a yes."""

from typing import Self

from django.db import models

from apps.foundation.core.actors import LEADER, Actor
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area


class Outline(models.Model):
    """区划边界 for the map: GeoJSON, thinned out as it came in. `shape` is the coordinates of a MultiPolygon."""

    area = models.OneToOneField(Area, models.PROTECT, related_name="outline", verbose_name="区划")
    shape = models.JSONField("边界")
    uploaded_by = models.CharField("上传人", max_length=60)
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "区划边界"
        verbose_name_plural = "区划边界"
        ordering = ["area"]

    def __str__(self) -> str:
        return f"{self.area}边界"


class StationImportQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        office = actor.sees_area and actor.role != LEADER
        return self.filter(area__path__startswith=actor.area_path) if office else self.none()


class StationImport(PublicModel):
    """A checked sheet of stations that waits for a yes; its rows are gone once they are written."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    file_name = models.CharField("文件名", max_length=200)
    count = models.PositiveSmallIntegerField("家站数")
    rows = models.JSONField("内容", default=list)
    uploaded_by = models.CharField("上传人", max_length=60)
    uploaded_at = models.DateTimeField("上传时间")
    written_at = models.DateTimeField("登记时间", null=True, blank=True)

    objects = StationImportQuerySet.as_manager()

    class Meta:
        verbose_name = "家站导入"
        verbose_name_plural = "家站导入"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.area}{self.file_name}"
