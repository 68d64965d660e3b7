"""实施方案: reform items, their tasks and steps, and what each place was handed of them."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.congress.supervision.models import Assignment
from apps.foundation.core.actors import HANDLER, LEADER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.foundation.policies.selectors import paths_to
from apps.systems.reform_tasks.models.choices import Lead, Outcome, Places, PlanState


class ReformPlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The office that made it: all. Those of the places below, and its leaders: once it is approved."""
        if not actor.sees_area:
            return self.none()
        own = Q(office__path__startswith=actor.area_path)
        decided = Q(state__in=(PlanState.APPROVED, PlanState.ENDED))
        above = Q(office__path__in=paths_to(actor.area_path)) & decided
        return self.filter((own & decided if actor.role == LEADER else own) | above)

    def with_office(self) -> Self:
        return self.select_related("office")


class ReformPlan(PublicModel):
    """改革实施方案 of a district (or of one town), approved by its party committee before anything is handed over."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="reform_plans", verbose_name="督办区划")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("方案名称", max_length=120)
    basis = models.CharField("依据", max_length=300, blank=True)
    goals = models.TextField("总体要求", max_length=4000, blank=True)
    state = models.CharField("状态", max_length=10, choices=PlanState, default=PlanState.DRAFT, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    approved_on = models.DateField("批准日期", null=True, editable=False)
    approval_number = models.CharField("批准文号", max_length=80, blank=True, editable=False)
    summary = models.TextField("总结", max_length=8000, blank=True, editable=False)
    ended_at = models.DateTimeField("结束时间", null=True, editable=False)
    abandon_reason = models.CharField("作废理由", max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField("拟定时间")

    objects = ReformPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "改革实施方案"
        verbose_name_plural = "改革实施方案"
        ordering = ["-year", "-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reform_tasks_plan", args=[self.public_id])


class ReformItem(PublicModel):
    """改革事项: one of the "4+2" systems, or another reform."""

    plan = models.ForeignKey(ReformPlan, models.PROTECT, related_name="items", verbose_name="实施方案")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("改革事项", max_length=80)
    goal = models.CharField("目标", max_length=500, blank=True)

    class Meta:
        verbose_name = "改革事项"
        verbose_name_plural = "改革事项"
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="reform_item_number")]

    def __str__(self) -> str:
        return self.title


class ReformTask(PublicModel):
    """任务: what every place it is for has to deliver. `lead` says which organ leads it there."""

    item = models.ForeignKey(ReformItem, models.PROTECT, related_name="tasks", verbose_name="改革事项")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("任务", max_length=80)
    content = models.TextField("工作内容", max_length=2000)
    outcome = models.CharField("成果形式", max_length=10, choices=Outcome)
    deliverable = models.CharField("成果", max_length=200, blank=True)
    lead = models.CharField("牵头", max_length=10, choices=Lead, default=Lead.PARTY)
    places = models.CharField("实施范围", max_length=10, choices=Places, default=Places.ALL)
    starts_on = models.DateField("开始日期")
    due_on = models.DateField("完成期限")

    class Meta:
        verbose_name = "改革任务"
        verbose_name_plural = "改革任务"
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="reform_task_number"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="reform_task_dates_in_order",
                violation_error_message="完成期限不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TaskStep(models.Model):
    """举措: a step of a task, which becomes a milestone in every place."""

    task = models.ForeignKey(ReformTask, models.PROTECT, related_name="steps", verbose_name="改革任务")
    title = models.CharField("举措", max_length=120)
    due_on = models.DateField("完成期限")
    planned_percent = models.PositiveSmallIntegerField("累计进度(%)")

    class Meta:
        verbose_name = "举措"
        verbose_name_plural = "举措"
        ordering = ["task", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_percent__gte=1, planned_percent__lte=100), name="task_step_percent"
            )
        ]

    def __str__(self) -> str:
        return self.title


class HandOver(PublicModel):
    """交办: one act for every place, carried out at once where it is short, else behind the scenes.

    `actor` is who ordered it, as plain values; `refusal` says what stopped it: what it made until then stands.
    """

    plan = models.ForeignKey(ReformPlan, models.PROTECT, related_name="hand_overs", verbose_name="实施方案")
    total = models.PositiveIntegerField("任务数")
    actor: dict[str, Any] = models.JSONField("以何身份", default=dict, editable=False)  # type: ignore[assignment]
    ordered_by = models.CharField("交办人", max_length=60)
    ordered_at = models.DateTimeField("交办时间")
    finished_at = models.DateTimeField("办完时间", null=True)
    refusal = models.CharField("没有办完的原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "任务交办"
        verbose_name_plural = "任务交办"
        ordering = ["plan", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(finished_at__isnull=True), name="reform_hand_over_one_running"
            )
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.plan}的交办"

    @property
    def made(self) -> int:
        """How many of the order's cells are made."""
        return PlaceTask.objects.filter(
            task__item__plan=self.plan_id, assignment__handed_over_at=self.ordered_at
        ).count()


class AmendOrder(PublicModel):
    """调整任务 in many places: what holds stands with the task, and is carried into the places behind the scenes.

    `actor` is who ordered it, as plain values; `refusal` says what stopped it: what was adjusted until then stands.
    """

    task = models.ForeignKey(ReformTask, models.PROTECT, related_name="amend_orders", verbose_name="改革任务")
    total = models.PositiveIntegerField("镇街数")
    done = models.PositiveIntegerField("已调整", default=0)
    reason = models.CharField("理由", max_length=300)
    decision = models.CharField("依据", max_length=200)
    actor: dict[str, Any] = models.JSONField("以何身份", default=dict, editable=False)  # type: ignore[assignment]
    ordered_by = models.CharField("调整人", max_length=60)
    ordered_at = models.DateTimeField("调整时间")
    finished_at = models.DateTimeField("办完时间", null=True)
    refusal = models.CharField("没有办完的原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "任务调整办理"
        verbose_name_plural = "任务调整办理"
        ordering = ["task", "-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.task}的调整"


class PlaceTaskQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With the assignment."""
        if actor.sees_area or actor.role == HANDLER:
            return self.filter(assignment__in=Assignment.objects.visible_to(actor))
        return self.none()

    def with_all(self) -> Self:
        return self.select_related("task__item__plan", "area", "assignment")


class PlaceTask(PublicModel):
    """A task in one town or street: one cell of the matrix, supervised as an Assignment."""

    task = models.ForeignKey(ReformTask, models.PROTECT, related_name="cells", verbose_name="改革任务")
    area = models.ForeignKey(Area, models.PROTECT, related_name="reform_cells", verbose_name="镇街")
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="reform_cell", verbose_name="督办任务")

    objects = PlaceTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "镇街改革任务"
        verbose_name_plural = "镇街改革任务"
        ordering = ["task", "area"]
        constraints = [models.UniqueConstraint(fields=["task", "area"], name="reform_cell_once")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.area}:{self.task}"
