"""A round of the star rating: each station with its frozen figures, what every stage gave, what came out."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models.choices import RatingState, RoundState, Stage
from apps.systems.deputy_stations.models.standards import OfficeRowsQuerySet, RatingStandard, StandardItem
from apps.systems.deputy_stations.models.stations import Station


class RoundQuerySet(OfficeRowsQuerySet):
    draft = Q(pk__in=[])


class RatingRound(PublicModel):
    """一轮星级评定. `batch` counts how often it was put to the 主任会议: what was sent back goes there again."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="rating_rounds", verbose_name="区划")
    standard = models.ForeignKey(RatingStandard, models.PROTECT, related_name="rounds", verbose_name="评定标准")
    title = models.CharField("名称", max_length=80)
    year = models.PositiveSmallIntegerField("年度")
    starts_on = models.DateField("考核期开始")
    ends_on = models.DateField("考核期结束")
    self_due = models.DateField("自评截止")
    first_due = models.DateField("初审截止")
    site_due = models.DateField("复核截止")
    state = models.CharField("状态", max_length=10, choices=RoundState, default=RoundState.OPEN, editable=False)
    batch = models.PositiveSmallIntegerField("提请次数", default=0, editable=False)
    study_number = models.CharField("主任会议文号", max_length=80, blank=True, editable=False)
    studied_on = models.DateField("主任会议日期", null=True, editable=False)
    decision_number = models.CharField("命名文号", max_length=80, blank=True, editable=False)
    named_at = models.DateTimeField("命名时间", null=True, editable=False)
    abandon_reason = models.CharField("终止理由", max_length=300, blank=True, editable=False)
    figures_done = models.PositiveIntegerField("已取数家站", default=0, editable=False)
    figures_asked_at = models.DateTimeField("取数开始时间", editable=False)
    figures_at = models.DateTimeField("取数完成时间", null=True, editable=False)
    created_at = models.DateTimeField("启动时间")

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "星级评定"
        verbose_name_plural = "星级评定"
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="rating_round_period_in_order"),
            models.CheckConstraint(
                condition=Q(first_due__gte=F("self_due"), site_due__gte=F("first_due")),
                name="rating_round_stages_in_order",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="rules_are_fixed",
                operation=pgtrigger.UpdateOf("office_id", "standard_id", "starts_on", "ends_on"),
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_round", args=[self.public_id])

    @property
    def is_counting(self) -> bool:
        """Figures are being taken from the data."""
        return self.figures_at is None


class StationRatingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Liaison officers: their station's. Raters: what they are to rate."""
        if actor.role == HANDLER:
            own = Q(station__unit=actor.unit_id)
        else:
            own = Q(station__area__path__startswith=actor.area_path) if actor.sees_area else Q(pk__in=[])
        if not actor.person_id:
            return self.filter(own)
        rates = RatingRater.objects.filter(rating=OuterRef("pk"), person=actor.person_id)
        return self.filter(own | Exists(rates))

    def with_all(self) -> Self:
        return self.select_related("station__area", "station__unit", "round__office", "round__standard")


class StationRating(PublicModel):
    """One station in a round. `figures` are what the data said when they were taken: measure -> [value, base].

    `total` and `stars` are kept when the round is put to the 主任会议; `band` are the stars before the cap.
    `room`: how many of its batch could have five. `sent_back_in`: the batch that it left upon an objection.
    """

    round = models.ForeignKey(RatingRound, models.PROTECT, related_name="ratings", verbose_name="星级评定")
    station = models.ForeignKey(Station, models.PROTECT, related_name="ratings", verbose_name="代表家站")
    state = models.CharField("状态", max_length=10, choices=RatingState, default=RatingState.SELF, editable=False)
    figures: dict[str, Any] = models.JSONField("数据", default=dict, editable=False)  # type: ignore[assignment]
    figures_at = models.DateTimeField("取数时间", null=True, editable=False)
    total = models.DecimalField("总分", max_digits=6, decimal_places=2, null=True, editable=False)
    band = models.PositiveSmallIntegerField("得分对应星级", null=True, editable=False)
    stars = models.PositiveSmallIntegerField("评定星级", null=True, editable=False)
    vetoes = models.CharField("一票否决", max_length=300, blank=True, editable=False)
    batch = models.PositiveSmallIntegerField("提请批次", null=True, editable=False)
    room = models.PositiveIntegerField("本批五星名额", null=True, editable=False)
    sent_back_in = models.PositiveSmallIntegerField("退回批次", null=True, editable=False)
    reason = models.CharField("退回或者不参评的理由", max_length=300, blank=True, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    self_at = models.DateTimeField("自评时间", null=True, editable=False)
    self_by = models.CharField("自评人", max_length=60, blank=True, editable=False)
    first_at = models.DateTimeField("初审时间", null=True, editable=False)
    first_by = models.CharField("初审人", max_length=60, blank=True, editable=False)

    objects = StationRatingQuerySet.as_manager()

    class Meta:
        verbose_name = "家站评定"
        verbose_name_plural = "家站评定"
        ordering = ["-round__year", "round", "station__area", "station__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "station"], name="station_rated_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state="settled")
                | Q(total__isnull=False, stars__isnull=False, room__isnull=False, batch__isnull=False),
                name="settled_rating_has_result",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="rating_of_round")]
        triggers = [
            pgtrigger.Protect(
                name="settled_is_final", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="settled")
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"{self.station}({self.round})"

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_rating", args=[self.public_id])


class RatingRater(models.Model):
    """A rater on the spot; scores count once they are handed in."""

    rating = models.ForeignKey(StationRating, models.PROTECT, related_name="raters", verbose_name="家站评定")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="评审员")
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)

    class Meta:
        verbose_name = "评审员"
        verbose_name_plural = "评审员"
        ordering = ["rating", "pk"]
        constraints = [models.UniqueConstraint(fields=["rating", "person"], name="rater_once_a_station")]

    def __str__(self) -> str:
        return self.person.name


class ItemScoreQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whose photos of evidence one may open: those of the ratings one sees."""
        return self.filter(rating__in=StationRating.objects.visible_to(actor))


class ItemScore(models.Model):
    """What one hand gave for one item; without `points` it took what the data says. Photos are its files."""

    rating = models.ForeignKey(StationRating, models.PROTECT, related_name="scores", verbose_name="家站评定")
    item = models.ForeignKey(StandardItem, models.PROTECT, related_name="+", verbose_name="评定指标")
    stage = models.CharField("环节", max_length=6, choices=Stage)
    rater = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="评审员")
    points = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    scored_by = models.CharField("评分人", max_length=60)
    scored_at = models.DateTimeField("评分时间")

    objects = ItemScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "评分"
        verbose_name_plural = "评分"
        ordering = ["rating", "item__number", "stage", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rating", "item", "stage", "rater"], nulls_distinct=False, name="item_scored_once_by_a_hand"
            ),
            models.CheckConstraint(
                condition=Q(stage="site", rater__isnull=False) | ~Q(stage="site") & Q(rater__isnull=True),
                name="item_score_rater_on_site",
            ),
            models.CheckConstraint(condition=Q(points__isnull=True) | Q(points__gte=0), name="item_score_not_negative"),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.item}:{self.get_stage_display()}"
