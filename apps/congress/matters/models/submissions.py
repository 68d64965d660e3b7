"""Submission: the sentence somebody brought, and what they were told became of it.

Systems above extend a submission by a one-to-one of their own.
"""

from collections.abc import Sequence
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from apps.congress.matters import purposes
from apps.congress.matters.models.bigrams import BigramsField, shared_part
from apps.congress.matters.models.choices import Grade
from apps.congress.matters.rules.acts import SENTENCE_LIMIT, TEXT_LIMIT
from apps.congress.matters.rules.likeness import bigrams
from apps.foundation.core.actors import Actor
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.foundation.people.rules import masked_phone


class Channel(models.TextChoices):
    ONLINE = "online", "网上"
    SCAN = "scan", "扫码"
    VISIT = "visit", "来访"
    PHONE = "phone", "电话"
    LETTER = "letter", "来信"
    DEPUTY = "deputy", "代表收集"
    MEETING = "meeting", "会议"
    OTHER = "other", "其他"


class ProposerKind(models.TextChoices):
    PERSON = "person", "代表本人"
    RESIDENT = "resident", "居民"
    ANONYMOUS = "anonymous", "匿名"
    ORGAN = "organ", "机关"


class NumberSeries(models.Model):
    """受理编号 of one year at one office: a town or street numbers everything that comes from inside it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="编号区划")
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = "受理编号序列"
        verbose_name_plural = "受理编号序列"
        ordering = ["-year", "area"]
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="submission_series_once")]

    def __str__(self) -> str:
        return f"{self.area}{self.year}年"


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Office and leaders: their area. Members: what they brought, for themselves or for others."""
        if actor.sees_area:
            return self.filter(area__path__startswith=actor.area_path)
        return self.brought_by(actor.person_id) if actor.is_member and actor.person_id else self.none()

    def brought_by(self, person_id: int | None) -> Self:
        return self.filter(Q(person=person_id) | Q(collected_by=person_id))

    def in_place_of(self, submission: "Submission") -> Self:
        """What it may end in: everything numbered by the same town or street, in whatever year, and brought to the same
        purpose; for what has no special purpose also what is handled as a matter."""
        goes_to = Q(purpose=submission.purpose)
        if not submission.purpose:
            goes_to |= Q(matter__isnull=False)
        return self.filter(goes_to, series__area=submission.series.area_id)

    def standing(self) -> Self:
        """Neither merged into another one nor withdrawn."""
        return self.filter(merged_into__isnull=True, withdrawn=False)

    def untold(self) -> Self:
        return self.filter(~Exists(_updates_of()))

    def with_progress(self) -> Self:
        """Everything `progress` needs, in the same query."""
        latest = _updates_of().order_by("-at", "-pk")
        return self.annotate(
            last_sentence=models.Subquery(latest.values("sentence")[:1]),
            last_told_at=models.Subquery(latest.values("at")[:1]),
            is_finished=Exists(_updates_of().filter(is_final=True)),
        )

    def found_by(self, text: str) -> Self:
        """Every word must stand in the text, the place or the name; what begins with a digit also in the number."""
        rows = self
        for word in text.split():
            found = Q(text__icontains=word) | Q(place__icontains=word) | Q(name__icontains=word)
            if len(word) > 1 and (grams := bigrams(word)):
                found &= Q(bigrams__holds_all=grams)
            rows = rows.filter(found | Q(number__contains=word) if word[0].isdigit() else found)
        return rows

    def alike(self, grams: Sequence[str]) -> Self:
        """Each with its `score`. No index is asked: nearly every text shares some bigram with nearly every other,
        and comparing 10,000 of them outright is faster than looking a hundred bigrams up."""
        return self.annotate(score=shared_part("bigrams", grams))


def _updates_of() -> QuerySet:
    return SubmissionUpdate.objects.filter(submission=OuterRef("pk"))


class SubmissionManager(models.Manager.from_queryset(SubmissionQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> SubmissionQuerySet:
        """The bigrams stay in the database."""
        return super().get_queryset().defer("bigrams")


class Submission(PublicModel):
    """意见建议 as it was brought. The follow-up code is not stored, only its index."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="submissions", verbose_name="区划")
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="submissions", verbose_name="编号序列")
    number = models.CharField("受理编号", max_length=16)
    purpose = models.CharField("用途", max_length=60, blank=True, db_index=True)
    channel = models.CharField("渠道", max_length=10, choices=Channel)
    text = models.TextField("内容", max_length=TEXT_LIMIT)
    place = models.CharField("地点", max_length=120, blank=True)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    proposer_kind = models.CharField("反映人类别", max_length=10, choices=ProposerKind)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name="反映人"
    )
    name = models.CharField("姓名", max_length=60, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    collected_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="collected_submissions", verbose_name="收集代表"
    )
    received_at = models.DateTimeField("收到时间", db_index=True)
    code_index = models.CharField("查询码索引", max_length=64, unique=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    may_be_published = models.BooleanField("同意公开", default=False)
    withdrawn = models.BooleanField("反映人已撤回", default=False)
    bigrams = BigramsField(editable=False)

    objects = SubmissionManager()

    class Meta:
        verbose_name = "意见建议"
        verbose_name_plural = "意见建议"
        ordering = ["-received_at", "-pk"]
        indexes = [GinIndex(fields=["bigrams"], name="submission_bigrams")]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="submission_number_in_series"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="submission_position_whole",
            ),
            models.CheckConstraint(
                condition=~Q(proposer_kind="anonymous") | Q(person__isnull=True, name="", phone=""),
                name="submission_anonymous_is_nameless",
            ),
            models.CheckConstraint(
                condition=Q(proposer_kind="person", person__isnull=False)
                | (~Q(proposer_kind="person") & Q(person__isnull=True)),
                name="submission_person_is_known",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="submission_not_merged_into_itself"),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.number}号意见建议"

    def get_absolute_url(self) -> str:
        return reverse("matters_submission", args=[self.public_id])

    @property
    def purpose_title(self) -> str:
        return purposes.title_of(self.purpose)

    @property
    def proposer(self) -> str:
        """Who brought it, as lists show it."""
        return self.name or self.get_proposer_kind_display()

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone)

    @property
    def stands(self) -> bool:
        """Whether it still goes on by itself."""
        return self.merged_into_id is None and not self.withdrawn

    @property
    def progress(self) -> str:
        """In a word; the row must come `with_progress`."""
        if self.merged_into_id:
            return "已并件"
        if self.withdrawn:
            return "已撤回"
        return "已办结" if self.is_finished else "已告知" if self.last_told_at else "未告知"

    def excerpt(self, length: int = 30) -> str:
        text = " ".join(self.text.split())
        return text if len(text) <= length else f"{text[: length - 1]}…"


class SubmissionUpdate(PublicModel):
    """One sentence to the proposer; never changed, a correction is another sentence."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="updates", verbose_name="意见建议")
    at = models.DateTimeField("告知时间")
    sentence = models.CharField("告知内容", max_length=SENTENCE_LIMIT)
    by_name = models.CharField("告知人", max_length=60)
    is_final = models.BooleanField("最终结果", default=False)

    class Meta:
        verbose_name = "告知"
        verbose_name_plural = "告知"
        ordering = ["at", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.submission.number}号:{self.sentence}"


class SubmissionRating(PublicModel):
    """评价 by whoever brought it, of what they were told, where it ended without becoming a matter. Never changed.

    A matter has ratings of its own, round by round (`Rating`).
    """

    submission = models.OneToOneField(
        Submission, models.PROTECT, related_name="rating", verbose_name="意见建议", editable=False
    )
    grade = models.CharField("对答复", max_length=12, choices=Grade)
    comment = models.CharField("具体意见", max_length=1000, blank=True)
    rated_at = models.DateTimeField("评价时间")

    class Meta:
        verbose_name = "意见建议评价"
        verbose_name_plural = "意见建议评价"
        ordering = ["-rated_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(grade="dissatisfied") | ~Q(comment=""), name="submission_rating_says_why"
            )
        ]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.submission.number}号:{self.get_grade_display()}"
