"""What was changed in a meeting's plan after it was decided on or announced, in words."""

from django.db import models

from apps.congress.meetings.models.meetings import Meeting
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel


class PlanChange(PublicModel):
    """安排变更: one change of agenda or sittings; `revision` is the edition of the notice that told it, 0 before."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="plan_changes", verbose_name="会议")
    revision = models.PositiveSmallIntegerField("通知版次")
    sentences = models.JSONField("变更内容")
    reason = models.CharField("变更理由", max_length=300, blank=True)
    changed_by = models.CharField("办理人", max_length=60)
    changed_at = models.DateTimeField("变更时间")

    class Meta:
        verbose_name = "安排变更"
        verbose_name_plural = "安排变更"
        ordering = ["-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return ";".join(self.sentences)
