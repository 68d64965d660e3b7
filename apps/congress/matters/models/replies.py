"""The reply with what it promises, how it was rated, and what follows where it was not enough."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.congress.matters.models.bigrams import BigramsField
from apps.congress.matters.models.choices import Grade
from apps.congress.matters.models.handling import Handling
from apps.congress.matters.models.matters import Matter
from apps.congress.matters.rules.deadlines import days_late
from apps.congress.matters.rules.likeness import bigrams
from apps.congress.matters.rules.schemes import label_of
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person
from apps.office.documents.models import Document

REPLY_LIMIT = 8000
TONES: dict[str, str] = {Grade.SATISFIED: "green", Grade.BASIC: "blue", Grade.DISSATISFIED: "red"}


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Replies that were sent, with their part."""
        parts = Handling.objects.visible_to(actor)
        return self.filter(sent_at__isnull=False, handling__in=parts.values("pk"))


class Reply(PublicModel):
    """答复: drafted by the unit, signed as a reply letter (`document`), sent with the signature.

    One that came on paper was signed outside: `paper_*` is the letter, its scan an attachment of this row. There is
    one for each part that answers; a second round has parts of its own, and so replies of its own.
    """

    handling = models.OneToOneField(Handling, models.PROTECT, related_name="reply", verbose_name="承办")
    result = models.CharField("结果类别", max_length=2)
    text = models.TextField("答复内容", max_length=REPLY_LIMIT)
    contact_name = models.CharField("联系人", max_length=60)
    contact_phone = models.CharField("联系电话", max_length=40)
    is_public = models.BooleanField("可以公开", default=True)
    promises = models.JSONField("拟承诺事项", default=list, help_text="寄出时成为承诺事项")
    helpers_note = models.CharField("缺少协办意见的说明", max_length=500, blank=True)
    revision = models.PositiveSmallIntegerField("版次", default=1)
    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+", verbose_name="答复函")
    paper_on = models.DateField("书面答复的日期", null=True)
    paper_number = models.CharField("书面答复的文号", max_length=60, blank=True)
    paper_signer = models.CharField("书面答复的签发人", max_length=60, blank=True)
    registered_by = models.CharField("书面答复的登记人", max_length=60, blank=True)
    sent_at = models.DateTimeField("答复时间", null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "答复"
        verbose_name_plural = "答复"
        ordering = ["handling"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(document__isnull=False) | Q(paper_on__isnull=False),
                name="reply_sent_is_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(paper_on__isnull=True) | ~Q(paper_signer="") & ~Q(registered_by=""),
                name="reply_on_paper_names_signer_and_registrar",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sent_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"{self.handling}的答复"

    @property
    def is_on_paper(self) -> bool:
        return self.paper_on is not None

    @property
    def result_label(self) -> str:
        return label_of(self.handling.matter.scheme, self.result)


class CommitmentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Promises of replies that were sent. Handlers: those of their unit. Others: with the matter."""
        sent = self.filter(reply__sent_at__isnull=False)
        if actor.role == HANDLER:
            return sent.filter(reply__handling__unit=actor.unit_id)
        return sent.filter(reply__handling__matter__in=Matter.objects.visible_to(actor).values("pk"))

    def with_all(self) -> Self:
        return self.select_related("reply__handling__matter__office", "reply__handling__unit")

    def open(self) -> Self:
        """Of replies that were sent, and not yet kept."""
        return self.filter(reply__sent_at__isnull=False, done_on__isnull=True)


class Commitment(PublicModel):
    """承诺事项: what a reply that was sent promises, and by when (a draft has `Reply.promises`).

    Kept, it is rated as a reply is (工作条例第二十四、二十八条).
    """

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="commitments", verbose_name="答复")
    number = models.PositiveSmallIntegerField("序号")
    text = models.CharField("承诺事项", max_length=500)
    due_on = models.DateField("承诺时限")
    done_on = models.DateField("落实日期", null=True)
    done_note = models.CharField("落实情况", max_length=1000, blank=True)
    reported_by = models.CharField("报告人", max_length=60, blank=True)
    reported_at = models.DateTimeField("报告时间", null=True)
    grade = models.CharField("评价", max_length=12, choices=Grade, blank=True)
    grade_comment = models.CharField("评价意见", max_length=1000, blank=True)
    graded_at = models.DateTimeField("评价时间", null=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "承诺事项"
        verbose_name_plural = "承诺事项"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "number"], name="commitment_number"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(reported_at__isnull=False), name="commitment_kept_is_reported"
            ),
            models.CheckConstraint(
                condition=Q(grade="") | Q(done_on__isnull=False), name="commitment_graded_once_kept"
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.text

    @property
    def handling(self) -> Handling:
        return self.reply.handling

    @property
    def matter(self) -> Matter:
        return self.reply.handling.matter

    def late_on(self, on: date) -> int:
        """Days by which it was kept late, or is late today."""
        return days_late(self.due_on, self.done_on, on)


class Rating(PublicModel):
    """评价: attitude and result of one round, by the proposer (the lead for all who signed). Never changed."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="ratings", verbose_name="办理事项")
    round = models.PositiveSmallIntegerField("第几次办理")
    attitude = models.CharField("对办理态度", max_length=12, choices=Grade)
    result = models.CharField("对办理结果", max_length=12, choices=Grade)
    comment = models.CharField("具体意见", max_length=1000, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="评价人")
    rated_by = models.CharField("评价人姓名", max_length=60)
    rated_at = models.DateTimeField("评价时间")
    due_on = models.DateField("评价期限", null=True)

    class Meta:
        verbose_name = "评价"
        verbose_name_plural = "评价"
        ordering = ["matter", "round"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "round"], name="rating_once_a_round"),
            models.CheckConstraint(
                condition=~Q(attitude="dissatisfied") & ~Q(result="dissatisfied") | ~Q(comment=""),
                name="rating_dissatisfied_says_why",
            ),
        ]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.matter} {self.get_result_display()}"

    @property
    def attitude_tone(self) -> str:
        return TONES[self.attitude]

    @property
    def result_tone(self) -> str:
        return TONES[self.result]


class Mediation(PublicModel):
    """协调处理: still not satisfied after the second reply, the congress brings both together and says what holds."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="mediation", verbose_name="办理事项")
    on = models.DateField("协调日期")
    people = models.CharField("参加人员", max_length=300)
    opinion = models.TextField("处理意见", max_length=4000)
    entered_by = models.CharField("登记人", max_length=60)
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "协调处理"
        verbose_name_plural = "协调处理"
        ordering = ["-on", "-pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.matter}的协调处理意见"


class KeySupervision(PublicModel):
    """重点督办: which organ chose it, who of its leaders sees to it (代表法第五十二条)."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="key_supervision", verbose_name="办理事项")
    decided_by = models.CharField("确定机关", max_length=100)
    decided_on = models.DateField("确定日期")
    leader = models.CharField("督办领导", max_length=100)
    plan = models.TextField("督办安排", max_length=2000, blank=True)
    outcome = models.TextField("督办情况", max_length=4000, blank=True)
    revision = models.PositiveSmallIntegerField("版次", default=1, editable=False)
    entered_by = models.CharField("登记人", max_length=60)
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "重点督办"
        verbose_name_plural = "重点督办"
        ordering = ["-decided_on", "-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"重点督办:{self.matter}"


class Extension(PublicModel):
    """延期: asked for with a reason, decided by the congress through an approval (`approvals`).

    One a part is granted; what was refused may be asked for again where the place allows it.
    """

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="extensions", verbose_name="承办")
    new_due_on = models.DateField("延至")
    reason = models.CharField("理由", max_length=500)
    asked_by = models.CharField("申请人", max_length=60)
    asked_at = models.DateTimeField("申请时间")
    granted_at = models.DateTimeField("同意时间", null=True)
    refused_at = models.DateTimeField("不同意时间", null=True)
    answer = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "延期申请"
        verbose_name_plural = "延期申请"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted_at__isnull=True) | Q(refused_at__isnull=True), name="extension_decided_once"
            ),
            models.UniqueConstraint(
                fields=["handling"], condition=Q(refused_at__isnull=True), name="extension_one_standing"
            ),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.handling}延期至{chinese_date(self.new_due_on)}"


class PublicationQuerySet(models.QuerySet):
    def public(self) -> Self:
        """What everybody may read: published, not withdrawn, and its proposer's consent still stands."""
        return self.filter(withdrawn_at__isnull=True, matter__may_be_published=True)

    def found_by(self, text: str) -> Self:
        """Every word must stand in the public version; what was taken out of it finds nothing."""
        rows = self
        for word in text.split():
            grams = bigrams(word)
            rows = rows.filter(bigrams__holds_all=grams) if grams else rows.filter(title__contains=word)
        return rows


class Publication(PublicModel):
    """公开: text and reply as the public reads them, after what must stay private was taken out."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="publication", verbose_name="办理事项")
    title = models.CharField("标题", max_length=100)
    text = models.TextField("建议内容(公开稿)", max_length=8000)
    reply = models.TextField("答复内容(公开稿)", max_length=REPLY_LIMIT, blank=True)
    published_by = models.CharField("公开人", max_length=60)
    published_at = models.DateTimeField("公开时间")
    withdrawn_at = models.DateTimeField("撤下时间", null=True)
    withdraw_reason = models.CharField("撤下理由", max_length=300, blank=True)
    revision = models.PositiveSmallIntegerField("版次", default=1)
    bigrams = BigramsField(editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "公开件"
        verbose_name_plural = "公开件"
        ordering = ["-published_at", "-pk"]
        indexes = [
            GinIndex(fields=["bigrams"], name="publication_bigrams"),
            models.Index(fields=["-published_at", "-id"], name="publication_newest"),
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that everybody may read."""
        return reverse("matters_published", args=[self.public_id])
