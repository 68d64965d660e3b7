"""Scrutineers and tellers."""

import pgtrigger
from django.db import models

from apps.congress.ballots.models.choices import Duty
from apps.foundation.core.history import NO_TRUNCATE
from apps.foundation.people.models import Person

SIGNING_DUTIES = (Duty.CHIEF_SCRUTINEER, Duty.SCRUTINEER)


class PollOfficer(models.Model):
    """A scrutineer or teller of a poll; `signed_at` when they signed the result."""

    poll = models.ForeignKey("Poll", models.PROTECT, related_name="officers", verbose_name="表决")
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
