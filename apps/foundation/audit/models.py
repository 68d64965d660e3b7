"""Who did which act on what, in which role, when and why; never changed, never deleted, sealed into blocks."""

from typing import Self

from django.db import models
from django.db.models import Q

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import READ_ONLY


class EntryQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Staff and leaders: what was done in their area; operators also what belongs to no area."""
        if not actor.sees_area:
            return self.none()
        placeless = Q(area_path="") if actor.is_operator else Q()
        return self.filter(Q(area_path__startswith=actor.area_path) | placeless)


class Entry(models.Model):
    """One act. The subject is named by model label and key, so that the ground knows no upper floor."""

    at = models.DateTimeField("时间", db_index=True)
    act = models.CharField("事项", max_length=80, db_index=True)
    subject_label = models.CharField("对象类型", max_length=80)
    subject_id = models.BigIntegerField("对象编号")
    subject_text = models.CharField("对象", max_length=200)
    user_id = models.BigIntegerField("账号编号", null=True)
    person_id = models.BigIntegerField("人员编号", null=True)
    actor_name = models.CharField("办理人", max_length=60)
    actor_role = models.CharField("以何身份", max_length=120)
    reason = models.CharField("理由", max_length=500, blank=True)
    facts = models.JSONField("要素", default=dict)
    area_path = models.CharField("区划路径", max_length=255, blank=True, db_index=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "办理记录"
        verbose_name_plural = "办理记录"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_label", "subject_id"], name="audit_entry_subject")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.act}"


class Block(models.Model):
    """A sealed run of entries: Merkle root of their hashes, chained to the block before."""

    number = models.PositiveBigIntegerField("块号", unique=True)
    sealed_at = models.DateTimeField("封存时间")
    size = models.PositiveIntegerField("条数")
    root = models.CharField("默克尔根", max_length=64)
    previous_hash = models.CharField("前块摘要", max_length=64)
    hash = models.CharField("本块摘要", max_length=64, unique=True)

    class Meta:
        verbose_name = "封存块"
        verbose_name_plural = "封存块"
        ordering = ["number"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"第{self.number}块"


class Seal(models.Model):
    """Puts one entry into one block."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="seal", verbose_name="记录")
    block = models.ForeignKey(Block, models.PROTECT, related_name="seals", verbose_name="封存块")
    leaf = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "封存"
        verbose_name_plural = "封存"
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.entry_id}@{self.block_id}"
