"""意见清单: what is suggested to which unit, and what the unit fed back in writing."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.inspections.models.inspections import REPORT_IS_OUT, Inspection, State
from apps.congress.inspections.rules.feedback import days_late, late_sentence
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Unit handlers: what was handed over to their unit. Office and leaders: with the inspection. Members: with
        its report, once that is out.
        """
        if actor.role == HANDLER:
            return self.filter(unit=actor.unit_id, handed_over_at__isnull=False)
        rows = self.filter(inspection__in=Inspection.objects.visible_to(actor).values("pk"))
        return rows if actor.sees_area else rows.filter(inspection__state__in=REPORT_IS_OUT)

    def awaiting(self) -> Self:
        """Handed over, and not answered (or the answer was sent back)."""
        return self.filter(handed_over_at__isnull=False, inspection__state=State.HANDED_OVER, answered_on=None)

    def late(self, on: date) -> Self:
        """Due before `on` and not answered."""
        return self.awaiting().filter(due_on__lt=on)

    def with_all(self) -> Self:
        return self.select_related("inspection__term__body__area", "unit")


class Opinion(PublicModel):
    """One opinion of the list. `answered_on` is the day of the feedback that stands, None without one."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="opinions", verbose_name="视察调研")
    number = models.PositiveSmallIntegerField("序号")
    text = models.TextField("意见建议", max_length=1000)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspection_opinions", verbose_name="承办单位")
    handed_over_at = models.DateTimeField("交办时间", null=True, editable=False)
    due_on = models.DateField("反馈期限", null=True, editable=False)
    answered_on = models.DateField("反馈日期", null=True, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "意见建议"
        verbose_name_plural = "意见建议"
        ordering = ["inspection", "number"]
        indexes = [models.Index(fields=["unit", "due_on"], name="inspection_opinion_unit_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="inspection_opinion_number", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at__isnull=True) | Q(due_on__isnull=False),
                name="inspection_opinion_has_due_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection.title}意见第{self.number}条"

    def get_absolute_url(self) -> str:
        return reverse("inspections_opinion", args=[self.public_id])

    def late_on(self, on: date) -> int:
        """By how many days it was answered late, or is late today."""
        return days_late(self.due_on, self.answered_on, on) if self.due_on else 0

    def late_note(self, on: date) -> str:
        """How late and by which rule, "" in time."""
        if self.due_on is None:
            return ""
        months, source = self.inspection.feedback_rule
        return late_sentence(self.due_on, self.late_on(on), months, source, is_answered=self.answered_on is not None)


class Outcome(models.TextChoices):
    SOLVED = "solved", "已采纳落实"
    UNDERWAY = "underway", "正在研究办理"
    EXPLAINED = "explained", "说明情况、留作参考"


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With its opinion."""
        return self.filter(opinion__in=Opinion.objects.visible_to(actor).values("pk"))

    def standing(self) -> Self:
        """Not sent back."""
        return self.filter(returned_at=None)


class Feedback(PublicModel):
    """书面反馈: what a unit answered; one that the office sent back stays, with the reason."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="feedback", verbose_name="意见")
    text = models.TextField("办理情况", max_length=3000)
    outcome = models.CharField("结果", max_length=10, choices=Outcome)
    on = models.DateField("反馈日期")
    signed_by = models.CharField("反馈人", max_length=80)
    recorded_by = models.CharField("登记人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")
    returned_at = models.DateTimeField("退回时间", null=True)
    return_reason = models.CharField("退回理由", max_length=300, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "反馈"
        verbose_name_plural = "反馈"
        ordering = ["opinion", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion"], condition=Q(returned_at__isnull=True), name="inspection_feedback_one_standing"
            )
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.opinion} {self.get_outcome_display()}"
