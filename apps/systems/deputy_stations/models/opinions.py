"""接待登记: what a resident brought to a station or to a deputy, whichever door they came through."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.matters.models import Channel, Grade, Matter, Refusal, Submission
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models.choices import OpinionRoute
from apps.systems.deputy_stations.models.duty import DutySlot
from apps.systems.deputy_stations.models.stations import Station

LISTED = ["path", "station", "deputy", "route", "category", "due_on", "closed_at"]
"""What lists are narrowed by: carried by the index of their order, so that rows passed over are never fetched."""


class StationOpinionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Liaison officers: their station's. Members: what they received."""
        if actor.sees_area:
            return self.filter(path__startswith=actor.area_path)
        if actor.role == HANDLER:
            return self.filter(station__unit=actor.unit_id)
        if actor.is_member and actor.person_id:
            return self.filter(deputy=actor.person_id)
        return self.none()

    def waiting(self) -> Self:
        """Nobody has decided yet where it goes."""
        return self.filter(route="", submission__withdrawn=False, submission__merged_into__isnull=True)

    def standing(self) -> Self:
        """Neither taken back nor gone on inside another one."""
        return self.filter(submission__withdrawn=False, submission__merged_into__isnull=True)

    def found_by(self, text: str) -> Self:
        return self.filter(submission__in=Submission.objects.found_by(text))

    def with_all(self) -> Self:
        """With what a line of a list says of each."""
        return self.select_related(
            "submission__matter__main_unit", "submission__rating", "station__area", "deputy"
        ).defer("submission__matter__bigrams", "submission__matter__frozen_rules", "submission__bigrams")


class StationOpinion(PublicModel):
    """A submission at a station. Handed on it becomes a matter of its own, found at `submission.matter`.

    `deputy` receives it: who took it down, whose page it was left on, or who is on duty next.
    """

    submission = models.OneToOneField(
        Submission, models.PROTECT, related_name="station_opinion", verbose_name="意见建议"
    )
    station = models.ForeignKey(Station, models.PROTECT, related_name="opinions", verbose_name="代表家站")
    deputy = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="station_opinions", verbose_name="接待代表"
    )
    slot = models.ForeignKey(
        DutySlot, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name="值班"
    )
    path = models.CharField("区划路径", max_length=255, editable=False, db_collation="C")
    received_on = models.DateField("接待日期", help_text="纸质登记后补录的,为实际接待的日期")
    people = models.PositiveSmallIntegerField("来访人数", default=1)
    taken_by = models.CharField("登记人", max_length=60, blank=True, editable=False)
    category = models.CharField("诉求类别", max_length=30, blank=True)
    suggested = models.CharField("代表建议的办理路径", max_length=16, choices=OpinionRoute, blank=True, editable=False)
    route = models.CharField("办理路径", max_length=16, choices=OpinionRoute, blank=True, editable=False)
    answer = models.CharField("答复", max_length=400, blank=True, editable=False)
    refusal = models.CharField("不予受理情形", max_length=12, choices=Refusal, blank=True, editable=False)
    carried_by = models.CharField("反映的市人大代表", max_length=60, blank=True, editable=False)
    due_on = models.DateField("分流期限", null=True, editable=False)
    routed_at = models.DateTimeField("分流时间", null=True, editable=False)
    routed_by = models.CharField("分流人", max_length=60, blank=True, editable=False)
    closed_at = models.DateTimeField("办结时间", null=True, editable=False)
    told_deputy_at = models.DateTimeField("告知代表时间", null=True, editable=False)
    deputy_grade = models.CharField("代表评价", max_length=12, choices=Grade, blank=True, editable=False)
    deputy_comment = models.CharField("代表的意见", max_length=300, blank=True, editable=False)
    deputy_rated_at = models.DateTimeField("代表评价时间", null=True, editable=False)

    objects = StationOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "接待登记"
        verbose_name_plural = "接待登记"
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["station", "due_on"], condition=Q(route=""), name="station_opinion_waiting"),
            models.Index(fields=["received_on", "id"], include=LISTED, name="station_opinion_by_day"),
            models.Index(fields=["station", "received_on", "id"], name="station_opinion_of_station"),
            models.Index(fields=["deputy", "received_on", "id"], name="station_opinion_of_deputy"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(route="", routed_at__isnull=True) | ~Q(route="") & Q(routed_at__isnull=False),
                name="station_opinion_routed_has_time",
            )
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.submission.number}号接待登记"

    def get_absolute_url(self) -> str:
        return reverse("deputy_stations_opinion", args=[self.public_id])

    @property
    def matter(self) -> Matter | None:
        """What was made of it, where it was handed on."""
        return getattr(self.submission, "matter", None)

    @property
    def is_online(self) -> bool:
        return self.submission.channel in (Channel.ONLINE, Channel.SCAN)

    @property
    def grade(self) -> str:
        """How the resident rated what came of it, "" while they have not."""
        if self.matter is not None:
            return str(self.matter.grade)
        rating = getattr(self.submission, "rating", None)
        return str(rating.grade) if rating else ""

    @property
    def grade_label(self) -> str:
        return str(Grade(self.grade).label) if self.grade else ""

    def late_on(self, on: date) -> int:
        """Days by which it is late in being routed, or was routed late."""
        until = local_day(self.routed_at) if self.routed_at else on
        return max((until - self.due_on).days, 0) if self.due_on else 0
