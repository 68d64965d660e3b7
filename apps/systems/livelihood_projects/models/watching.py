"""监督小组 ("1+1+N": one leader answers for a project, one group watches it, several deputy groups take part)."""

from typing import Self

from django.db import models

from apps.foundation.core.actors import Actor
from apps.foundation.core.history import READ_ONLY, UNDELETABLE
from apps.foundation.core.models import PublicModel
from apps.foundation.people.models import Group, Person
from apps.systems.livelihood_projects.models.projects import Project


class OfProject(models.QuerySet):
    """Rows seen by whoever sees the project."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(project__in=Project.objects.visible_to(actor))


class SupervisionGroup(PublicModel):
    """The deputies who watch over one project; `teams` are deputy groups (代表小组) that take part."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="watch", verbose_name="项目")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="组长")
    members = models.ManyToManyField(Person, related_name="livelihood_groups", blank=True, verbose_name="组员")
    teams = models.ManyToManyField(Group, related_name="+", blank=True, verbose_name="参与的代表小组")
    set_by = models.CharField("办理人", max_length=60)
    set_at = models.DateTimeField("办理时间")

    objects = OfProject.as_manager()

    class Meta:
        verbose_name = "监督小组"
        verbose_name_plural = "监督小组"
        ordering = ["project"]
        triggers = UNDELETABLE

    def __str__(self) -> str:
        return f"“{self.project}”监督小组"


class Visit(PublicModel):
    """实地监督: what a group found, with photos as attachments."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="visits", verbose_name="项目")
    visited_on = models.DateField("监督日期")
    people = models.CharField("参加人员", max_length=300)
    findings = models.TextField("看到的情况", max_length=2000)
    problems = models.TextField("发现的问题和建议", max_length=2000, blank=True)
    recorded_by = models.CharField("记录人", max_length=60)
    recorded_at = models.DateTimeField("记录时间")

    objects = OfProject.as_manager()

    class Meta:
        verbose_name = "实地监督"
        verbose_name_plural = "实地监督"
        ordering = ["-visited_on", "-pk"]
        triggers = READ_ONLY

    def __str__(self) -> str:
        return f"“{self.project}”实地监督"
