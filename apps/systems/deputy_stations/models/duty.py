"""轮值: the rota of a station, its receptions, and who changed with whom."""

from datetime import datetime
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.dates import chinese_days
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models.choices import ExchangeState, RotaState, SlotState
from apps.systems.deputy_stations.models.stations import Station


class RotaQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Members see those of their stations once they are published."""
        rows = self.filter(station__in=Station.objects.visible_to(actor))
        return rows if actor.sees_area or actor.role == HANDLER else rows.filter(state=RotaState.PUBLISHED)


class Rota(PublicModel):
    """值班表 of a station for some time. `frozen_rules` are the cycle and the days of notice it was made by."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="rotas", verbose_name="代表家站")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    state = models.CharField("状态", max_length=10, choices=RotaState, default=RotaState.DRAFT, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    frozen_rules: dict[str, Any] = models.JSONField("采用的规则", default=dict, editable=False)  # type: ignore[assignment]
    created_at = models.DateTimeField("编制时间")
    published_at = models.DateTimeField("公布时间", null=True, editable=False)
    published_by = models.CharField("公布人", max_length=60, blank=True, editable=False)
    late_reason = models.CharField("晚于规定公布的理由", max_length=300, blank=True, editable=False)

    objects = RotaQuerySet.as_manager()

    class Meta:
        verbose_name = "值班表"
        verbose_name_plural = "值班表"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="rota_dates_in_order",
                violation_error_message="结束日期不能早于开始日期。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.station}值班表({chinese_days(self.starts_on, self.ends_on)})"

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_rota", args=[self.public_id])


class DutySlotQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Members: their own, and those of their stations that are published."""
        if actor.sees_area or actor.role == HANDLER:
            return self.filter(station__in=Station.objects.visible_to(actor))
        if not (actor.is_member and actor.person_id):
            return self.none()
        around = Q(station__in=Station.objects.visible_to(actor)) | Q(deputy=actor.person_id)
        return self.filter(around).filter(Q(rota__isnull=True) | Q(rota__state=RotaState.PUBLISHED))

    def standing(self) -> Self:
        return self.exclude(state=SlotState.CANCELLED)

    def of_deputy(self, person_id: int) -> Self:
        return self.filter(deputy=person_id)


class DutySlot(PublicModel):
    """接待 of one deputy at one station on one day; without a rota it was arranged by itself.

    The database refuses two at once for one deputy, at whatever stations.
    """

    rota = models.ForeignKey(Rota, models.PROTECT, null=True, blank=True, related_name="slots", verbose_name="值班表")
    station = models.ForeignKey(Station, models.PROTECT, related_name="slots", verbose_name="代表家站")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="duty_slots", verbose_name="接待代表")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    state = models.CharField("状态", max_length=10, choices=SlotState, default=SlotState.PLANNED, editable=False)
    topic = models.CharField("接待主题", max_length=120, blank=True)
    checked_in_at = models.DateTimeField("签到时间", null=True, editable=False)
    checked_in_how = models.CharField("签到方式", max_length=20, blank=True, editable=False)
    reason = models.CharField("取消或者未到的原因", max_length=300, blank=True, editable=False)

    objects = DutySlotQuerySet.as_manager()

    class Meta:
        verbose_name = "值班"
        verbose_name_plural = "值班"
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["station", "starts_at"], name="duty_slot_of_station")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="duty_slot_in_order",
                violation_error_message="结束时间要晚于开始时间。",
            ),
            ExclusionConstraint(
                name="duty_slot_one_place_at_a_time",
                expressions=[
                    (Func(F("deputy"), F("deputy"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (Func(F("starts_at"), F("ends_at"), Value("[)"), function="tstzrange"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state="cancelled"),
                violation_error_message="这名代表在同一时间已有值班。请换一个时间,或者换一名代表。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.deputy.name}"

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_slot", args=[self.public_id])

    def is_running_at(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at


class DutyExchange(PublicModel):
    """换班: a deputy asks a colleague of the station to take over; `for_slot` is given in return, if anything."""

    slot = models.ForeignKey(DutySlot, models.PROTECT, related_name="exchanges", verbose_name="值班")
    for_slot = models.ForeignKey(
        DutySlot, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="换回的值班"
    )
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_of = models.ForeignKey(Person, models.PROTECT, related_name="duty_exchanges", verbose_name="接班代表")
    reason = models.CharField("换班原因", max_length=200)
    state = models.CharField("状态", max_length=10, choices=ExchangeState, default=ExchangeState.ASKED, editable=False)
    answer = models.CharField("答复", max_length=200, blank=True, editable=False)
    asked_at = models.DateTimeField("申请时间")
    answered_at = models.DateTimeField("答复时间", null=True, editable=False)

    class Meta:
        verbose_name = "换班"
        verbose_name_plural = "换班"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=Q(state="asked"), name="duty_exchange_one_open")
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.asked_by.name}请{self.asked_of.name}代班"
