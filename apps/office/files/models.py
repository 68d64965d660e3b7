"""Attachments of anything: a file belongs to a parent row, and who may see the parent may see the file."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models

from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel


def stored_path(attachment: "Attachment", name: str) -> str:
    """A path that says nothing of the content or the parent: `2026/03/<random>.jpg`."""
    suffix = name.rpartition(".")[2]
    return f"{attachment.uploaded_at:%Y/%m}/{uuid.uuid4().hex}.{suffix}"


class AttachmentQuerySet(models.QuerySet):
    def of(self, parent: models.Model) -> Self:
        """The files of a row, in the order of their arrival."""
        return self.filter(parent_label=parent._meta.label_lower, parent_id=parent.pk)


class Attachment(PublicModel):
    """A file as it is kept. The parent is named by model label and key, so that this floor knows no upper one."""

    parent_label = models.CharField("所属类型", max_length=80)
    parent_id = models.BigIntegerField("所属编号")
    name = models.CharField("文件名", max_length=120)
    content_type = models.CharField("内容类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    stored = models.FileField("文件", upload_to=stored_path)
    thumbnail = models.FileField("缩略图", upload_to=stored_path, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["pk"]
        indexes = [models.Index(fields=["parent_label", "parent_id"], name="files_attachment_parent")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def opens_in_browser(self) -> bool:
        """Pictures and PDF are shown, everything else is saved."""
        return self.is_image or self.content_type == "application/pdf"
