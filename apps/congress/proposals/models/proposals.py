"""What is brought before a session, and the deputies who put their names to it."""

from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from apps.congress.elections.models import Election
from apps.congress.matters.models import Submission
from apps.congress.meetings.models import AgendaItem, Meeting, Resolution
from apps.congress.proposals.models.choices import AnswerForm, Consent, Kind, Source, State
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Post, Term


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Deputies: their bodies. A draft of deputies: who leads it or was asked."""
        handed_in = Q(submitted_at__isnull=False)
        if actor.sees_area:
            rows = self.filter(term__body__area__path__startswith=actor.area_path)
            return rows.filter(handed_in | ~Q(source=Source.DEPUTIES))
        if not actor.is_member:
            return self.none()
        own = Exists(CoSigner.objects.filter(proposal=OuterRef("pk"), person=actor.person_id))
        return self.filter(Q(term__body__in=actor.body_ids) & handed_in | Q(lead=actor.person_id) | Q(own))

    def with_body(self) -> Self:
        return self.select_related(
            "term__body__area", "lead", "unit", "meeting__body", "post_held__person", "post_held__unit", "agenda_item",
            "resolution", "submission", "election",
        )  # fmt: skip

    def with_signed(self) -> Self:
        """`signatures`: how many have put their names to each."""
        return self.annotate(signatures=Count("signers", filter=Q(signers__consent=Consent.SIGNED)))

    def overdue(self, day: object) -> Self:
        """Adopted with a report on its execution that was due before `day`."""
        return self.filter(state=State.PASSED, report_due_on__lt=day)


class Proposal(PublicModel):
    """议案、质询案、罢免案、重大事项. `needed` and `signed` are frozen when it is handed in."""

    signatures: int

    term = models.ForeignKey(Term, models.PROTECT, related_name="proposals", verbose_name="届")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="会议"
    )
    kind = models.CharField("类别", max_length=16, choices=Kind)
    source = models.CharField("提出主体", max_length=16, choices=Source, default=Source.DEPUTIES)
    number = models.PositiveIntegerField("序号", null=True, editable=False)
    title = models.CharField("标题", max_length=100)
    subject = models.TextField("案由", max_length=500)
    grounds = models.TextField("案据", max_length=8000, blank=True)
    text = models.TextField("方案", max_length=8000, blank=True)
    lead = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="proposals_led", verbose_name="领衔代表"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="受质询(执行)机关"
    )
    post_held = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟罢免的职务"
    )
    feasibility = models.TextField("可行性说明", max_length=8000, blank=True)
    comments = models.TextField("征求意见情况", max_length=8000, blank=True)
    revision = models.PositiveSmallIntegerField("版次", default=1, editable=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFTING, editable=False)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    needed = models.PositiveIntegerField("须联名人数", null=True, editable=False)
    signed = models.PositiveIntegerField("提交时有效联名人数", null=True, editable=False)
    created_at = models.DateTimeField("起草时间")
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    withdraw_reason = models.CharField("撤回理由", max_length=300, blank=True, editable=False)
    agenda_item = models.OneToOneField(
        AgendaItem, models.PROTECT, null=True, editable=False, related_name="proposal", verbose_name="议程"
    )
    resolution = models.OneToOneField(
        Resolution, models.PROTECT, null=True, editable=False, related_name="proposal", verbose_name="决议决定"
    )
    submission = models.OneToOneField(
        Submission, models.PROTECT, null=True, editable=False, related_name="proposal", verbose_name="所转建议"
    )
    election = models.OneToOneField(
        Election, models.PROTECT, null=True, editable=False, related_name="proposal", verbose_name="罢免程序"
    )
    answer_form = models.CharField("答复方式", max_length=8, choices=AnswerForm, blank=True, editable=False)
    report_due_on = models.DateField("执行情况报告期限", null=True, blank=True, editable=False)
    report = models.TextField("执行情况报告", max_length=8000, blank=True, editable=False)
    reported_on = models.DateField("报告日期", null=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "议案与重大事项"
        verbose_name_plural = "议案与重大事项"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["term", "state"], name="proposal_term_state")]
        constraints = [
            models.UniqueConstraint(fields=["term", "kind", "number"], name="proposal_number_in_term"),
            models.CheckConstraint(
                condition=Q(state__in=["drafting", "withdrawn"])
                | Q(submitted_at__isnull=False, number__isnull=False, needed__isnull=False),
                name="proposal_handed_in_is_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(source="deputies") | Q(lead__isnull=False), name="proposal_of_deputies_is_led"
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals_proposal", args=[self.public_id])

    @property
    def body(self) -> Unit:
        return self.term.body

    @property
    def is_joint(self) -> bool:
        """Whether deputies put their names to it."""
        return self.source == Source.DEPUTIES

    @property
    def number_label(self) -> str:
        """`议案第3号`; a draft has none."""
        return f"{self.get_kind_display()}第{self.number}号" if self.number else ""

    @property
    def state_label(self) -> str:
        """An interpellation is handed over, a removal put to the session; what the session decided on it."""
        if self.state == State.LISTED and self.kind == Kind.INTERPELLATION:
            return "已交受质询机关"
        if self.state == State.LISTED and self.kind == Kind.REMOVAL:
            return _of_removal(self.election)
        if self.state == State.DRAFTING and not self.is_joint:
            return "起草中"
        return self.get_state_display()

    @property
    def mover(self) -> str:
        """`安然等5名代表`, or the organ."""
        if not self.is_joint:
            return self.get_source_display()
        name = self.lead.name if self.lead else ""
        return f"{name}等{self.signed}名代表" if self.signed else f"{name}领衔"


def _of_removal(election: Election | None) -> str:
    if election is None or election.passed is None:
        return "已提请审议"
    return "已通过" if election.passed else "未通过"


class CoSigner(PublicModel):
    """A deputy asked to put their name to a proposal, and the answer; `counted` is settled when it is handed in."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="signers", verbose_name="议案")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="代表")
    consent = models.CharField("联名", max_length=10, choices=Consent, default=Consent.ASKED)
    asked_at = models.DateTimeField("请其联名时间")
    answered_at = models.DateTimeField("办理时间", null=True, editable=False)
    counted = models.BooleanField("计入联名", null=True, editable=False)

    class Meta:
        verbose_name = "联名"
        verbose_name_plural = "联名"
        ordering = ["proposal", "answered_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="co_signer_once")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.person} {self.get_consent_display()}"
