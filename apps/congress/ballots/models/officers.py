"""Scrutineers and tellers: named, passed by the sitting, declared, present at the box, signed."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef

from apps.congress.ballots.models.choices import Duty, Stage
from apps.foundation.core.history import NO_TRUNCATE, READ_ONLY
from apps.foundation.people.models import Person

SIGNING_DUTIES = (Duty.CHIEF_SCRUTINEER, Duty.SCRUTINEER)


class PollOfficer(models.Model):
    """A scrutineer or teller of a poll; `signed_at` when they signed the result.

    `passed_at`: when the sitting passed the list by show of hands. `declared_at`: when they declared that they are
    no candidate and no near relative of one (选举法 art. 43), in the hall or on their own phone.
    """

    poll = models.ForeignKey("Poll", models.PROTECT, related_name="officers", verbose_name="表决")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")
    duty = models.CharField("职责", max_length=20, choices=Duty)
    passed_at = models.DateTimeField("名单通过时间", null=True, editable=False)
    declared_at = models.DateTimeField("声明时间", null=True, editable=False)
    declared_in_hall = models.BooleanField("会场口头声明", default=False, editable=False)
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

    @property
    def signs(self) -> bool:
        return self.duty in SIGNING_DUTIES


class OfficerVote(models.Model):
    """The show of hands by which a sitting passes the scrutineers of a poll; one vote may serve several polls."""

    hands = models.ForeignKey("Poll", models.PROTECT, related_name="passes_officers_of", verbose_name="举手表决")
    poll = models.ForeignKey("Poll", models.PROTECT, related_name="officer_votes", verbose_name="监票的表决")

    class Meta:
        verbose_name = "监票人名单表决"
        verbose_name_plural = "监票人名单表决"
        ordering = ["hands", "pk"]
        constraints = [models.UniqueConstraint(fields=["hands", "poll"], name="officer_vote_once")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.hands} {self.poll}"


class PresenceQuerySet(models.QuerySet):
    def of_officers(self) -> Self:
        """Only of those who are scrutineers of the poll today: whoever was replaced no longer counts."""
        scrutineers = PollOfficer.objects.filter(
            poll=OuterRef("poll"), person=OuterRef("person"), duty__in=SIGNING_DUTIES
        )
        return self.filter(Exists(scrutineers))

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(at__gte=start, at__lte=end)


class Presence(models.Model):
    """A scrutineer confirmed on their own account that they stand by the box; `note` 情况记载."""

    poll = models.ForeignKey("Poll", models.PROTECT, related_name="presences", verbose_name="表决")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="监票人")
    stage = models.CharField("环节", max_length=8, choices=Stage)
    note = models.CharField("情况记载", max_length=300, blank=True)
    at = models.DateTimeField("确认时间")

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "监票人到场确认"
        verbose_name_plural = "监票人到场确认"
        ordering = ["poll", "pk"]
        indexes = [models.Index(fields=["poll", "stage", "at"], name="presence_of_poll")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.person} {self.get_stage_display()}"
