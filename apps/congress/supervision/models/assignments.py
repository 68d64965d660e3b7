"""Assignment: what somebody must deliver by a date, the units that do it, and its milestones."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from apps.congress.supervision.models.choices import AssignmentState, Cycle, Light, UnitRole
from apps.congress.supervision.rules import lights, states
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import ALWAYS, Area, Unit, standing
from apps.foundation.people.models import Person

DAYS = ("due_on", "report_by")
"""Days in whose order the register stands."""
LISTED = ["path", "state", "office", "profile", "red_from", "yellow_from"]
"""What it is narrowed by: carried by the index of every order, so that rows passed over are never fetched."""
_OPEN, _WITH_UNITS = (f"CASE WHEN state IN {among} THEN" for among in (states.OPEN, states.WITH_UNITS))
SPANS = {
    "supervision_open": (f"{_OPEN} {ALWAYS} END", "NULL"),
    "supervision_red": (f"{_OPEN} red_from END", "NULL"),
    "supervision_yellow": (f"{_WITH_UNITS} yellow_from END", "red_from"),
    "supervision_late": (f"{_WITH_UNITS} due_on + 1 END", "NULL"),
    "supervision_silent": (f"{_WITH_UNITS} report_due_on + 1 END", "NULL"),
}
"""By measure: from which day and until which an assignment counts; the queryset below says the same to lists."""


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: what is to be done in their area, drafts in that of the office alone. Handlers: what was
        handed to their unit, or is to be verified by it.
        """
        if actor.sees_area:
            own = Area.objects.filter(path__startswith=actor.area_path)
            theirs = Q(state=AssignmentState.DRAFT) & ~Q(office__in=own)
            return self.filter(path__startswith=actor.area_path).exclude(theirs)
        if actor.role == HANDLER:
            mine = AssignmentUnit.objects.filter(assignment=OuterRef("pk"), unit=actor.unit_id)
            return self.filter(Exists(mine) | Q(verifier=actor.unit_id)).exclude(state=AssignmentState.DRAFT)
        return self.none()

    def open(self) -> Self:
        """Handed over, and not closed out."""
        return self.filter(state__in=states.OPEN)

    def with_units(self) -> Self:
        """The units are at work: time runs against them."""
        return self.filter(state__in=states.WITH_UNITS)

    def with_light(self, on: date) -> Self:
        """With `light` as of a day; "" where time runs against nobody and nothing is short."""
        return self.annotate(
            light=Case(
                When(red_from__lte=on, then=Value(lights.RED)),
                When(~Q(state__in=states.WITH_UNITS), then=Value("")),
                When(yellow_from__lte=on, then=Value(lights.YELLOW)),
                default=Value(lights.GREEN),
                output_field=models.CharField(),
            )
        )

    def shining(self, light: str, on: date) -> Self:
        """Those whose light is this one on a day, said so that indexes answer it."""
        red, yellow = Q(red_from__lte=on), Q(yellow_from__lte=on)
        if light == lights.RED:
            return self.open().filter(red)
        calm = self.with_units().exclude(red)
        return calm.filter(yellow) if light == lights.YELLOW else calm.exclude(yellow)

    def late(self, on: date) -> Self:
        """Past the day by which the whole was due."""
        return self.with_units().filter(due_on__lt=on)

    def silent(self, on: date) -> Self:
        """Whose next report is late."""
        return self.with_units().filter(report_due_on__lt=on)

    def with_all(self) -> Self:
        """What a page or a row of a list says of each."""
        return self.select_related("office", "area", "verifier", "leader").prefetch_related("units__unit")


class Assignment(PublicModel):
    """督办任务: what is to be delivered by `due_on`, supervised by the congress side of `office`, done in `area`.

    `profile` names the set of rule values and the system that brought it (`reform`, `livelihood`); what they were on
    the day of the hand-over stays in `frozen_rules`. `percent`, `quantity_done`, `quantity_expected` and `paid` are
    those of the latest report. `yellow_from` and `red_from` are the first days of these lights if nothing more is done;
    they are None once time runs against nobody, but for the red of a claim that is short of what was planned. Money is
    in yuan.
    """

    profile = models.SlugField("督办类别", max_length=20)
    office = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="督办区划")
    area = models.ForeignKey(Area, models.PROTECT, related_name="assignments", verbose_name="承办区划")
    path = models.CharField("区划路径", max_length=255, editable=False, db_collation="C")
    title = models.CharField("任务名称", max_length=120)
    content = models.TextField("工作内容", max_length=4000)
    deliverable = models.CharField("成果形式", max_length=300, blank=True)
    source = models.CharField("任务来源", max_length=200, blank=True)
    state = models.CharField("状态", max_length=12, choices=AssignmentState, default=AssignmentState.DRAFT)
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任领导(有账号的)"
    )
    leader_name = models.CharField("责任领导", max_length=60, blank=True)
    contact_name = models.CharField("联系人", max_length=60, blank=True)
    contact_phone = models.CharField("联系电话", max_length=40, blank=True)
    verifier = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核查单位",
        help_text="不填的,由督办区划的人大核查",
    )  # fmt: skip
    starts_on = models.DateField("开始日期")
    due_on = models.DateField("完成期限")
    first_due_on = models.DateField("原期限", help_text="延期以前的期限")
    quantity_planned = models.PositiveIntegerField("计划数量", null=True, blank=True)
    quantity_unit = models.CharField("计量单位", max_length=12, blank=True)
    investment = models.DecimalField("计划投资(元)", max_digits=14, decimal_places=2, null=True, blank=True)
    cycle = models.CharField("报送周期", max_length=10, choices=Cycle, default=Cycle.MONTHLY)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    handed_over_at = models.DateTimeField("交办时间", null=True, editable=False)
    percent = models.PositiveSmallIntegerField("进度", default=0, editable=False)
    quantity_done = models.PositiveIntegerField("已完成数量", null=True, editable=False)
    quantity_expected = models.PositiveIntegerField("预计完成数量", null=True, editable=False)
    expected_since = models.DateField("预计数量报送日期", null=True, editable=False)
    paid = models.DecimalField("已支付(元)", max_digits=14, decimal_places=2, default=0, editable=False)
    next_period = models.DateField("下一报送周期", null=True, editable=False, help_text="该月或者该季度的第一日")
    report_due_on = models.DateField("下次报送期限", null=True, editable=False)
    report_by = models.GeneratedField(
        expression=Coalesce(F("report_due_on"), Value(date.max)),
        output_field=models.DateField("下次报送"),
        db_persist=True,
    )
    yellow_from = models.DateField("黄灯起始日", null=True, editable=False)
    red_from = models.DateField("红灯起始日", null=True, editable=False)
    closed_at = models.DateTimeField("销号或终止时间", null=True, editable=False)
    reason = models.CharField("终止理由", max_length=500, blank=True, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "督办任务"
        verbose_name_plural = "督办任务"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="assignment_percent_at_most_100"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="assignment_dates_in_order",
                violation_error_message="完成期限不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "cancelled"], closed_at__isnull=False)
                | ~Q(state__in=["closed", "cancelled"]) & Q(closed_at__isnull=True),
                name="assignment_closed_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["path", "red_from", "yellow_from"],
                include=["profile", "area", "due_on", "report_due_on", "state"],
                condition=Q(state__in=states.OPEN),
                name="assignment_lights",
            ),
            models.Index(fields=["path", "due_on", "id"], include=["state", "office"], name="assignment_of_area"),
            *(models.Index(fields=[day, "id"], include=LISTED, name=f"assignment_by_{day}") for day in DAYS),
            models.Index(
                fields=["report_due_on"], condition=Q(state__in=states.WITH_UNITS), name="assignment_reports_due"
            ),
        ]
        triggers = [*UNDELETABLE, *standing(SPANS, place="area_id")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("supervision_assignment", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.state in states.OPEN

    @property
    def led_by(self) -> str:
        """The name of the leader responsible, with an account or without."""
        return self.leader_name or (self.leader.name if self.leader else "")

    def allows(self, act: str) -> bool:
        return states.allows(self.state, act)

    def light_on(self, on: date) -> str:
        """A Light, "" where time runs against nobody; as `with_light` says in SQL."""
        light = lights.light_of(self.yellow_from, self.red_from, on)
        return Light(light).value if light == Light.RED or self.state in states.WITH_UNITS else ""


class PartQuerySet(models.QuerySet):
    """Rows of an assignment, seen with it."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(assignment__in=Assignment.objects.visible_to(actor).values("pk"))


class AssignmentUnit(models.Model):
    """A unit that does it. `unit_name` is its name of that day; each signs for it once."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="units", verbose_name="督办任务")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name="单位")
    unit_name = models.CharField("单位名称", max_length=100)
    role = models.CharField("职责", max_length=12, choices=UnitRole)
    acknowledged_at = models.DateTimeField("签收时间", null=True)
    acknowledged_by = models.CharField("签收人", max_length=60, blank=True)

    class Meta:
        verbose_name = "承办单位"
        verbose_name_plural = "承办单位"
        ordering = ["assignment", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "unit"], name="assignment_unit_once"),
            models.UniqueConstraint(fields=["assignment"], condition=Q(role="lead"), name="assignment_one_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}({self.get_role_display()})"

    @property
    def answers(self) -> bool:
        """Whether it reports and claims: a supporting unit helps."""
        return self.role != UnitRole.SUPPORTING


class Milestone(PublicModel):
    """节点: by `due_on` so many percent of the whole, and so many pieces, are to be done."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="milestones", verbose_name="督办任务")
    title = models.CharField("节点内容", max_length=120)
    due_on = models.DateField("完成期限")
    planned_percent = models.PositiveSmallIntegerField("累计进度(%)")
    planned_quantity = models.PositiveIntegerField("计划数量", null=True, blank=True)
    actual_quantity = models.PositiveIntegerField("实际数量", null=True, editable=False)
    done_on = models.DateField("完成日期", null=True, editable=False)
    done_note = models.CharField("完成情况", max_length=500, blank=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "节点"
        verbose_name_plural = "节点"
        ordering = ["assignment", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(planned_percent__lte=100), name="milestone_percent_at_most_100")
        ]

    def __str__(self) -> str:
        return self.title


class Adjustment(PublicModel):
    """调整: what the supervising side changed in a running assignment, why, and by whose decision."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="adjustments", verbose_name="督办任务")
    changes = models.JSONField("调整内容", help_text="[名称, 原为, 改为]")
    reason = models.CharField("理由", max_length=500)
    decision = models.CharField("依据", max_length=200, help_text="作出决定的会议或者文件")
    adjusted_by = models.CharField("办理人", max_length=60)
    adjusted_at = models.DateTimeField("办理时间")

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "任务调整"
        verbose_name_plural = "任务调整"
        ordering = ["assignment", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.assignment}的调整"
