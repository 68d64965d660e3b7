"""推荐登记: one person recommended through one line of the quota table, and every step of the way."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.foundation.core.actors import LEADER, Actor
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person, Sex, Term
from apps.foundation.people.rules import masked_phone
from apps.systems.street_deliberations.models.choices import CandidateState, Category, Channel, Occupation, Tie
from apps.systems.street_deliberations.models.plans import QuotaLine
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.rules.conditions import CHINA, Conditions

ALIVE = ~Q(state__in=states.OVER)


class CandidateQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office: all of its area. Leaders: once submitted, without what only the office sees."""
        if not actor.sees_area:
            return self.none()
        own = self.filter(term__body__area__path__startswith=actor.area_path)
        return own.exclude(state=states.DRAFT) if actor.role == LEADER else own

    def alive(self) -> Self:
        return self.filter(ALIVE)

    def with_line(self) -> Self:
        return self.select_related("term__body__area", "line__community", "vacancy__mandate__person")


class Candidate(PublicModel):
    """What stands in the 推荐登记表. Phone and identity number are encrypted and shown to the office alone."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="candidates", verbose_name="届")
    line = models.ForeignKey(QuotaLine, models.PROTECT, related_name="candidates", verbose_name="名额")
    vacancy = models.ForeignKey(
        "Seat", models.PROTECT, null=True, blank=True, related_name="replacements", verbose_name="补推空缺"
    )
    channel = models.CharField("推荐方式", max_length=10, choices=Channel)
    recommender = models.CharField("推荐单位", max_length=100, blank=True)
    recommender_opinion = models.CharField("推荐单位意见", max_length=500, blank=True)
    name = models.CharField("姓名", max_length=60)
    sex = models.CharField("性别", max_length=6, choices=Sex, blank=True)
    ethnic_group = models.CharField("民族", max_length=20, blank=True)
    nationality = models.CharField("国籍", max_length=20, default=CHINA)
    born_on = models.DateField("出生日期", null=True, blank=True)
    party = models.CharField("政治面貌", max_length=20, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    workplace = models.CharField("单位及职务", max_length=120, blank=True)
    category = models.CharField("代表来源", max_length=10, choices=Category, blank=True)
    occupation = models.CharField("职业", max_length=14, choices=Occupation, blank=True)
    tie = models.CharField("居住或者工作", max_length=6, choices=Tie, default=Tie.LIVES)
    tie_place = models.CharField("居住(工作)地", max_length=120, blank=True)
    tie_since = models.DateField("起始日期", null=True, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    identity_number = EncryptedTextField("身份证号", blank=True)
    identity_index = models.CharField("身份证号索引", max_length=64, blank=True, editable=False)
    resume = models.TextField("简历", max_length=2000, blank=True)
    merits = models.TextField("主要表现", max_length=2000, blank=True)
    note = models.CharField("备注", max_length=300, blank=True)
    state = models.CharField(
        "状态", max_length=16, choices=CandidateState, default=CandidateState.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    frozen_rules = models.JSONField("采用的规则", default=dict, editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="candidacies", verbose_name="已登记人员"
    )
    is_new_person = models.BooleanField("核对为新人员", default=False, editable=False)
    created_at = models.DateTimeField("登记时间")

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "推荐登记"
        verbose_name_plural = "推荐登记"
        ordering = ["term", "line__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "identity_index"], condition=ALIVE & ~Q(identity_index=""), name="candidate_once"
            )
        ]
        triggers = [
            *UNDELETABLE,
            pgtrigger.Protect(
                name="submitted_stands",
                operation=pgtrigger.UpdateOf("term_id", "line_id", "name", "born_on", "tie_since", "nationality"),
                condition=~pgtrigger.Q(old__state="draft"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}(推荐登记)"

    def get_absolute_url(self) -> str:
        return reverse("street_deliberations_candidate", args=[self.public_id])

    @property
    def conditions(self) -> Conditions:
        """What this recommendation is held to, as it was when it began."""
        return Conditions.of(self.frozen_rules)

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone)

    @property
    def public_line(self) -> str:
        """All that a public notice may say: name, sex, unit and post, community."""
        return ",".join(part for part in (self.name, self.get_sex_display(), self.workplace, self.line.name) if part)


class StepQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The office alone: opinions and their files name what is not for others."""
        office = actor.sees_area and actor.role != LEADER
        return self.filter(candidate__in=Candidate.objects.visible_to(actor)) if office else self.none()


class CandidateStep(PublicModel):
    """One step on the way: who, for which organisation, when, with what opinion, under which number."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="steps", verbose_name="推荐登记")
    title = models.CharField("步骤", max_length=40)
    organ = models.CharField("单位", max_length=100, blank=True)
    on = models.DateField("日期")
    result = models.CharField("结果", max_length=40)
    opinion = EncryptedTextField("意见", blank=True)
    document_number = models.CharField("文号", max_length=80, blank=True)
    recorded_by = models.CharField("办理人", max_length=60)
    recorded_as = models.CharField("以何身份", max_length=120, blank=True)
    recorded_at = models.DateTimeField("办理时间")

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "推荐步骤"
        verbose_name_plural = "推荐步骤"
        ordering = ["candidate", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.title}:{self.result}"


class JointOpinion(PublicModel):
    """联审意见 of one organ: no objection, or the veto that ends the recommendation (一票否决).

    One that was entered wrongly stays and is replaced by another; the last of an organ holds.
    """

    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replacement", verbose_name="更正"
    )
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="opinions", verbose_name="推荐登记")
    organ = models.CharField("联审单位", max_length=40)
    on = models.DateField("日期")
    is_veto = models.BooleanField("一票否决")
    opinion = EncryptedTextField("意见", blank=True)
    document_number = models.CharField("文号", max_length=80, blank=True)
    recorded_by = models.CharField("登记人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "联审意见"
        verbose_name_plural = "联审意见"
        ordering = ["candidate", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "organ"], condition=Q(replaces=None), name="joint_opinion_once"
            )
        ]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.organ}:{self.result}"

    @property
    def result(self) -> str:
        return "一票否决" if self.is_veto else "无异议"


class CandidateImportQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        office = actor.sees_area and actor.role != LEADER
        return self.filter(term__body__area__path__startswith=actor.area_path) if office else self.none()


class CandidateImport(PublicModel):
    """A checked sheet of recommendations that waits for a yes. Its rows are encrypted, and gone once written."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="candidate_imports", verbose_name="届")
    file_name = models.CharField("文件名", max_length=200)
    count = models.PositiveSmallIntegerField("人数")
    rows = EncryptedTextField("内容", blank=True)
    uploaded_by = models.CharField("上传人", max_length=60)
    uploaded_at = models.DateTimeField("上传时间")
    written_at = models.DateTimeField("登记时间", null=True, blank=True)

    objects = CandidateImportQuerySet.as_manager()

    class Meta:
        verbose_name = "推荐登记导入"
        verbose_name_plural = "推荐登记导入"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.term} {self.file_name}"
