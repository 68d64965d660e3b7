"""Sittings: who was due, who came, and which polls were held there."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Replace

from apps.congress.ballots.models import Poll, Quorum
from apps.congress.meetings.models.meetings import AgendaItem, Meeting
from apps.congress.meetings.rules.naming import sitting_name
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Group, GroupKind, Mandate, Membership, Person


class SittingKind(models.TextChoices):
    PREPARATORY = "preparatory", "预备会议"
    PLENARY = "plenary", "全体会议"
    GROUP = "group", "分组会议"
    PRESIDIUM = "presidium", "主席团会议"


WHOLE_BODY = (SittingKind.PREPARATORY, SittingKind.PLENARY)
STREET_KINDS = (SittingKind.PLENARY, SittingKind.GROUP)


class SittingState(models.TextChoices):
    PLANNED = "planned", "未开始"
    CHECK_IN = "check_in", "签到中"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已散会"
    CALLED_OFF = "called_off", "未举行"


class SittingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the meetings one sees."""
        return self.filter(meeting__in=Meeting.objects.visible_to(actor))

    def voting(self) -> Self:
        """Those at which votes are held: groups only deliberate."""
        return self.exclude(kind=SittingKind.GROUP)

    def concerning(self, person_id: int | None, on: date) -> Self:
        """Those of the whole body, of the person's group, of the presidium they sit in."""
        own = Membership.objects.on(on).filter(person=person_id)
        terms = own.filter(group__kind=GroupKind.PRESIDIUM).values("group__term")
        presidium = Q(kind=SittingKind.PRESIDIUM, meeting__term__in=terms)
        return self.filter(Q(kind__in=WHOLE_BODY) | Q(group__in=own.values("group")) | presidium)


class Sitting(PublicModel):
    """One sitting of a meeting. 应到 is five integers, frozen when check-in opens, never computed afterwards."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sittings", verbose_name="会议")
    ordinal = models.PositiveSmallIntegerField("第几次")
    kind = models.CharField("类别", max_length=12, choices=SittingKind, default=SittingKind.PLENARY)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="sittings", verbose_name="代表团组"
    )
    starts_at = models.DateTimeField("开始时间")
    place = models.CharField("地点", max_length=120)
    presided_by = models.CharField("主持人", max_length=60, blank=True)
    state = models.CharField("状态", max_length=10, choices=SittingState, default=SittingState.PLANNED, editable=False)
    quorum = models.CharField(
        "法定人数", max_length=16, choices=Quorum, default=Quorum.TWO_THIRDS, blank=True, editable=False
    )
    quota = models.PositiveIntegerField("名额", null=True, editable=False)
    elected = models.PositiveIntegerField("选出", null=True, editable=False)
    in_office = models.PositiveIntegerField("实有", null=True, editable=False)
    suspended = models.PositiveIntegerField("暂停职务", null=True, editable=False)
    due = models.PositiveIntegerField("应到", null=True, editable=False)
    present = models.PositiveIntegerField("开会时实到", null=True, editable=False)
    opened_at = models.DateTimeField("开会时间", null=True, editable=False)
    closed_at = models.DateTimeField("散会时间", null=True, editable=False)
    call_off_reason = models.CharField("未举行的原因", max_length=300, blank=True, editable=False)
    programme_revision = models.PositiveSmallIntegerField("日程版次", default=0, editable=False)
    code_salt = models.CharField("签到码种子", max_length=64, editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = "会次"
        verbose_name_plural = "会次"
        ordering = ["meeting", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "group", "ordinal"],
                name="sitting_ordinal_of_kind",
                deferrable=models.Deferrable.DEFERRED,
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(kind="group", group__isnull=False) | (~Q(kind="group") & Q(group__isnull=True)),
                name="sitting_group_where_of_group",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="counts_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.due IS NOT NULL AND"
                    " (OLD.quota, OLD.elected, OLD.in_office, OLD.suspended, OLD.due, OLD.quorum) IS DISTINCT FROM"
                    " (NEW.quota, NEW.elected, NEW.in_office, NEW.suspended, NEW.due, NEW.quorum)"
                ),
            ),
            pgtrigger.Protect(
                name="present_frozen",
                operation=pgtrigger.UpdateOf("present", "opened_at"),
                condition=pgtrigger.Q(old__present__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting.title}{self.name}"

    @property
    def name(self) -> str:
        if self.group is None:
            return sitting_name(self.kind, self.ordinal)
        return sitting_name(self.kind, self.ordinal, self.group.name, is_street=self.meeting.body.is_street_body)

    @property
    def is_of_all(self) -> bool:
        """Whether the whole body sits, so that quota and 应到 are those of the body."""
        return self.kind in WHOLE_BODY

    @property
    def is_running(self) -> bool:
        """Whether members may still check in."""
        return self.state in {SittingState.CHECK_IN, SittingState.OPEN}


class AttendanceState(models.TextChoices):
    EXPECTED = "expected", "未到"
    PRESENT = "present", "已到"
    LEAVE = "leave", "请假"


class CheckInMeans(models.TextChoices):
    CODE = "code", "扫码"
    LIST = "list", "名单"


class AttendanceQuerySet(models.QuerySet):
    def present(self) -> Self:
        return self.filter(state=AttendanceState.PRESENT)

    def matching(self, text: str) -> Self:
        """By name, pinyin or initials, as staff type them."""
        typed = text.strip().lower()
        squeezed = typed.replace(" ", "")
        return self.annotate(joined=Replace("person__pinyin", Value(" "), Value(""))).filter(
            Q(name__contains=typed) | Q(joined__startswith=squeezed) | Q(person__initials__startswith=squeezed)
        )


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

    objects = AttendanceQuerySet.as_manager()

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
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="roll_frozen", operation=pgtrigger.UpdateOf("sitting_id", "mandate_id", "person_id", "name")
            ),
            pgtrigger.Trigger(
                name="frozen_once_closed",
                operation=pgtrigger.Update | pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF (SELECT state FROM meetings_sitting WHERE id = NEW.sitting_id) IN ('closed', 'called_off') THEN
                        RAISE EXCEPTION 'pgtrigger: attendance is frozen once the sitting is over';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.get_state_display()}"


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
