"""Plans to look at; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.foundation.core.admin import ReadOnlyAdmin
from apps.systems.town_sessions.models import AnnualPlan, PlanSession, PlanTopic, Slot


@admin.register(AnnualPlan)
class AnnualPlanAdmin(ReadOnlyAdmin):
    area_lookup = "body__area__path"
    list_display = ("__str__", "year", "version", "state", "approved_on", "filing_number")
    list_filter = ("year", "state")
    search_fields = ("body__name", "filing_number", "reason")
    list_select_related = ("body__area",)


@admin.register(PlanSession)
class PlanSessionAdmin(ReadOnlyAdmin):
    area_lookup = "plan__body__area__path"
    list_display = ("theme", "plan", "ordinal", "starts_on", "ends_on", "is_extra")
    search_fields = ("theme", "plan__body__name")
    list_select_related = ("plan__body__area",)


@admin.register(PlanTopic)
class PlanTopicAdmin(ReadOnlyAdmin):
    area_lookup = "session__plan__body__area__path"
    list_display = ("title", "topic", "session", "unit")
    list_filter = ("topic",)
    search_fields = ("title",)
    list_select_related = ("session__plan", "unit")


@admin.register(Slot)
class SlotAdmin(ReadOnlyAdmin):
    area_lookup = "body__area__path"
    list_display = ("__str__", "year", "meeting")
    list_filter = ("year",)
    search_fields = ("body__name",)
    list_select_related = ("body", "meeting")
