"""任务分解: how the government means to deliver what was chosen, project by project and quarter by quarter."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.congress.supervision.models import Assignment
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.systems.livelihood_projects.models.projects import Project
from apps.systems.livelihood_projects.models.seasons import Season
from apps.systems.livelihood_projects.rules import delivering


class BreakdownState(models.TextChoices):
    WRITING = delivering.WRITING, "编制中"
    SUBMITTED = delivering.SUBMITTED, "已报送,待接受"
    ACCEPTED = delivering.ACCEPTED, "已接受"


class BreakdownQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Handlers: what their government (办事处) writes."""
        if actor.sees_area:
            return self.filter(season__term__body__area__path__startswith=actor.area_path)
        return self.filter(executive=actor.unit_id) if actor.role == HANDLER and actor.unit_id else self.none()

    def with_season(self) -> Self:
        return self.select_related("season__term__body__area", "season__meeting", "executive")


class Breakdown(PublicModel):
    """任务分解方案 of a season, begun by the hand-over. `due_on` is shown late and stops nothing."""

    season = models.OneToOneField(Season, models.PROTECT, related_name="breakdown", verbose_name="年度")
    executive = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="编制单位")
    state = models.CharField("状态", max_length=10, choices=BreakdownState, default=BreakdownState.WRITING)
    handed_over_on = models.DateField("交办日期")
    due_on = models.DateField("报送期限")
    submitted_at = models.DateTimeField("报送时间", null=True)
    submitted_by = models.CharField("报送人", max_length=60, blank=True)
    on_paper = models.BooleanField("书面报送,由人大登记", default=False)
    return_reason = models.CharField("退回理由", max_length=300, blank=True)
    accepted_at = models.DateTimeField("接受时间", null=True)
    accepted_by = models.CharField("接受人", max_length=60, blank=True)

    objects = BreakdownQuerySet.as_manager()

    class Meta:
        verbose_name = "任务分解方案"
        verbose_name_plural = "任务分解方案"
        ordering = ["-season__year", "season__term"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.season}任务分解方案"

    def get_absolute_url(self) -> str:
        return reverse("livelihood_breakdown", args=[self.season.public_id])


class ProjectPlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(breakdown__in=Breakdown.objects.visible_to(actor))

    def with_all(self) -> Self:
        rows = self.select_related(
            "breakdown__season__term__body__area", "breakdown__executive", "project__season__term__body__area",
            "project__responsible_unit", "assignment",
        )  # fmt: skip
        return rows.prefetch_related("nodes", "supporting").order_by("project__number")


class ProjectPlan(PublicModel):
    """What a chosen project is to be: begun from the list that was voted on, which itself stays as it was.

    `assignment` follows once the breakdown is accepted; from then on it changes by a ProjectChange alone. Money in
    yuan.
    """

    breakdown = models.ForeignKey(Breakdown, models.PROTECT, related_name="plans", verbose_name="任务分解方案")
    project = models.OneToOneField(Project, models.PROTECT, related_name="plan", verbose_name="项目")
    assignment = models.OneToOneField(
        Assignment, models.PROTECT, null=True, related_name="livelihood_plan", verbose_name="督办任务"
    )
    leader = models.CharField("责任领导", max_length=60)
    contact_name = models.CharField("联系人", max_length=60, blank=True)
    contact_phone = models.CharField("联系电话", max_length=40, blank=True)
    supporting = models.ManyToManyField(Unit, related_name="+", blank=True, verbose_name="配合单位")
    task = models.TextField("任务内容", max_length=2000)
    place = models.CharField("实施地点", max_length=120)
    quantity = models.PositiveIntegerField("计划数量", null=True, blank=True)
    quantity_unit = models.CharField("计量单位", max_length=12, blank=True)
    investment = models.DecimalField("计划投资(元)", max_digits=14, decimal_places=2)
    starts_on = models.DateField("开工日期")
    due_on = models.DateField("完成期限")
    revision = models.PositiveIntegerField("修改次数", default=0)

    objects = ProjectPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "项目分解"
        verbose_name_plural = "项目分解"
        ordering = ["breakdown", "project__number"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="project_plan_days_in_order"),
            models.CheckConstraint(condition=Q(investment__gte=0), name="project_plan_investment_not_negative"),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"“{self.project}”任务分解"


class PlanNode(models.Model):
    """A quarterly node; figures are cumulative."""

    plan = models.ForeignKey(ProjectPlan, models.PROTECT, related_name="nodes", verbose_name="项目分解")
    title = models.CharField("节点内容", max_length=120)
    due_on = models.DateField("期限")
    percent = models.PositiveSmallIntegerField("累计进度(%)")
    quantity = models.PositiveIntegerField("累计数量", null=True, blank=True)
    investment = models.DecimalField("累计投资(元)", max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "季度节点"
        verbose_name_plural = "季度节点"
        ordering = ["plan", "due_on", "pk"]

    def __str__(self) -> str:
        return self.title
