"""Who may vote: the roll, frozen when the poll opens, and named ballots."""

import pgtrigger
from django.db import models

from apps.congress.ballots.models.choices import Channel
from apps.foundation.core.history import NO_TRUNCATE, READ_ONLY
from apps.foundation.people.models import Mandate, Person


class RollEntry(models.Model):
    """A voter of one poll, copied when it opened; never a join to today's membership."""

    poll = models.ForeignKey("Poll", models.PROTECT, related_name="roll", verbose_name="表决")
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
