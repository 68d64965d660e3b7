"""A request on its way through ordered steps, each signed off by a person or decided by an organ."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person


class RequestState(models.TextChoices):
    PENDING = "pending", "审批中"
    APPROVED = "approved", "已通过"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class Outcome(models.TextChoices):
    WAITING = "waiting", "待办"
    APPROVED = "approved", "同意"
    RETURNED = "returned", "退回"


class StepMode(models.TextChoices):
    PERSON = "person", "个人审批"
    ORGAN = "organ", "会议研究"


class RequestQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: those of their area. Everybody: what they drafted, hold, held or handed on."""
        if not actor.person_id:
            return self.filter(area__path__startswith=actor.area_path) if actor.sees_area else self.none()
        held = ApprovalStep.objects.filter(request=OuterRef("pk")).held_by(actor.person_id)
        own = Q(drafter=actor.person_id) | Exists(held)
        return self.filter(own | Q(area__path__startswith=actor.area_path) if actor.sees_area else own)

    def of(self, subject: models.Model) -> Self:
        """The requests about a row, the latest first."""
        return self.filter(subject_label=subject._meta.label_lower, subject_id=subject.pk).order_by("-pk")

    def with_steps(self) -> Self:
        """With what a page or a list says of each step."""
        steps = ApprovalStep.objects.select_related("person", "organ", "delegated_from")
        return self.select_related("area", "drafter").prefetch_related(Prefetch("steps", steps))


class ApprovalRequest(PublicModel):
    """A request about a row of a higher floor, named by model label and key. `kind` says for what, as a slug.

    The same subject may be submitted again after it came back: that is the next `round`.
    """

    subject_label = models.CharField("事项类型", max_length=80)
    subject_id = models.BigIntegerField("事项编号")
    subject_text = models.CharField("事项", max_length=200)
    url = models.CharField("事项页面", max_length=300)
    kind = models.CharField("审批类别", max_length=80)
    title = models.CharField("标题", max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    drafter = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="拟稿人")
    drafter_name = models.CharField("拟稿人姓名", max_length=60)
    state = models.CharField("状态", max_length=10, choices=RequestState, default=RequestState.PENDING)
    current = models.PositiveSmallIntegerField("当前步骤", default=1)
    round = models.PositiveSmallIntegerField("第几轮", default=1)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name="上一轮")
    reason = models.CharField("撤回理由", max_length=500, blank=True)
    created_at = models.DateTimeField("提请时间")
    ended_at = models.DateTimeField("办结时间", null=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "审批"
        verbose_name_plural = "审批"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_label", "subject_id", "kind"],
                condition=Q(state="pending"),
                name="approval_one_pending",
            ),
            models.UniqueConstraint(
                fields=["subject_label", "subject_id", "kind", "round"], name="approval_round_once"
            ),
            models.CheckConstraint(
                condition=Q(state="pending", ended_at__isnull=True) | ~Q(state="pending") & Q(ended_at__isnull=False),
                name="approval_ended_when_over",
            ),
            models.CheckConstraint(condition=Q(url__startswith="/"), name="approval_url_is_a_path"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ended_is_final", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__state="pending")
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("approvals_request", args=[self.public_id])

    @property
    def is_pending(self) -> bool:
        return self.state == RequestState.PENDING

    @property
    def current_step(self) -> "ApprovalStep":
        """The step whose turn it is; of an ended request the one that ended it."""
        return next(step for step in self.steps.all() if step.number == self.current)


class StepQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(request__in=ApprovalRequest.objects.visible_to(actor))

    def held_by(self, person_id: int) -> Self:
        """Steps that a person holds, decided or handed on."""
        return self.filter(Q(person=person_id) | Q(decided_by=person_id) | Q(delegated_from=person_id))


class ApprovalStep(PublicModel):
    """One step. A person signs it off, or the office writes down what a meeting of the organ decided."""

    request = models.ForeignKey(ApprovalRequest, models.PROTECT, related_name="steps", verbose_name="审批")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("步骤", max_length=40)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="审批人")
    organ = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="研究机关")
    delegated_from = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="转交人")
    delegation_reason = models.CharField("转交理由", max_length=500, blank=True)
    delegated_at = models.DateTimeField("转交时间", null=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.WAITING)
    opinion = models.TextField("意见", blank=True)
    document_number = models.CharField("文号", max_length=80, blank=True)
    decided_on = models.DateField("研究日期", null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    decided_by_name = models.CharField("办理人姓名", max_length=60, blank=True)
    decided_by_role = models.CharField("以何身份", max_length=120, blank=True)
    decided_at = models.DateTimeField("办理时间", null=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "审批步骤"
        verbose_name_plural = "审批步骤"
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="approval_step_number"),
            models.UniqueConstraint(fields=["request", "person"], name="approval_step_person_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=True, organ__isnull=False) | Q(person__isnull=False, organ__isnull=True),
                name="approval_step_person_or_organ",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_at__isnull=True)
                | ~Q(outcome="waiting") & Q(decided_at__isnull=False),
                name="approval_step_decided_has_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="decided_is_final", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__outcome="waiting")
            ),
            pgtrigger.Protect(
                name="plan_is_fixed", operation=pgtrigger.UpdateOf("request_id", "number", "title", "organ_id")
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def mode(self) -> StepMode:
        return StepMode.ORGAN if self.organ_id else StepMode.PERSON

    @property
    def is_organ(self) -> bool:
        return self.organ_id is not None

    @property
    def holder_name(self) -> str:
        """Who signs it off or decides it."""
        return str(self.organ or self.person)
