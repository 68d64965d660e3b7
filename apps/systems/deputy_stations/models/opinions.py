"""接待登记: what a resident brought to a station or to a deputy, whichever door they came through."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.matters.models import Submission
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models.choices import OpinionRoute
from apps.systems.deputy_stations.models.duty import DutySlot
from apps.systems.deputy_stations.models.stations import Station


class StationOpinionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Liaison officers: their station's. Members: what they received."""
        if actor.sees_area or actor.role == HANDLER:
            return self.filter(station__in=Station.objects.visible_to(actor))
        if actor.is_member and actor.person_id:
            return self.filter(deputy=actor.person_id)
        return self.none()

    def waiting(self) -> Self:
        """Nobody has decided yet where it goes."""
        return self.filter(route="", submission__withdrawn=False, submission__merged_into__isnull=True)

    def with_all(self) -> Self:
        return self.select_related("submission__matter", "station__area", "deputy")


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
    category = models.CharField("诉求类别", max_length=30, blank=True)
    route = models.CharField("办理路径", max_length=16, choices=OpinionRoute, blank=True, editable=False)
    answer = models.CharField("当场答复", max_length=400, blank=True, editable=False)
    due_on = models.DateField("分流期限", null=True, editable=False)
    routed_at = models.DateTimeField("分流时间", null=True, editable=False)
    routed_by = models.CharField("分流人", max_length=60, blank=True, editable=False)
    told_deputy_at = models.DateTimeField("告知代表时间", null=True, editable=False)

    objects = StationOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "接待登记"
        verbose_name_plural = "接待登记"
        ordering = ["-submission__received_at", "-pk"]
        indexes = [
            models.Index(fields=["station", "due_on"], condition=Q(route=""), name="station_opinion_waiting"),
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
