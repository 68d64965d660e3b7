"""Nominees and the deputies who stand for them."""

from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from apps.congress.elections.models.choices import Answer, Consent, Fate, Source
from apps.congress.elections.models.elections import Election
from apps.foundation.core.actors import Actor
from apps.foundation.core.history import UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Person, Sex


class NominationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With their election; a nominee who sees nothing else of it sees their own nomination alone."""
        nominations = self.filter(election__in=Election.objects.visible_to(actor))
        if actor.sees_area:
            return nominations
        return nominations.filter(Q(election__term__body__in=actor.body_ids) | Q(person=actor.person_id))

    def standing(self) -> Self:
        """Neither taken back nor declined."""
        return self.filter(withdrawn_at=None).exclude(answer=Answer.DECLINED)

    def with_signed(self) -> Self:
        """`signed`: how many deputies stand for each."""
        return self.annotate(signed=Count("signatures", filter=Q(signatures__consent=Consent.SIGNED)))

    def candidates(self) -> Self:
        return self.filter(fate=Fate.CANDIDATE)


class Nomination(PublicModel):
    """A nominee with the particulars that are printed (候选人简介); `person` where the register knows them.

    `signed` is there after `with_signed`.
    """

    signed: int

    election = models.ForeignKey(Election, models.PROTECT, related_name="nominations", verbose_name="选举")
    source = models.CharField("提名方式", max_length=12, choices=Source)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name="人员"
    )
    name = models.CharField("姓名", max_length=30)
    sex = models.CharField("性别", max_length=6, choices=Sex, blank=True)
    ethnic_group = models.CharField("民族", max_length=20, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    party = models.CharField("政治面貌", max_length=20, blank=True)
    post_now = models.CharField("现任职务", max_length=120, blank=True)
    introduction = models.TextField("简介", max_length=2000, blank=True)
    lead = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="领衔代表")
    answer = models.CharField("本人意见", max_length=10, choices=Answer, default=Answer.ASKED, editable=False)
    answered_at = models.DateTimeField("表态时间", null=True, editable=False)
    fate = models.CharField("酝酿结果", max_length=14, choices=Fate, blank=True, default=Fate.OPEN, editable=False)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, editable=False)
    withdraw_reason = models.CharField("撤回理由", max_length=300, blank=True, editable=False)
    nominated_at = models.DateTimeField("提名时间")

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "提名"
        verbose_name_plural = "提名"
        ordering = ["election", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "name"], condition=Q(withdrawn_at=None), name="nominee_once_in_an_election"
            )
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.name}({self.election})"

    def get_absolute_url(self) -> str:
        return reverse("elections_nomination", args=[self.public_id])

    @property
    def particulars(self) -> str:
        """`男,汉族,1980年5月生,中共党员,现任某镇副镇长`, as printed; what is unknown is left out."""
        born = f"{self.born_on.year}年{self.born_on.month}月生" if self.born_on else ""
        now = f"现任{self.post_now}" if self.post_now else ""
        return ",".join(part for part in (self.get_sex_display(), self.ethnic_group, born, self.party, now) if part)


class Signature(PublicModel):
    """One deputy asked to stand for a nominee, or for a motion of removal (then without nomination), and the answer."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="signatures", verbose_name="选举")
    nomination = models.ForeignKey(
        Nomination, models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name="提名"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="代表")
    consent = models.CharField("附议", max_length=10, choices=Consent, default=Consent.ASKED)
    answered_at = models.DateTimeField("办理时间", null=True, editable=False)

    class Meta:
        verbose_name = "附议"
        verbose_name_plural = "附议"
        ordering = ["election", "answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "nomination", "person"], nulls_distinct=False, name="signature_once"
            )
        ]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.person} {self.get_consent_display()}"
