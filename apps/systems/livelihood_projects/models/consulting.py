"""论证 and 会商: what units found out about a clue, and what the consultation concluded."""

from decimal import Decimal
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import NO_TRUNCATE, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models.collecting import Clue
from apps.systems.livelihood_projects.models.projects import ScopeQuestion
from apps.systems.livelihood_projects.models.seasons import Season


class Finding(models.TextChoices):
    FEASIBLE = rules.FEASIBLE, "可行"
    ADJUSTED = rules.ADJUSTED, "调整后可行"
    INFEASIBLE = rules.INFEASIBLE, "不可行"


class Feasibility(models.Model):
    """可行性论证表 of a clue, filled in by the unit that was asked; without a conclusion it is a draft."""

    clue = models.OneToOneField(Clue, models.PROTECT, related_name="feasibility", verbose_name="线索")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="论证单位")
    asked_at = models.DateTimeField("交办时间")
    due_on = models.DateField("论证期限", null=True, blank=True)
    content = models.TextField("建设内容及规模", max_length=1000, blank=True)
    place = models.CharField("建设地点", max_length=120, blank=True)
    estimate = models.DecimalField("估算投资(元)", max_digits=14, decimal_places=2, default=Decimal(0))
    fund_source = models.CharField("资金来源", max_length=120, blank=True)
    responsible_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位"
    )
    responsible_leader = models.CharField("责任领导", max_length=60, blank=True)
    starts_on = models.DateField("开工日期", null=True, blank=True)
    finishes_on = models.DateField("完成日期", null=True, blank=True)
    beneficiaries = models.PositiveIntegerField("受益人数", default=0)
    expected_result = models.TextField("预期成效", max_length=500, blank=True)
    yearly_goal = models.CharField("跨年项目当年目标", max_length=300, blank=True)
    answers = models.JSONField("范围审核", default=dict)
    conclusion = models.CharField("论证结论", max_length=12, choices=Finding, blank=True)
    opinion = models.TextField("论证意见", max_length=1000, blank=True)
    filled_by = models.CharField("填表人", max_length=60, blank=True)
    filled_at = models.DateTimeField("填表时间", null=True)

    class Meta:
        verbose_name = "可行性论证"
        verbose_name_plural = "可行性论证"
        ordering = ["clue"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finishes_on__isnull=True) | Q(starts_on__isnull=True) | Q(finishes_on__gte=F("starts_on")),
                name="feasibility_dates_in_order",
                violation_error_message="完成日期不能早于开工日期。",
            ),
            models.CheckConstraint(condition=Q(estimate__gte=0), name="feasibility_estimate_not_negative"),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.clue}可行性论证"

    @property
    def scope(self) -> dict[str, tuple[bool, str]]:
        """Answered questions of the checklist: question -> (met, reason)."""
        return {question: (bool(met), reason) for question, (met, reason) in self.answers.items()}

    def scope_lines(self) -> list[tuple[str, str, str]]:
        """Every question with 是, 否 or nothing, and the reason."""
        lines = []
        for question in ScopeQuestion:
            met, reason = self.scope.get(question.value, (None, ""))
            lines.append((question.label, "" if met is None else "是" if met else "否", reason))
        return lines


class UnitOpinion(models.Model):
    """What a unit says to a clue; without a text it was asked and has not answered yet."""

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="opinions", verbose_name="线索")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    asked_at = models.DateTimeField("征求时间")
    text = models.TextField("意见", max_length=1000, blank=True)
    given_by = models.CharField("填写人", max_length=60, blank=True)
    given_at = models.DateTimeField("填写时间", null=True)

    class Meta:
        verbose_name = "单位意见"
        verbose_name_plural = "单位意见"
        ordering = ["clue", "pk"]
        constraints = [models.UniqueConstraint(fields=["clue", "unit"], name="unit_opinion_once")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.unit}:{self.text[:40]}"


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if not actor.sees_area:
            return self.none()
        return self.filter(season__term__body__area__path__startswith=actor.area_path)

    def with_season(self) -> Self:
        return self.select_related("season__term__body__area")

    def with_lines(self) -> Self:
        """Each with how many clues lie on its table, and how many were kept."""
        kept = Count("conclusions", filter=Q(conclusions__verdict=rules.KEEP))
        return self.annotate(lines=Count("conclusions"), kept=kept)


class Consultation(PublicModel):
    """会商会议: government, congress and departments go through the clues on its table, one conclusion each."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="consultations", verbose_name="年度")
    number = models.PositiveSmallIntegerField("第几次")
    held_on = models.DateField("会议日期")
    place = models.CharField("地点", max_length=80)
    chaired_by = models.CharField("主持人", max_length=60)
    recorder = models.CharField("记录人", max_length=60)
    attendees = models.TextField(
        "参加人员", max_length=1000, help_text="用顿号或换行分开,如:王某(民政办)、李某(财政所)"
    )
    closed_at = models.DateTimeField("结束时间", null=True, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "会商"
        verbose_name_plural = "会商"
        ordering = ["season", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["season", "number"], name="consultation_number_in_season"),
            models.UniqueConstraint(
                fields=["season"], condition=Q(closed_at__isnull=True), name="consultation_one_open_in_season"
            ),
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="closed_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season}第{self.number}次会商"

    def get_absolute_url(self) -> str:
        return reverse("livelihood_consultation", args=[self.public_id])


class Verdict(models.TextChoices):
    KEEP = rules.KEEP, "列入初选"
    MERGE = rules.MERGE, "合并"
    DROP = rules.DROP, "不列入"


class Conclusion(PublicModel):
    """A clue on the table of a consultation; without a verdict it still waits for one."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="conclusions", verbose_name="会商")
    clue = models.ForeignKey(Clue, models.PROTECT, related_name="conclusions", verbose_name="线索")
    verdict = models.CharField("结论", max_length=6, choices=Verdict, blank=True)
    into = models.ForeignKey(Clue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入")
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "会商结论"
        verbose_name_plural = "会商结论"
        ordering = ["consultation", "clue__category", "clue"]
        constraints = [models.UniqueConstraint(fields=["consultation", "clue"], name="conclusion_once_a_clue")]
        triggers = [
            pgtrigger.Trigger(
                name="stands_once_closed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT 1 FROM livelihood_projects_consultation held
                               WHERE held.id = OLD.consultation_id AND held.closed_at IS NOT NULL) THEN
                        RAISE EXCEPTION 'pgtrigger: Cannot change what a closed consultation concluded';
                    END IF;
                    IF TG_OP = 'DELETE' THEN
                        RETURN OLD;
                    END IF;
                    RETURN NEW;
                """,
            ),
            NO_TRUNCATE,
        ]

    def __str__(self) -> str:
        return f"{self.clue}:{self.get_verdict_display() or '待定'}"
