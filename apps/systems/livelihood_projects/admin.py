"""The office may look and export; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.systems.livelihood_projects.models import (
    ArchiveOrder,
    Breakdown,
    CandidateReceipt,
    Clue,
    Collection,
    Conclusion,
    Consultation,
    Feasibility,
    GroupOpinion,
    PlanNode,
    Project,
    ProjectChange,
    ProjectGrade,
    ProjectPlan,
    Rectification,
    ScopeCheck,
    Season,
    SeasonArchive,
    SeasonAssessment,
    SeasonPoll,
    SupervisionGroup,
    UnitOpinion,
    Visit,
)


@admin.register(Season)
class SeasonAdmin(ReadOnlyAdmin):
    area_lookup = "term__body__area__path"
    list_display = ("__str__", "year", "term", "to_choose", "state")
    list_filter = ("year", "state")
    search_fields = ("term__body__name",)
    list_select_related = ("term__body",)


@admin.register(Project)
class ProjectAdmin(ReadOnlyAdmin):
    area_lookup = "season__term__body__area__path"
    list_display = ("name", "season", "category", "responsible_unit")
    list_filter = ("category",)
    search_fields = ("name",)
    list_select_related = ("season__term__body", "responsible_unit")


@admin.register(CandidateReceipt, Collection, Consultation, GroupOpinion, SeasonPoll)
class OfSeasonAdmin(ReadOnlyAdmin):
    area_lookup = "season__term__body__area__path"
    list_display = ("__str__", "season")
    search_fields = ("season__term__body__name",)
    list_select_related = ("season__term__body",)


@admin.register(ScopeCheck)
class ScopeCheckAdmin(ReadOnlyAdmin):
    area_lookup = "project__season__term__body__area__path"
    list_display = ("__str__", "project")
    search_fields = ("project__name",)
    list_select_related = ("project",)


@admin.register(Clue)
class ClueAdmin(ReadOnlyAdmin):
    area_lookup = "season__term__body__area__path"
    list_display = ("title", "season", "category", "state")
    list_filter = ("state", "category")
    search_fields = ("title", "submission__number")
    list_select_related = ("season__term__body",)


@admin.register(Feasibility, UnitOpinion)
class OfClueAdmin(ReadOnlyAdmin):
    area_lookup = "clue__season__term__body__area__path"
    list_display = ("clue", "unit")
    search_fields = ("clue__title", "unit__name")
    list_select_related = ("clue", "unit")


@admin.register(Conclusion)
class ConclusionAdmin(ReadOnlyAdmin):
    area_lookup = "consultation__season__term__body__area__path"
    list_display = ("clue", "verdict", "reason")
    list_filter = ("verdict",)
    search_fields = ("clue__title", "reason")
    list_select_related = ("clue",)


@admin.register(ArchiveOrder, Breakdown, SeasonArchive, SeasonAssessment)
class DeliveryOfSeasonAdmin(ReadOnlyAdmin):
    area_lookup = "season__term__body__area__path"
    list_display = ("__str__", "season")
    search_fields = ("season__term__body__name",)
    list_select_related = ("season__term__body__area",)


@admin.register(ProjectChange, ProjectGrade, ProjectPlan, SupervisionGroup, Visit)
class OfProjectAdmin(ReadOnlyAdmin):
    area_lookup = "project__season__term__body__area__path"
    list_display = ("__str__", "project")
    search_fields = ("project__name",)
    list_select_related = ("project",)


@admin.register(PlanNode)
class PlanNodeAdmin(ReadOnlyAdmin):
    area_lookup = "plan__project__season__term__body__area__path"
    list_display = ("title", "plan", "due_on", "percent")
    search_fields = ("title", "plan__project__name")
    list_select_related = ("plan__project",)


@admin.register(Rectification)
class RectificationAdmin(ReadOnlyAdmin):
    area_lookup = "grade__project__season__term__body__area__path"
    list_display = ("__str__", "due_on", "reported_at")
    search_fields = ("grade__project__name",)
    list_select_related = ("grade__project",)
