"""Who takes part, whether they came, and what they found."""

from typing import Self

from django.db import models
from django.db.models import Q

from apps.congress.inspections.models.inspections import Inspection, Stop
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person


class Answer(models.TextChoices):
    ASKED = "asked", "待回复"
    COMING = "coming", "参加"
    DECLINED = "declined", "不能参加"
    RECUSED = "recused", "回避"


class Means(models.TextChoices):
    CODE = "code", "扫码"
    LIST = "list", "名单"


class ParticipantQuerySet(models.QuerySet):
    def came(self) -> Self:
        return self.filter(came_at__isnull=False)


class Participant(PublicModel):
    """One deputy who was asked to come; `came_at` is the moment of signing in."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="participants", verbose_name="视察调研")
    person = models.ForeignKey(Person, models.PROTECT, related_name="inspections", verbose_name="代表")
    name = models.CharField("姓名", max_length=60)
    group_name = models.CharField("代表团组", max_length=60, blank=True)
    answer = models.CharField("回复", max_length=10, choices=Answer, default=Answer.ASKED)
    reason = models.CharField("不能参加或回避的理由", max_length=300, blank=True)
    answered_at = models.DateTimeField("回复时间", null=True)
    came_at = models.DateTimeField("签到时间", null=True)
    means = models.CharField("签到方式", max_length=6, choices=Means, blank=True)
    signed_in_by = models.CharField("签到办理人", max_length=60, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "参加代表"
        verbose_name_plural = "参加代表"
        ordering = ["inspection", "person__pinyin", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "person"], name="inspection_participant_once"),
            models.CheckConstraint(
                condition=~Q(answer="recused") | Q(came_at__isnull=True), name="inspection_recused_did_not_come"
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=("declined", "recused")) | ~Q(reason=""), name="inspection_absence_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.standing}"

    @property
    def standing(self) -> str:
        """In one word, for lists."""
        if self.came_at:
            return "已签到"
        was_awaited = self.answer in (Answer.ASKED, Answer.COMING)
        return "未到" if was_awaited and self.inspection.held_at else self.get_answer_display()

    @property
    def tone(self) -> str:
        """The colour of that word."""
        return "green" if self.came_at else {"coming": "blue", "asked": "orange"}.get(self.answer, "secondary")


class FindingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With the inspection."""
        return self.filter(inspection__in=Inspection.objects.visible_to(actor).values("pk"))


class Finding(PublicModel):
    """发现的情况: what a participant or the office saw at a stop; photos are its attachments."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings", verbose_name="视察调研")
    stop = models.ForeignKey(Stop, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="点位")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    name = models.CharField("登记人姓名", max_length=60)
    text = models.TextField("情况", max_length=1000)
    found_at = models.DateTimeField("登记时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "发现的情况"
        verbose_name_plural = "发现的情况"
        ordering = ["inspection", "pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.text[:40]
