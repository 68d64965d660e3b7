"""What the congress decides of a project that is being delivered: adjustments, grades, rectification, the archive."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from apps.congress.ballots.models import Poll
from apps.congress.supervision.models import Adjustment
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.office.documents.models import Document
from apps.systems.livelihood_projects.models.projects import Project
from apps.systems.livelihood_projects.models.seasons import Season
from apps.systems.livelihood_projects.models.watching import OfProject
from apps.systems.livelihood_projects.rules import delivering


class Decider(models.TextChoices):
    CONGRESS = delivering.CONGRESS, "人民代表大会会议(街道:议事代表会议)"
    STANDING = delivering.STANDING, "主席团、常委会(街道:人大街道工委)"


class ChangeKind(models.TextChoices):
    ADJUSTED = "adjusted", "调整"
    ENDED = "ended", "终止"


class ProjectChange(PublicModel):
    """调整 or 终止 of a chosen project: by whose decision, why, and what it was before and after."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="changes", verbose_name="项目")
    kind = models.CharField("类别", max_length=10, choices=ChangeKind)
    decider = models.CharField("决定机关", max_length=10, choices=Decider)
    decided_on = models.DateField("决定日期")
    reference = models.CharField("决议、决定", max_length=200, blank=True)
    poll = models.ForeignKey(Poll, models.PROTECT, null=True, related_name="+", verbose_name="表决")
    reason = models.CharField("理由", max_length=500)
    changes = models.JSONField("调整内容", default=list, help_text="[名称, 原为, 改为]")
    adjustment = models.OneToOneField(
        Adjustment, models.PROTECT, null=True, related_name="livelihood_change", verbose_name="督办任务的调整"
    )
    recorded_by = models.CharField("登记人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    objects = OfProject.as_manager()

    class Meta:
        verbose_name = "项目调整"
        verbose_name_plural = "项目调整"
        ordering = ["project", "pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"“{self.project}”{self.get_kind_display()}"

    @property
    def basis(self) -> str:
        """Who decided and where it stands."""
        return self.reference or (f"表决《{self.poll}》" if self.poll else "")


class SeasonAssessment(models.Model):
    """满意度测评: the poll that grades projects of a season; `round` 2 asks again for those that were rectified."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="assessments", verbose_name="年度")
    poll = models.OneToOneField(Poll, models.PROTECT, related_name="livelihood_assessment", verbose_name="测评")
    round = models.PositiveSmallIntegerField("第几次测评", default=1)

    class Meta:
        verbose_name = "满意度测评"
        verbose_name_plural = "满意度测评"
        ordering = ["season", "pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.season}第{self.round}次测评"


class ProjectGrade(PublicModel):
    """测评结果 of one project, as announced. `counts`: grade -> sheets; `passed` is false for the lowest grade."""

    assessment = models.ForeignKey(SeasonAssessment, models.PROTECT, related_name="grades", verbose_name="测评")
    project = models.ForeignKey(Project, models.PROTECT, related_name="grades", verbose_name="项目")
    grade = models.CharField("等次", max_length=30)
    passed = models.BooleanField("通过")
    counts = models.JSONField("各等次票数", default=dict)
    base = models.PositiveIntegerField("计算基数")
    announced_at = models.DateTimeField("宣布时间")

    objects = OfProject.as_manager()

    class Meta:
        verbose_name = "测评结果"
        verbose_name_plural = "测评结果"
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "project"], name="grade_once_an_assessment")]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"“{self.project}”{self.grade}"

    @property
    def sheets(self) -> list[tuple[str, int]]:
        """Each grade with its sheets, best first: the database keeps them in no order."""
        order = list(self.assessment.poll.grades)
        return sorted(self.counts.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))


class RectificationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """With the project; units see theirs from the issue of the notice on."""
        if actor.role == HANDLER:
            mine = Q(grade__project__responsible_unit=actor.unit_id)
            mine |= Q(grade__project__season__breakdown__executive=actor.unit_id)
            return self.filter(mine, due_on__isnull=False) if actor.unit_id else self.none()
        return self.filter(grade__project__in=Project.objects.visible_to(actor)) if actor.sees_area else self.none()

    def with_all(self) -> Self:
        return self.select_related(
            "grade__project__season__term__body__area", "grade__project__season__meeting",
            "grade__project__responsible_unit", "document",
        )  # fmt: skip

    def awaited(self) -> Self:
        """The notice is issued, the report has not come."""
        return self.filter(due_on__isnull=False, reported_at__isnull=True)


class Rectification(PublicModel):
    """整改 of a project that was graded 不满意: `due_on` runs from the issue of its 整改通知."""

    grade = models.OneToOneField(ProjectGrade, models.PROTECT, related_name="rectification", verbose_name="测评结果")
    requirement = models.TextField("整改要求", max_length=2000)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+", verbose_name="整改通知")
    due_on = models.DateField("整改期限", null=True)
    report = models.TextField("整改情况", max_length=4000, blank=True)
    reported_by = models.CharField("报告人", max_length=60, blank=True)
    reported_at = models.DateTimeField("报告时间", null=True)
    on_paper = models.BooleanField("书面报告,由人大登记", default=False)

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = "整改"
        verbose_name_plural = "整改"
        ordering = ["grade"]
        triggers = [
            pgtrigger.Protect(
                name="report_stands",
                operation=pgtrigger.UpdateOf("report", "reported_by", "reported_at"),
                condition=pgtrigger.Q(old__reported_at__isnull=False),
            ),
            *UNDELETABLE,
        ]

    def __str__(self) -> str:
        return f"“{self.grade.project}”整改"

    @property
    def project(self) -> Project:
        return self.grade.project


class ArchiveOrder(PublicModel):
    """归档 as it was ordered: the papers are made one by one behind the scenes. `actor` is who ordered it, as plain
    values; `refusal` says why no archive came of it.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="archive_orders", verbose_name="年度")
    total = models.PositiveIntegerField("文件数")
    done = models.PositiveIntegerField("已完成", default=0)
    actor: dict[str, Any] = models.JSONField("以何身份", default=dict, editable=False)  # type: ignore[assignment]
    ordered_by = models.CharField("归档人", max_length=60)
    ordered_at = models.DateTimeField("归档时间")
    finished_at = models.DateTimeField("办完时间", null=True)
    refusal = models.CharField("没有归档的原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "归档办理"
        verbose_name_plural = "归档办理"
        ordering = ["season", "-pk"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"{self.season}的归档"


def archive_path(archive: "SeasonArchive", name: str) -> str:
    return f"livelihood/archives/{archive.public_id}.zip"


class SeasonArchive(PublicModel):
    """归档: every paper of a season in one zip with its catalogue, made once all its projects are settled."""

    season = models.OneToOneField(Season, models.PROTECT, related_name="archive", verbose_name="年度")
    archived_by = models.CharField("归档人", max_length=60)
    archived_at = models.DateTimeField("归档时间")
    catalogue = models.JSONField("归档目录", default=list)
    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.FileField("文件", upload_to=archive_path)

    class Meta:
        verbose_name = "年度档案"
        verbose_name_plural = "年度档案"
        ordering = ["-pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"{self.season}档案"
