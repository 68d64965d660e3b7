"""Sections, their revisions, and who is editing one at this moment."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from apps.congress.minutes.models.papers import Minutes
from apps.foundation.accounts.models import User
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel

EDITING_EXPIRES = timedelta(seconds=60)
"""Pages say every twenty seconds that they are still open; three missed beats mean that nobody is there."""


class MinutesSection(PublicModel):
    """One section. `key` is that of the facts, so that it is found again when they are composed anew."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="sections", verbose_name="记录或纪要")
    key = models.CharField("事实标识", max_length=60)
    number = models.PositiveSmallIntegerField("序号")
    heading = models.CharField("标题", max_length=240)
    level = models.PositiveSmallIntegerField("层次", default=1)
    revision = models.PositiveIntegerField("最新版次", default=1)

    class Meta:
        verbose_name = "章节"
        verbose_name_plural = "章节"
        ordering = ["minutes", "number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "key"], name="section_key_once"),
            models.UniqueConstraint(
                fields=["minutes", "number"], name="section_number_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.heading


class Source(models.TextChoices):
    COMPOSED = "composed", "据事实起草"
    EDITED = "edited", "修改"
    UPDATED = "updated", "据事实更新"
    KEPT = "kept", "事实有变化,保留现文"
    RESTORED = "restored", "恢复以前的版本"


class SectionRevision(models.Model):
    """A section as it was saved: the text beside what the facts said; never changed, the next one names it."""

    section = models.ForeignKey(MinutesSection, models.PROTECT, related_name="revisions", verbose_name="章节")
    number = models.PositiveIntegerField("版次")
    facts_text = models.TextField("事实文本", blank=True)
    text = models.TextField("文本", blank=True)
    source = models.CharField("来历", max_length=10, choices=Source, default=Source.EDITED)
    of_number = models.PositiveIntegerField("所恢复的版次", null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name="所替换的版本")
    by_name = models.CharField("编写人", max_length=60)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "章节版本"
        verbose_name_plural = "章节版本"
        ordering = ["section", "-number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="revision_number_once")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.section}第{self.number}版"

    @property
    def is_edited(self) -> bool:
        """Whether somebody wrote other words than the facts gave."""
        return self.text != self.facts_text


class EditorQuerySet(models.QuerySet):
    def at_work(self, at: datetime) -> Self:
        """Whose page was open a moment ago."""
        return self.filter(seen_at__gt=at - EDITING_EXPIRES)

    def besides(self, user_id: int | None) -> Self:
        return self.exclude(user=user_id)


class SectionEditor(models.Model):
    """Who has a section open for editing. No record: the row goes when the page is left, and counts for a minute."""

    section = models.ForeignKey(MinutesSection, models.PROTECT, related_name="editors", verbose_name="章节")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    name = models.CharField("姓名", max_length=60)
    since = models.DateTimeField("开始时间")
    seen_at = models.DateTimeField("最近在场")

    objects = EditorQuerySet.as_manager()

    class Meta:
        verbose_name = "正在编辑"
        verbose_name_plural = "正在编辑"
        ordering = ["section", "since"]
        constraints = [models.UniqueConstraint(fields=["section", "user"], name="editor_once_a_section")]

    def __str__(self) -> str:
        return f"{self.name} {self.section}"
