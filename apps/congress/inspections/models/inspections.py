"""An inspection, a piece of research or a law-enforcement check, and its route."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.inspections.rules import states
from apps.congress.meetings.models import Meeting
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.people.models import DutyKind, Person, Term


class Kind(models.TextChoices):
    INSPECTION = "inspection", "视察"
    RESEARCH = "research", "调研"
    LAW_CHECK = "law_check", "执法检查"


class State(models.TextChoices):
    PLANNED = states.PLANNED, "拟开展"
    NOTICED = states.NOTICED, "已通知"
    HELD = states.HELD, "已开展"
    REPORTED = states.REPORTED, "已报告"
    HANDED_OVER = states.HANDED_OVER, "已交办"
    FED_BACK = states.FED_BACK, "已反馈"
    CLOSED = states.CLOSED, "已办结"
    CALLED_OFF = states.CALLED_OFF, "已取消"


REPORT_IS_OUT = (State.REPORTED, State.HANDED_OVER, State.FED_BACK, State.CLOSED)


class InspectionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Members: those they are asked to, and reports of their bodies.

        Unit handlers see single opinions, never the inspection.
        """
        if actor.sees_area:
            return self.filter(term__body__area__path__startswith=actor.area_path)
        if actor.role == HANDLER or actor.person_id is None:
            return self.none()
        asked = Q(participants__person=actor.person_id) & ~Q(state=State.PLANNED)
        reported = Q(term__body__in=actor.body_ids, state__in=REPORT_IS_OUT)
        return self.filter(asked | reported).distinct()

    def of_area(self, actor: Actor) -> Self:
        """An office's own, without those of the areas below."""
        return self.filter(term__body__area__path=actor.area_path)

    def with_body(self) -> Self:
        return self.select_related("term__body__area", "leader", "meeting")


class Inspection(PublicModel):
    """视察、调研、执法检查. Deputies look, listen and suggest; they do not handle problems (代表法第三十一条)."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="inspections", verbose_name="届")
    kind = models.CharField("类别", max_length=12, choices=Kind, default=Kind.INSPECTION)
    theme = models.CharField("主题", max_length=100)
    basis = models.CharField("依据", max_length=300, blank=True, help_text="如:年度监督计划第3项;主席团会议决定")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="带队人")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    gathers_at = models.DateTimeField("集合时间")
    gathers_place = models.CharField("集合地点", max_length=120)
    contact = models.CharField("联系人及电话", max_length=80, blank=True)
    requirements = models.TextField("有关要求", max_length=1000, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="inspections", verbose_name="相关会议"
    )
    state = models.CharField("状态", max_length=12, choices=State, default=State.PLANNED, editable=False)
    code_salt = models.CharField("签到码种子", max_length=64, editable=False)
    noticed_at = models.DateTimeField("通知时间", null=True, editable=False)
    held_at = models.DateTimeField("登记开展时间", null=True, editable=False)
    situation = models.TextField("情况", max_length=6000, blank=True)
    problems = models.TextField("问题", max_length=6000, blank=True)
    suggestions = models.TextField(
        "建议", max_length=6000, blank=True, help_text="总的建议;具体意见在意见清单中逐条填写"
    )
    report_revision = models.PositiveIntegerField("报告版次", default=0, editable=False)
    reported_on = models.DateField("报告日期", null=True, editable=False)
    handed_over_on = models.DateField("交办日期", null=True, editable=False)
    closed_at = models.DateTimeField("办结时间", null=True, editable=False)
    call_off_reason = models.CharField("取消理由", max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "视察调研"
        verbose_name_plural = "视察调研"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["term", "state"], name="inspection_term_state")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="inspection_days_in_order"),
            models.CheckConstraint(
                condition=~Q(state__in=("handed_over", "fed_back")) | Q(handed_over_on__isnull=False),
                name="inspection_handed_over_has_day",
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspections_inspection", args=[self.public_id])

    @property
    def title(self) -> str:
        return f"{self.theme}{self.get_kind_display()}"

    @property
    def body(self) -> Unit:
        return self.term.body

    @property
    def members_are_called(self) -> str:
        """Who takes part: deputies of a congress, representatives of a street meeting."""
        return "议事代表" if self.body.is_street_body else "代表"

    @property
    def duty_kind(self) -> str:
        """How it stands in the duty file: a law-enforcement check is an inspection there."""
        return DutyKind.RESEARCH if self.kind == Kind.RESEARCH else DutyKind.INSPECTION

    @property
    def asker(self) -> str:
        """Who puts its opinions forward: `青禾镇人大“农村饮水安全”视察组`."""
        short = {UnitKind.TOWN_CONGRESS: "人大", UnitKind.DELIBERATION_MEETING: "议事代表"}.get(self.body.kind)
        body = f"{self.body.area.name}{short}" if short else self.body.short_name or self.body.name
        return f"{body}“{self.theme[:24]}”{self.get_kind_display()}组"

    @property
    def days(self) -> tuple[date, date]:
        return self.starts_on, self.ends_on

    def allows(self, act: str) -> bool:
        return states.allows(self.state, act)


class Stop(PublicModel):
    """点位: one place of the route, which unit is looked at there, and who of it came."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="stops", verbose_name="视察调研")
    number = models.PositiveSmallIntegerField("序号")
    place = models.CharField("地点", max_length=120)
    arrives_at = models.DateTimeField("到达时间", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被视察单位")
    host = models.CharField("现场单位(不在名册的)", max_length=100, blank=True)
    officials = models.CharField("到场负责人", max_length=200, blank=True)

    class Meta:
        verbose_name = "点位"
        verbose_name_plural = "点位"
        ordering = ["inspection", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="stop_number", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.place}"

    @property
    def visited(self) -> str:
        """The name of the unit that is looked at."""
        return self.unit.name if self.unit else self.host
