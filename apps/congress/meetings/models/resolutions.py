"""What a meeting decided, with its number within the term, and every text it had on the way."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.ballots.models import Poll
from apps.congress.meetings.models.meetings import AgendaItem, Meeting
from apps.congress.meetings.models.sittings import Sitting
from apps.congress.meetings.rules import resolutions as rules
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Term


class ResolutionKind(models.TextChoices):
    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    MEASURES = "measures", "办法"
    LIST = "list", "名单"
    OPINION = "opinion", "讨论意见"


class ResolutionState(models.TextChoices):
    DRAFT = rules.DRAFT, rules.LABELS[rules.DRAFT]
    VOTING = rules.VOTING, rules.LABELS[rules.VOTING]
    ADOPTED = rules.ADOPTED, rules.LABELS[rules.ADOPTED]
    REJECTED = rules.REJECTED, rules.LABELS[rules.REJECTED]
    WITHDRAWN = rules.WITHDRAWN, rules.LABELS[rules.WITHDRAWN]


IN_THE_HALL = (ResolutionState.VOTING, ResolutionState.ADOPTED, ResolutionState.REJECTED)


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With their meeting; members see what is put to the vote and what became of it, no drafts."""
        rows = self.filter(meeting__in=Meeting.objects.visible_to(actor))
        return rows if actor.sees_area else rows.filter(state__in=IN_THE_HALL)

    def with_meeting(self) -> Self:
        return self.select_related("meeting__body__area", "meeting__term__body", "agenda_item", "sitting", "poll")


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
    numbered_in = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+", verbose_name="编号所在届")
    due = models.PositiveIntegerField("应到", null=True)
    present = models.PositiveIntegerField("实到", null=True)
    approve = models.PositiveIntegerField("赞成", null=True)
    oppose = models.PositiveIntegerField("反对", null=True)
    abstain = models.PositiveIntegerField("弃权", null=True)
    decided_at = models.DateTimeField("表决时间", null=True)
    majority = models.CharField("通过线", max_length=80, blank=True)
    outcome_word = models.CharField("结果用语", max_length=12, blank=True, help_text="通过;街道为“讨论通过”等")
    withdraw_reason = models.CharField("撤回理由", max_length=300, blank=True)
    created_at = models.DateTimeField("起草时间")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "决议决定"
        verbose_name_plural = "决议决定"
        ordering = ["meeting", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["numbered_in", "number"], name="resolution_number_in_term"),
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

    def get_absolute_url(self) -> str:
        return reverse("meetings_resolution", args=[self.public_id])

    @property
    def body(self) -> Unit:
        return self.meeting.body

    @property
    def is_decided(self) -> bool:
        return self.state in (ResolutionState.ADOPTED, ResolutionState.REJECTED)

    @property
    def state_label(self) -> str:
        """`已通过`, on a street `讨论通过`."""
        return self.outcome_word or self.get_state_display()

    @property
    def number_label(self) -> str:
        """`第3号`; a text that was not adopted has none."""
        return f"第{self.number}号" if self.number else ""


class ResolutionRevision(models.Model):
    """The text as somebody saved it; the newest one is what is voted on."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="revisions", verbose_name="决议决定")
    number = models.PositiveSmallIntegerField("版次")
    kind = models.CharField("文种", max_length=10, choices=ResolutionKind)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("正文", max_length=20000)
    written_by = models.CharField("修改人", max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="人员")
    written_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = "决议草案版次"
        verbose_name_plural = "决议草案版次"
        ordering = ["resolution", "-number"]
        constraints = [models.UniqueConstraint(fields=["resolution", "number"], name="resolution_revision_once")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.resolution}第{self.number}版"
