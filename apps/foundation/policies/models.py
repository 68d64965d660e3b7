"""A rule value in force somewhere, from a day on."""

from typing import Self

from django.conf import settings
from django.db import models

from apps.foundation.core.actors import Actor
from apps.foundation.core.models import DatedModel, DatedQuerySet, PublicModel, in_order
from apps.foundation.organisations.models import Area, AreaKind, UnitKind


class PolicyQuerySet(DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Rules of one's own area, of what lies above it and of the whole installation."""
        if not actor.sees_area:
            return self.none()
        above = [actor.area_path[:end] for end in range(Area.steplen, len(actor.area_path), Area.steplen)]
        here = models.Q(area__path__startswith=actor.area_path) | models.Q(area__path__in=above)
        return self.filter(here | models.Q(area__isnull=True))


class Policy(PublicModel, DatedModel):
    """One value of one key. No area: the whole installation. The most specific row in force wins."""

    key = models.CharField("规则", max_length=80, db_index=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="policies", verbose_name="区划")
    level = models.CharField("级别", max_length=12, choices=AreaKind, blank=True)
    body_kind = models.CharField("机关类别", max_length=30, choices=UnitKind, blank=True)
    value = models.JSONField("取值")
    source = models.CharField("依据", max_length=200)
    reason = models.CharField("说明", max_length=500, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="设定人"
    )
    set_at = models.DateTimeField("设定时间")

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = "规则取值"
        verbose_name_plural = "规则取值"
        ordering = ["key", "-starts_on"]
        constraints = [
            in_order("policy_dates_in_order"),
            models.UniqueConstraint(
                fields=["key", "area", "level", "body_kind", "starts_on"],
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("starts_on")),
                nulls_distinct=False,
                name="policy_one_value_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}={self.value}"

    @property
    def where(self) -> str:
        """Where the value holds: `示例区 · 镇(乡)`."""
        parts = [self.area.name if self.area else "全平台", self.get_level_display(), self.get_body_kind_display()]
        return " · ".join(part for part in parts if part)
