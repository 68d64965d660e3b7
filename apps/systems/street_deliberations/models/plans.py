"""实施方案 and 名额分配表: what stands before anybody is recommended."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.foundation.core.actors import LEADER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Term
from apps.systems.street_deliberations.models.choices import LineKind, PlanState
from apps.systems.street_deliberations.rules import states


class DraftedQuerySet(models.QuerySet):
    """Of what an office drafts for a term."""

    def visible_to(self, actor: Actor) -> Self:
        """Office: everything of its area. Leaders: once submitted."""
        if not actor.sees_area:
            return self.none()
        own = self.filter(term__body__area__path__startswith=actor.area_path)
        return own.exclude(state__in=(states.DRAFT, states.ABANDONED)) if actor.role == LEADER else own


class ImplementationPlanQuerySet(DraftedQuerySet):
    def with_term(self) -> Self:
        return self.select_related("term__body__area", "replaces")


class ImplementationPlan(PublicModel):
    """One version of a street's plan for a term. Approved it is never edited: an amendment is the next version.

    `sections` is a list of {"title", "text"}.
    """

    term = models.ForeignKey(Term, models.PROTECT, related_name="deliberation_plans", verbose_name="届")
    version = models.PositiveSmallIntegerField("版次", default=1)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name="调整自"
    )
    reason = models.CharField("调整理由", max_length=300, blank=True)
    sections = models.JSONField("内容", default=list)
    state = models.CharField("状态", max_length=12, choices=PlanState, default=PlanState.DRAFT, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    approved_on = models.DateField("批准日期", null=True, blank=True, editable=False)
    approval_number = models.CharField("批准文号", max_length=80, blank=True, editable=False)
    abandon_reason = models.CharField("作废理由", max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField("拟定时间")

    objects = ImplementationPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "实施方案"
        verbose_name_plural = "实施方案"
        ordering = ["term", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "version"], condition=~Q(state="abandoned"), name="street_plan_version"
            ),
            models.UniqueConstraint(fields=["term"], condition=Q(state="approved"), name="street_plan_one_in_force"),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True)
                | (Q(version__gt=1, replaces__isnull=False) & ~Q(reason="")),
                name="street_plan_amendment_has_reason",
            ),
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="submitted_stands",
                operation=pgtrigger.UpdateOf("term_id", "version", "replaces_id", "reason", "sections"),
                condition=~pgtrigger.Q(old__state="draft"),
            ),
        ]

    def __str__(self) -> str:
        edition = "" if self.version == 1 else f"(第{self.version}版)"
        return f"{self.term.body}第{self.term.number}届实施方案{edition}"

    def get_absolute_url(self) -> str:
        return reverse("street_deliberations_plan", args=[self.public_id])

    @property
    def is_in_force(self) -> bool:
        return self.state == PlanState.APPROVED

    @property
    def is_amendment(self) -> bool:
        return self.version > 1


class QuotaTableQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if not actor.sees_area:
            return self.none()
        return self.filter(term__body__area__path__startswith=actor.area_path)


class QuotaTable(PublicModel):
    """名额分配表 of a term; once settled it changes only with a reason. `frozen_rules`: the limits it was held to."""

    term = models.OneToOneField(Term, models.PROTECT, related_name="quota_table", verbose_name="届")
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    settled_on = models.DateField("定案日期", null=True, blank=True, editable=False)
    reason = models.CharField("最近一次调整理由", max_length=300, blank=True)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    created_at = models.DateTimeField("拟定时间")

    objects = QuotaTableQuerySet.as_manager()

    class Meta:
        verbose_name = "名额分配表"
        verbose_name_plural = "名额分配表"
        ordering = ["term"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.term.body}第{self.term.number}届名额分配表"

    @property
    def is_settled(self) -> bool:
        return self.settled_on is not None

    def get_absolute_url(self) -> str:
        return reverse("street_deliberations_quota", args=[self.term.public_id])


class QuotaLine(PublicModel):
    """Seats of one community, unit or circle. A line somebody was recommended through is never removed."""

    table = models.ForeignKey(QuotaTable, models.PROTECT, related_name="lines", verbose_name="名额分配表")
    number = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("类别", max_length=10, choices=LineKind)
    name = models.CharField("社区、单位或者界别", max_length=80)
    community = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="社区(村)"
    )
    seats = models.PositiveSmallIntegerField("名额")

    class Meta:
        verbose_name = "名额"
        verbose_name_plural = "名额"
        ordering = ["table", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "name"], name="quota_line_name", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(kind="community", community__isnull=False) | ~Q(kind="community"),
                name="quota_line_community_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def closed_on(self, day: date) -> str:
        """The name of its community where that no longer exists on a day, else ""."""
        return self.community.name if self.community and not self.community.in_force(day) else ""
