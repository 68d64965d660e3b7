"""What is done at a sitting in which order, and who attends without a vote: one set of facts, from which agenda,
schedule, host script and lists follow."""

from django.db import models

from apps.congress.meetings.models.meetings import AgendaItem, Meeting
from apps.congress.meetings.models.sittings import Sitting
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person


class StepKind(models.TextChoices):
    """What is done with an item; the verb differs between congress and street (`rules.verbs`)."""

    HEAR = "hear", "听取"
    DELIBERATE = "deliberate", "审议"
    INQUIRE = "inquire", "询问"
    VOTE = "vote", "表决"
    ASSESS = "assess", "测评"
    PASS = "pass", "通过"
    ANNOUNCE = "announce", "宣布"
    OTHER = "other", "其他"


class ProgrammeStep(PublicModel):
    """日程: one step of one sitting. An empty text is the words of kind and item."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="programme", verbose_name="会次")
    number = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("事项", max_length=10, choices=StepKind)
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="steps", verbose_name="议程"
    )
    text = models.CharField("内容", max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField("预计分钟", null=True, blank=True)

    class Meta:
        verbose_name = "日程"
        verbose_name_plural = "日程"
        ordering = ["sitting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "number"], name="programme_number_in_sitting", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.text or f"{self.get_kind_display()}{self.agenda_item.title if self.agenda_item else ''}"


class ObserverKind(models.TextChoices):
    MUST = "must", "应当列席"
    INVITED = "invited", "邀请列席"
    AUDITING = "auditing", "旁听"


class Observer(PublicModel):
    """列席、旁听: who attends a meeting without a vote (地方组织法第二十一条)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="observers", verbose_name="会议")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("姓名", max_length=60)
    position = models.CharField("单位及职务", max_length=120, blank=True)
    kind = models.CharField("列席类别", max_length=10, choices=ObserverKind, default=ObserverKind.INVITED)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员", editable=False
    )

    class Meta:
        verbose_name = "列席人员"
        verbose_name_plural = "列席人员"
        ordering = ["meeting", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name", "position"], name="observer_once_in_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.name}({self.position})" if self.position else self.name


class ObserverPresence(models.Model):
    """That somebody without a vote was there."""

    observer = models.ForeignKey(Observer, models.PROTECT, related_name="presences", verbose_name="列席人员")
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="observers_present", verbose_name="会次")
    arrived_at = models.DateTimeField("到会时间")

    class Meta:
        verbose_name = "列席签到"
        verbose_name_plural = "列席签到"
        ordering = ["sitting", "observer"]
        constraints = [models.UniqueConstraint(fields=["observer", "sitting"], name="observer_present_once")]

    def __str__(self) -> str:
        return f"{self.observer} {self.sitting}"
