"""People, terms, mandates and posts: who someone is, in which body, from when until when."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.fields import EncryptedTextField
from apps.foundation.core.models import DatedModel, DatedQuerySet, PublicModel, in_order, no_overlap
from apps.foundation.organisations.models import Area, ElectoralDistrict, Unit


class Sex(models.TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Staff and leaders: who lives or sits in their area; a member: themselves and those of the same bodies."""
        if actor.sees_area:
            seats = Mandate.objects.filter(person=OuterRef("pk"), term__body__area__path__startswith=actor.area_path)
            return self.filter(Q(area__path__startswith=actor.area_path) | Exists(seats))
        own = Mandate.objects.filter(person=OuterRef("pk"), term__body__in=actor.body_ids)
        return self.filter(Q(pk=actor.person_id) | Exists(own))


class Person(PublicModel):
    """One human being, once, whatever they hold. `pinyin` is for sorting and finding."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="people", verbose_name="所在区划")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name="账号",
    )
    name = models.CharField("姓名", max_length=60)
    pinyin = models.CharField("拼音", max_length=200, db_index=True, editable=False)
    initials = models.CharField("拼音首字母", max_length=60, db_index=True, editable=False)
    sex = models.CharField("性别", max_length=6, choices=Sex, blank=True)
    ethnic_group = models.CharField("民族", max_length=20, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    party = models.CharField("政治面貌", max_length=20, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    workplace = models.CharField("单位及职务", max_length=120, blank=True)
    phone = models.CharField("手机号", max_length=20, blank=True)
    email = models.EmailField("邮箱", blank=True)
    identity_number = EncryptedTextField("身份证号", blank=True)
    identity_index = models.CharField("身份证号索引", max_length=64, blank=True, editable=False, db_index=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        ordering = ["pinyin", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"], condition=~Q(identity_index=""), name="person_identity_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TermQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_area:
            return self.filter(body__area__path__startswith=actor.area_path)
        return self.filter(body__in=actor.body_ids)


class Term(PublicModel):
    """届: a body's term of office, from its first session to the first session of the next."""

    body = models.ForeignKey(Unit, models.PROTECT, related_name="terms", verbose_name="机关")
    number = models.PositiveIntegerField("届次")
    first_session_on = models.DateField("首次会议日期")
    ended_on = models.DateField("届满日期", null=True, blank=True)
    quota = models.PositiveIntegerField("代表名额")
    elected = models.PositiveIntegerField("选出代表数", default=0)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "届"
        verbose_name_plural = "届"
        ordering = ["body", "-number"]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="term_number_in_body")]

    def __str__(self) -> str:
        return f"{self.body.name}第{self.number}届"


class MandateKind(models.TextChoices):
    DEPUTY = "deputy", "人大代表"
    REPRESENTATIVE = "representative", "议事代表"
    MEMBER = "member", "常委会组成人员"


class MandateState(models.TextChoices):
    SERVING = "serving", "在任"
    SUSPENDED = "suspended", "暂停执行职务"
    ENDED = "ended", "资格终止"


class MandateQuerySet(models.QuerySet):
    def in_state(self, state: str, day: date) -> Self:
        held = MandateStatus.objects.on(day).filter(mandate=OuterRef("pk"), state=state)
        return self.filter(Exists(held))

    def beside_committees(self) -> Self:
        """Seats of deputies and representatives; who sits in a standing committee holds one of these as well."""
        return self.exclude(kind=MandateKind.MEMBER)

    def serving_on(self, day: date) -> Self:
        """Mandates in force and not suspended on `day`."""
        return self.in_state(MandateState.SERVING, day)

    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_area:
            return self.filter(term__body__area__path__startswith=actor.area_path)
        return self.filter(Q(person=actor.person_id) | Q(term__body__in=actor.body_ids))


class Mandate(PublicModel):
    """A seat in a body for a term. One person may hold several, at several levels."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates", verbose_name="人员")
    term = models.ForeignKey(Term, models.PROTECT, related_name="mandates", verbose_name="届")
    kind = models.CharField("类别", max_length=16, choices=MandateKind, default=MandateKind.DEPUTY)
    electoral_district = models.ForeignKey(
        ElectoralDistrict,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name="选区",
    )
    recommending_unit = models.CharField("推荐单位", max_length=100, blank=True)
    certificate_number = models.CharField("证件号", max_length=40, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "代表资格"
        verbose_name_plural = "代表资格"
        ordering = ["term", "person__pinyin"]
        constraints = [models.UniqueConstraint(fields=["person", "term"], name="mandate_once_a_term")]

    def __str__(self) -> str:
        return f"{self.person.name}({self.term})"


class MandateStatus(DatedModel):
    """What a mandate was worth from a day on (代表法: 暂停执行代表职务、代表资格终止)."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="statuses", verbose_name="代表资格")
    state = models.CharField("状态", max_length=10, choices=MandateState)
    reason = models.CharField("事由", max_length=200, blank=True)
    document = models.CharField("依据文件", max_length=120, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "资格状态"
        verbose_name_plural = "资格状态"
        ordering = ["mandate", "starts_on", "pk"]
        constraints = [
            in_order("mandate_status_in_order"),
            no_overlap("mandate", name="mandate_one_status_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {chinese_date(self.starts_on)}"


class Post(PublicModel, DatedModel):
    """A post held in a unit."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name="人员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    title = models.CharField("职务", max_length=60)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "职务"
        verbose_name_plural = "职务"
        ordering = ["unit", "starts_on"]
        constraints = [in_order("post_in_order"), no_overlap("person", "unit", name="post_once_in_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit}{self.title}"


class GroupKind(models.TextChoices):
    DELEGATION = "delegation", "代表团"
    DEPUTY_GROUP = "deputy_group", "代表小组"
    COMMITTEE = "committee", "委员会"
    PRESIDIUM = "presidium", "主席团"


class GroupQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if actor.sees_area:
            return self.filter(term__body__area__path__startswith=actor.area_path)
        return self.filter(term__body__in=actor.body_ids)


class Group(PublicModel):
    """A delegation, deputy group or committee of a term."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="groups", verbose_name="届")
    kind = models.CharField("类别", max_length=16, choices=GroupKind)
    name = models.CharField("名称", max_length=60)
    number = models.PositiveIntegerField("序号", default=1)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "代表团组"
        verbose_name_plural = "代表团组"
        ordering = ["term", "kind", "number"]
        constraints = [models.UniqueConstraint(fields=["term", "kind", "name"], name="group_name_in_term")]

    def __str__(self) -> str:
        return self.name


class Membership(DatedModel):
    """Who belongs to a group, and as what."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name="团组")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name="人员")
    title = models.CharField("团组内职务", max_length=30, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "团组成员"
        verbose_name_plural = "团组成员"
        ordering = ["group", "person__pinyin"]
        constraints = [
            in_order("membership_in_order"),
            no_overlap("group", "person", name="membership_once_in_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.person}"


class RoleAssignment(PublicModel, DatedModel):
    """A role in an area, or for one unit. What an account sees follows from it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="role_assignments", verbose_name="人员")
    role = models.CharField("角色", max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="管辖区划")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属单位")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "角色授予"
        verbose_name_plural = "角色授予"
        ordering = ["person", "role"]
        constraints = [
            in_order("role_assignment_in_order"),
            models.CheckConstraint(
                condition=Q(area__isnull=False, unit__isnull=True) | Q(area__isnull=True, unit__isnull=False),
                name="role_assignment_area_or_unit",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "area", "unit", "starts_on"],
                nulls_distinct=False,
                name="role_assignment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


class DutyKind(models.TextChoices):
    SESSION = "session", "出席会议"
    SPEECH = "speech", "发言"
    VOTE = "vote", "参加表决"
    MOTION = "motion", "提出议案"
    SUGGESTION = "suggestion", "提出建议"
    INSPECTION = "inspection", "视察"
    RESEARCH = "research", "调研"
    RECEPTION = "reception", "接待选民"
    ACTIVITY = "activity", "小组活动"
    TRAINING = "training", "学习培训"
    DEBRIEF = "debrief", "述职"


class DutyEvent(models.Model):
    """履职档案: one event of a member's work, written by the system in which it happened."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="duty_events", verbose_name="人员")
    kind = models.CharField("类别", max_length=16, choices=DutyKind)
    on = models.DateField("日期")
    title = models.CharField("事项", max_length=200)
    subject_label = models.CharField("来源类型", max_length=80)
    subject_id = models.BigIntegerField("来源编号")
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "履职记录"
        verbose_name_plural = "履职记录"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "subject_label", "subject_id"], name="duty_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class RosterState(models.TextChoices):
    UPLOADED = "uploaded", "等待检查"
    CHECKING = "checking", "正在检查"
    FAULTY = "faulty", "有问题,未导入"
    CLEAN = "clean", "检查通过,等待确认"
    WRITING = "writing", "正在导入"
    WRITTEN = "written", "已导入"
    ABANDONED = "abandoned", "已放弃"


class RosterImportQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if not actor.sees_area:
            return self.none()
        return self.filter(term__body__area__path__startswith=actor.area_path)


def roster_path(roster: "RosterImport", name: str) -> str:
    """Where an uploaded roster lies: never under the name it came with."""
    return f"rosters/{roster.public_id}.xlsx"


class RosterImport(PublicModel):
    """An uploaded roster: checked first, written whole or not at all. The file goes once it is settled.

    `problems` keeps the first 500 as [row, column, sentence]; `preview` says what writing would do.
    """

    term = models.ForeignKey(Term, models.PROTECT, related_name="roster_imports", verbose_name="届")
    starts_on = models.DateField("资格起算日期")
    state = models.CharField("状态", max_length=10, choices=RosterState, default=RosterState.UPLOADED)
    file = models.FileField("文件", upload_to=roster_path, blank=True)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    total = models.PositiveIntegerField("行数", default=0)
    done = models.PositiveIntegerField("已处理", default=0)
    problem_count = models.PositiveIntegerField("问题数", default=0)
    problems = models.JSONField("问题", default=list)
    preview = models.JSONField("预览", default=dict)
    actor = models.JSONField("以何身份", default=dict, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    settled_at = models.DateTimeField("办结时间", null=True, blank=True)

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        verbose_name = "名册导入"
        verbose_name_plural = "名册导入"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.term}名册 {self.file_name}"

    @property
    def is_working(self) -> bool:
        """Whether the worker has it in hand."""
        return self.state in {RosterState.UPLOADED, RosterState.CHECKING, RosterState.WRITING}
