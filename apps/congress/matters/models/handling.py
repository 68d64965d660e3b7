"""Handling: one unit's part in a matter; contact with the proposer, and what a co-handling unit says."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.matters.models.choices import Means, PartRole, PartState
from apps.congress.matters.models.matters import Matter
from apps.congress.matters.models.paths import PATH_OF_MATTER
from apps.congress.matters.rules import states
from apps.congress.matters.rules.deadlines import days_late
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit


class HandlingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Handlers: the parts of their unit and, where it is the main one, of those that help. Others: with the
        matter."""
        if actor.role == HANDLER:
            helped = Q(matter__parts__unit=actor.unit_id, matter__parts__role=PartRole.MAIN)
            return self.filter(Q(unit=actor.unit_id) | helped).distinct()
        return self.filter(matter__in=Matter.objects.visible_to(actor).values("pk"))

    def standing(self) -> Self:
        """Neither given back nor stopped."""
        return self.exclude(state__in=(PartState.SENT_BACK, PartState.STOPPED))

    def open(self) -> Self:
        return self.filter(state__in=states.PART_OPEN)

    def within(self, path: str) -> Self:
        """Of matters in the subtree of the area of this path."""
        return self.filter(path__startswith=path)

    def late(self, on: date) -> Self:
        """Still open after their last day."""
        return self.open().filter(due_on__lt=on)

    def answering(self) -> Self:
        """Whose answer the proposer waits for."""
        return self.filter(role__in=(PartRole.MAIN, PartRole.SEPARATE))

    def to_reassign(self) -> Self:
        """Sent back, and nobody has taken over yet."""
        return self.filter(state=PartState.SENT_BACK, replaced_by__isnull=True)

    def awaited(self) -> Self:
        """Whose answer is still to come, whoever will give it."""
        return self.answering().open() | self.answering().to_reassign()

    def with_all(self) -> Self:
        return self.select_related("matter__office", "matter__lead", "matter__term", "unit", "replaces")


class Handling(PublicModel):
    """主办、协办、分办: a unit's part in one round of a matter. `unit_name` is its name of that day.

    `path` is that of the matter, written by the database: what is open in an area is found by one index.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parts", verbose_name="办理事项")
    path = models.CharField("区划路径", max_length=255, editable=False, db_collation="C")
    round = models.PositiveSmallIntegerField("第几次办理", default=1)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="handlings", verbose_name="承办单位")
    unit_name = models.CharField("承办单位名称", max_length=100)
    role = models.CharField("承办方式", max_length=10, choices=PartRole)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="接替")
    state = models.CharField("状态", max_length=14, choices=PartState, default=PartState.SENT)
    requirements = models.CharField("交办要求", max_length=500, blank=True)
    handed_over_at = models.DateTimeField("交办时间")
    handed_over_by = models.CharField("交办人", max_length=60)
    return_due_on = models.DateField("退办期限")
    contact_due_on = models.DateField("沟通期限", null=True)
    due_on = models.DateField("办理期限")
    due_ground = models.CharField("期限依据", max_length=200)
    first_due_on = models.DateField("原期限", help_text="延期以前的期限")
    taken_at = models.DateTimeField("签收时间", null=True)
    taken_by = models.CharField("签收人", max_length=60, blank=True)
    return_reason = models.CharField("退办理由", max_length=500, blank=True)
    return_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="建议改交")
    return_asked_at = models.DateTimeField("申请退办时间", null=True)
    return_answer = models.CharField("退办答复", max_length=500, blank=True)
    return_answered_at = models.DateTimeField("退办答复时间", null=True)
    done_at = models.DateTimeField("答复时间", null=True)

    objects = HandlingQuerySet.as_manager()

    class Meta:
        verbose_name = "承办"
        verbose_name_plural = "承办"
        ordering = ["matter", "round", "role", "pk"]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], include=["path"], name="handling_unit_due"),
            models.Index(
                fields=["path", "due_on"],
                include=["unit"],
                condition=Q(state__in=states.PART_OPEN),
                name="handling_open_of_area",
            ),
            models.Index(
                fields=["due_on", "id"],
                include=["path", "unit"],
                condition=Q(state__in=states.PART_OPEN),
                name="handling_open_by_due_day",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "round", "unit"],
                condition=~Q(state__in=["sent_back", "stopped"]),
                name="handling_unit_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["matter", "round"],
                condition=Q(role="main") & ~Q(state__in=["sent_back", "stopped"]),
                name="handling_one_main_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_at__isnull=False), name="handling_done_has_time"
            ),
        ]
        triggers = [*UNDELETABLE, PATH_OF_MATTER]

    def __str__(self) -> str:
        return f"{self.unit_name}{self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return reverse("matters_handling", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.state in states.PART_OPEN

    @property
    def answers(self) -> bool:
        """Whether it answers the proposer: a helping unit answers the main one."""
        return self.role != PartRole.CO

    def allows(self, act: str) -> bool:
        return states.part_allows(self.state, act)

    def late_on(self, on: date) -> int:
        """Days by which it is late today, while it is open."""
        return days_late(self.due_on, None, on) if self.is_open else 0


class ContactRecord(PublicModel):
    """沟通联系: written down before the reply, or waived by the proposer themselves. Never changed."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="contacts", verbose_name="承办")
    on = models.DateField("沟通日期")
    means = models.CharField("沟通方式", max_length=10, choices=Means)
    people = models.CharField("参加人员", max_length=200, blank=True)
    gist = models.TextField("提出人的意见", max_length=2000, blank=True)
    recorded_by = models.CharField("登记人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "沟通记录"
        verbose_name_plural = "沟通记录"
        ordering = ["handling", "on", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.handling} {self.get_means_display()}"


class CoOpinion(PublicModel):
    """协办意见: from a helping unit to the main one; sent back with a reason it stays, and another follows."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="opinions", verbose_name="承办")
    text = models.TextField("协办意见", max_length=4000)
    given_by = models.CharField("提出人", max_length=60)
    given_at = models.DateTimeField("提出时间")
    returned_at = models.DateTimeField("退回时间", null=True)
    return_reason = models.CharField("退回理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "协办意见"
        verbose_name_plural = "协办意见"
        ordering = ["handling", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["handling"], condition=Q(returned_at__isnull=True), name="co_opinion_one_standing"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="words_are_fixed", operation=pgtrigger.UpdateOf("handling_id", "text", "given_by", "given_at")
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"{self.handling}的协办意见"
