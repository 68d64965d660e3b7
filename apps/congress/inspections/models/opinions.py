"""意见清单: what is suggested to which unit; what became of each is told by its matter."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from apps.congress.inspections.models.inspections import REPORT_IS_OUT, Inspection
from apps.congress.matters.models import Handling, Matter
from apps.congress.matters.rules.states import OPEN
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Unit handlers: what their unit has or had a part in. Office and leaders: with the inspection. Members: with
        its report, once that is out.
        """
        if actor.role == HANDLER:
            return self.filter(Exists(Handling.objects.filter(matter=OuterRef("matter"), unit=actor.unit_id)))
        rows = self.filter(inspection__in=Inspection.objects.visible_to(actor).values("pk"))
        return rows if actor.sees_area else rows.filter(inspection__state__in=REPORT_IS_OUT)

    def handed_over(self) -> Self:
        return self.filter(matter__isnull=False)

    def awaiting(self) -> Self:
        """Handed over, and not answered yet: by itself or in the matter into which it was merged."""
        return self.filter(Q(matter__state__in=OPEN) | Q(matter__merged_into__state__in=OPEN))

    def late(self, on: date) -> Self:
        """Should have been answered before `on` and were not."""
        due_on = Coalesce(F("matter__merged_into__reply_due_on"), F("matter__reply_due_on"))
        return self.awaiting().annotate(reply_due_on=due_on).filter(reply_due_on__lt=on)

    def with_all(self) -> Self:
        """With its matter, of which pages read how far it is."""
        rows = self.select_related("inspection__term__body__area", "unit", "matter__merged_into")
        return rows.defer("matter__bigrams", "matter__merged_into__bigrams")


class Opinion(PublicModel):
    """One opinion of the list. Handed over it is a matter, which its unit answers and which says what became of it."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="opinions", verbose_name="视察调研")
    number = models.PositiveSmallIntegerField("序号")
    text = models.TextField("意见建议", max_length=1000)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspection_opinions", verbose_name="承办单位")
    matter = models.OneToOneField(
        Matter, models.PROTECT, null=True, editable=False, related_name="inspection_opinion", verbose_name="办理事项"
    )

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "意见建议"
        verbose_name_plural = "意见建议"
        ordering = ["inspection", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="inspection_opinion_number", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection.title}意见第{self.number}条"

    def get_absolute_url(self) -> str:
        return reverse("inspections_opinion", args=[self.public_id])
