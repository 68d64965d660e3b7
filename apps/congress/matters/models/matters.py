"""Matter: what somebody must answer by a date."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from apps.congress.matters.models.bigrams import BigramsField
from apps.congress.matters.models.choices import Consent, Grade, MatterKind, MatterState, Refusal, Route
from apps.congress.matters.models.paths import PARTS_FOLLOW
from apps.congress.matters.models.place_tallies import COUNTING
from apps.congress.matters.models.submissions import Submission
from apps.congress.matters.models.tallies import SORTS, TALLYING
from apps.congress.matters.policies import SCHEME_KEY
from apps.congress.matters.rules import kinds, states
from apps.congress.matters.rules.deadlines import days_late
from apps.congress.matters.rules.likeness import bigrams
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area, AreaKind, Unit, standing
from apps.foundation.people.models import Person, Term

FEW = {
    "state": ~Q(state="closed"),
    "route": ~Q(route__in=["", "handlers"]),
    "grade": ~Q(grade=""),
    "is_key": Q(is_key=True),
}
"""Which rows of a sort are few, or not to be found among the latest: each has an index that leads right to them."""
MATTER_TEXT_LIMIT = 8000
NO_DAY = date.max
LISTED = ["path", "act_by", *SORTS]
"""What lists are narrowed by: carried by the index of every order, so that rows passed over are never fetched."""
LATE_FROM = f"CASE WHEN submitted_at IS NOT NULL AND act_by < '{NO_DAY}' THEN act_by + 1 END"
"""SQL: the day from which a matter counts as late."""


def _few(name: str, condition: Q) -> models.Index:
    others = [listed for listed in LISTED if listed != name]
    return models.Index(
        fields=[name, "submitted_at", "id"], include=others, condition=condition, name=f"matter_of_{name}"
    )  # fmt: skip


class MatterSeries(models.Model):
    """One series of numbers: of one kind in one term, at one meeting or between meetings (`source`)."""

    office = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="办理区划")
    kind = models.CharField("类别", max_length=12, choices=MatterKind)
    term = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+", verbose_name="届")
    source = models.CharField("来源", max_length=80, blank=True)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = "办理编号序列"
        verbose_name_plural = "办理编号序列"
        ordering = ["-year", "office", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "term", "source", "year"], nulls_distinct=False, name="matter_series_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office}{self.year}年{self.get_kind_display()}"


class MatterQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: what was handed in in their area. Handlers: what was handed to their unit. Members:
        what they put forward or were asked to sign. Published ones have a page of their own.
        """
        if actor.sees_area:
            return self.handed_in(actor.area_path)
        if actor.role == HANDLER:
            return self.filter(parts__unit=actor.unit_id).distinct()
        return self.of_member(actor.person_id) if actor.is_member and actor.person_id else self.none()

    def handed_in(self, path: str) -> Self:
        """What the offices in the area of this path have received."""
        return self.filter(path__startswith=path, submitted_at__isnull=False)

    def of_member(self, person_id: int) -> Self:
        """Those a member leads, was asked to sign, or collected from a resident."""
        away = (Consent.REFUSED, Consent.LAPSED)
        asked = CoSigner.objects.filter(matter=OuterRef("pk"), person=person_id).exclude(consent__in=away)
        return self.filter(Q(lead=person_id) | Exists(asked) | Q(submission__collected_by=person_id))

    def open(self) -> Self:
        """Somebody still has to do something."""
        return self.filter(state__in=states.OPEN)

    def late(self, on: date) -> Self:
        """Whoever has it now should have acted before `on`."""
        return self.filter(act_by__lt=on)

    def found_by(self, text: str) -> Self:
        """Every word must stand in title or text, by their bigrams; what is a number is the number."""
        rows = self
        for word in text.split():
            found = Q(bigrams__holds_all=grams) if (grams := bigrams(word)) else Q(title__contains=word)
            rows = rows.filter(found | Q(number=int(word)) if word.isdecimal() and len(word) < 7 else found)
        return rows

    def for_list(self) -> Self:
        """With what a line of the register says of each."""
        return self.select_related("office", "main_unit", "series").defer("bigrams", "frozen_rules")

    def with_all(self) -> Self:
        """What a page or a row of a list says of each."""
        return self.select_related("office", "body", "term", "lead", "submission__area", "merged_into", "origin")


class MatterManager(models.Manager.from_queryset(MatterQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> MatterQuerySet:
        """The bigrams stay in the database."""
        return super().get_queryset().defer("bigrams")


class Matter(PublicModel):
    """建议、意见、审议意见、视察意见、诉求: one thing that is to be answered.

    `submission` is the sentence as it was brought; title and text are what is handled, and may have been put in order
    by the office. `due_on` is the day by which whoever has it now must act: the office, the units or the proposer;
    `act_by` the same while somebody has to, else NO_DAY. `grade` is the result of the last rating.
    """

    kind = models.CharField("类别", max_length=12, choices=MatterKind)
    office = models.ForeignKey(Area, models.PROTECT, related_name="matters", verbose_name="办理区划")
    path = models.CharField("区划路径", max_length=255, editable=False, db_collation="C")
    body = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="机关")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="届")
    submission = models.OneToOneField(
        Submission, models.PROTECT, null=True, editable=False, related_name="matter", verbose_name="意见建议登记"
    )
    voiced = models.ForeignKey(
        Submission,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="voiced_by",
        verbose_name="据以提出的群众反映",
    )
    lead = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="matters_led", verbose_name="提出人(领衔)"
    )
    proposer_name = models.CharField("提出人", max_length=80)
    title = models.CharField("标题", max_length=100)
    text = models.TextField("内容", max_length=MATTER_TEXT_LIMIT)
    category = models.CharField("内容分类", max_length=30, blank=True)
    may_be_published = models.BooleanField("同意公开", default=True)
    wants_to_join = models.BooleanField("愿意参与调研", default=False)
    source_label = models.CharField("来源事项类型", max_length=80, blank=True, editable=False)
    source_id = models.BigIntegerField("来源事项", null=True, editable=False)
    source_title = models.CharField("来源", max_length=120, blank=True, editable=False)
    source_url = models.CharField("来源页面", max_length=300, blank=True, editable=False)
    series = models.ForeignKey(
        MatterSeries, models.PROTECT, null=True, editable=False, related_name="matters", verbose_name="编号序列"
    )
    number = models.PositiveIntegerField("编号", null=True, editable=False)
    revision = models.PositiveSmallIntegerField("版次", default=1, editable=False)
    state = models.CharField("状态", max_length=12, choices=MatterState, default=MatterState.DRAFT, editable=False)
    round = models.PositiveSmallIntegerField("第几次办理", default=1, editable=False)
    route = models.CharField("办理渠道", max_length=10, choices=Route, blank=True, editable=False)
    refusal = models.CharField("不予受理情形", max_length=12, choices=Refusal, blank=True, editable=False)
    reason = models.TextField("理由或者处理结果", max_length=1000, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged", verbose_name="并入"
    )
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="passed_on", verbose_name="由此转来"
    )
    main_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="主办单位"
    )
    result = models.CharField("结果类别", max_length=2, blank=True, editable=False)
    is_key = models.BooleanField("重点督办", default=False, editable=False)
    grade = models.CharField("评价", max_length=12, choices=Grade, blank=True, editable=False)
    frozen_rules: dict[str, Any] = models.JSONField("采用的规则", default=dict, editable=False)  # type: ignore[assignment]
    created_at = models.DateTimeField("起草时间")
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    accepted_at = models.DateTimeField("立案时间", null=True, editable=False)
    routed_at = models.DateTimeField("确定办理渠道时间", null=True, editable=False)
    handed_over_at = models.DateTimeField("交办时间", null=True, editable=False)
    replied_at = models.DateTimeField("答复时间", null=True, editable=False)
    reminded_at = models.DateTimeField("提醒评价时间", null=True, editable=False)
    closed_at = models.DateTimeField(
        "办结时间", null=True, editable=False, help_text="办结、不予受理、并案、撤回的时间"
    )
    due_on = models.DateField("当前期限", null=True, editable=False)
    reply_due_on = models.DateField("答复期限", null=True, editable=False)
    act_by = models.GeneratedField(
        expression=Case(When(state__in=states.OPEN, then=Coalesce(F("due_on"), Value(NO_DAY))), default=Value(NO_DAY)),
        output_field=models.DateField("应办期限"),
        db_persist=True,
    )
    bigrams = BigramsField(editable=False)

    objects = MatterManager()

    class Meta:
        verbose_name = "办理事项"
        verbose_name_plural = "办理事项"
        ordering = ["-submitted_at", "-pk"]
        indexes = [
            GinIndex(fields=["bigrams"], name="matter_bigrams"),
            models.Index(fields=["source_label", "source_id"], name="matter_source"),
            models.Index(fields=["submitted_at", "id"], include=LISTED, name="matter_by_arrival"),
            models.Index(fields=["path", "submitted_at", "id"], include=LISTED[1:], name="matter_of_office"),
            models.Index(fields=["act_by", "id"], include=["path", "submitted_at", *SORTS], name="matter_by_due_day"),
            *(_few(name, condition) for name, condition in FEW.items()),
            models.Index(
                fields=["state", "path", "act_by"], condition=Q(state__in=states.WATCHED), name="matter_watched"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="matter_number_in_series"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submission__isnull=False, submitted_at__isnull=False),
                name="matter_handed_in_is_a_submission",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(series__isnull=False, number__isnull=False),
                name="matter_accepted_is_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handed_over", "rehandling"])
                | Q(due_on__isnull=False, handed_over_at__isnull=False),
                name="matter_handed_over_has_due_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False), name="matter_merged_into_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "withdrawn", "merged", "closed"]) | Q(closed_at__isnull=False),
                name="matter_over_has_time",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="matter_not_merged_into_itself"),
        ]  # fmt: skip
        triggers = [
            *UNDELETABLE, *TALLYING, PARTS_FOLLOW, *COUNTING,
            *standing({"matters_late": (LATE_FROM, "NULL")}, place="office_id"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("matters_matter", args=[self.public_id])

    def get_kind_display(self) -> str:
        """In the words of its level."""
        return kinds.kind_name(self.kind, is_street=self.office.kind == AreaKind.STREET)

    @property
    def is_by_members(self) -> bool:
        """Whether members put it forward, are contacted before the reply and rate it."""
        return self.kind in kinds.BY_MEMBERS

    @property
    def is_rated_by_proposer(self) -> bool:
        """Whether whoever put it forward rates the reply, a resident by their code."""
        return self.kind in kinds.RATED

    @property
    def scheme(self) -> str:
        """How its reply is classed."""
        return self.frozen_rules.get(SCHEME_KEY, {}).get("value", "")

    @property
    def final(self) -> "Matter":
        """Itself, or the one in which it ended at last."""
        return self.merged_into.final if self.merged_into else self

    @property
    def label(self) -> str:
        """`2026年第12号`; "" before it is accepted. The row must come with its series."""
        return f"{self.series.year}年第{self.number}号" if self.series else ""

    @property
    def waits_until(self) -> date | None:
        """The day by which somebody has to act, None where nobody has."""
        return self.act_by if self.act_by < NO_DAY else None

    def allows(self, act: str) -> bool:
        return states.allows(self.state, act)

    def late_on(self, on: date) -> int:
        """Days by which whoever has it now is late; 0 in time and when nobody has to act."""
        return days_late(self.due_on, None, on) if self.state in states.OPEN else 0


class ReturnRecord(PublicModel):
    """退回修改: when a matter went back to its proposer, and when it came again. Figures of a past day rest on it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="returns", verbose_name="办理事项")
    submitted_at = models.DateTimeField("提交时间")
    returned_at = models.DateTimeField("退回时间")
    reason = models.CharField("退回理由", max_length=1000)
    returned_by = models.CharField("退回人", max_length=60)
    again_at = models.DateTimeField("重新提交时间", null=True)

    class Meta:
        verbose_name = "退回修改"
        verbose_name_plural = "退回修改"
        ordering = ["matter", "returned_at"]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(again_at__isnull=True), name="return_one_open")
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.matter}退回修改"


class CoSigner(PublicModel):
    """附议: a member asked to put their name to a matter, and the answer."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="signers", verbose_name="办理事项")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="附议人")
    name = models.CharField("姓名", max_length=60)
    consent = models.CharField("附议", max_length=10, choices=Consent, default=Consent.ASKED)
    asked_at = models.DateTimeField("请其附议时间")
    answered_at = models.DateTimeField("答复时间", null=True, editable=False)

    class Meta:
        verbose_name = "附议"
        verbose_name_plural = "附议"
        ordering = ["matter", "answered_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="matter_co_signer_once")]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.name} {self.get_consent_display()}"
