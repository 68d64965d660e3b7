"""试卷: drawn for one candidate, frozen and sealed; its answers, what happened at the seat, and its marks."""

import json
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.foundation.core.actors import EXAM_STAFF, Actor
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.history import NO_TRUNCATE, READ_ONLY
from apps.foundation.core.models import PublicModel
from apps.systems.legal_exams.models.choices import EventKind, HandedIn
from apps.systems.legal_exams.models.exams import Admission, Room


class PaperQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """That there is a paper, when it was handed in and its marks; what stands on it is for its candidate."""
        runs = actor.role == EXAM_STAFF and actor.area_path
        return self.filter(admission__exam__office__path__startswith=actor.area_path) if runs else self.none()


class Paper(PublicModel):
    """One candidate's paper.

    `sealed` is JSON, a list in the order of the paper: `question` (key), `number`, `kind`, `order`, `key`, `tenths`,
    `stem`, `options` (in their own order), `explanation`. `sha256` is `rules.drawing.paper_hash` of it. `holder` is
    the digest of the key that the one active browser holds; "" lets the next one take it. `shape` is how many options
    stand at each place; `makeup` counts the questions as kind, source and difficulty ("single public easy").
    """

    admission = models.OneToOneField(Admission, models.PROTECT, related_name="paper", verbose_name="考生")
    seed = EncryptedTextField("抽题种子", editable=False)
    sealed = EncryptedTextField("试卷内容", editable=False)
    sha256 = models.CharField("试卷摘要", max_length=64)
    shape = ArrayField(models.PositiveSmallIntegerField(), default=list, verbose_name="各题选项数", editable=False)
    makeup = models.JSONField("题型和难度", default=dict, editable=False)
    drawn_at = models.DateTimeField("抽题时间")
    holder = models.CharField("作答浏览器摘要", max_length=64, blank=True, editable=False)
    begun_at = models.DateTimeField("开始时间", null=True)
    ends_at = models.DateTimeField("截止时间", null=True)
    extra_minutes = models.PositiveSmallIntegerField("延长分钟数", default=0)
    seen_at = models.DateTimeField("最近在线时间", null=True)
    handed_in_at = models.DateTimeField("交卷时间", null=True)
    handed_in_how = models.CharField("交卷方式", max_length=8, choices=HandedIn, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "试卷"
        verbose_name_plural = "试卷"
        ordering = ["admission"]
        indexes = [models.Index(fields=["ends_at"], condition=models.Q(handed_in_at=None), name="exam_paper_running")]
        triggers = [
            NO_TRUNCATE,
            pgtrigger.Protect(
                name="no_delete", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__begun_at__isnull=False)
            ),
            pgtrigger.Protect(
                name="frozen",
                operation=pgtrigger.UpdateOf("admission_id", "seed", "sealed", "sha256"),
            ),
            pgtrigger.Protect(
                name="handed_in_is_final",
                operation=pgtrigger.UpdateOf("holder", "begun_at", "ends_at", "handed_in_at", "handed_in_how"),
                condition=pgtrigger.Q(old__handed_in_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.admission}的试卷"

    @property
    def items(self) -> list[dict[str, Any]]:
        """What stands on the paper, with keys: never send it to a browser as it is."""
        return json.loads(self.sealed)


class Answer(models.Model):
    """What is ticked at one place of a paper, as shown there. `serial` grows with every change in the browser."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="answers", verbose_name="试卷")
    place = models.PositiveSmallIntegerField("题次")
    ticked = ArrayField(models.PositiveSmallIntegerField(), default=list, verbose_name="所选")
    serial = models.PositiveIntegerField("修改序号")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = "作答"
        verbose_name_plural = "作答"
        ordering = ["paper", "place"]
        constraints = [models.UniqueConstraint(fields=["paper", "place"], name="exam_answer_place")]

    def __str__(self) -> str:
        return f"{self.paper}第{self.place + 1}题"


class PaperEvent(models.Model):
    """What happened at the seat, as the server saw it. `nonce`: what a browser reports twice is written once."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="events", verbose_name="试卷")
    kind = models.CharField("情况", max_length=14, choices=EventKind)
    at = models.DateTimeField("时间")
    detail = EncryptedTextField("说明", blank=True)
    by_name = models.CharField("办理人", max_length=60, blank=True)
    nonce = models.PositiveIntegerField("上报编号", null=True, editable=False)

    class Meta:
        verbose_name = "考试情况记录"
        verbose_name_plural = "考试情况记录"
        ordering = ["paper", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "nonce"], name="exam_event_once")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.paper}{self.get_kind_display()}"


class RoomNote(models.Model):
    """What an invigilator writes down for the 监考记录."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="notes", verbose_name="考场")
    text = EncryptedTextField("记录")
    at = models.DateTimeField("时间")
    by_name = models.CharField("记录人", max_length=60)

    class Meta:
        verbose_name = "监考记事"
        verbose_name_plural = "监考记事"
        ordering = ["room", "at", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.room}监考记事"


class Mark(models.Model):
    """评分: the last number counts, those before it are kept. `per_question` in tenths, in the order of the paper."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="marks", verbose_name="试卷")
    number = models.PositiveSmallIntegerField("第几次评分")
    per_question = ArrayField(models.PositiveSmallIntegerField(), verbose_name="各题得分")
    tenths = models.PositiveIntegerField("得分")
    passed = models.BooleanField("及格")
    withdrawn = models.JSONField("作废的试题", default=dict)
    marked_at = models.DateTimeField("评分时间")
    marked_by = models.CharField("评分办理人", max_length=60)

    class Meta:
        verbose_name = "成绩"
        verbose_name_plural = "成绩"
        ordering = ["paper", "-number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="exam_mark_number")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.paper}第{self.number}次评分"


class PracticeRun(PublicModel):
    """A candidate's practice or mock exam from the practice bank; nothing of it counts.

    `sealed` is like that of a paper; `answers` maps the place of a question to what was ticked.
    """

    admission = models.ForeignKey(Admission, models.PROTECT, related_name="practice", verbose_name="考生")
    is_mock = models.BooleanField("模拟考试", default=False)
    sealed = EncryptedTextField("题目", editable=False)
    answers = models.JSONField("作答", default=dict)
    begun_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("截止时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    right = models.PositiveSmallIntegerField("答对题数", null=True)
    tenths = models.PositiveIntegerField("得分", null=True)

    class Meta:
        verbose_name = "练习"
        verbose_name_plural = "练习"
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return f"{self.admission}的{'模拟考试' if self.is_mock else '练习'}"

    @property
    def items(self) -> list[dict[str, Any]]:
        return json.loads(self.sealed)
