"""Candidates of a season with every field of the official list, and their scope checklist."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.models import PublicModel
from apps.foundation.organisations.models import Unit
from apps.systems.livelihood_projects.models.seasons import Season, SeasonState


class Category(models.TextChoices):
    RURAL = "rural", "乡村振兴"
    SECURITY = "security", "社会保障"
    EMPLOYMENT = "employment", "就业创业"
    EDUCATION = "education", "科技教育"
    CULTURE = "culture", "文化体育"
    HEALTH = "health", "医疗卫生"
    MUNICIPAL = "municipal", "市政建设"
    CITY = "city", "城市管理"
    ECOLOGY = "ecology", "生态环境"
    HOUSING = "housing", "住房保障"
    SOCIETY = "society", "社会管理"
    SAFETY = "safety", "公共安全"
    TRANSPORT = "transport", "公共交通"
    OTHER = "other", "其他"


class ProjectState(models.TextChoices):
    CANDIDATE = "candidate", "候选"
    WITHDRAWN = "withdrawn", "撤回"
    VOTED_IN = "voted_in", "入选"
    VOTED_OUT = "voted_out", "落选"


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(season__in=Season.objects.visible_to(actor))

    def in_reserve(self) -> Self:
        """储备库: losers of past votes that were not taken up again."""
        again = Project.objects.filter(taken_from=OuterRef("pk")).exclude(state=ProjectState.WITHDRAWN)
        over = [SeasonState.DECIDED, SeasonState.ANNOUNCED]
        return self.filter(~Exists(again), state=ProjectState.VOTED_OUT, season__state__in=over)

    def standing(self) -> Self:
        """On the list: not withdrawn."""
        return self.exclude(state=ProjectState.WITHDRAWN)

    def with_season(self) -> Self:
        return self.select_related("season__term__body__area", "responsible_unit")


class Project(PublicModel):
    """候选项目 with every field of the official list (一览表)."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="projects", verbose_name="年度")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("项目名称", max_length=80)
    category = models.CharField("类别", max_length=12, choices=Category)
    content = models.TextField("建设内容及规模", max_length=1000)
    place = models.CharField("建设地点", max_length=120)
    budget = models.DecimalField("投资(元)", max_digits=14, decimal_places=2, default=Decimal(0))
    fund_source = models.CharField("资金来源", max_length=120)
    responsible_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="livelihood_projects", verbose_name="责任单位"
    )
    responsible_leader = models.CharField("责任领导", max_length=60)
    starts_on = models.DateField("开工日期")
    finishes_on = models.DateField("完成日期")
    beneficiaries = models.PositiveIntegerField("受益人数")
    expected_result = models.TextField("预期成效", max_length=500)
    yearly_goal = models.CharField("跨年项目当年目标", max_length=300, blank=True)
    origin = models.CharField("提出来源", max_length=120, blank=True)
    feasibility = models.CharField("可行性结论", max_length=300, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=ProjectState, default=ProjectState.CANDIDATE, editable=False
    )
    taken_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        editable=False,
        verbose_name="储备来源",
    )
    votes = models.PositiveIntegerField("得票", null=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "候选项目"
        verbose_name_plural = "候选项目"
        ordering = ["season", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "name"], condition=~Q(state="withdrawn"), name="project_name_in_season"
            ),
            models.UniqueConstraint(
                fields=["taken_from"], condition=~Q(state="withdrawn"), name="reserve_taken_up_once"
            ),
            models.CheckConstraint(
                condition=Q(finishes_on__gte=F("starts_on")),
                name="project_dates_in_order",
                violation_error_message="完成日期不能早于开工日期。",
            ),
            models.CheckConstraint(condition=Q(budget__gte=0), name="project_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state_label(self) -> str:
        """候选, 票决确定 (street: 票选选出), 落选, 撤回."""
        return self.season.words.chosen if self.state == ProjectState.VOTED_IN else self.get_state_display()

    @property
    def summary(self) -> str:
        """What the ballot says of it: content and place."""
        return f"{self.content.strip()}(地点:{self.place})"

    def get_absolute_url(self) -> str:
        return reverse("livelihood_project", args=[self.public_id])


class ScopeQuestion(models.TextChoices):
    INCLUSIVE = "inclusive", "具有普惠性,受益面广"
    BASIC = "basic", "属于基础性民生需求"
    PUBLIC_BENEFIT = "public_benefit", "具有公益性"
    FISCAL = "fiscal", "主要由财政资金投入"
    WITHIN_YEAR = "within_year", "一般当年能够完成(跨年的有当年目标)"
    NO_BURDEN = "no_burden", "不增加群众负担和政府债务风险"
    NOT_ASSIGNED = "not_assigned", "不是上级已经下达的项目"


class ScopeCheck(models.Model):
    """One answered question of the scope checklist (巴南区票决制工作办法第三条)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="scope_checks", verbose_name="项目")
    question = models.CharField("条件", max_length=16, choices=ScopeQuestion)
    met = models.BooleanField("符合")
    reason = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "范围审核"
        verbose_name_plural = "范围审核"
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "question"], name="scope_question_once")]

    def __str__(self) -> str:
        return f"{self.get_question_display()}:{'是' if self.met else '否'}"
