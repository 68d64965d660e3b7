"""What is said at a sitting: speeches, questions with their answers, opinions of the groups."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.congress.ballots.models import Poll
from apps.congress.matters.models import Matter
from apps.congress.meetings.models.meetings import AgendaItem, Meeting
from apps.congress.meetings.models.programme import Observer, StepKind
from apps.congress.meetings.models.sittings import Attendance, Sitting
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person


class FloorStep(models.Model):
    """进程: what the sitting turned to, and when; the newest row of a sitting is what goes on now.

    The words are kept as they were shown, so that the programme may be rewritten afterwards.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="floor_steps", verbose_name="会次")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, related_name="floor_steps", verbose_name="议程"
    )
    kind = models.CharField("事项", max_length=10, choices=StepKind, blank=True)
    text = models.CharField("内容", max_length=240)
    began_at = models.DateTimeField("开始时间")

    class Meta:
        verbose_name = "会议进程"
        verbose_name_plural = "会议进程"
        ordering = ["sitting", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return self.text


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
    gist_revision = models.PositiveIntegerField("要点版次", default=0)
    withdrawn_reason = models.CharField("不再发言的原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "发言"
        verbose_name_plural = "发言"
        ordering = ["sitting", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting"], condition=Q(state="speaking"), name="speech_one_at_a_time"),
            models.UniqueConstraint(
                fields=["sitting", "person"], condition=Q(state__in=["asked", "speaking"]), name="speech_asked_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["speaking", "spoken"]) | Q(began_at__isnull=False), name="speech_has_begun"
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.name} {self.get_state_display()}"

    @property
    def meeting(self) -> Meeting:
        return self.sitting.meeting


class OpinionHandover(PublicModel):
    """交办审议意见: opinions put together under one text, which the presidium approved, as a matter of its units."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="handovers", verbose_name="会议")
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="opinion_handover", verbose_name="办理事项")
    approved_by = models.CharField("审定的会议或者文号", max_length=120)
    approved_on = models.DateField("审定日期")

    class Meta:
        verbose_name = "审议意见交办"
        verbose_name_plural = "审议意见交办"
        ordering = ["meeting", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return self.matter.title


class QuestionState(models.TextChoices):
    ASKED = "asked", "待答复"
    ANSWERED = "answered", "已答复"
    COMMITTED = "committed", "承诺办理中"
    DONE = "done", "承诺已兑现"
    WITHDRAWN = "withdrawn", "已撤回"


ANSWERED = (QuestionState.ANSWERED, QuestionState.COMMITTED, QuestionState.DONE)


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area's. Members: their own, and those of their bodies once they are answered."""
        if actor.sees_area:
            return self.filter(meeting__body__area__path__startswith=actor.area_path)
        of_body = Q(meeting__in=Meeting.objects.visible_to(actor), state__in=ANSWERED)
        return self.filter(of_body | Q(person=actor.person_id, person__isnull=False))

    def overdue(self, on: date) -> Self:
        """Promised for a day before `on` and not done."""
        return self.filter(state=QuestionState.COMMITTED, due_on__lt=on)


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
    answered_at = models.DateTimeField("答复记录时间", null=True)
    revision = models.PositiveIntegerField("版次", default=0)
    withdrawn_reason = models.CharField("撤回原因", max_length=300, blank=True)
    poll = models.OneToOneField(
        Poll, models.PROTECT, null=True, related_name="assessed_question", verbose_name="满意度测评"
    )
    matter = models.OneToOneField(
        Matter, models.PROTECT, null=True, related_name="promised_at_question", verbose_name="承诺事项的办理"
    )

    objects = QuestionQuerySet.as_manager()

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


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area's. Members: their own, and those of the group they sit in at that meeting."""
        if actor.sees_area:
            return self.filter(meeting__body__area__path__startswith=actor.area_path)
        seats = Attendance.objects.filter(
            sitting__meeting=models.OuterRef("meeting"),
            person=actor.person_id,
            group_name=models.OuterRef("group_name"),
        )
        in_group = ~Q(group_name="") & Q(models.Exists(seats))
        visible = self.filter(meeting__in=Meeting.objects.visible_to(actor))
        return visible.filter(in_group | Q(person=actor.person_id, person__isnull=False))


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
    handover = models.ForeignKey(
        OpinionHandover, models.PROTECT, null=True, related_name="opinions", verbose_name="交办"
    )
    is_withdrawn = models.BooleanField("已撤回", default=False)
    withdrawn_reason = models.CharField("撤回原因", max_length=300, blank=True)
    written_by = models.CharField("记录人", max_length=60)
    written_at = models.DateTimeField("记录时间")

    objects = OpinionQuerySet.as_manager()

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
