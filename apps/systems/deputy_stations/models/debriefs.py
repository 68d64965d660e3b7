"""述职: a deputy reports on a year's work, and the deputies of the body say how satisfied they are."""

from typing import Self

from django.db import models

from apps.congress.ballots.models import Poll
from apps.foundation.core.actors import Actor
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models.activities import Activity


class DebriefQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With the activity; members see those that are announced, and their own."""
        rows = self.filter(activity__in=Activity.objects.visible_to(actor))
        if not actor.is_member:
            return rows
        return self.filter(person=actor.person_id) | rows.filter(announced_at__isnull=False)

    def of(self, person_id: int) -> Self:
        return self.filter(person=person_id)


class Debrief(PublicModel):
    """One deputy of a 述职 activity. `item` is the line of the poll; `counts`: grade -> sheets, as announced."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="debriefs", verbose_name="述职活动")
    person = models.ForeignKey(Person, models.PROTECT, related_name="station_debriefs", verbose_name="述职代表")
    report = models.TextField("述职报告", max_length=6000, blank=True, editable=False)
    poll = models.ForeignKey(
        Poll, models.PROTECT, null=True, related_name="station_debriefs", editable=False, verbose_name="测评"
    )
    item = models.CharField("测评项目", max_length=80, blank=True, editable=False)
    grade = models.CharField("等次", max_length=30, blank=True, editable=False)
    counts = models.JSONField("各等次票数", default=dict, editable=False)
    base = models.PositiveIntegerField("计算基数", default=0, editable=False)
    announced_at = models.DateTimeField("宣布时间", null=True, editable=False)

    objects = DebriefQuerySet.as_manager()

    class Meta:
        verbose_name = "代表述职"
        verbose_name_plural = "代表述职"
        ordering = ["activity", "person__pinyin"]
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="debrief_once")]

    def __str__(self) -> str:
        return f"{self.person.name}:{self.activity}"
