"""What is said at a sitting: speeches, questions with their answers, opinions of the groups."""

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.congress.meetings.models.meetings import AgendaItem, Meeting
from apps.congress.meetings.models.programme import Observer
from apps.congress.meetings.models.sittings import Sitting
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person


class SpeechState(models.TextChoices):
    ASKED = "asked", "等候发言"
    SPEAKING = "speaking", "正在发言"
    SPOKEN = "spoken", "已发言"
    WITHDRAWN = "withdrawn", "不再发言"


class Speech(PublicModel):
    """发言: one turn on the speakers' list, and the gist of what was said."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="speeches", verbose_name="会次")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="speeches", verbose_name="议程"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="speeches", verbose_name="代表"
    )
    observer = models.ForeignKey(
        Observer, models.PROTECT, null=True, blank=True, related_name="speeches", verbose_name="列席人员"
    )
    name = models.CharField("发言人", max_length=60)
    group_name = models.CharField("代表团组或职务", max_length=120, blank=True)
    place = models.PositiveIntegerField("次序")
    state = models.CharField("状态", max_length=10, choices=SpeechState, default=SpeechState.ASKED)
    seconds = models.PositiveSmallIntegerField("限时(秒)", null=True)
    asked_at = models.DateTimeField("登记时间")
    began_at = models.DateTimeField("开始时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    gist = models.TextField("发言要点", max_length=4000, blank=True)

    class Meta:
        verbose_name = "发言"
        verbose_name_plural = "发言"
        ordering = ["sitting", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting"], condition=Q(state="speaking"), name="speech_one_at_a_time"),
            models.CheckConstraint(
                condition=~Q(state__in=["speaking", "spoken"]) | Q(began_at__isnull=False), name="speech_has_begun"
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.name} {self.get_state_display()}"


class QuestionState(models.TextChoices):
    ASKED = "asked", "待答复"
    ANSWERED = "answered", "已答复"
    COMMITTED = "committed", "承诺办理中"
    DONE = "done", "承诺已兑现"
    WITHDRAWN = "withdrawn", "已撤回"


class Question(PublicModel):
    """询问、专题询问: question, answer and what was promised (地方组织法第二十三条)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="questions", verbose_name="会议")
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="questions", verbose_name="会次")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, related_name="questions", verbose_name="议程"
    )
    number = models.PositiveSmallIntegerField("编号")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="questions", verbose_name="询问代表")
    name = models.CharField("询问人", max_length=60)
    text = models.TextField("询问内容", max_length=2000)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="questions", verbose_name="应询单位")
    answered_by = models.CharField("答复人", max_length=80, blank=True)
    answer = models.TextField("答复要点", max_length=4000, blank=True)
    commitment = models.TextField("承诺事项", max_length=1000, blank=True)
    due_on = models.DateField("承诺期限", null=True)
    outcome = models.TextField("办理结果", max_length=2000, blank=True)
    done_on = models.DateField("办结日期", null=True)
    state = models.CharField("状态", max_length=10, choices=QuestionState, default=QuestionState.ASKED)
    asked_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "询问"
        verbose_name_plural = "询问"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="question_number_in_meeting"),
            models.CheckConstraint(
                condition=~Q(state__in=["committed", "done"]) | Q(due_on__isnull=False), name="commitment_has_a_date"
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"第{self.number}号询问"


class GroupOpinion(PublicModel):
    """审议意见: what a group, or somebody in it, said about an item of the agenda."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="opinions", verbose_name="会议")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="opinions", verbose_name="议程")
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="opinions", verbose_name="会次")
    group_name = models.CharField("代表团组", max_length=60, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="提出人")
    name = models.CharField("提出人姓名", max_length=60, blank=True)
    text = models.TextField("意见", max_length=2000)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="建议承办单位")
    is_withdrawn = models.BooleanField("已撤回", default=False)
    written_by = models.CharField("记录人", max_length=60)
    written_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "审议意见"
        verbose_name_plural = "审议意见"
        ordering = ["meeting", "agenda_item", "pk"]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(name="text_stands", operation=pgtrigger.UpdateOf("text", "name", "group_name")),
        ]

    def __str__(self) -> str:
        return self.text[:40]
