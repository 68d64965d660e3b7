"""Documents, their numbers, and the archive: what was signed is frozen, and every number is accounted for."""

import secrets
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.office.approvals.models import ApprovalStep
from apps.office.documents.rules import states
from apps.office.documents.rules.tree import Tree, from_json

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Letterhead(models.Model):
    """发文机关: how an organ signs its documents. `code` is the 机关代字 (青人)."""

    organ = models.OneToOneField(Unit, models.PROTECT, related_name="letterhead", verbose_name="发文机关")
    mark = models.CharField("发文机关标志", max_length=40, help_text="红头上的名称,如:青禾镇人民代表大会主席团文件")
    code = models.CharField("机关代字", max_length=12, help_text="发文字号的开头,如:青人")
    office = models.CharField("印发机关", max_length=40, help_text="版记里的印发机关,如:青禾镇人大办公室")

    class Meta:
        verbose_name = "发文机关"
        verbose_name_plural = "发文机关"

    def __str__(self) -> str:
        return self.mark


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(organ__area__path__startswith=actor.area_path) if actor.sees_area else self.none()


class Series(PublicModel):
    """One run of numbers: an organ, a kind of numbering, a year or a term. Its row is locked to take the next."""

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="number_series", verbose_name="发文机关")
    suffix = models.CharField("文种代字", max_length=8)
    period = models.CharField("年度或届", max_length=12)
    first = models.PositiveIntegerField("起始号", default=1)
    first_reason = models.CharField("起始号说明", max_length=200, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "编号序列"
        verbose_name_plural = "编号序列"
        ordering = ["organ", "suffix", "-period"]
        constraints = [models.UniqueConstraint(fields=["organ", "suffix", "period"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.organ}{self.suffix}〔{self.period}〕"


class DocumentState(models.TextChoices):
    DRAFT = states.DRAFT, "草稿"
    IN_REVIEW = states.IN_REVIEW, "审批中"
    ISSUED = states.ISSUED, "已签发"
    WITHDRAWN = states.WITHDRAWN, "已撤回"
    DISCARDED = states.DISCARDED, "已作废"


FROZEN_ONCE_ISSUED = (
    "kind",
    "organ_id",
    "title",
    "tree",
    "digest",
    "number",
    "issued_on",
    "signed_by",
    "code",
    "is_public",
)


def kept_kinds(role: str = "") -> list[str]:
    """Kinds with readers of their own: all of them, or those that a role reads."""
    kinds = registry.document_kinds().values()
    return [kind.slug for kind in kinds if (role in kind.readers if role else kind.readers)]


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: those of their area. Unit handlers: their unit's own, and what was issued to it. Who
        signs: that. A kind with readers of its own: to these and who signs it.
        """
        reviewed = self._reviewed_by(actor.person_id) if actor.person_id else Q(pk__in=[])
        in_area, is_kept = Q(organ__area__path__startswith=actor.area_path), Q(kind__in=kept_kinds())
        if actor.sees_area:
            return self.filter(in_area & (~is_kept | reviewed))
        if own_kinds := kept_kinds(actor.role):
            return self.filter(reviewed | (in_area & Q(kind__in=own_kinds)))
        if actor.unit_id is None:
            return self.filter(reviewed)
        sent = Exists(Delivery.objects.filter(document=OuterRef("pk"), unit=actor.unit_id))
        own = Q(organ=actor.unit_id) & ~is_kept
        return self.filter(reviewed | own | Q(sent, state__in=[states.ISSUED, states.WITHDRAWN]))

    def _reviewed_by(self, person_id: int) -> Q:
        """What somebody was asked to approve, also by a step that was handed to them."""
        label = Document._meta.label_lower
        steps = ApprovalStep.objects.held_by(person_id).filter(request__subject_label=label)
        return Q(pk__in=steps.values("request__subject_id"))

    def of(self, subject: models.Model) -> Self:
        """The documents made from a row, newest first."""
        return self.filter(subject_label=subject._meta.label_lower, subject_id=subject.pk).order_by("-pk")

    def unarchived(self) -> Self:
        """Issued documents whose files do not lie in the archive yet."""
        return self.filter(state=DocumentState.ISSUED, archive__isnull=True)


def verification_code() -> str:
    """What a paper is looked up by: no letters that are mistaken for digits, nothing to be guessed."""
    return "".join(secrets.choice(LETTERS) for _ in range(12))


class Document(PublicModel):
    """A document from its draft to its archive. The tree says what it says; the subject is what it was made from."""

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="documents", verbose_name="发文机关")
    kind = models.CharField("文书", max_length=40)
    title = models.CharField("标题", max_length=200)
    subject_label = models.CharField("来源类型", max_length=80, blank=True)
    subject_id = models.BigIntegerField("来源编号", null=True)
    tree = models.JSONField("内容")
    revision = models.PositiveIntegerField("修改次数", default=0)
    state = models.CharField("状态", max_length=10, choices=DocumentState, default=DocumentState.DRAFT, editable=False)
    drafter = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="拟稿人")
    drafter_name = models.CharField("拟稿人姓名", max_length=60)
    drafted_at = models.DateTimeField("拟稿时间")
    number = models.CharField("文号", max_length=60, blank=True, editable=False)
    issued_on = models.DateField("签发日期", null=True, editable=False)
    signed_by = models.CharField("签发人", max_length=60, blank=True, editable=False)
    digest = models.CharField("内容摘要", max_length=64, blank=True, editable=False)
    code = models.CharField("核验码", max_length=16, unique=True, default=verification_code, editable=False)
    is_public = models.BooleanField("公开", default=False, help_text="核验页面上公开全文")
    archive_trouble = models.CharField("归档未成的原因", max_length=200, blank=True, editable=False)
    withdraw_reason = models.CharField("撤回理由", max_length=300, blank=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "公文"
        verbose_name_plural = "公文"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_label", "subject_id"], name="document_subject"),
            models.Index(fields=["organ", "kind"], name="document_organ_kind"),
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="frozen_once_issued",
                operation=pgtrigger.UpdateOf(*FROZEN_ONCE_ISSUED),
                condition=pgtrigger.Q(old__state__in=[states.ISSUED, states.WITHDRAWN]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}《{self.title}》" if self.number else f"《{self.title}》"

    @property
    def content(self) -> Tree:
        """The typed tree."""
        return from_json(self.tree)

    @property
    def is_kept(self) -> bool:
        """Whether its kind has readers of its own."""
        return self.kind in kept_kinds()

    def get_absolute_url(self) -> str:
        return reverse("documents_document", args=[self.public_id])


class Number(models.Model):
    """A number that was taken: by a document, or by a paper outside the portal with its reason. None is taken twice."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers", verbose_name="编号序列")
    number = models.PositiveIntegerField("序号")
    written = models.CharField("文号", max_length=60)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="taken_number", verbose_name="公文"
    )
    reason = models.CharField("用途", max_length=200, blank=True)
    taken_by = models.CharField("办理人", max_length=60)
    taken_at = models.DateTimeField("取号时间")

    class Meta:
        verbose_name = "文号"
        verbose_name_plural = "文号"
        ordering = ["series", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="number_taken_once"),
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) | ~models.Q(reason=""), name="number_used_or_explained"
            ),
        ]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return self.written


def pdf_path(archive: "Archive", name: str) -> str:
    return f"documents/{local_day(archive.archived_at):%Y}/{archive.document.public_id}.pdf"


def docx_path(archive: "Archive", name: str) -> str:
    return f"documents/{local_day(archive.archived_at):%Y}/{archive.document.public_id}.docx"


class Archive(models.Model):
    """The files as they were issued, with their SHA-256."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="archive", verbose_name="公文")
    pdf = models.FileField("PDF", upload_to=pdf_path)
    pdf_sha256 = models.CharField("PDF摘要", max_length=64)
    pages = models.PositiveIntegerField("页数")
    docx = models.FileField("DOCX", upload_to=docx_path)
    docx_sha256 = models.CharField("DOCX摘要", max_length=64)
    archived_at = models.DateTimeField("归档时间")

    class Meta:
        verbose_name = "归档文件"
        verbose_name_plural = "归档文件"
        triggers = READ_ONLY

    def __str__(self) -> str:
        return str(self.document)


class DeliveryQuerySet(models.QuerySet):
    def awaiting(self, unit_id: int | None) -> Self:
        """What a unit has been sent and has not signed for."""
        return self.filter(unit=unit_id, received_at__isnull=True, document__state=states.ISSUED)

    def with_document(self) -> Self:
        """Each with what lists say of its document, without the text."""
        return self.select_related("document__organ").defer("document__tree")


class Delivery(models.Model):
    """An issued document sent to a unit, and who signed for it there (签收)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries", verbose_name="公文")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="收文单位")
    sent_at = models.DateTimeField("送达时间")
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.CharField("签收人", max_length=60, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "送达与签收"
        verbose_name_plural = "送达与签收"
        ordering = ["document", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="delivery_once_a_unit")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.document} → {self.unit}"
