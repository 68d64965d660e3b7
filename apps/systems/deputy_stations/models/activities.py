"""Activities of a station: planned for a year, signed up for, held; the ledgers (台账) are made from them."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models.choices import ActivityKind, ActivityState, Presence
from apps.systems.deputy_stations.models.stations import Chain, Station


class YearPlan(PublicModel):
    """年度活动计划 of a station."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="year_plans", verbose_name="代表家站")
    year = models.PositiveSmallIntegerField("年度")
    goals = models.TextField("工作要求", max_length=2000, blank=True)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    created_at = models.DateTimeField("编制时间")
    published_at = models.DateTimeField("公布时间", null=True, editable=False)
    summary = models.TextField("年度总结", max_length=4000, blank=True, editable=False)

    class Meta:
        verbose_name = "年度活动计划"
        verbose_name_plural = "年度活动计划"
        ordering = ["-year", "station"]
        constraints = [models.UniqueConstraint(fields=["station", "year"], name="station_year_plan_once")]

    def __str__(self) -> str:
        return f"{self.station}{self.year}年活动计划"

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_year_plan", args=[self.public_id])


class PlannedActivity(PublicModel):
    """One line of a year's plan."""

    plan = models.ForeignKey(YearPlan, models.PROTECT, related_name="lines", verbose_name="年度活动计划")
    month = models.PositiveSmallIntegerField("月份")
    kind = models.CharField("类别", max_length=10, choices=ActivityKind)
    title = models.CharField("活动", max_length=100)

    class Meta:
        verbose_name = "计划活动"
        verbose_name_plural = "计划活动"
        ordering = ["plan", "month", "pk"]
        constraints = [models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="planned_activity_month")]

    def __str__(self) -> str:
        return self.title


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Members: those of their stations, and those they are asked to."""
        if actor.is_member and actor.person_id:
            return self.filter(
                Q(station__in=Station.objects.visible_to(actor)) | Q(sign_ups__person=actor.person_id)
            ).distinct()
        return self.filter(station__in=Station.objects.visible_to(actor))


class Activity(PublicModel):
    """活动: a visit, study, group activity, salon … Photos are its files."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="activities", verbose_name="代表家站")
    planned = models.ForeignKey(
        PlannedActivity, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="计划活动"
    )
    chain = models.ForeignKey(
        Chain, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="产业链"
    )
    kind = models.CharField("类别", max_length=10, choices=ActivityKind)
    title = models.CharField("活动", max_length=100)
    content = models.TextField("内容安排", max_length=2000, blank=True)
    place = models.CharField("地点", max_length=120)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    sign_up_until = models.DateTimeField("报名截止", null=True, blank=True)
    seats = models.PositiveIntegerField("名额", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=ActivityState, default=ActivityState.PLANNED, editable=False
    )
    guests = models.PositiveIntegerField("参加群众(企业)人数", default=0, editable=False)
    outcome = models.TextField("活动情况", max_length=4000, blank=True, editable=False)
    reason = models.CharField("取消原因", max_length=300, blank=True, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    created_at = models.DateTimeField("安排时间")
    held_at = models.DateTimeField("登记时间", null=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "家站活动"
        verbose_name_plural = "家站活动"
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["station", "starts_at"], name="activity_of_station")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="activity_in_order",
                violation_error_message="结束时间要晚于开始时间。",
            )
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_activity", args=[self.public_id])


class SignUp(PublicModel):
    """报名 and what became of it."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sign_ups", verbose_name="家站活动")
    person = models.ForeignKey(Person, models.PROTECT, related_name="station_sign_ups", verbose_name="代表")
    state = models.CharField("状态", max_length=10, choices=Presence, default=Presence.SIGNED, editable=False)
    signed_at = models.DateTimeField("报名时间")
    checked_in_at = models.DateTimeField("签到时间", null=True, editable=False)

    class Meta:
        verbose_name = "活动报名"
        verbose_name_plural = "活动报名"
        ordering = ["activity", "person__pinyin"]
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="sign_up_once")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.person.name}:{self.activity}"
