"""What the presidium decided, and what a questioned organ answered."""

import pgtrigger
from django.db import models

from apps.congress.meetings.models import Sitting
from apps.congress.proposals.models.choices import AnswerForm, Kind, Outcome
from apps.congress.proposals.models.proposals import Proposal
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel


class PresidiumDecision(models.Model):
    """One decision on one proposal, with the votes of the presidium; written once."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision", verbose_name="议案")
    outcome = models.CharField("决定", max_length=8, choices=Outcome)
    reason = models.TextField("理由", max_length=1000, blank=True)
    decided_on = models.DateField("决定日期")
    held_at = models.CharField("主席团会议", max_length=80)
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="+", verbose_name="主席团会议会次")
    members = models.PositiveSmallIntegerField("主席团组成人员")
    approve = models.PositiveSmallIntegerField("赞成")
    entered_by = models.CharField("登记人", max_length=60)
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "主席团决定"
        verbose_name_plural = "主席团决定"
        ordering = ["-entered_at"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.proposal} {self.get_outcome_display()}"

    @property
    def label(self) -> str:
        """What was decided, as it is called for the kind of proposal."""
        if self.proposal.kind == Kind.INTERPELLATION:
            return f"交{self.proposal.unit}{self.proposal.get_answer_form_display()}"
        return "提请会议审议" if self.proposal.kind == Kind.REMOVAL else self.get_outcome_display()


class Answer(PublicModel):
    """An answer to an interpellation and whether those who put it were satisfied."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="answers", verbose_name="质询案")
    number = models.PositiveSmallIntegerField("第几次答复")
    form = models.CharField("答复方式", max_length=8, choices=AnswerForm)
    answered_by = models.CharField("答复人", max_length=80)
    answered_on = models.DateField("答复日期")
    text = models.TextField("答复内容", max_length=8000)
    unsatisfied = models.PositiveSmallIntegerField("不满意人数", null=True)
    judged_at = models.DateTimeField("登记满意情况时间", null=True)
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "质询答复"
        verbose_name_plural = "质询答复"
        ordering = ["proposal", "number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="answer_number_once")]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="judged_stands", operation=pgtrigger.Update, condition=pgtrigger.Q(old__judged_at__isnull=False)
            ),
            pgtrigger.Protect(name="text_stands", operation=pgtrigger.UpdateOf("text", "answered_by", "answered_on")),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}第{self.number}次答复"
