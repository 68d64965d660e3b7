"""An exam: by which blueprint, when and where, who is admitted and who invigilates."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from apps.foundation.core.actors import EXAM_SETTER, EXAM_STAFF, INVIGILATOR, Actor
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person, Term
from apps.systems.legal_exams.models.bank import Question
from apps.systems.legal_exams.models.choices import (
    ADMISSION_STATES,
    DIFFICULTIES,
    EXAM_STATES,
    KINDS,
    PARTIAL,
    SOURCES,
    WITHDRAWN_HOW,
    CodePurpose,
)
from apps.systems.legal_exams.models.nominations import Nomination
from apps.systems.legal_exams.rules import drawing, states


class BlueprintQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Who runs the exams and who sets questions; a blueprint says nothing of any question."""
        is_theirs = actor.role in {EXAM_STAFF, EXAM_SETTER} and actor.area_path
        return self.filter(office__path__startswith=actor.area_path) if is_theirs else self.none()


class Blueprint(PublicModel):
    """命题方案: how a paper is made up. Once an exam uses it, a change is another blueprint."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="exam_blueprints", verbose_name="区划")
    title = models.CharField("名称", max_length=80)
    minutes = models.PositiveSmallIntegerField("考试时间", help_text="分钟")
    pass_tenths = models.PositiveIntegerField("及格线", help_text="十分之一分")
    partial = models.CharField("多选题计分", max_length=16, choices=PARTIAL)
    is_open_book = models.BooleanField("开卷", default=False)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    retired_at = models.DateTimeField("停用时间", null=True, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    created_at = models.DateTimeField("制定时间")

    objects = BlueprintQuerySet.as_manager()

    class Meta:
        verbose_name = "命题方案"
        verbose_name_plural = "命题方案"
        ordering = ["office", "-created_at"]
        constraints = [models.UniqueConstraint(fields=["office", "title"], name="exam_blueprint_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("legal_exams_blueprint", args=[self.public_id])

    @property
    def drawn_parts(self) -> list[drawing.Part]:
        """Its lines as the rules of drawing read them."""
        return [
            drawing.Part(line.kind, line.source, line.difficulty, line.count, line.tenths) for line in self.lines.all()
        ]


class BlueprintLine(models.Model):
    """So many questions of one kind, source and difficulty; `tenths` of a point for each."""

    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="lines", verbose_name="命题方案")
    position = models.PositiveSmallIntegerField("顺序")
    kind = models.CharField("题型", max_length=10, choices=KINDS)
    source = models.CharField("来源", max_length=10, choices=SOURCES)
    difficulty = models.CharField("难度", max_length=8, choices=DIFFICULTIES)
    count = models.PositiveSmallIntegerField("题数")
    tenths = models.PositiveSmallIntegerField("每题分值", help_text="十分之一分")

    class Meta:
        verbose_name = "命题方案的题型"
        verbose_name_plural = "命题方案的题型"
        ordering = ["blueprint", "position"]
        constraints = [
            models.UniqueConstraint(fields=["blueprint", "kind", "source", "difficulty"], name="exam_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.count}道"


class ExamQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Who runs the exams of the area; invigilators those in whose rooms they are, and the chief."""
        if not actor.area_path:
            return self.none()
        here = self.filter(office__path__startswith=actor.area_path)
        if actor.role == EXAM_STAFF:
            return here
        if actor.role != INVIGILATOR:
            return self.none()
        watched = Room.invigilators.through.objects.filter(room__exam=OuterRef("pk"), person=actor.person_id)
        return here.filter(Exists(watched) | Q(chief=actor.person_id)).exclude(state=states.PLANNED)


class Exam(PublicModel):
    """One sitting. Length, pass mark and marking rule are those of its blueprint on the day it was announced."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="exams", verbose_name="区划")
    term = models.ForeignKey(Term, models.PROTECT, related_name="exams", verbose_name="届")
    title = models.CharField("名称", max_length=100)
    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="exams", verbose_name="命题方案")
    resit_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="resits", verbose_name="补考所据"
    )
    starts_at = models.DateTimeField("开考时间")
    scope = models.TextField("考试范围", max_length=2000, blank=True)
    chief = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="总监考")
    minutes = models.PositiveSmallIntegerField("考试时间", editable=False)
    pass_tenths = models.PositiveIntegerField("及格线", editable=False)
    full_tenths = models.PositiveIntegerField("总分", editable=False)
    partial = models.CharField("多选题计分", max_length=16, choices=PARTIAL, editable=False)
    state = models.CharField("状态", max_length=10, choices=EXAM_STATES, default=states.PLANNED, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    notified_at = models.DateTimeField("通知时间", null=True, editable=False)
    started_at = models.DateTimeField("实际开考时间", null=True, editable=False)
    ended_at = models.DateTimeField("结束时间", null=True, editable=False)
    marked_at = models.DateTimeField("评分时间", null=True, editable=False)
    reported_at = models.DateTimeField("报告时间", null=True, editable=False)
    called_off_reason = models.CharField("取消原因", max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField("安排时间")

    objects = ExamQuerySet.as_manager()

    class Meta:
        verbose_name = "考试"
        verbose_name_plural = "考试"
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["office", "state"], name="exam_state")]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="rules_stand",
                operation=pgtrigger.UpdateOf(
                    "blueprint_id", "resit_of_id", "minutes", "pass_tenths", "full_tenths", "partial"
                ),
                condition=~pgtrigger.Q(old__state=states.PLANNED),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("legal_exams_exam", args=[self.public_id])


class Room(PublicModel):
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="rooms", verbose_name="考试")
    name = models.CharField("考场", max_length=40)
    address = models.CharField("地点", max_length=120)
    seats = models.PositiveSmallIntegerField("座位数")
    invigilators = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name="监考员")

    class Meta:
        verbose_name = "考场"
        verbose_name_plural = "考场"
        ordering = ["exam", "name"]
        constraints = [models.UniqueConstraint(fields=["exam", "name"], name="exam_room_name")]

    def __str__(self) -> str:
        return self.name


class AdmissionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Names of candidates: who runs the exams, and who invigilates in their room (the chief in all)."""
        rows = self.filter(exam__in=Exam.objects.visible_to(actor))
        if actor.role != INVIGILATOR:
            return rows
        mine = Room.invigilators.through.objects.filter(room=OuterRef("room"), person=actor.person_id)
        return rows.filter(Exists(mine) | Q(exam__chief=actor.person_id))


class Admission(PublicModel):
    """A candidate's place in an exam. `ticket` is the 准考证号, by which they sign in with a one-time code."""

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="admissions", verbose_name="考试")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="admissions", verbose_name="提请任命")
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="admissions", verbose_name="考场"
    )
    seat = models.PositiveSmallIntegerField("座位号", null=True, blank=True)
    ticket = models.CharField("准考证号", max_length=16, unique=True)
    state = models.CharField("状态", max_length=12, choices=ADMISSION_STATES, default=states.WAITING, editable=False)
    checked_in_at = models.DateTimeField("核验时间", null=True, editable=False)
    checked_in_by = models.CharField("核验人", max_length=60, blank=True, editable=False)
    stopped_reason = EncryptedTextField("终止原因", blank=True, editable=False)

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "考生"
        verbose_name_plural = "考生"
        ordering = ["exam", "ticket"]
        constraints = [
            models.UniqueConstraint(fields=["exam", "nomination"], name="exam_admission_once"),
            models.UniqueConstraint(
                fields=["room", "seat"], name="exam_seat_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"准考证{self.ticket}"


class AccessCode(models.Model):
    """A one-time code for a ticket, kept as a digest. The last one issued for a purpose is the one that opens."""

    admission = models.ForeignKey(Admission, models.PROTECT, related_name="codes", verbose_name="考生")
    purpose = models.CharField("用途", max_length=8, choices=CodePurpose)
    digest = models.CharField("摘要", max_length=64)
    issued_at = models.DateTimeField("发放时间")
    issued_by = models.CharField("发放人", max_length=60)
    expires_at = models.DateTimeField("失效时间")
    tries = models.PositiveSmallIntegerField("错误次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "考生登录码"
        verbose_name_plural = "考生登录码"
        ordering = ["admission", "-issued_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.admission}的{self.get_purpose_display()}登录码"


class WithdrawnQuestion(models.Model):
    """The decision that a question of this exam was wrong, and what it counts from then on. One more replaces it."""

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="withdrawn", verbose_name="考试")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name="试题")
    how = models.CharField("处理", max_length=6, choices=WITHDRAWN_HOW)
    reason = models.CharField("理由", max_length=500)
    decided_by = models.CharField("决定人", max_length=60)
    decided_at = models.DateTimeField("决定时间")

    class Meta:
        verbose_name = "考试中作废的试题"
        verbose_name_plural = "考试中作废的试题"
        ordering = ["exam", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.exam}作废{self.question}"
