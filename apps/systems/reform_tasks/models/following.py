"""What goes with the tasks: guarantees, dispatch meetings, good practice."""

from typing import Self

from django.db import models
from django.urls import reverse

from apps.congress.supervision.models import Assignment, SupervisionSheet
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area, Unit
from apps.office.documents.models import Document
from apps.systems.reform_tasks.models.choices import AdoptionLevel, Guarantee
from apps.systems.reform_tasks.models.plans import ReformItem, ReformPlan


class GuaranteeCheck(models.Model):
    """四项保障: what a place answered about one of them; the latest row holds."""

    plan = models.ForeignKey(ReformPlan, models.PROTECT, related_name="guarantees", verbose_name="实施方案")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="镇街")
    kind = models.CharField("保障", max_length=14, choices=Guarantee)
    met = models.BooleanField("已落实")
    note = models.CharField("落实情况", max_length=500)
    amount = models.DecimalField("经费(元)", max_digits=12, decimal_places=2, null=True, blank=True)
    checked_by = models.CharField("登记人", max_length=60)
    checked_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "保障落实"
        verbose_name_plural = "保障落实"
        ordering = ["plan", "area", "kind", "-pk"]
        indexes = [models.Index(fields=["plan", "area", "kind", "-id"], name="guarantee_latest")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.area}{self.get_kind_display()}保障"


class AreaRowsQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those of one's area, and what the office above holds about it."""
        return self.filter(plan__in=ReformPlan.objects.visible_to(actor)) if actor.sees_area else self.none()


class DispatchMeeting(PublicModel):
    """调度会: held to see how far the tasks are; its minutes are made from its points."""

    plan = models.ForeignKey(ReformPlan, models.PROTECT, related_name="dispatches", verbose_name="实施方案")
    title = models.CharField("会议名称", max_length=120)
    held_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=80)
    chair = models.CharField("主持人", max_length=60)
    present = models.TextField("出席", max_length=2000)
    absent = models.TextField("请假", max_length=1000, blank=True)
    summary = models.TextField("总体情况", max_length=4000, blank=True)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    created_at = models.DateTimeField("登记时间")

    objects = AreaRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "调度会"
        verbose_name_plural = "调度会"
        ordering = ["-held_at"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reform_tasks_dispatch", args=[self.public_id])


class DispatchPoint(PublicModel):
    """One task as it was spoken of: how far it is, what is in the way, who does what by when."""

    meeting = models.ForeignKey(DispatchMeeting, models.PROTECT, related_name="points", verbose_name="调度会")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="督办任务")
    light = models.CharField("会时灯色", max_length=6, blank=True)
    percent = models.PositiveSmallIntegerField("会时进度")
    problem = models.CharField("存在问题", max_length=500, blank=True)
    requirement = models.CharField("会议要求", max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="落实单位")
    due_on = models.DateField("落实期限", null=True, blank=True)
    sheet = models.OneToOneField(
        SupervisionSheet, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="督办单"
    )

    class Meta:
        verbose_name = "调度事项"
        verbose_name_plural = "调度事项"
        ordering = ["meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "assignment"], name="dispatch_point_once")]

    def __str__(self) -> str:
        return f"{self.assignment}:{self.requirement}"


class GoodPractice(PublicModel):
    """经验做法 of a place, and where it was adopted."""

    plan = models.ForeignKey(ReformPlan, models.PROTECT, related_name="practices", verbose_name="实施方案")
    item = models.ForeignKey(
        ReformItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="改革事项"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="镇街")
    title = models.CharField("题目", max_length=80)
    text = models.TextField("做法和成效", max_length=8000)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    written_by = models.CharField("报送人", max_length=60)
    written_at = models.DateTimeField("报送时间")

    objects = AreaRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "经验做法"
        verbose_name_plural = "经验做法"
        ordering = ["-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reform_tasks_practice", args=[self.public_id])


class Adoption(models.Model):
    """采用情况: by a higher level or the press."""

    practice = models.ForeignKey(GoodPractice, models.PROTECT, related_name="adoptions", verbose_name="经验做法")
    level = models.CharField("级别", max_length=10, choices=AdoptionLevel)
    by = models.CharField("采用单位或者媒体", max_length=120)
    on = models.DateField("采用日期")
    link = models.URLField("网址", blank=True)
    recorded_by = models.CharField("登记人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "采用情况"
        verbose_name_plural = "采用情况"
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["practice", "by", "on"], name="adoption_once")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.get_level_display()}:{self.by}"


class StandingReport(PublicModel):
    """向人大常委会报告改革推进情况: written from the figures of its day, issued as a document."""

    plan = models.ForeignKey(ReformPlan, models.PROTECT, related_name="standing_reports", verbose_name="实施方案")
    session_name = models.CharField("会议", max_length=80)
    reported_on = models.DateField("报告日期")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+", verbose_name="报告")
    created_at = models.DateTimeField("拟定时间")

    class Meta:
        verbose_name = "改革推进情况报告"
        verbose_name_plural = "改革推进情况报告"
        ordering = ["-reported_on"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.plan}:{self.session_name}"
