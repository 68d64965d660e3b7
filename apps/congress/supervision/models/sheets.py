"""督办单, 催办上报, 督查通报: what follows when time runs out."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.congress.supervision.models.assignments import Assignment
from apps.congress.supervision.models.choices import SheetState
from apps.congress.supervision.rules import states
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area, Unit
from apps.office.documents.models import Document


class CriticismQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(office__path__startswith=actor.area_path) if actor.sees_area else self.none()


class Criticism(PublicModel):
    """督查通报: to a unit that let two supervision sheets run out; the document is drafted, signed and issued."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="督办区划")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="被通报单位")
    unit_name = models.CharField("单位名称", max_length=100)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+", verbose_name="通报")
    called_in = models.BooleanField("同时约谈", default=False)
    made_by = models.CharField("提出人", max_length=60)
    made_at = models.DateTimeField("提出时间")

    objects = CriticismQuerySet.as_manager()

    class Meta:
        verbose_name = "督查通报"
        verbose_name_plural = "督查通报"
        ordering = ["-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"对{self.unit_name}的督查通报"


class SheetQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With the assignment, before its issue in the area of the office alone; units see theirs from its issue on."""
        if actor.sees_area:
            own = Q(assignment__office__path__startswith=actor.area_path) | ~Q(state=SheetState.DRAFT)
            return self.filter(own, assignment__path__startswith=actor.area_path)
        if actor.role == HANDLER:
            return self.filter(unit=actor.unit_id).exclude(state=SheetState.DRAFT)
        return self.none()

    def overdue(self, on: date) -> Self:
        """Issued, past their day, and not answered; answered late they stay counted by `was_late`."""
        return self.filter(state=SheetState.ISSUED, due_on__lt=on)

    def uncriticised(self, on: date) -> Self:
        """Not answered in time, and no notice of criticism speaks of them yet."""
        ran_out = Q(state=SheetState.ISSUED, due_on__lt=on) | Q(was_late=True) & ~Q(state=SheetState.WITHDRAWN)
        return self.filter(ran_out, criticism__isnull=True)

    def with_all(self) -> Self:
        return self.select_related("assignment__office", "assignment__area", "unit", "document", "criticism")


class SupervisionSheet(PublicModel):
    """督办单 to one unit of an assignment: numbered and issued as a document, answered, closed."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="sheets", verbose_name="督办任务")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="supervision_sheets", verbose_name="督办对象")
    unit_name = models.CharField("单位名称", max_length=100)
    problem = models.TextField("存在问题", max_length=2000)
    requirement = models.TextField("督办要求", max_length=2000)
    state = models.CharField("状态", max_length=10, choices=SheetState, default=SheetState.DRAFT)
    answer_working_days = models.PositiveSmallIntegerField("反馈期限(工作日)")
    due_on = models.DateField("反馈期限", null=True, editable=False, help_text="自签发之日起算")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+", verbose_name="督办单文稿")
    number = models.CharField("编号", max_length=60, blank=True, editable=False)
    drafted_by = models.CharField("拟稿人", max_length=60)
    drafted_at = models.DateTimeField("拟稿时间")
    issued_at = models.DateTimeField("签发时间", null=True)
    answered_at = models.DateTimeField("反馈时间", null=True)
    was_late = models.BooleanField("逾期", default=False)
    closed_at = models.DateTimeField("办结时间", null=True)
    closing = models.CharField("办结意见", max_length=1000, blank=True)
    criticism = models.ForeignKey(Criticism, models.PROTECT, null=True, related_name="sheets", verbose_name="督查通报")

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "督办单"
        verbose_name_plural = "督办单"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "unit"],
                condition=Q(state__in=["draft", "issued", "answered"]),
                name="sheet_one_open_a_unit",
            )
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="issued"), name="sheet_awaited")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.number or '督办单'}:{self.assignment}"

    def get_absolute_url(self) -> str:
        return f"{self.assignment.get_absolute_url()}#sheet-{self.pk}"

    def allows(self, act: str) -> bool:
        return states.sheet_allows(self.state, act)

    def is_late_on(self, on: date) -> bool:
        """As `overdue` says in SQL."""
        return self.state == SheetState.ISSUED and self.due_on is not None and self.due_on < on


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(sheet__in=SupervisionSheet.objects.visible_to(actor).values("pk"))


class SheetAnswer(PublicModel):
    """承办反馈; sent back with a reason it stays, and another follows."""

    sheet = models.ForeignKey(SupervisionSheet, models.PROTECT, related_name="answers", verbose_name="督办单")
    text = models.TextField("反馈情况", max_length=4000)
    answered_by = models.CharField("反馈人", max_length=60)
    answered_at = models.DateTimeField("反馈时间")
    returned_at = models.DateTimeField("退回时间", null=True)
    return_reason = models.CharField("退回理由", max_length=500, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "督办反馈"
        verbose_name_plural = "督办反馈"
        ordering = ["sheet", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="words_are_fixed", operation=pgtrigger.UpdateOf("sheet_id", "text", "answered_by", "answered_at")
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"{self.sheet}的反馈"


class Escalation(models.Model):
    """催办与上报: on `on` the assignment had been red since `red_from` for so long that `level` was told.

    Level 1: the units (催办); 2: the leader responsible and the leaders of the area; 3: those of the office.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="escalations", verbose_name="督办任务")
    red_from = models.DateField("红灯起始日")
    level = models.PositiveSmallIntegerField("级别")
    on = models.DateField("日期")
    words = models.CharField("原因", max_length=300)
    told = models.PositiveSmallIntegerField("告知人数")

    class Meta:
        verbose_name = "催办上报"
        verbose_name_plural = "催办上报"
        ordering = ["assignment", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "red_from", "level"], name="escalation_level_once")
        ]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.assignment}第{self.level}级"
