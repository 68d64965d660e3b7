"""HandOverBatch: many matters to the same units, one after the other behind the scenes."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.matters.models.matters import Matter
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area


class HandOverBatchQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: those of their area."""
        return self.filter(office__path__startswith=actor.area_path) if actor.sees_area else self.none()

    def unfinished(self) -> Self:
        return self.filter(finished_at__isnull=True)


class HandOverBatch(PublicModel):
    """批量交办. `parts` are pairs of unit key and role; `actor` is who ordered it, as plain values."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="办理区划")
    parts: list[Any] = models.JSONField("承办单位", default=list)  # type: ignore[assignment]
    units = models.CharField("承办单位名称", max_length=1000)
    requirements = models.CharField("交办要求", max_length=500, blank=True)
    actor: dict[str, Any] = models.JSONField("以何身份", default=dict, editable=False)  # type: ignore[assignment]
    ordered_by = models.CharField("交办人", max_length=60)
    ordered_at = models.DateTimeField("交办时间")
    finished_at = models.DateTimeField("办完时间", null=True)

    objects = HandOverBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "批量交办"
        verbose_name_plural = "批量交办"
        ordering = ["-ordered_at", "-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"批量交{self.units}办理"

    def get_absolute_url(self) -> str:
        return reverse("matters_batch", args=[self.public_id])


class HandOverItem(models.Model):
    """One matter of a batch: handed over, refused with a reason, or still to be done."""

    batch = models.ForeignKey(HandOverBatch, models.PROTECT, related_name="items", verbose_name="批量交办")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", verbose_name="办理事项")
    done_at = models.DateTimeField("交办时间", null=True)
    refusal = models.CharField("没有交办的原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "批量交办事项"
        verbose_name_plural = "批量交办事项"
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "matter"], name="hand_over_item_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(refusal=""), name="hand_over_item_one_outcome"
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.batch}:{self.matter}"
