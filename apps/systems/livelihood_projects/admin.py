"""The office may look and export; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.systems.livelihood_projects.models import (
    CandidateReceipt,
    GroupOpinion,
    Project,
    ScopeCheck,
    Season,
    SeasonPoll,
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


@admin.register(CandidateReceipt, GroupOpinion, SeasonPoll)
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
