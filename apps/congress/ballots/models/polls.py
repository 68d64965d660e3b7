"""A poll and its options: frozen when it opens."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q

from apps.congress.ballots.models.choices import (
    ELECTRONIC_METHODS,
    NAMED_METHODS,
    PAPER_METHODS,
    SECRET_METHODS,
    Base,
    Channel,
    Duty,
    Method,
    PollModel,
    PollState,
    Quorum,
    ScoreRule,
    ShortageRule,
    Threshold,
    TieRule,
)
from apps.congress.ballots.models.officers import PollOfficer
from apps.congress.ballots.models.roll import NamedBallot, RollEntry
from apps.congress.ballots.models.secret import IssuedBallot
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import NO_TRUNCATE, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit

FROZEN_ONCE_OPEN = (
    "body_id", "title", "held_under", "instructions", "model", "method", "seats", "equal_slate", "base", "threshold",
    "quorum", "tie_rule", "shortage_rule", "score_rule", "grades", "grade_rule", "publish_counts", "frozen_rules",
    "due", "present", "roll_hash", "opened_at", "closes_at", "round", "run_off_of_id", "of_election",
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
        """Open polls in which the person may still vote by phone (a secret ballot that was issued counts as cast)."""
        entry = RollEntry.objects.filter(poll=OuterRef("pk"), person=person_id, channel=Channel.ELECTRONIC)
        cast = NamedBallot.objects.filter(entry__poll=OuterRef("pk"), entry__person=person_id)
        issued = IssuedBallot.objects.filter(entry__poll=OuterRef("pk"), entry__person=person_id)
        return self.filter(Exists(entry), ~Exists(cast), ~Exists(issued), state=PollState.OPEN)

    def taken_by(self, person_id: int) -> Self:
        """Open secret polls in which the person took a ballot; whether it is in the box, nobody can say."""
        taken = IssuedBallot.objects.filter(entry__poll=OuterRef("pk"), entry__person=person_id)
        return self.filter(Exists(taken), state=PollState.OPEN)

    def run_out(self, at: datetime) -> Self:
        """Open polls whose 截止时间 has passed; a show of hands ends when its numbers are typed in."""
        return self.filter(state=PollState.OPEN, closes_at__lte=at).exclude(method=Method.SHOW_OF_HANDS)

    def to_tally_by(self, person_id: int) -> Self:
        """Closed paper polls in which the person is a teller."""
        teller = PollOfficer.objects.filter(poll=OuterRef("pk"), person=person_id, duty=Duty.TELLER)
        return self.filter(Exists(teller), state=PollState.CLOSED, method__in=PAPER_METHODS)


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
    # Blank only in a draft of an assessment whose base nobody has chosen yet; it cannot open.
    base = models.CharField("计算基数", max_length=8, choices=Base, blank=True, default=Base.ALL)
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
    grade_rule = models.CharField("等次规则", max_length=500, blank=True, editable=False)
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
    of_election = models.BooleanField("选举、辞职、罢免程序中的表决", default=False, editable=False)
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

    @property
    def is_named(self) -> bool:
        """Whether who votes by phone votes by name."""
        return self.method in NAMED_METHODS

    @property
    def is_secret(self) -> bool:
        """Whether who votes by phone votes secretly."""
        return self.method in SECRET_METHODS

    @property
    def votes_by_phone(self) -> bool:
        return self.method in ELECTRONIC_METHODS

    @property
    def votes_on_paper(self) -> bool:
        return self.method in PAPER_METHODS

    @property
    def is_preliminary(self) -> bool:
        """Whether it ranks nominees for an election (预选): the highest stand, whatever their share."""
        return self.of_election and self.model == PollModel.CHOOSE_UP_TO

    @property
    def is_prepared(self) -> bool:
        """Whether an election or the round before it settled what is on the ballot and how it is cast."""
        return self.of_election or self.run_off_of_id is not None

    @property
    def by_election_law(self) -> bool:
        """Whether the law, not the place, says how it is held: elections, preliminaries, resignations, removals."""
        return self.of_election or self.model == PollModel.ELECTION

    @property
    def is_mixed(self) -> bool:
        """Whether a voter may take a paper ballot instead of the phone."""
        return self.votes_by_phone and self.votes_on_paper


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
