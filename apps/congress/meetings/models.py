"""Meetings with their sittings: who was due, who came, and which polls were held there."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.congress.ballots.models import Poll, Quorum
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import NO_TRUNCATE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Mandate, Person, Term


class MeetingState(models.TextChoices):
    PLANNED = "planned", "拟召开"
    NOTICED = "noticed", "已通知"
    IN_SESSION = "in_session", "会议中"
    CLOSED = "closed", "已闭会"
    CANCELLED = "cancelled", "已取消"


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Members: meetings of their bodies once noticed."""
        if actor.sees_area:
            return self.filter(body__area__path__startswith=actor.area_path)
        return self.filter(body__in=actor.body_ids).exclude(state=MeetingState.PLANNED)


class Meeting(PublicModel):
    """第Y次会议 of a term; also an ad hoc session takes a number."""

    body = models.ForeignKey(Unit, models.PROTECT, related_name="meetings", verbose_name="机关")
    term = models.ForeignKey(Term, models.PROTECT, related_name="meetings", verbose_name="届")
    number = models.PositiveIntegerField("次")
    title = models.CharField("会议名称", max_length=120)
    place = models.CharField("地点", max_length=120)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    contact = models.CharField("联系人及电话", max_length=80, blank=True)
    requirements = models.TextField("参会要求", max_length=1000, blank=True)
    state = models.CharField("状态", max_length=12, choices=MeetingState, default=MeetingState.PLANNED, editable=False)
    noticed_at = models.DateTimeField("通知时间", null=True, editable=False)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "会议"
        verbose_name_plural = "会议"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="meeting_number_in_term"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="meeting_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(PublicModel):
    """议程: what is dealt with, in order."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda", verbose_name="会议")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("议题", max_length=200)
    reporter = models.CharField("报告人", max_length=80, blank=True)

    class Meta:
        verbose_name = "议程"
        verbose_name_plural = "议程"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="agenda_number_in_meeting", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class SittingKind(models.TextChoices):
    PREPARATORY = "preparatory", "预备会议"
    PLENARY = "plenary", "全体会议"


class SittingState(models.TextChoices):
    PLANNED = "planned", "未开始"
    CHECK_IN = "check_in", "签到中"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已散会"


class Sitting(PublicModel):
    """One sitting of a meeting. 应到 is five integers, frozen when check-in opens, never computed afterwards."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sittings", verbose_name="会议")
    ordinal = models.PositiveSmallIntegerField("第几次")
    kind = models.CharField("类别", max_length=12, choices=SittingKind, default=SittingKind.PLENARY)
    starts_at = models.DateTimeField("开始时间")
    place = models.CharField("地点", max_length=120)
    presided_by = models.CharField("主持人", max_length=60, blank=True)
    state = models.CharField("状态", max_length=10, choices=SittingState, default=SittingState.PLANNED, editable=False)
    quorum = models.CharField("法定人数", max_length=16, choices=Quorum, default=Quorum.TWO_THIRDS, editable=False)
    quota = models.PositiveIntegerField("名额", null=True, editable=False)
    elected = models.PositiveIntegerField("选出", null=True, editable=False)
    in_office = models.PositiveIntegerField("实有", null=True, editable=False)
    suspended = models.PositiveIntegerField("暂停职务", null=True, editable=False)
    due = models.PositiveIntegerField("应到", null=True, editable=False)
    present = models.PositiveIntegerField("开会时实到", null=True, editable=False)
    opened_at = models.DateTimeField("开会时间", null=True, editable=False)
    closed_at = models.DateTimeField("散会时间", null=True, editable=False)
    code_salt = models.CharField("签到码种子", max_length=64, editable=False)

    class Meta:
        verbose_name = "会次"
        verbose_name_plural = "会次"
        ordering = ["meeting", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["meeting", "ordinal"], name="sitting_ordinal_in_meeting")]

    def __str__(self) -> str:
        return f"{self.meeting.title}{self.get_kind_display()}"


class AttendanceState(models.TextChoices):
    EXPECTED = "expected", "未到"
    PRESENT = "present", "已到"
    LEAVE = "leave", "请假"


class CheckInMeans(models.TextChoices):
    CODE = "code", "扫码"
    LIST = "list", "名单"


class Attendance(models.Model):
    """One member due at one sitting; copied when check-in opens."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="attendance", verbose_name="会次")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+", verbose_name="代表资格")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances", verbose_name="人员")
    name = models.CharField("姓名", max_length=60)
    group_name = models.CharField("代表团组", max_length=60, blank=True)
    state = models.CharField("状态", max_length=10, choices=AttendanceState, default=AttendanceState.EXPECTED)
    means = models.CharField("签到方式", max_length=6, choices=CheckInMeans, blank=True)
    checked_in_at = models.DateTimeField("签到时间", null=True)
    checked_in_by = models.CharField("办理人", max_length=60, blank=True)

    class Meta:
        verbose_name = "出席"
        verbose_name_plural = "出席"
        ordering = ["sitting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "person"], name="attendance_once"),
            models.CheckConstraint(
                condition=~Q(state="present") | Q(checked_in_at__isnull=False), name="attendance_present_has_time"
            ),
        ]
        triggers = [pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete), NO_TRUNCATE]

    def __str__(self) -> str:
        return f"{self.name} {self.get_state_display()}"


class LeaveState(models.TextChoices):
    ASKED = "asked", "待批准"
    GRANTED = "granted", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


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
    """When an invited member first read the meeting notice."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="receipts", verbose_name="会议")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")
    read_at = models.DateTimeField("阅知时间")

    class Meta:
        verbose_name = "会议通知阅知"
        verbose_name_plural = "会议通知阅知"
        ordering = ["meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="notice_receipt_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.read_at}"


class SittingPoll(models.Model):
    """A poll held at a sitting; the roll is who had checked in there when it opened."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="polls", verbose_name="会次")
    poll = models.OneToOneField(Poll, models.PROTECT, related_name="sitting_link", verbose_name="表决")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="polls", verbose_name="议程"
    )

    class Meta:
        verbose_name = "会次表决"
        verbose_name_plural = "会次表决"
        ordering = ["sitting", "pk"]

    def __str__(self) -> str:
        return f"{self.sitting} {self.poll}"
