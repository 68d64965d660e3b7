"""What members read and said of the candidates, and the polls that decided."""

import pgtrigger
from django.db import models

from apps.congress.ballots.models import Poll
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Group, Person
from apps.systems.livelihood_projects.models.projects import Project
from apps.systems.livelihood_projects.models.seasons import Season


class CandidateReceipt(models.Model):
    """When a member first opened the candidate list that was sent to them."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="receipts", verbose_name="年度")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="代表")
    read_at = models.DateTimeField("阅读时间")

    class Meta:
        verbose_name = "候选项目阅读记录"
        verbose_name_plural = "候选项目阅读记录"
        ordering = ["season", "pk"]
        constraints = [models.UniqueConstraint(fields=["season", "person"], name="candidate_receipt_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.read_at}"


class GroupOpinion(PublicModel):
    """An opinion voiced in group deliberation (town 审议, street 讨论)."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="opinions", verbose_name="年度")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name="项目"
    )
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="团组")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发言人")
    text = models.TextField("意见", max_length=2000)
    recorded_by = models.CharField("记录人", max_length=60)
    recorded_at = models.DateTimeField("记录时间")
    answer = models.TextField("政府说明", max_length=2000, blank=True)

    class Meta:
        verbose_name = "审议意见"
        verbose_name_plural = "审议意见"
        ordering = ["season", "recorded_at"]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="said_stands",
                operation=pgtrigger.UpdateOf(
                    "season_id", "project_id", "group_id", "person_id", "text", "recorded_by", "recorded_at"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class SeasonPoll(models.Model):
    """The vote on a season's candidates; a run-off or a vote held again is another row."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="polls", verbose_name="年度")
    poll = models.OneToOneField(Poll, models.PROTECT, related_name="livelihood_link", verbose_name="表决")

    class Meta:
        verbose_name = "民生实事表决"
        verbose_name_plural = "民生实事表决"
        ordering = ["season", "pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.season} {self.poll}"
