"""提请任命: who is nominated to what. Names stay with the exam's own staff until the vote."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.ballots.models import Poll
from apps.foundation.core.actors import EXAM_STAFF, Actor
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Term
from apps.systems.legal_exams.models.choices import NOMINATION_STATES, NominationKind, Organ, VoteResult
from apps.systems.legal_exams.rules import states


class NominationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those who run the exams of the area; names are for nobody else."""
        runs = actor.role == EXAM_STAFF and actor.area_path
        return self.filter(office__path__startswith=actor.area_path) if runs else self.none()


class Nomination(PublicModel):
    """One person put forward for one post. `str()` is its number: the log, notices and approvals name nobody.

    A nominee is no `Person` (decision 19). `person_index` is the keyed digest of the identity number, by which an
    earlier result of the same term is found; `post_index` that of the post, for whoever failed the vote twice.
    """

    office = models.ForeignKey(Area, models.PROTECT, related_name="exam_nominations", verbose_name="区划")
    term = models.ForeignKey(Term, models.PROTECT, related_name="exam_nominations", verbose_name="届")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("序号")
    organ = models.CharField("类别", max_length=16, choices=Organ)
    kind = models.CharField("任命方式", max_length=10, choices=NominationKind)
    nominated_by = models.CharField("提请机关(人)", max_length=80)
    received_on = models.DateField("收到提请日期")
    meeting_on = models.DateField("拟提请审议的常委会会议日期", null=True, blank=True)
    name = EncryptedTextField("姓名")
    identity_number = EncryptedTextField("身份证号")
    person_index = models.CharField("身份证号索引", max_length=64, editable=False)
    phone = EncryptedTextField("联系电话", blank=True)
    present_post = EncryptedTextField("现任职务", blank=True)
    post = EncryptedTextField("拟任职务")
    post_index = models.CharField("拟任职务索引", max_length=64, editable=False)
    state = models.CharField("状态", max_length=14, choices=NOMINATION_STATES, default=states.RECEIVED, editable=False)
    exemption = models.CharField("免考情形", max_length=120, blank=True, editable=False)
    exemption_reason = EncryptedTextField("免考理由", blank=True, editable=False)
    withdrawn_reason = EncryptedTextField("撤回原因", blank=True, editable=False)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    created_at = models.DateTimeField("登记时间")

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "提请任命"
        verbose_name_plural = "提请任命"
        ordering = ["office", "-year", "-number"]
        indexes = [
            models.Index(fields=["office", "state"], name="exam_nomination_state"),
            models.Index(fields=["term", "person_index"], name="exam_nomination_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "number"], name="exam_nomination_number"),
            models.UniqueConstraint(
                fields=["term", "person_index", "post_index"],
                condition=~Q(state__in=[states.VOTED, states.WITHDRAWN, states.LOCKED]),
                name="exam_nomination_once",
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"提名{self.year}-{self.number:03d}"

    def get_absolute_url(self) -> str:
        return reverse("legal_exams_nomination", args=[self.public_id])


class OfNominationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(nomination__in=Nomination.objects.visible_to(actor))


class AppointmentVote(PublicModel):
    """A nomination put to the vote of the standing committee: in a secret poll, one person at a time."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="votes", verbose_name="提请任命")
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="+", verbose_name="表决")
    option_number = models.PositiveSmallIntegerField("票上序号")
    submitted_at = models.DateTimeField("提请表决时间")
    result = models.CharField("结果", max_length=14, choices=VoteResult, blank=True)
    decided_at = models.DateTimeField("宣布时间", null=True, blank=True)

    objects = OfNominationQuerySet.as_manager()

    class Meta:
        verbose_name = "任命表决"
        verbose_name_plural = "任命表决"
        ordering = ["-submitted_at"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "option_number"], name="exam_vote_place"),
            models.UniqueConstraint(fields=["nomination"], condition=Q(result=""), name="exam_vote_one_open"),
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="result_is_final", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__result="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}的任命表决"


class Appointment(PublicModel):
    """What follows a vote that passed: the certificate of appointment, and the oath to the Constitution."""

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="appointment", verbose_name="提请任命")
    appointed_on = models.DateField("任命日期")
    certificate_number = models.CharField("任命书编号", max_length=60, blank=True)
    signed_by = models.CharField("签署人", max_length=60, blank=True)
    certificate_given_on = models.DateField("颁发日期", null=True, blank=True)
    oath_on = models.DateField("宣誓日期", null=True, blank=True)
    oath_place = models.CharField("宣誓地点", max_length=100, blank=True)
    oath_led_by = models.CharField("监誓(领誓)人", max_length=60, blank=True)
    note = models.CharField("备注", max_length=300, blank=True)
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)

    objects = OfNominationQuerySet.as_manager()

    class Meta:
        verbose_name = "任命书和宣誓登记"
        verbose_name_plural = "任命书和宣誓登记"
        ordering = ["-appointed_on"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.nomination}的任命书"
