"""征集: the call for a season, and the clues (线索) it brought, each a submission of somebody."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from apps.congress.matters.models import Channel, Submission, SubmissionUpdate
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.systems.livelihood_projects.models.projects import Category, Project
from apps.systems.livelihood_projects.models.seasons import Season


class CollectionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Members: the calls of their bodies once they were opened."""
        if actor.sees_area:
            return self.filter(season__term__body__area__path__startswith=actor.area_path)
        return self.filter(season__term__body__in=actor.body_ids, opened_at__isnull=False)

    def with_season(self) -> Self:
        return self.select_related("season__term__body__area")


class Collection(PublicModel):
    """征集 of a season's clues. The last day counts whole; closed earlier where `closed_at` says so."""

    season = models.OneToOneField(Season, models.PROTECT, related_name="collection", verbose_name="年度")
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    appeal = models.TextField("征集说明", max_length=1000)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel), default=list, verbose_name="征集渠道")
    opened_at = models.DateTimeField("开启时间", null=True, editable=False)
    closed_at = models.DateTimeField("结束时间", null=True, editable=False)
    closed_by = models.CharField("结束人", max_length=60, blank=True, editable=False)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = "征集"
        verbose_name_plural = "征集"
        ordering = ["-opens_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="collection_dates_in_order",
                violation_error_message="截止日期不能早于开始日期。",
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.season}征集"

    def get_absolute_url(self) -> str:
        return reverse("livelihood_collection", args=[self.season.public_id])

    @property
    def channel_labels(self) -> list[str]:
        return [Channel(channel).label for channel in self.channels]


class ClueState(models.TextChoices):
    COLLECTED = "collected", "征集入库"
    MERGED = "merged", "已合并"
    REJECTED = "rejected", "不予采纳"
    OTHER_CHANNEL = "other_channel", "转其他渠道"
    FEASIBILITY = "feasibility", "论证中"
    PRELIMINARY = "preliminary", "列入初选"
    NOT_CHOSEN = "not_chosen", "未列入初选"
    CANDIDATE = "candidate", "已列候选"


OPEN_CLUES = (ClueState.COLLECTED, ClueState.FEASIBILITY)
"""Still to be decided: to be merged, rejected, studied or consulted on."""
GOING_ON = (*OPEN_CLUES, ClueState.PRELIMINARY, ClueState.CANDIDATE)
"""Others may be merged into these."""


class ClueQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Handlers: what their unit was asked about. Members: what they brought."""
        if actor.sees_area:
            return self.filter(season__term__body__area__path__startswith=actor.area_path)
        if actor.role == HANDLER and actor.unit_id:
            return self.asked_of(actor.unit_id)
        if actor.is_member and actor.person_id:
            return self.brought_by(actor.person_id)
        return self.none()

    def asked_of(self, unit_id: int) -> Self:
        """What a unit studies, or was asked for its opinion on."""
        asked = Clue.objects.filter(opinions__unit=unit_id).values("pk")
        return self.filter(Q(feasibility__unit=unit_id) | Q(pk__in=asked))

    def brought_by(self, person_id: int) -> Self:
        return self.filter(Q(submission__person=person_id) | Q(submission__collected_by=person_id))

    def standing(self) -> Self:
        """Not taken back by who proposed it."""
        return self.filter(submission__withdrawn=False)

    def open(self) -> Self:
        """Still to be decided."""
        return self.standing().filter(state__in=OPEN_CLUES)

    def found_by(self, text: str) -> Self:
        """Every word in the title, or in what was brought."""
        rows = self
        for word in text.split():
            brought = Submission.objects.found_by(word).values("pk")
            rows = rows.filter(Q(title__icontains=word) | Q(submission__in=brought))
        return rows

    def with_joined(self) -> Self:
        """Each with how many were merged into it."""
        return self.annotate(joined=Count("merged"))

    def with_last_sentence(self) -> Self:
        """Each with what its proposer was told last."""
        told = SubmissionUpdate.objects.filter(submission=OuterRef("submission")).order_by("-at", "-pk")
        return self.annotate(last_sentence=Subquery(told.values("sentence")[:1]))

    def with_all(self) -> Self:
        """With everything lists and pages say of a clue."""
        return self.select_related(
            "season__term__body__area", "submission__area", "submission__series", "submission__collected_by",
            "merged_into__submission", "project", "feasibility__unit", "feasibility__responsible_unit",
        )  # fmt: skip


class Clue(PublicModel):
    """线索: a submission in a season's pool. A merged one always names the clue that goes on for it."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="clues", verbose_name="年度")
    submission = models.OneToOneField(
        Submission, models.PROTECT, related_name="livelihood_clue", verbose_name="意见建议"
    )
    category = models.CharField("类别", max_length=12, choices=Category, blank=True)
    title = models.CharField("线索名称", max_length=80)
    state = models.CharField(
        "状态", max_length=14, choices=ClueState, default=ClueState.COLLECTED, editable=False, db_index=True
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False, verbose_name="并入"
    )
    reason = models.CharField("理由", max_length=300, blank=True, editable=False)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="clues", editable=False, verbose_name="候选项目"
    )

    objects = ClueQuerySet.as_manager()

    class Meta:
        verbose_name = "线索"
        verbose_name_plural = "线索"
        ordering = ["-submission__received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into__isnull=True),
                name="clue_merged_names_its_heir",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="clue_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(state="candidate", project__isnull=False) | ~Q(state="candidate") & Q(project__isnull=True),
                name="clue_candidate_has_project",
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("livelihood_clue", args=[self.public_id])

    @property
    def number(self) -> str:
        return self.submission.number

    @property
    def is_open(self) -> bool:
        """Still to be decided."""
        return self.state in OPEN_CLUES and not self.submission.withdrawn

    @property
    def goes_on(self) -> bool:
        """Whether others may be merged into it."""
        return self.state in GOING_ON and not self.submission.withdrawn

    @property
    def state_label(self) -> str:
        return "反映人撤回" if self.submission.withdrawn else self.get_state_display()
