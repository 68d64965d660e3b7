"""拟定名单: the people who go to the party working committee and to public notice together."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Mandate, MandateState, MandateStatus, Term
from apps.office.public_notices.models import Objection, PublicNotice
from apps.systems.street_deliberations.models.candidates import Candidate
from apps.systems.street_deliberations.models.choices import Category, EntryOutcome, Occupation, SlateState
from apps.systems.street_deliberations.models.plans import DraftedQuerySet, QuotaLine
from apps.systems.street_deliberations.rules import states


class SlateQuerySet(DraftedQuerySet):
    def with_term(self) -> Self:
        return self.select_related("term__body__area", "notice")


class Slate(PublicModel):
    """One batch. What the party working committee agreed to is what is shown to the public."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="slates", verbose_name="届")
    number = models.PositiveSmallIntegerField("批次")
    state = models.CharField("状态", max_length=12, choices=SlateState, default=SlateState.DRAFT, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    approved_on = models.DateField("审查日期", null=True, blank=True, editable=False)
    approval_number = models.CharField("审查文号", max_length=80, blank=True, editable=False)
    notice = models.OneToOneField(
        PublicNotice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公示"
    )
    determined_on = models.DateField("确定日期", null=True, blank=True)
    document_number = models.CharField("确定文号", max_length=80, blank=True)
    abandon_reason = models.CharField("作废理由", max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField("拟定时间")

    objects = SlateQuerySet.as_manager()

    class Meta:
        verbose_name = "拟定名单"
        verbose_name_plural = "拟定名单"
        ordering = ["term", "-number"]
        constraints = [models.UniqueConstraint(fields=["term", "number"], name="slate_number_in_term")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.term.body}第{self.term.number}届议事代表建议人选名单(第{self.number}批)"

    def get_absolute_url(self) -> str:
        return reverse("street_deliberations_slate", args=[self.public_id])


class SlateEntry(PublicModel):
    """One person on a slate; on one at a time while it is open."""

    slate = models.ForeignKey(Slate, models.PROTECT, related_name="entries", verbose_name="名单")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="entries", verbose_name="人选")
    number = models.PositiveSmallIntegerField("序号")
    outcome = models.CharField("结果", max_length=10, choices=EntryOutcome, default=EntryOutcome.LISTED, editable=False)

    class Meta:
        verbose_name = "名单人选"
        verbose_name_plural = "名单人选"
        ordering = ["slate", "number"]
        constraints = [
            models.UniqueConstraint(fields=["candidate"], condition=Q(outcome="listed"), name="slate_entry_one_open"),
            models.UniqueConstraint(fields=["slate", "candidate"], name="slate_entry_once"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="settled_stays", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__outcome="listed")
            )
        ]

    def __str__(self) -> str:
        return self.candidate.name


class ObjectionLink(PublicModel):
    """Whom an upheld objection concerns: they are held back. Without `entry` it concerns nobody in particular."""

    slate = models.ForeignKey(Slate, models.PROTECT, related_name="objection_links", verbose_name="名单")
    objection = models.ForeignKey(Objection, models.PROTECT, related_name="+", verbose_name="公示意见")
    entry = models.ForeignKey(
        SlateEntry, models.PROTECT, null=True, blank=True, related_name="objection_links", verbose_name="人选"
    )
    reason = EncryptedTextField("情况")
    recorded_by = models.CharField("登记人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "公示异议所涉人选"
        verbose_name_plural = "公示异议所涉人选"
        ordering = ["slate", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slate", "objection", "entry"], nulls_distinct=False, name="objection_link_once"
            )
        ]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.slate} {self.entry or '不涉及具体人选'}"


class SeatQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if not actor.sees_area:
            return self.none()
        return self.filter(mandate__term__body__area__path__startswith=actor.area_path)

    def held_on(self, day: date) -> Self:
        """Seats whose mandate has not ended by `day`; suspended ones are held."""
        return self.filter(Exists(_running(day)))

    def vacant_on(self, day: date) -> Self:
        """Seats that fell vacant and for which nobody has been determined since."""
        refilled = Candidate.objects.filter(vacancy=OuterRef("pk"), state=states.DETERMINED)
        return self.filter(~Exists(_running(day)), ~Exists(refilled))

    def with_person(self) -> Self:
        return self.select_related("mandate__person", "mandate__term__body__area", "line", "candidate")


def _running(day: date) -> models.QuerySet[MandateStatus]:
    kept = (MandateState.SERVING, MandateState.SUSPENDED)
    rows = MandateStatus.objects.filter(mandate=OuterRef("mandate"), state__in=kept)
    return rows.filter(Q(until__isnull=True) | Q(until__gt=day))


class Seat(PublicModel):
    """Which line of the quota table a representative sits for. When the mandate ends, the seat is vacant."""

    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="seat", verbose_name="代表资格")
    line = models.ForeignKey(QuotaLine, models.PROTECT, related_name="taken", verbose_name="名额")
    candidate = models.OneToOneField(
        Candidate, models.PROTECT, null=True, blank=True, related_name="seat", verbose_name="推荐登记"
    )
    category = models.CharField("代表来源", max_length=10, choices=Category, blank=True)
    occupation = models.CharField("职业", max_length=14, choices=Occupation, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "占用名额"
        verbose_name_plural = "占用名额"
        ordering = ["line", "pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.mandate.person}({self.line})"


class Termination(PublicModel):
    """终止: who proposed and who approved that a seat ended, beside the dated status of the register of people."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="terminations", verbose_name="代表资格")
    reason = models.CharField("事由", max_length=200)
    proposed_by = models.CharField("提出单位", max_length=100)
    approved_by = models.CharField("批准单位", max_length=100)
    on = models.DateField("终止日期")
    document = models.CharField("依据文件", max_length=120)
    note = EncryptedTextField("情况说明", blank=True)
    recorded_by = models.CharField("登记人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "终止"
        verbose_name_plural = "终止"
        ordering = ["-on", "-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.mandate.person} {self.on}"
