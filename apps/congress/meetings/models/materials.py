"""会议材料: what members read before and at a meeting, version by version, and who has read which."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef

from apps.congress.meetings.models.meetings import AgendaItem, Meeting, MeetingState
from apps.congress.meetings.rules.materials import late_words
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With the meeting. Unit handlers: of the items their unit reports on. Members: what was sent."""
        if actor.role == HANDLER:
            return self.filter(agenda_item__unit=actor.unit_id).exclude(meeting__state=MeetingState.CANCELLED)
        seen = self.filter(meeting__in=Meeting.objects.visible_to(actor).values("pk"))
        return seen if actor.sees_area else seen.live().filter(Exists(_sent_versions()))

    def live(self) -> Self:
        """Not taken back."""
        return self.filter(withdrawn_at=None)

    def with_all(self) -> Self:
        return self.select_related("meeting__body__area", "meeting__term", "agenda_item__unit")


class Material(PublicModel):
    """One paper of a meeting or of an item of its agenda."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="materials", verbose_name="会议")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="materials", verbose_name="议程"
    )
    title = models.CharField("材料名称", max_length=120)
    added_at = models.DateTimeField("登记时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdraw_reason = models.CharField("撤回理由", max_length=300, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "会议材料"
        verbose_name_plural = "会议材料"
        ordering = ["meeting", "agenda_item__number", "pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title


class MaterialVersionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With the material; members see what was sent, older versions too."""
        seen = self.filter(material__in=Material.objects.visible_to(actor).values("pk"))
        return seen if actor.sees_area or actor.role == HANDLER else seen.filter(sent_at__isnull=False)

    def to_read(self) -> Self:
        """The newest sent version of each material that was not taken back."""
        newer = MaterialVersion.objects.filter(
            material=OuterRef("material"), sent_at__isnull=False, number__gt=OuterRef("number")
        )
        return self.filter(~Exists(newer), sent_at__isnull=False, material__withdrawn_at=None)

    def unread_by(self, person_id: int | None) -> Self:
        """Those that a person has not opened."""
        return self.filter(~Exists(MaterialReceipt.objects.filter(version=OuterRef("pk"), person=person_id)))


class MaterialVersion(PublicModel):
    """A version is a file (its attachment) or a text, and never changes; a newer one asks to be read again."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="versions", verbose_name="材料")
    number = models.PositiveSmallIntegerField("版次")
    text = models.TextField("正文", max_length=20000, blank=True)
    note = models.CharField("变更说明", max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报送单位")
    delivered_by = models.CharField("报送人", max_length=60)
    delivered_at = models.DateTimeField("报送时间")
    days_late = models.PositiveSmallIntegerField("迟交天数", default=0)
    sent_at = models.DateTimeField("发送时间", null=True)

    objects = MaterialVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "材料版本"
        verbose_name_plural = "材料版本"
        ordering = ["material", "-number"]
        constraints = [models.UniqueConstraint(fields=["material", "number"], name="material_version_number")]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="content_stands", operation=pgtrigger.UpdateOf("material_id", "number", "text", "days_late")
            ),
            pgtrigger.Protect(
                name="sent_stands",
                operation=pgtrigger.UpdateOf("sent_at"),
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
        ]

    @property
    def late_words(self) -> str:
        return late_words(self.days_late)

    def __str__(self) -> str:
        return f"{self.material.title}(第{self.number}版)" if self.number > 1 else self.material.title


class MaterialReceipt(models.Model):
    """When a member first opened one version."""

    version = models.ForeignKey(MaterialVersion, models.PROTECT, related_name="receipts", verbose_name="材料版本")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")
    read_at = models.DateTimeField("阅读时间")

    class Meta:
        verbose_name = "材料阅读"
        verbose_name_plural = "材料阅读"
        ordering = ["version", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="material_receipt_once")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.person} {self.read_at}"


def _sent_versions() -> models.QuerySet[MaterialVersion]:
    return MaterialVersion.objects.filter(material=OuterRef("pk"), sent_at__isnull=False)
