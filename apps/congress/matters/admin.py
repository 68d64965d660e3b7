"""Operators and staff look and export; every act goes through the portal's own pages and services."""

from django.contrib import admin

from apps.congress.matters.models import NumberSeries, Submission, SubmissionUpdate
from apps.foundation.core.admin import ReadOnlyAdmin


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    secret_fields = ("code_index", "bigrams")
    list_display = ("number", "area", "channel", "excerpt", "received_at")
    list_filter = ("channel", "proposer_kind", "withdrawn")
    search_fields = ("number", "text", "place", "name")
    list_select_related = ("area",)
    date_hierarchy = "received_at"


@admin.register(SubmissionUpdate)
class SubmissionUpdateAdmin(ReadOnlyAdmin):
    area_lookup = "submission__area__path"
    list_display = ("submission", "at", "sentence", "by_name", "is_final")
    list_filter = ("is_final",)
    search_fields = ("submission__number", "sentence")
    list_select_related = ("submission",)


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    area_lookup = "area__path"
    list_display = ("area", "year", "last")
    list_filter = ("year",)
    search_fields = ("area__name",)
    list_select_related = ("area",)
