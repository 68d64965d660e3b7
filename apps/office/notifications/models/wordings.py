"""Words that an office set for a kind of notice. Every setting is a row; the newest of a place counts."""

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import READ_ONLY
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.foundation.policies.selectors import paths_to


class NoticeWordingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Words of one's own area, of what lies above it and of the whole installation."""
        if not actor.sees_area:
            return self.none()
        here = Q(area__path__startswith=actor.area_path)
        return self.filter(here | Q(area__path__in=paths_to(actor.area_path)) | Q(area__isnull=True))

    def reaching(self, area: Area | None) -> Self:
        """Rows of `area`, of every area above it and of the whole installation."""
        return self.filter(Q(area__isnull=True) | Q(area__path__in=paths_to(area.path if area else "")))

    def newest(self, slugs: Collection[str]) -> Self:
        """The newest row of each place for each of `slugs`, with `area`."""
        rows = self.filter(slug__in=slugs).select_related("area", "set_by")
        return rows.order_by("slug", "area_id", "-pk").distinct("slug", "area_id")


class NoticeWording(PublicModel):
    """One setting of the words of a notice in an area (none: everywhere). `is_default` takes the place's words back."""

    slug = models.CharField("通知", max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区划")
    subject = models.CharField("标题", max_length=120, blank=True)
    body = models.TextField("内容", max_length=2000, blank=True)
    is_default = models.BooleanField("恢复默认", default=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="设定人"
    )
    set_at = models.DateTimeField("设定时间")

    objects = NoticeWordingQuerySet.as_manager()

    class Meta:
        verbose_name = "通知文字"
        verbose_name_plural = "通知文字"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["slug", "area", "-id"], name="notice_wording_newest")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.slug}({self.where})"

    @property
    def where(self) -> str:
        return self.area.name if self.area else "全平台"
