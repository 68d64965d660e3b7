"""评定标准: versions of the table of points. Once in force the database refuses to change one."""

from decimal import Decimal
from typing import Self

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.foundation.core.actors import LEADER, Actor
from apps.foundation.core.history import NO_TRUNCATE, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.foundation.policies.selectors import paths_to
from apps.systems.deputy_stations.models.choices import ItemKind, Scoring, StandardState
from apps.systems.deputy_stations.rules.usual_standard import MEASURE_TITLES

FROZEN = (
    "office_id", "version", "title", "basis", "five_from", "four_from", "three_from", "two_from", "five_share",
    "bonus_cap", "validity_years", "raters_least",
)  # fmt: skip
ITEM_FROZEN = """
IF (SELECT state FROM deputy_stations_ratingstandard WHERE id = {row}.standard_id) <> 'draft' THEN
    RAISE EXCEPTION 'pgtrigger: the items of a standard in force are frozen';
END IF;
RETURN {row};
"""


class OfficeRowsQuerySet(models.QuerySet):
    draft = Q(state="draft")

    def visible_to(self, actor: Actor) -> Self:
        """The office of the district: all. Those of the places below, and leaders: what is no draft any more."""
        if not actor.sees_area:
            return self.none()
        own = Q(office__path__startswith=actor.area_path)
        if actor.role == LEADER:
            own &= ~self.draft
        return self.filter(own | Q(office__path__in=paths_to(actor.area_path)) & ~self.draft)

    def with_office(self) -> Self:
        return self.select_related("office")


def points_field(label: str, **options: object) -> models.DecimalField:
    """Points with one decimal, never below nought."""
    return models.DecimalField(
        label, max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal(0))], **options
    )  # type: ignore[arg-type]


class RatingStandard(PublicModel):
    """星级评定标准 of a district. `two_from` is empty where two stars are not given; one is in force at a time."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="rating_standards", verbose_name="区划")
    version = models.PositiveSmallIntegerField("版本", editable=False)
    title = models.CharField("名称", max_length=80)
    basis = models.CharField("依据", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=StandardState, default=StandardState.DRAFT, editable=False)
    five_from = points_field("五星最低分", default=Decimal(90))
    four_from = points_field("四星最低分", default=Decimal(80))
    three_from = points_field("三星最低分", default=Decimal(70))
    two_from = points_field("二星最低分", default=Decimal(60), null=True, blank=True)
    five_share = models.PositiveSmallIntegerField(
        "五星比例上限(%)", default=25, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    bonus_cap = points_field("加分上限", default=Decimal(10))
    validity_years = models.PositiveSmallIntegerField(
        "有效期(年)", default=2, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    raters_least = models.PositiveSmallIntegerField(
        "每站最少评审员", default=2, validators=[MinValueValidator(2), MaxValueValidator(9)]
    )
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    created_at = models.DateTimeField("拟定时间")
    in_force_at = models.DateTimeField("启用时间", null=True, editable=False)

    objects = OfficeRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "星级评定标准"
        verbose_name_plural = "星级评定标准"
        ordering = ["office", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["office", "version"], name="rating_standard_version"),
            models.UniqueConstraint(
                fields=["office"], condition=Q(state="in_force"), name="rating_standard_one_in_force"
            ),
            models.UniqueConstraint(fields=["office"], condition=Q(state="draft"), name="rating_standard_one_draft"),
            models.CheckConstraint(
                condition=Q(five_from__gt=F("four_from"), four_from__gt=F("three_from"))
                & (Q(two_from__isnull=True) | Q(three_from__gt=F("two_from"))),
                name="rating_standard_bands_fall",
                violation_error_message="星级分数线应从五星到低星依次降低。",
            ),
            models.CheckConstraint(condition=Q(raters_least__gte=2), name="rating_standard_two_raters"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="in_force_is_frozen",
                operation=pgtrigger.UpdateOf(*FROZEN),
                condition=~pgtrigger.Q(old__state="draft"),
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"{self.title}(第{self.version}版)"

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_standard", args=[self.public_id])


class StandardItem(models.Model):
    """一项指标. `target`: percent for a ratio, times for a count; empty: what the policies of the tier ask for."""

    standard = models.ForeignKey(RatingStandard, models.PROTECT, related_name="items", verbose_name="评定标准")
    number = models.PositiveSmallIntegerField("序号")
    dimension = models.CharField("维度", max_length=30)
    title = models.CharField("指标", max_length=60)
    points = points_field("分值")
    scoring = models.CharField("得分方式", max_length=10, choices=Scoring, default=Scoring.MANUAL)
    kind = models.CharField("类别", max_length=10, choices=ItemKind, default=ItemKind.NORMAL)
    measure = models.CharField("取数项目", max_length=40, blank=True)
    target = models.PositiveIntegerField("满分目标", null=True, blank=True)
    evidence = models.CharField("佐证材料", max_length=100, blank=True)

    class Meta:
        verbose_name = "评定指标"
        verbose_name_plural = "评定指标"
        ordering = ["standard", "number"]
        constraints = [models.UniqueConstraint(fields=["standard", "number"], name="standard_item_number")]
        triggers = [
            pgtrigger.Trigger(
                name="standard_is_frozen", operation=pgtrigger.Insert | pgtrigger.Update, when=pgtrigger.Before,
                func=ITEM_FROZEN.format(row="NEW"),
            ),
            pgtrigger.Trigger(
                name="standard_keeps_items", operation=pgtrigger.Delete, when=pgtrigger.Before,
                func=ITEM_FROZEN.format(row="OLD"),
            ),
            NO_TRUNCATE,
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def measure_title(self) -> str:
        return MEASURE_TITLES.get(self.measure, "不取数")
