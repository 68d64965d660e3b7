"""进展报告, 报完成, 延期: what the units hand in. A report is never changed; its correction is a row that names it."""

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.congress.supervision.models.assignments import Assignment, PartQuerySet
from apps.congress.supervision.rules.periods import period_name
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel


class ProgressReport(PublicModel):
    """One month's or quarter's progress. `period` is its first day; money is in yuan, all figures are cumulative.

    `on_paper`: the office registered what came on paper from a unit without an account.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reports", verbose_name="督办任务")
    period = models.DateField("报送周期")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by", verbose_name="更正")
    correction_reason = models.CharField("更正理由", max_length=500, blank=True)
    percent = models.PositiveSmallIntegerField("累计进度(%)")
    quantity_done = models.PositiveIntegerField("已完成数量", null=True, blank=True)
    quantity_expected = models.PositiveIntegerField("预计完成数量", null=True, blank=True)
    paid = models.DecimalField("已支付(元)", max_digits=14, decimal_places=2, null=True, blank=True)
    narrative = models.TextField("进展情况", max_length=4000)
    problems = models.TextField("存在问题", max_length=2000, blank=True)
    help_needed = models.TextField("需要协调解决的事项", max_length=2000, blank=True)
    due_on = models.DateField("报送期限", null=True)
    on_paper = models.BooleanField("书面报送,由督办方登记", default=False)
    reported_by = models.CharField("报送人", max_length=60)
    unit_name = models.CharField("报送单位", max_length=100)
    reported_at = models.DateTimeField("报送时间")

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "进展报告"
        verbose_name_plural = "进展报告"
        ordering = ["assignment", "period", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "period"], condition=Q(corrects__isnull=True), name="report_once_a_period"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="report_percent_at_most_100"),
        ]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{period_name(self.period, self.assignment.cycle)}进展"


class NodeWithdrawal(PublicModel):
    """撤回节点登记: that a milestone had been reached was said by mistake. What was said stays here, with its files."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="withdrawals", verbose_name="督办任务")
    title = models.CharField("节点内容", max_length=120)
    done_on = models.DateField("曾登记完成日期")
    done_note = models.CharField("曾登记完成情况", max_length=500)
    actual_quantity = models.PositiveIntegerField("曾登记实际数量", null=True)
    reason = models.CharField("撤回理由", max_length=500)
    withdrawn_by = models.CharField("撤回人", max_length=60)
    withdrawn_at = models.DateTimeField("撤回时间")

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "节点登记撤回"
        verbose_name_plural = "节点登记撤回"
        ordering = ["assignment", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.title}的登记撤回"


class Completion(PublicModel):
    """报完成, and what became of it: verified by somebody else or returned, then closed out (销号). `round` counts."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="completions", verbose_name="督办任务")
    round = models.PositiveSmallIntegerField("第几次报完成")
    statement = models.TextField("完成情况", max_length=4000)
    quantity_done = models.PositiveIntegerField("完成数量", null=True, blank=True)
    claimed_by_person = models.BigIntegerField("报完成人", null=True, editable=False)
    claimed_by = models.CharField("报完成人", max_length=60)
    unit_name = models.CharField("报完成单位", max_length=100)
    claimed_at = models.DateTimeField("报完成时间")
    is_verified = models.BooleanField("核查通过", null=True)
    finding = models.TextField("核查意见", max_length=2000, blank=True)
    verified_on = models.DateField("核查日期", null=True)
    verified_by = models.CharField("核查人", max_length=60, blank=True)
    verified_at = models.DateTimeField("核查登记时间", null=True)
    closed_by = models.CharField("销号人", max_length=60, blank=True)
    closed_at = models.DateTimeField("销号时间", null=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "完成核查"
        verbose_name_plural = "完成核查"
        ordering = ["assignment", "round"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "round"], name="completion_round_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(is_verified=True), name="completion_closed_was_verified"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="claim_is_fixed",
                operation=pgtrigger.UpdateOf("assignment_id", "round", "statement", "quantity_done", "claimed_at"),
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"{self.assignment}第{self.round}次报完成"


class DueExtension(PublicModel):
    """申请延期: decided in approvals by the supervising organ; one at a time."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions", verbose_name="督办任务")
    old_due_on = models.DateField("原期限")
    new_due_on = models.DateField("延至")
    reason = models.CharField("理由", max_length=500)
    asked_by = models.CharField("申请人", max_length=60)
    asked_at = models.DateTimeField("申请时间")
    granted_at = models.DateTimeField("同意时间", null=True)
    refused_at = models.DateTimeField("不同意时间", null=True)
    answer = models.CharField("答复", max_length=500, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "延期"
        verbose_name_plural = "延期"
        ordering = ["assignment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(granted_at__isnull=True, refused_at__isnull=True),
                name="due_extension_one_open",
            )
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.assignment}延至{chinese_date(self.new_due_on)}"
