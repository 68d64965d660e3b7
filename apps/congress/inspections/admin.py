"""Inspections to look at; every act goes through the portal's own pages and services."""

from django.contrib import admin
from import_export.resources import ModelResource

from apps.congress.inspections.models import Finding, Inspection, Opinion, Participant, Stop
from apps.foundation.core.admin import ReadOnlyAdmin


class InspectionResource(ModelResource):
    """Without the seed of the sign-in code."""

    class Meta:
        model = Inspection
        exclude = ("code_salt",)


@admin.register(Inspection)
class InspectionAdmin(ReadOnlyAdmin):
    area_lookup = "term__body__area__path"
    resource_classes = [InspectionResource]
    exclude = ("code_salt",)
    list_display = ("theme", "kind", "starts_on", "state")
    list_filter = ("kind", "state")
    search_fields = ("theme", "basis")


@admin.register(Opinion)
class OpinionAdmin(ReadOnlyAdmin):
    area_lookup = "inspection__term__body__area__path"
    list_display = ("text", "inspection", "unit", "matter")
    search_fields = ("text", "inspection__theme")
    list_select_related = ("inspection", "unit", "matter")


@admin.register(Stop, Participant, Finding)
class OfInspectionAdmin(ReadOnlyAdmin):
    area_lookup = "inspection__term__body__area__path"
    list_display = ("__str__", "inspection")
    search_fields = ("inspection__theme",)
    list_select_related = ("inspection",)
