"""Polls, frozen rolls, named ballots, paper tallies and counts.

Ballots know bodies and people, but no meeting: who may vote is handed to `poll_open` as a roll. Electronic
secret ballots get tables of their own that can never carry a voter (docs/decisions/0005).
"""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import NO_TRUNCATE, READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Mandate, Person


class PollModel(models.TextChoices):
    CHOOSE_UP_TO = "choose_up_to", "选N(不超过应选数)"
    PER_ITEM = "per_item", "逐项表决"
    PREFERENCE = "preference", "排序"
    WHOLE_LIST = "whole_list", "整体表决"
    ELECTION = "election", "选举"
    ASSESSMENT = "assessment", "满意度测评"


class Method(models.TextChoices):
    NAMED = "named", "记名电子表决"
    PAPER = "paper", "无记名纸质票"
    MIXED = "mixed", "电子与纸质并用"
    SHOW_OF_HANDS = "show_of_hands", "举手表决"


class PollState(models.TextChoices):
    DRAFT = "draft", "准备中"
    OPEN = "open", "表决中"
    CLOSED = "closed", "已截止"
    COUNTED = "counted", "已计票"
    SIGNED = "signed", "结果已确认,待宣布"
    ANNOUNCED = "announced", "已宣布"
    VOIDED = "voided", "作废"


class Base(models.TextChoices):
    ALL = "all", "全体代表"
    PRESENT = "present", "到会代表"
    VALID = "valid", "有效票"


class Threshold(models.TextChoices):
    MORE_THAN_HALF = "more_than_half", "过半数"
    TWO_THIRDS = "two_thirds", "三分之二以上"


class TieRule(models.TextChoices):
    RUN_OFF = "run_off", "就得票相等的再次投票"
    PRESIDIUM = "presidium", "由主席团决定"


class ShortageRule(models.TextChoices):
    ADOPT_ABOVE = "adopt_above", "只确定达到票数的"
    SECOND_ROUND = "second_round", "就其余的再次表决"


class ScoreRule(models.TextChoices):
    BORDA = "borda", "位次计分"
    FIRST_CHOICE = "first_choice", "首选票数"


class Quorum(models.TextChoices):
    TWO_THIRDS = "two_thirds", "三分之二以上出席"
    MORE_THAN_HALF = "more_than_half", "过半数出席"


FROZEN_ONCE_OPEN = (
    "body_id", "title", "held_under", "instructions", "model", "method", "seats", "equal_slate", "base", "threshold",
    "quorum", "tie_rule", "shortage_rule", "score_rule", "grades", "publish_counts", "frozen_rules", "due", "present",
    "roll_hash", "opened_at", "closes_at", "round", "run_off_of_id",
)  # fmt: skip


class PollQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: the polls of their area. Others: those of their bodies, and those they took part in.

        Drafts are seen by the office and by the scrutineers and tellers they name. Who stood on a roll keeps
        seeing the poll when the seat has ended.
        """
        polls = self.select_related("body__area")
        if actor.sees_area:
            return polls.filter(body__area__path__startswith=actor.area_path)
        officer = Exists(PollOfficer.objects.filter(poll=OuterRef("pk"), person=actor.person_id))
        on_roll = Exists(RollEntry.objects.filter(poll=OuterRef("pk"), person=actor.person_id))
        begun = ~Q(state=PollState.DRAFT)
        return polls.filter((Q(body__in=actor.body_ids) & begun) | officer | on_roll)

    def to_cast_by(self, person_id: int) -> Self:
        """Open polls in which the person may still vote by phone."""
        entry = RollEntry.objects.filter(poll=OuterRef("pk"), person=person_id, channel=Channel.ELECTRONIC)
        cast = NamedBallot.objects.filter(entry__poll=OuterRef("pk"), entry__person=person_id)
        return self.filter(Exists(entry), ~Exists(cast), state=PollState.OPEN)

    def run_out(self, at: datetime) -> Self:
        """Open polls whose 截止时间 has passed; a show of hands ends when its numbers are typed in."""
        return self.filter(state=PollState.OPEN, closes_at__lte=at).exclude(method=Method.SHOW_OF_HANDS)

    def to_tally_by(self, person_id: int) -> Self:
        """Closed paper polls in which the person is a teller."""
        teller = PollOfficer.objects.filter(poll=OuterRef("pk"), person=person_id, duty=Duty.TELLER)
        return self.filter(Exists(teller), state=PollState.CLOSED, method__in=[Method.PAPER, Method.MIXED])

    def to_sign_by(self, person_id: int) -> Self:
        """Counted polls that the person has still to sign as a scrutineer."""
        unsigned = PollOfficer.objects.filter(poll=OuterRef("pk"), person=person_id, signed_at=None)
        return self.filter(Exists(unsigned.exclude(duty=Duty.TELLER)), state=PollState.COUNTED)


class Poll(PublicModel):
    """One vote by one body. The counting rules are frozen into it; wrongly set up, it is voided and held again."""

    body = models.ForeignKey(Unit, models.PROTECT, related_name="polls", verbose_name="机关")
    title = models.CharField("票名", max_length=120)
    held_under = models.CharField("依据的办法", max_length=120, help_text="如:本镇民生实事项目人大代表票决办法")
    instructions = models.TextField("填写说明", max_length=1000, blank=True)
    model = models.CharField("表决方式", max_length=16, choices=PollModel, default=PollModel.CHOOSE_UP_TO)
    method = models.CharField("投票方式", max_length=16, choices=Method, default=Method.NAMED)
    seats = models.PositiveSmallIntegerField(
        "应选数", null=True, blank=True, help_text="逐项表决不限数时、整体表决和测评留空"
    )
    equal_slate = models.BooleanField("允许等额", default=False, help_text="办法允许候选数等于应选数")
    base = models.CharField("计算基数", max_length=8, choices=Base, default=Base.ALL)
    # Blank only in a run-off, where the highest votes win (地方组织法 art. 29).
    threshold = models.CharField(
        "通过线", max_length=16, choices=Threshold, blank=True, default=Threshold.MORE_THAN_HALF
    )
    quorum = models.CharField("法定人数", max_length=16, choices=Quorum, blank=True, default=Quorum.TWO_THIRDS)
    tie_rule = models.CharField("末位票数相等时", max_length=12, choices=TieRule, default=TieRule.RUN_OFF)
    shortage_rule = models.CharField(
        "不足应选数时", max_length=16, choices=ShortageRule, default=ShortageRule.ADOPT_ABOVE
    )
    score_rule = models.CharField("计分规则", max_length=16, choices=ScoreRule, blank=True)
    grades = models.JSONField("测评等次(由好到差)", default=list, blank=True)
    publish_counts = models.BooleanField("公布得票数", default=True)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    state = models.CharField("状态", max_length=10, choices=PollState, default=PollState.DRAFT, editable=False)
    due = models.PositiveIntegerField("应到", null=True, editable=False)
    present = models.PositiveIntegerField("实到", null=True, editable=False)
    roll_hash = models.CharField("名册摘要", max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField("开始时间", null=True, editable=False)
    closes_at = models.DateTimeField("截止时间", null=True, blank=True)
    closed_at = models.DateTimeField("实际截止时间", null=True, editable=False)
    closed_by = models.CharField("截止办理人", max_length=60, blank=True, editable=False)
    announced_at = models.DateTimeField("宣布时间", null=True, editable=False)
    void_reason = models.CharField("作废理由", max_length=300, blank=True, editable=False)
    round = models.PositiveSmallIntegerField("轮次", default=1, editable=False)
    run_off_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="run_offs",
        editable=False,
        verbose_name="再次投票所据",
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = "表决"
        verbose_name_plural = "表决"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["body", "state"], name="poll_body_state")]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="poll_has_seats"),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__lte=models.F("due")), name="poll_present_within_due"
            ),
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="frozen_once_open",
                operation=pgtrigger.UpdateOf(*FROZEN_ONCE_OPEN),
                condition=~pgtrigger.Q(old__state="draft"),
            ),
            pgtrigger.Protect(
                name="final_once_over",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["announced", "voided"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Option(PublicModel):
    """What can be voted for, in the order of the ballot. Frozen when the poll opens."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="options", verbose_name="表决")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("名称", max_length=120)
    detail = models.TextField("说明", max_length=2000, blank=True)

    class Meta:
        verbose_name = "表决事项"
        verbose_name_plural = "表决事项"
        ordering = ["poll", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "number"], name="option_number_in_poll", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["poll", "title"], name="option_title_in_poll"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_once_open",
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF (SELECT state FROM ballots_poll WHERE id = COALESCE(NEW.poll_id, OLD.poll_id)) <> 'draft' THEN
                        RAISE EXCEPTION 'pgtrigger: options are frozen once the poll is open';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
            NO_TRUNCATE,
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Channel(models.TextChoices):
    ELECTRONIC = "electronic", "手机"
    PAPER = "paper", "纸质"


class RollEntry(models.Model):
    """A voter of one poll, copied when it opened; never a join to today's membership."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="roll", verbose_name="表决")
    number = models.PositiveIntegerField("序号")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+", verbose_name="代表资格")
    person = models.ForeignKey(Person, models.PROTECT, related_name="roll_entries", verbose_name="人员")
    name = models.CharField("姓名", max_length=60)
    channel = models.CharField("投票渠道", max_length=12, choices=Channel, default=Channel.ELECTRONIC)

    class Meta:
        verbose_name = "表决人名册"
        verbose_name_plural = "表决人名册"
        ordering = ["poll", "number"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "person"], name="roll_person_once"),
            models.UniqueConstraint(fields=["poll", "number"], name="roll_number_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_channel_changes",
                operation=pgtrigger.UpdateOf("poll_id", "number", "mandate_id", "person_id", "name"),
            ),
            NO_TRUNCATE,
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class NamedBallot(models.Model):
    """记名票: one per voter and poll, by the primary key itself; written once."""

    entry = models.OneToOneField(
        RollEntry, models.PROTECT, primary_key=True, related_name="ballot", verbose_name="表决人"
    )
    choices = models.JSONField("所投")
    cast_at = models.DateTimeField("投票时间")

    class Meta:
        verbose_name = "记名票"
        verbose_name_plural = "记名票"
        triggers = READ_ONLY

    def __str__(self) -> str:
        return str(self.entry)


class Duty(models.TextChoices):
    CHIEF_SCRUTINEER = "chief_scrutineer", "总监票人"
    SCRUTINEER = "scrutineer", "监票人"
    TELLER = "teller", "计票人"


SIGNING_DUTIES = (Duty.CHIEF_SCRUTINEER, Duty.SCRUTINEER)


class PollOfficer(models.Model):
    """A scrutineer or teller of a poll; `signed_at` when they signed the result."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="officers", verbose_name="表决")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")
    duty = models.CharField("职责", max_length=20, choices=Duty)
    signed_at = models.DateTimeField("签字时间", null=True, editable=False)
    signed_on_paper = models.BooleanField("在纸质报告单上签字", default=False, editable=False)

    class Meta:
        verbose_name = "监票计票人员"
        verbose_name_plural = "监票计票人员"
        ordering = ["poll", "duty", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="poll_officer_once")]
        triggers = [
            pgtrigger.Protect(
                name="signature_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__signed_at__isnull=False),
            ),
            NO_TRUNCATE,
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()} {self.person}"


class PaperTally(models.Model):
    """The paper count (or show of hands) as one teller typed it in. Two equal ones are needed."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="tallies", verbose_name="表决")
    teller = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="计票人")
    attempt = models.PositiveSmallIntegerField("第几次录入", default=1)
    issued = models.PositiveIntegerField("发出")
    received = models.PositiveIntegerField("收回")
    void = models.PositiveIntegerField("废票")
    blank = models.PositiveIntegerField("弃权票", default=0)
    items = models.JSONField("各项票数", default=list, help_text="与复核文件的 items 相同")
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = "纸质票录入"
        verbose_name_plural = "纸质票录入"
        ordering = ["poll", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "teller", "attempt"], name="tally_once_an_attempt")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.teller} 第{self.attempt}次"


class Count(models.Model):
    """The result as computed: inputs, outcome and their digest; never changed, a correction is a new poll."""

    poll = models.OneToOneField(Poll, models.PROTECT, related_name="count", verbose_name="表决")
    case = models.JSONField("计票输入")
    outcome = models.JSONField("计票结果")
    parts = models.JSONField("电子票与纸质票分列", default=dict)
    digest = models.CharField("摘要", max_length=64)
    counted_at = models.DateTimeField("计票时间")

    class Meta:
        verbose_name = "计票结果"
        verbose_name_plural = "计票结果"
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.poll} 计票结果"
