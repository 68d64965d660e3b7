"""What members answer to a notice: read, known, asked for leave."""

from typing import Self

from django.db import models
from django.db.models import Q

from apps.congress.meetings.models.meetings import Meeting
from apps.foundation.core.actors import Actor
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person


class LeaveState(models.TextChoices):
    ASKED = "asked", "待批准"
    GRANTED = "granted", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class LeaveQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: those of their area's meetings. Members: their own."""
        if actor.sees_area:
            return self.filter(meeting__in=Meeting.objects.visible_to(actor))
        return self.filter(person=actor.person_id)


class LeaveRequest(PublicModel):
    """请假: in writing to the chair before the meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="leave_requests", verbose_name="会议")
    person = models.ForeignKey(Person, models.PROTECT, related_name="leave_requests", verbose_name="请假人")
    reason = models.CharField("事由", max_length=300)
    state = models.CharField("状态", max_length=10, choices=LeaveState, default=LeaveState.ASKED)
    asked_at = models.DateTimeField("申请时间")
    decided_at = models.DateTimeField("批复时间", null=True)
    decided_by = models.CharField("批复人", max_length=60, blank=True)
    answer = models.CharField("批复意见", max_length=300, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = "请假"
        verbose_name_plural = "请假"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(state__in=["asked", "granted"]),
                name="leave_one_live_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_state_display()}"


class NoticeReceipt(models.Model):
    """When an invited member first read one edition of the meeting notice, and confirmed it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="receipts", verbose_name="会议")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")
    revision = models.PositiveSmallIntegerField("通知版次", default=1)
    read_at = models.DateTimeField("阅读时间")
    acknowledged_at = models.DateTimeField("知悉时间", null=True)

    class Meta:
        verbose_name = "会议通知阅知"
        verbose_name_plural = "会议通知阅知"
        ordering = ["meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person", "revision"], name="notice_receipt_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.read_at}"
