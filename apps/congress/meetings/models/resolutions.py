"""What a meeting decided, with its number within the term."""

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.congress.ballots.models import Poll
from apps.congress.meetings.models.meetings import AgendaItem, Meeting
from apps.congress.meetings.models.sittings import Sitting
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel


class ResolutionKind(models.TextChoices):
    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    MEASURES = "measures", "办法"
    LIST = "list", "名单"


class ResolutionState(models.TextChoices):
    DRAFT = "draft", "草案"
    ADOPTED = "adopted", "已通过"
    REJECTED = "rejected", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


class Resolution(PublicModel):
    """决议、决定: a draft text on which the meeting votes. The counts are those of the announced poll, copied once;
    without a poll it was passed by a show of hands of the sitting, whose counts staff enter."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions", verbose_name="会议")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, related_name="resolutions", verbose_name="议程"
    )
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="resolutions", verbose_name="会次")
    poll = models.OneToOneField(Poll, models.PROTECT, null=True, related_name="resolution", verbose_name="表决")
    kind = models.CharField("文种", max_length=10, choices=ResolutionKind, default=ResolutionKind.RESOLUTION)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("正文", max_length=20000)
    revision = models.PositiveSmallIntegerField("版次", default=1)
    state = models.CharField("状态", max_length=10, choices=ResolutionState, default=ResolutionState.DRAFT)
    number = models.PositiveIntegerField("本届序号", null=True)
    due = models.PositiveIntegerField("应到", null=True)
    present = models.PositiveIntegerField("实到", null=True)
    approve = models.PositiveIntegerField("赞成", null=True)
    oppose = models.PositiveIntegerField("反对", null=True)
    abstain = models.PositiveIntegerField("弃权", null=True)
    decided_at = models.DateTimeField("表决时间", null=True)
    created_at = models.DateTimeField("起草时间")

    class Meta:
        verbose_name = "决议决定"
        verbose_name_plural = "决议决定"
        ordering = ["meeting", "number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(number__isnull=False, decided_at__isnull=False),
                name="resolution_adopted_has_number",
            ),
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="adopted_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["adopted", "rejected"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title
