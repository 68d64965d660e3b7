"""题库: laws and the questions about them. What a question says is readable only with the field key."""

import json
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.foundation.core.actors import EXAM_SETTER, Actor
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.systems.legal_exams.models.choices import DIFFICULTIES, KINDS, QUESTION_STATES, Bank, Part
from apps.systems.legal_exams.rules import states


class OfBankQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Who sets and reviews questions, those of their area; nobody else."""
        is_setter = actor.role == EXAM_SETTER and actor.area_path
        return self.filter(office__path__startswith=actor.area_path) if is_setter else self.none()


class Law(PublicModel):
    """A law that is examined. From `changed_on` it reads otherwise, or no longer holds where `is_repealed`; what was
    not looked at since `told_at`, when that was registered, is not drawn from that day on.
    """

    office = models.ForeignKey(Area, models.PROTECT, related_name="exam_laws", verbose_name="区划")
    name = models.CharField("法律法规", max_length=80)
    part = models.CharField("所属部分", max_length=16, choices=Part)
    version = models.CharField("版本", max_length=60, blank=True, help_text="如:2022年3月11日第六次修正")
    changed_on = models.DateField("修改或者废止日期", null=True, blank=True)
    is_repealed = models.BooleanField("废止", default=False, editable=False)
    told_at = models.DateTimeField("登记修改时间", null=True, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    created_at = models.DateTimeField("登记时间")

    objects = OfBankQuerySet.as_manager()

    class Meta:
        verbose_name = "考试法律法规"
        verbose_name_plural = "考试法律法规"
        ordering = ["office", "part", "name"]
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="exam_law_once")]

    def __str__(self) -> str:
        return f"《{self.name}》"

    def get_absolute_url(self) -> str:
        return reverse("legal_exams_law", args=[self.public_id])


class ExamQuestionQuerySet(OfBankQuerySet):
    def in_use(self) -> Self:
        return self.filter(state=states.ACTIVE)

    def to_review(self, actor: Actor) -> Self:
        """What waits for a second person, who is this one."""
        return self.filter(state=states.IN_REVIEW).exclude(author=actor.person_id)

    def to_look_at(self) -> Self:
        """Of laws that were changed, what nobody has looked at since that was registered."""
        stale = Q(looked_at=None) | Q(looked_at__lt=F("law__told_at"))
        return self.exclude(state=states.RETIRED).filter(stale, law__told_at__isnull=False)


class Question(PublicModel):
    """A question; named by its number everywhere, since its text is for setters alone. `review_note` quotes it.

    `sealed` is JSON: `stem`, `options` (list of texts), `key` (list of places from 0), `explanation`. What was
    approved stays as it is: a better wording is a new question.
    """

    office = models.ForeignKey(Area, models.PROTECT, related_name="exam_questions", verbose_name="区划")
    number = models.PositiveIntegerField("题号")
    bank = models.CharField("题库", max_length=10, choices=Bank, default=Bank.SEALED)
    part = models.CharField("所属部分", max_length=16, choices=Part)
    kind = models.CharField("题型", max_length=10, choices=KINDS)
    difficulty = models.CharField("难度", max_length=8, choices=DIFFICULTIES)
    law = models.ForeignKey(Law, models.PROTECT, related_name="questions", verbose_name="法律法规")
    article = models.CharField("条款", max_length=40, blank=True, help_text="如:第二十三条")
    sealed = EncryptedTextField("题目内容", editable=False)
    digest = models.CharField("题干摘要", max_length=64, editable=False)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_until = models.DateField("停用日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=QUESTION_STATES, default=states.DRAFT, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="命题人")
    author_name = models.CharField("命题人姓名", max_length=60)
    reviewer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="审题人")
    reviewer_name = models.CharField("审题人姓名", max_length=60, blank=True)
    reviewed_at = models.DateTimeField("审题时间", null=True)
    review_note = EncryptedTextField("审题意见", blank=True)
    looked_at = models.DateTimeField("最近核对时间", null=True, editable=False)
    retired_at = models.DateTimeField("停用时间", null=True)
    retired_reason = models.CharField("停用原因", max_length=300, blank=True)
    created_at = models.DateTimeField("命题时间")

    objects = ExamQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "试题"
        verbose_name_plural = "试题"
        ordering = ["office", "-number"]
        indexes = [models.Index(fields=["office", "bank", "state", "part", "kind", "difficulty"], name="exam_bank")]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="exam_question_number"),
            models.UniqueConstraint(
                fields=["office", "digest"], condition=~Q(state=states.RETIRED), name="exam_question_once"
            ),
            models.CheckConstraint(
                condition=Q(reviewer=None) | Q(author=None) | ~Q(reviewer=F("author")), name="exam_question_second_eye"
            ),
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="approved_stands",
                operation=pgtrigger.UpdateOf(
                    "sealed", "digest", "bank", "part", "kind", "difficulty", "law_id", "article", "author_id"
                ),
                condition=pgtrigger.Q(old__state__in=[states.ACTIVE, states.RETIRED]),
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}题"

    def get_absolute_url(self) -> str:
        return reverse("legal_exams_question", args=[self.public_id])

    @property
    def content(self) -> dict[str, Any]:
        """`stem`, `options`, `key`, `explanation`."""
        return json.loads(self.sealed)


class QuestionImport(PublicModel):
    """A checked file of questions that waits for the yes of who uploaded it. Its rows are encrypted, and gone once
    written."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="exam_imports", verbose_name="区划")
    bank = models.CharField("题库", max_length=10, choices=Bank)
    file_name = models.CharField("文件名", max_length=200)
    count = models.PositiveIntegerField("题数")
    rows = EncryptedTextField("内容", blank=True)
    uploaded_by = models.CharField("上传人", max_length=60)
    uploader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    written_at = models.DateTimeField("写入时间", null=True, blank=True)

    objects = OfBankQuerySet.as_manager()

    class Meta:
        verbose_name = "试题导入"
        verbose_name_plural = "试题导入"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("legal_exams_bank_import", args=[self.public_id])
