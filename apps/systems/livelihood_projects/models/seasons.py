"""Season: one body's livelihood projects of one year."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from apps.congress.meetings.models import Meeting
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Term
from apps.systems.livelihood_projects import rules


class SeasonState(models.TextChoices):
    DRAFTING = "drafting", "拟定候选项目"
    SENT = "sent", "已送代表"
    VOTING = "voting", "投票中"
    DECIDED = "decided", "已有结果"
    ANNOUNCED = "announced", "已公布"


class SeasonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Members: seasons of their bodies once sent to them."""
        if actor.sees_area:
            return self.filter(term__body__area__path__startswith=actor.area_path)
        return self.filter(term__body__in=actor.body_ids).exclude(state=SeasonState.DRAFTING)

    def with_body(self) -> Self:
        return self.select_related("term__body__area", "meeting")

    def with_front(self) -> Self:
        """With the call for clues, and whether a consultation ended."""
        ended = Season.objects.filter(pk=OuterRef("pk"), consultations__closed_at__isnull=False)
        return self.with_body().select_related("collection").annotate(was_consulted=Exists(ended))

    def with_candidate_count(self) -> Self:
        return self.annotate(candidates=Count("projects", filter=~Q(projects__state="withdrawn")))


class Season(PublicModel):
    """One body's vote for one year. The body decides whether it is 票决 (congress) or 票选 (street)."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="livelihood_seasons", verbose_name="届")
    year = models.PositiveSmallIntegerField("实施年度")
    to_choose = models.PositiveSmallIntegerField("应选项目数")
    state = models.CharField("状态", max_length=12, choices=SeasonState, default=SeasonState.DRAFTING, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="livelihood_seasons", verbose_name="会议"
    )
    equal_slate_reason = models.CharField("等额理由", max_length=300, blank=True)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    sent_at = models.DateTimeField("送达时间", null=True, editable=False)
    decided_at = models.DateTimeField("结果产生时间", null=True, editable=False)
    settled_by = models.CharField("未决事项的决定", max_length=300, blank=True, editable=False)
    announced_at = models.DateTimeField("公布时间", null=True, editable=False)
    announcement = models.TextField("公布内容", max_length=4000, blank=True, editable=False)

    objects = SeasonQuerySet.as_manager()

    class Meta:
        verbose_name = "年度民生实事"
        verbose_name_plural = "年度民生实事"
        ordering = ["-year", "term"]
        constraints = [
            models.UniqueConstraint(fields=["term", "year"], name="season_year_in_term"),
            models.CheckConstraint(condition=Q(to_choose__gte=1), name="season_chooses_something"),
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="notice_stands",
                operation=pgtrigger.UpdateOf("announcement", "announced_at", "settled_by", "decided_at"),
                condition=pgtrigger.Q(old__announced_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.area}{self.year}年民生实事项目"

    @property
    def body(self) -> Unit:
        return self.term.body

    @property
    def words(self) -> rules.Words:
        """The verbs this season's body may use."""
        return rules.words_for(self.body.is_street_body)

    @property
    def state_label(self) -> str:
        return rules.state_label(self.state, self.words)

    def get_absolute_url(self) -> str:
        return reverse("livelihood_season", args=[self.public_id])
