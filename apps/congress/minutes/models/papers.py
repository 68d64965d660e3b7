"""会议记录 and 会议纪要: from the first draft to the issued document."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.meetings.models import Meeting, Sitting
from apps.congress.minutes.rules import sections, states
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person


class MinutesKind(models.TextChoices):
    RECORD = sections.RECORD, "会议记录"
    MINUTES = sections.MINUTES, "会议纪要"


class MinutesState(models.TextChoices):
    DRAFT = states.DRAFT, "起草中"
    IN_APPROVAL = states.IN_APPROVAL, "审批中"
    ISSUED = states.ISSUED, "已签发"


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Who is to approve it: that. Members: what was issued and opened to them."""
        if actor.sees_area:
            return self.filter(body__area__path__startswith=actor.area_path)
        own = Q(approvers=actor.person_id) if actor.person_id else Q(pk__in=[])
        published = Q(body__in=actor.body_ids, is_published=True, state=MinutesState.ISSUED)
        return self.filter(pk__in=Minutes.objects.filter(own | published).values("pk"))

    def of(self, meeting: Meeting) -> Self:
        return self.filter(meeting=meeting)


class Minutes(PublicModel):
    """One paper about a meeting, about one sitting of it, or about a thing of a system (会商会、调度会).

    `composer` says by which composer its text is made from facts (`composers`). `differences` are the numbers and
    names that were submitted although they differ from the recorded ones, with the reason that was given.
    """

    body = models.ForeignKey(Unit, models.PROTECT, related_name="minutes", verbose_name="机关")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="印发机关")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="minutes", verbose_name="会议")
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="minutes", verbose_name="会次")
    subject_label = models.CharField("来源类型", max_length=80, blank=True)
    subject_id = models.BigIntegerField("来源编号", null=True)
    kind = models.CharField("类别", max_length=8, choices=MinutesKind)
    composer = models.CharField("编写方式", max_length=40)
    title = models.CharField("标题", max_length=200)
    mark = models.CharField("纪要标志", max_length=60, blank=True)
    recorder = models.CharField("记录人", max_length=60, blank=True)
    presided_by = models.CharField("主持人", max_length=120, blank=True)
    state = models.CharField("状态", max_length=12, choices=MinutesState, default=MinutesState.DRAFT, editable=False)
    drafter = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="起草人")
    drafter_name = models.CharField("起草人姓名", max_length=60)
    created_at = models.DateTimeField("起草时间")
    facts_as_of = models.DateTimeField("事实截至")
    approvers = models.ManyToManyField(Person, related_name="+", verbose_name="审批人", editable=False)
    differences = models.JSONField("与登记不符之处", default=list, editable=False)
    difference_reason = models.CharField("不符的理由", max_length=500, blank=True, editable=False)
    is_published = models.BooleanField("向代表公开", default=False, editable=False)
    issued_at = models.DateTimeField("签发时间", null=True, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "会议记录和纪要"
        verbose_name_plural = "会议记录和纪要"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["body", "state"], name="minutes_body_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sitting", "kind"], condition=Q(meeting__isnull=False), nulls_distinct=False,
                name="minutes_once_a_kind",
            ),
            models.UniqueConstraint(
                fields=["subject_label", "subject_id", "kind", "composer"], condition=Q(subject_id__isnull=False),
                name="minutes_once_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=False) | Q(subject_id__isnull=False), name="minutes_about_something"
            ),
        ]  # fmt: skip
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("minutes_minutes", args=[self.public_id])

    @property
    def is_draft(self) -> bool:
        return self.state == MinutesState.DRAFT

    @property
    def is_record(self) -> bool:
        return self.kind == MinutesKind.RECORD
