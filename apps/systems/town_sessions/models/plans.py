"""年度预安排方案: one row a version; and the slots that stay the same through all versions of a year."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from apps.congress.meetings.models import Meeting
from apps.foundation.core.actors import LEADER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.people.models import Term
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.measures import Measures, Rule
from apps.systems.town_sessions.rules.states import Words, words_for
from apps.systems.town_sessions.rules.templates import TEMPLATES

WRITTEN = ("body_id", "term_id", "year", "version", "replaces_id", "reason", "template", "frozen_rules")


class PlanState(models.TextChoices):
    DRAFT = states.DRAFT, "起草中"
    PRESIDIUM = states.PRESIDIUM, "报主席团讨论"
    PARTY = states.PARTY, "报党委研究"
    APPROVED = states.APPROVED, "已批准,待备案"
    FILED = states.FILED, "已备案"
    EXECUTING = states.EXECUTING, "执行中"
    CLOSED = states.CLOSED, "已结束"
    SUPERSEDED = states.SUPERSEDED, "已调整"
    ABANDONED = states.ABANDONED, "已作废"


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office: every plan of its area. Leaders: once submitted. Members: what was approved for their bodies."""
        if not actor.sees_area:
            return self.filter(body__in=actor.body_ids, state__in=states.SETTLED)
        own = self.filter(body__area__path__startswith=actor.area_path)
        return own.exclude(state__in=(states.DRAFT, states.ABANDONED)) if actor.role == LEADER else own

    def in_force(self) -> Self:
        """The one version of a body's year that counts."""
        return self.filter(state__in=states.IN_FORCE)

    def alive(self) -> Self:
        return self.exclude(state=states.ABANDONED)

    def with_body(self) -> Self:
        return self.select_related("body__area", "term", "replaces")

    def with_counts(self) -> Self:
        return self.annotate(
            planned=Count("sessions", distinct=True),
            held=Count("sessions", filter=Q(sessions__slot__meeting__state="closed"), distinct=True),
        )


class AnnualPlan(PublicModel):
    """One version of a body's plan for one year. Approved it is never edited: an amendment is the next version."""

    body = models.ForeignKey(Unit, models.PROTECT, related_name="annual_plans", verbose_name="机关")
    term = models.ForeignKey(Term, models.PROTECT, related_name="annual_plans", verbose_name="届")
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版次", default=1)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name="调整自"
    )
    reason = models.CharField("调整理由", max_length=300, blank=True)
    template = models.CharField("采用的模板", max_length=20)
    state = models.CharField("状态", max_length=12, choices=PlanState, default=PlanState.DRAFT, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    approved_on = models.DateField("批准日期", null=True, blank=True, editable=False)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    filing_number = models.CharField("备案文号", max_length=80, blank=True)
    filed_with = models.CharField("备案机关", max_length=100, blank=True)
    abandon_reason = models.CharField("作废理由", max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField("拟定时间")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "年度预安排方案"
        verbose_name_plural = "年度预安排方案"
        ordering = ["-year", "body__area__path", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "version"], condition=~Q(state="abandoned"), name="plan_version_in_year"
            ),
            models.UniqueConstraint(
                fields=["body", "year"], condition=Q(state__in=states.IN_FORCE), name="plan_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=~Q(state="abandoned"), name="plan_amended_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True)
                | (Q(version__gt=1, replaces__isnull=False) & ~Q(reason="")),
                name="plan_amendment_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(*states.RUNNING, "closed"))
                | (Q(filed_on__isnull=False) & ~Q(filing_number="")),
                name="plan_filed_with_number",
            ),
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="approved_stands",
                operation=pgtrigger.UpdateOf(*WRITTEN),
                condition=~pgtrigger.Q(old__state="draft"),
            ),
        ]

    def __str__(self) -> str:
        edition = "" if self.version == 1 else f"(第{self.version}版)"
        return f"{self.body.area}人大{self.year}年度会议预安排方案{edition}"

    def get_absolute_url(self) -> str:
        return reverse("town_sessions_plan", args=[self.public_id])

    @property
    def is_district(self) -> bool:
        return self.body.kind == UnitKind.DISTRICT_CONGRESS

    @property
    def words(self) -> Words:
        return words_for(self.is_district)

    @property
    def state_label(self) -> str:
        return self.words.label(self.state)

    @property
    def template_title(self) -> str:
        return TEMPLATES[self.template].title if self.template in TEMPLATES else self.template

    @property
    def is_amendment(self) -> bool:
        return self.version > 1

    @property
    def is_in_force(self) -> bool:
        return self.state in states.IN_FORCE

    @property
    def measures(self) -> Measures:
        """The rule values it is held to, as they were when this version began."""
        rules = {name: Rule(rule["value"], rule["source"]) for name, rule in self.frozen_rules.items()}
        return Measures(
            sessions=rules["sessions"], notice=rules["notice"], materials=rules["materials"],
            activities=rules["activities"], plan_due=rules["plan_due"],
            latest={quarter: rules[f"quarter_{quarter}"] for quarter in (1, 2, 3, 4)},
        )  # fmt: skip


class SlotQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_area:
            return self.filter(body__area__path__startswith=actor.area_path)
        return self.filter(body__in=actor.body_ids)


class Slot(PublicModel):
    """One session through all versions of a year's plan: the meeting it became, and what was done before it."""

    body = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="plan_slot", verbose_name="会议"
    )
    materials_on = models.DateField("材料收齐日期", null=True, blank=True)
    activities_on = models.DateField("会前活动完成日期", null=True, blank=True)
    activities_note = models.CharField("会前活动情况", max_length=300, blank=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = "会期"
        verbose_name_plural = "会期"
        ordering = ["-year", "body", "pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.body}{self.year}年会期"
