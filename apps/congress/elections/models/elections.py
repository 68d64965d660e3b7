"""An election to a post, or the question whether somebody leaves one; the polls it was put to, who was elected."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.ballots.models import Poll
from apps.congress.elections.models.choices import QUESTIONS, Kind, Mover, Rank, Stage, State
from apps.congress.elections.rules.slates import Differential, Measures
from apps.congress.elections.rules.states import CLOSED, DECIDED
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Mandate, Person, Post, Term


class ElectionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Deputies: their own bodies. Others: what concerns them themselves."""
        if actor.sees_area:
            return self.filter(term__body__area__path__startswith=actor.area_path)
        if actor.person_id is None:
            return self.none()
        nominated = Election.objects.filter(nominations__person=actor.person_id).values("pk")
        return self.filter(Q(term__body__in=actor.body_ids) | Q(pk__in=nominated) | Q(person=actor.person_id))

    def running(self) -> Self:
        return self.exclude(state__in=(DECIDED, CLOSED))

    def with_body(self) -> Self:
        return self.select_related("term__body__area", "person", "post_held__unit__area", "mandate__term__body__area")


class Election(PublicModel):
    """One post to fill, or one question of 辞职/罢免. The rules of the place are frozen into it when it begins."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="elections", verbose_name="届")
    kind = models.CharField("类别", max_length=16, choices=Kind, default=Kind.ELECTION)
    title = models.CharField("名称", max_length=100)
    post = models.CharField("职务", max_length=60)
    rank = models.CharField("正副职", max_length=6, choices=Rank, default=Rank.HEAD)
    deputies_only = models.BooleanField("须从代表中选举", default=False, help_text="人大主席、副主席从代表中选举")
    seats = models.PositiveSmallIntegerField("应选名额", default=1)
    extra = models.PositiveSmallIntegerField("差额数", default=1, help_text="候选人比应选名额多几名")
    held_under = models.CharField("选举办法", max_length=120)
    nominate_by = models.DateTimeField("提名截止时间", null=True, blank=True)
    state = models.CharField("状态", max_length=16, choices=State, default=State.NOMINATING, editable=False)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="另行选举所据"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="辞职人(被提出罢免的人)"
    )
    post_held = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所任职务"
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所任代表资格"
    )
    mover = models.CharField("提出人", max_length=10, choices=Mover, blank=True)
    statement = models.TextField("辞职请求(罢免理由)", max_length=4000, blank=True)
    stated_on = models.DateField("提出日期", null=True, blank=True)
    defence = models.TextField("申辩意见", max_length=4000, blank=True, editable=False)
    passed = models.BooleanField("通过", null=True, editable=False)
    outcome_note = models.CharField("结果说明", max_length=300, blank=True, editable=False)
    decided_at = models.DateTimeField("产生结果时间", null=True, editable=False)
    call_off_reason = models.CharField("终止理由", max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = "选举"
        verbose_name_plural = "选举"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["term", "state"], name="election_term_state")]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="election_has_seats"),
            models.CheckConstraint(
                condition=~Q(kind__in=("resignation", "removal")) | Q(person__isnull=False),
                name="election_question_has_person",
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("elections_election", args=[self.public_id])

    @property
    def body(self) -> Unit:
        return self.term.body

    @property
    def is_question(self) -> bool:
        """辞职 or 罢免: one person, approve or oppose."""
        return self.kind in QUESTIONS

    @property
    def measures(self) -> Measures:
        """The rule values it is held under."""
        values = {key.removeprefix("elections."): rule["value"] for key, rule in self.frozen_rules.items()}
        return Measures(**{name.removesuffix("_district"): value for name, value in values.items()})

    @property
    def lawful(self) -> Differential:
        return self.measures.differential(rank=self.rank, is_by_election=self.is_by_election)

    @property
    def is_by_election(self) -> bool:
        """补选, or another election for the seats a 补选 left open."""
        return self.kind == Kind.BY_ELECTION or (self.follows is not None and self.follows.is_by_election)

    @property
    def last_day(self) -> date | None:
        """The day on which names are put down last."""
        return local_day(self.nominate_by) if self.nominate_by else None

    @property
    def candidates_wanted(self) -> int:
        return self.seats + self.extra

    @property
    def is_over(self) -> bool:
        return self.state in (DECIDED, CLOSED)

    @property
    def state_label(self) -> str:
        """A question is deliberated, not brewed (酝酿)."""
        own = {State.NOMINATING: "征集联名", State.DELIBERATING: "审议中", State.POLLED: "表决中"}
        return own.get(State(self.state), self.get_state_display()) if self.is_question else self.get_state_display()

    @property
    def question(self) -> str:
        """What is voted on in a question, as the ballot prints it."""
        name = self.person.name if self.person else ""
        return f"接受{name}辞去{self.post}职务" if self.kind == Kind.RESIGNATION else f"罢免{name}的{self.post}职务"


class ElectionPoll(models.Model):
    """A poll an election was put to; its run-offs are found through the poll."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="polls", verbose_name="选举")
    poll = models.OneToOneField(Poll, models.PROTECT, related_name="election_link", verbose_name="表决")
    stage = models.CharField("阶段", max_length=12, choices=Stage)

    class Meta:
        verbose_name = "选举的表决"
        verbose_name_plural = "选举的表决"
        ordering = ["election", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.election} {self.poll}"


class Elected(models.Model):
    """Who was elected, with the votes of the round that elected them; somebody written in has no nomination."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="elected", verbose_name="选举")
    name = models.CharField("姓名", max_length=60)
    nomination = models.ForeignKey(
        "Nomination", models.PROTECT, null=True, blank=True, related_name="elected", verbose_name="提名"
    )
    votes = models.PositiveIntegerField("得票")
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="+", verbose_name="当选的表决")

    class Meta:
        verbose_name = "当选人"
        verbose_name_plural = "当选人"
        ordering = ["election", "pk"]
        constraints = [models.UniqueConstraint(fields=["election", "name"], name="elected_once")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.name} {self.election}"
