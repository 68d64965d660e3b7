"""Stars as they hold, and what was proposed and decided to take them down."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import DatedModel, DatedQuerySet, PublicModel, in_order, no_overlap
from apps.systems.deputy_stations.models.choices import LoweringState, LoweringTrigger
from apps.systems.deputy_stations.models.rating import StationRating
from apps.systems.deputy_stations.models.stations import Station


class StarQuerySet(DatedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(station__in=Station.objects.visible_to(actor))


class Star(PublicModel, DatedModel):
    """星级 of a station for some time, by a decision with a number; no row, no stars."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="stars", verbose_name="代表家站")
    stars = models.PositiveSmallIntegerField("星级")
    rating = models.ForeignKey(
        StationRating, models.PROTECT, null=True, related_name="awarded", verbose_name="家站评定"
    )
    decision_number = models.CharField("决定文号", max_length=80)
    ended_reason = models.CharField("终止原因", max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField("登记时间")

    objects = StarQuerySet.as_manager()

    class Meta:
        verbose_name = "家站星级"
        verbose_name_plural = "家站星级"
        ordering = ["-stars", "station__area", "station__name"]
        constraints = [
            in_order("star_in_order"),
            no_overlap("station", name="station_one_star_a_day"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="star_one_to_five"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="award_is_fixed",
                operation=pgtrigger.UpdateOf("station_id", "stars", "starts_on", "decision_number", "rating_id"),
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"{self.station}{self.stars}星"

    @property
    def marks(self) -> str:
        return "★" * self.stars


class StarLoweringQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area."""
        if not actor.sees_area:
            return self.none()
        return self.filter(star__station__area__path__startswith=actor.area_path)


class StarLowering(PublicModel):
    """降级或者摘牌 (`to_stars` 0), proposed with its reason and decided by the 主任会议. Evidence is its files."""

    star = models.ForeignKey(Star, models.PROTECT, related_name="lowerings", verbose_name="家站星级")
    to_stars = models.PositiveSmallIntegerField("降为")
    trigger = models.CharField("情形", max_length=10, choices=LoweringTrigger)
    reason = models.CharField("事实和理由", max_length=500)
    state = models.CharField("状态", max_length=10, choices=LoweringState, default=LoweringState.STUDY, editable=False)
    decision_number = models.CharField("决定文号", max_length=80, blank=True, editable=False)
    decided_on = models.DateField("决定日期", null=True, editable=False)
    proposed_by = models.CharField("提出人", max_length=60)
    proposed_at = models.DateTimeField("提出时间")

    objects = StarLoweringQuerySet.as_manager()

    class Meta:
        verbose_name = "星级降级"
        verbose_name_plural = "星级降级"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["star"], condition=Q(state="study"), name="star_one_lowering_at_a_time"),
            models.CheckConstraint(condition=Q(to_stars__lte=4), name="star_lowering_below_five"),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decided_on__isnull=False) & ~Q(decision_number=""),
                name="star_lowering_decided_has_number",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ended_is_final", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__state="study")
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"{self.star.station}{self.act}"

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_lowering", args=[self.public_id])

    @property
    def act(self) -> str:
        return f"降为{self.to_stars}星" if self.to_stars else "摘牌"
